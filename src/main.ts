import { pino } from 'pino';
import { type Config, configFromProcess } from './config.ts';
import { type Logger } from './pim/logger.ts';
import { startService } from './service.ts';
import { startRefusals } from './startRefusals.ts';
import { createSteadyClock } from './steadyClock.ts';

function stopOnSignals(stopAll: () => Promise<void>, logger: Logger): void {
  let isStopping = false;
  const onSignal = (signal: string): void => {
    if (isStopping) process.exit(1);
    isStopping = true;
    logger.info({ signal }, 'Latchkey stops');
    stopAll().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'Latchkey did not stop cleanly');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}

const logged = ({ logLevel }: Config): Logger =>
  pino({
    level: logLevel,
    redact: { paths: ['*.authorization', '*.token', '*.assertion', '*.accessToken'], censor: '[removed]' },
  });

/**
 * Reads the configuration and runs until a signal comes. Where something is set wrong, or taken by somebody else, it
 * ends with exit code 1 and a sentence for each reason.
 */
export async function main(): Promise<void> {
  let config: Config | undefined;
  try {
    config = configFromProcess();
    const logger = logged(config);
    const service = await startService(config, {
      clock: createSteadyClock({ machineNow: () => Date.now(), elapsed: () => performance.now(), logger }),
      logger,
      jitter: () => Math.random(),
    });
    stopOnSignals(service.stop, logger);
    process.on('SIGHUP', () => void service.reloadHouseRules());
  } catch (error) {
    const reasons = startRefusals(error, config);
    if (reasons === undefined) throw error;
    process.stderr.write(`Latchkey cannot start:\n${reasons.map((reason) => `  - ${reason}\n`).join('')}`);
    process.exitCode = 1;
  }
}

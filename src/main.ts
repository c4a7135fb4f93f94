import { randomBytes, randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { type Adapters, createApp } from './app.ts';
import { createTurnAdapter } from './bot/adapter.ts';
import { createConnector } from './bot/connector.ts';
import { createInboundGuard, type InboundGuard } from './bot/inboundGuard.ts';
import { createServer } from './bot/server.ts';
import { createServiceUrlCheck, type ServiceUrlCheck } from './bot/serviceUrls.ts';
import { type Config, ConfigError, configFromProcess } from './config.ts';
import { createEntra } from './graph/entra.ts';
import { readiness } from './health.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { tenantId } from './pim/ids.ts';
import { type Logger } from './pim/logger.ts';
import { createRandom } from './random.ts';
import { createStore } from './store/store.ts';
import { english } from './words/en.ts';

/** How long one call to the connector may take. Milliseconds. */
const SEND_DEADLINE = 10_000;

const clock = { now: () => new Date() };
const jitter = (): number => Math.random();

/** Keys of this process alone: enough where nothing has to be read after a restart. */
function temporaryKeys(logger: Logger): readonly Buffer[] {
  logger.warn(
    { event: 'encryptionKey.temporary' },
    'LATCHKEY_ENCRYPTION_KEY is not set: sign-ins are forgotten when this process ends',
  );
  return [randomBytes(32)];
}

/** The real adapters, made from the configuration. Nothing is contacted yet but the database. */
async function createAdapters(config: Config, metrics: Metrics, logger: Logger): Promise<Adapters> {
  const store = await createStore({
    engine: config.database,
    tenantId: tenantId(config.tenantId),
    clock,
    encryptionKeys: config.encryptionKeys ?? temporaryKeys(logger),
    logger,
  });
  const entra = createEntra({
    endpoints: config.endpoints,
    tenantId: tenantId(config.tenantId),
    appId: config.appId,
    credential: config.credential,
    clock,
    logger,
    jitter,
    newId: randomUUID,
    onCall: metrics.graphCall,
  });
  const connector = createConnector({
    token: entra.connectorToken,
    allowedServiceUrls: serviceUrlCheckOf(config),
    fetch,
    clock,
    logger,
    deadlineMilliseconds: SEND_DEADLINE,
  });
  const adapter = createTurnAdapter({ appId: config.appId, tenantId: config.tenantId, connector });
  return { entra, store, connector, adapter, clock, random: createRandom(clock), logger, jitter };
}

const serviceUrlCheckOf = ({ cloud, sandboxUrl }: Config): ServiceUrlCheck =>
  createServiceUrlCheck({ cloud, sandboxUrl });

const guardOf = (config: Config, logger: Logger): InboundGuard =>
  createInboundGuard({
    appId: config.appId,
    tenantId: config.tenantId,
    channelMetadataUrl: config.channel.metadataUrl,
    channelIssuer: config.channel.issuer,
    allowedKeyOrigins: config.channel.keyOrigins,
    allowedServiceUrls: serviceUrlCheckOf(config),
    clock,
    fetch,
    logger,
  });

/** Puts everything together, listens, and gives back how to stop. */
async function start(config: Config, logger: Logger): Promise<() => Promise<void>> {
  const metrics = createMetrics();
  const adapters = await createAdapters(config, metrics, logger);
  const { entra, store } = adapters;
  const guard = guardOf(config, logger);
  const app = createApp(adapters, config);
  const server = createServer({
    guard,
    onActivity: (activity) => metrics.timed(activity.type, () => app.onActivity(activity)),
    lateInvokeBody: {
      statusCode: 200,
      type: 'application/vnd.microsoft.activity.message',
      value: english.replies.working,
    },
    signInPages: app.signInPages,
    health: () =>
      readiness([
        { name: 'database', check: () => store.ping().then(() => true) },
        { name: 'channel keys', check: () => guard.hasKeys() },
        { name: 'permissions', check: () => mayServe(() => entra.appPermissions(), logger) },
      ]),
    metrics: () => metrics.text(),
    metricsListener: config.metricsAddress,
    logger,
  });
  const { port } = await server.listen(config.port);
  app.start();
  logger.info({ port, cloud: config.cloud }, 'Latchkey listens');
  return async () => {
    await server.close();
    await app.stop();
    await store.close();
  };
}

/** The app's own identity reads, nothing else: with a permission that could change access, no change is relayed. */
async function mayServe(
  appPermissions: () => Promise<{
    readonly changesAccess: readonly string[];
    readonly missing: readonly string[];
  }>,
  logger: Logger,
): Promise<boolean> {
  const { changesAccess, missing } = await appPermissions();
  if (missing.length > 0)
    logger.warn({ missing }, 'Application permissions are missing; what needs them will say so');
  if (changesAccess.length > 0) {
    logger.error({ changesAccess }, 'The app holds permissions that could change access: take them away');
  }
  return changesAccess.length === 0;
}

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

/** Reads the configuration and runs until a signal comes. A wrong configuration ends it with a sentence per reason. */
export async function main(): Promise<void> {
  let config: Config;
  try {
    config = configFromProcess();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(
      `Latchkey cannot start:\n${error.reasons.map((reason) => `  - ${reason}\n`).join('')}`,
    );
    process.exitCode = 1;
    return;
  }
  const logger = pino({
    level: config.logLevel,
    redact: { paths: ['*.authorization', '*.token', '*.assertion', '*.accessToken'], censor: '[removed]' },
  });
  stopOnSignals(await start(config, logger), logger);
}

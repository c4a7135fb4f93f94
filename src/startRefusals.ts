import { type Config, ConfigError } from './config.ts';
import { databaseRefusal } from './databaseRefusals.ts';

/** What Node says of an address on which it cannot listen. */
interface ListenError {
  readonly code: string;
  readonly syscall: 'listen' | 'getaddrinfo';
  readonly port?: number;
}

/**
 * Why Latchkey does not start, in a sentence for each reason that says what to do; `undefined` for what nobody foresaw.
 * @param config as far as it was read
 */
export function startRefusals(error: unknown, config: Config | undefined): readonly string[] | undefined {
  if (error instanceof ConfigError) return error.reasons;
  if (config === undefined) return undefined;
  const reason =
    databaseRefusal(error, config.database) ??
    (isListenError(error) ? listenRefusal(error, config) : undefined);
  return reason === undefined ? undefined : [reason];
}

function isListenError(error: unknown): error is Error & ListenError {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return false;
  return error.syscall === 'listen' || error.syscall === 'getaddrinfo';
}

/** The service listens on every address for itself, and on a named one for the metrics, which can be no address at all. */
function listenRefusal({ code, syscall, port }: ListenError, config: Config): string {
  const isForMetrics =
    syscall === 'getaddrinfo' || (port === config.metricsAddress?.port && port !== config.port);
  const name = isForMetrics ? 'LATCHKEY_METRICS_ADDRESS' : 'PORT';
  switch (code) {
    case 'EADDRINUSE':
      return `${name}: port ${String(port)} is taken by another program, perhaps by a Latchkey that still runs. End that one, or name another port.`;
    case 'EACCES':
      return `${name}: this user may not listen on port ${String(port)}. Name one above 1023.`;
    default:
      return `${name}: nobody can listen there (${code}). Name an address of this machine, or another port.`;
  }
}

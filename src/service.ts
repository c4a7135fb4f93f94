import { randomBytes, randomUUID } from 'node:crypto';
import { type Adapters, createApp } from './app.ts';
import { createTurnAdapter } from './bot/adapter.ts';
import { createConnector } from './bot/connector.ts';
import { createInboundGuard, type InboundGuard } from './bot/inboundGuard.ts';
import { createServer } from './bot/server.ts';
import { createServiceUrlCheck, type ServiceUrlCheck } from './bot/serviceUrls.ts';
import { type Config } from './config.ts';
import { createEntra, type EntraOptions } from './graph/entra.ts';
import { readiness } from './health.ts';
import { createMetrics } from './metrics.ts';
import { tenantId } from './pim/ids.ts';
import { type Logger } from './pim/logger.ts';
import { type Clock } from './pim/ports.ts';
import { createRandom } from './random.ts';
import { createStore } from './store/store.ts';
import { english } from './words/en.ts';

/** How long one call to the connector may take. Milliseconds. */
const SEND_DEADLINE = 10_000;

/** What a running service is given beside its configuration. */
export interface Surroundings {
  readonly clock: Clock;
  readonly logger: Logger;
  /** From 0 up to 1. */
  readonly jitter: () => number;
  /** Hears of every call to Graph; for measuring. */
  readonly onGraphCall?: EntraOptions['onCall'];
}

/** A service that listens. */
export interface RunningService {
  readonly port: number;
  /** Ends in order: no new requests, work under way finished, database closed. */
  readonly stop: () => Promise<void>;
}

/** Keys of this process alone: enough where nothing has to be read after a restart. */
function temporaryKeys(logger: Logger): readonly Buffer[] {
  logger.warn(
    { event: 'encryptionKey.temporary' },
    'LATCHKEY_ENCRYPTION_KEY is not set: sign-ins are forgotten when this process ends',
  );
  return [randomBytes(32)];
}

/** The real adapters, made from the configuration. Nothing is contacted yet but the database. */
async function createAdapters(
  config: Config,
  onCall: EntraOptions['onCall'],
  { clock, logger, jitter }: Surroundings,
): Promise<Adapters> {
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
    onCall,
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

const guardOf = (config: Config, { clock, logger }: Surroundings): InboundGuard =>
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
export async function startService(config: Config, surroundings: Surroundings): Promise<RunningService> {
  const { logger, onGraphCall } = surroundings;
  const metrics = createMetrics();
  const onCall: EntraOptions['onCall'] = (call) => {
    metrics.graphCall(call);
    onGraphCall?.(call);
  };
  const adapters = await createAdapters(config, onCall, surroundings);
  const { entra, store } = adapters;
  const guard = guardOf(config, surroundings);
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
  return {
    port,
    stop: async () => {
      await server.close();
      await app.stop();
      await store.close();
    },
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

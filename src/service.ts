import { randomBytes } from 'node:crypto';
import { type Adapters } from './adapters.ts';
import { createApp } from './app.ts';
import { createAuditOutlets } from './auditOutlets.ts';
import { createTurnAdapter } from './bot/adapter.ts';
import { createConnector } from './bot/connector.ts';
import { createFileDownloads } from './bot/files/fileDownloads.ts';
import { createFileUploads } from './bot/files/fileUploads.ts';
import { MOST_FILE_BYTES } from './bot/policyFiles/policyFileActions.ts';
import { createInboundGuard, type InboundGuard } from './bot/inboundGuard.ts';
import { type BotServer, createServer } from './bot/server.ts';
import { createServiceUrlCheck, type ServiceUrlCheck } from './bot/serviceUrls.ts';
import { TeamsWatch } from './bot/teamsWatch.ts';
import { type Config } from './config.ts';
import { connectEntra, encryptionKeysOf, openStore } from './connections.ts';
import { type EntraOptions } from './graph/entra.ts';
import { readiness } from './health.ts';
import { HouseRuleBook, ruleFileAt } from './houseRuleBook.ts';
import { houseRulesOf } from './houseRuleReading.ts';
import { tenantId } from './pim/ids.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { type Logger } from './pim/logger.ts';
import { type Clock } from './pim/ports.ts';
import { createRandom } from './random.ts';
import { readinessChecks } from './readinessChecks.ts';
import { watchForRestore } from './restoreWatch.ts';
import { createTicketSystems } from './tickets/ticketSystems.ts';
import { english } from './words/en.ts';

/** How long one call to the connector may take. Milliseconds. */
const SEND_DEADLINE = 10_000;
/** How long a file may take to a person’s own storage. Milliseconds. */
const UPLOAD_DEADLINE = 60_000;
const DOWNLOAD_DEADLINE = 20_000;

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
  /** Takes the house rules of the settings file anew. Never fails: what is refused is logged, and stands in the audit trail. */
  readonly reloadHouseRules: () => Promise<void>;
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

/** The real adapters, made from the configuration. Nothing is contacted yet but the database, and the vault of the keys. */
async function createAdapters(
  config: Config,
  onCall: EntraOptions['onCall'],
  { clock, logger, jitter }: Surroundings,
): Promise<Adapters> {
  const keys = (await encryptionKeysOf(config, { clock, logger })) ?? temporaryKeys(logger);
  const store = await openStore(config, keys, { clock, logger });
  const random = createRandom(clock);
  const entra = connectEntra(config, {
    clock,
    logger,
    jitter,
    onCall,
    mayInstallApp: config.settings.delivery.installForApprovers,
    mayAdminister: config.settings.administration.changes,
    mayReview: config.settings.reviews.enabled,
  });
  const teamsWatch = new TeamsWatch(clock);
  const connector = createConnector({
    token: entra.connectorToken,
    allowedServiceUrls: serviceUrlCheckOf(config),
    fetch,
    clock,
    logger,
    deadlineMilliseconds: SEND_DEADLINE,
    watch: teamsWatch,
  });
  return {
    entra,
    store,
    auditOutlets: createAuditOutlets(store, config, { clock, logger }),
    restoreWatch: watchForRestore({ ...store, clock, random, logger }, config.auditAnchorFile),
    connector,
    teamsWatch,
    ...filesOf(config, logger),
    adapter: createTurnAdapter({ appId: config.appId, tenantId: config.tenantId, connector }),
    clock,
    random,
    logger,
    jitter,
  };
}

const filesOf = ({ cloud, sandboxUrl }: Config, logger: Logger): Pick<Adapters, 'files' | 'downloads'> => ({
  files: createFileUploads({ cloud, sandboxUrl, fetch, logger, deadlineMilliseconds: UPLOAD_DEADLINE }),
  downloads: createFileDownloads({
    cloud,
    sandboxUrl,
    fetch,
    logger,
    deadlineMilliseconds: DOWNLOAD_DEADLINE,
    maximumBytes: MOST_FILE_BYTES,
  }),
});

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

/** The adapters, with what is counted and measured as it happens. */
const measuredBy = (metrics: Metrics, adapters: Adapters): Adapters => ({
  ...adapters,
  store: {
    ...adapters.store,
    provisioningDelays: metrics.measured(adapters.store.provisioningDelays),
    houseBypasses: metrics.counted(adapters.store.houseBypasses),
  },
  onLimited: metrics.limited,
});

const houseRulesFrom = (
  { settings, brokenHouseRules, settingsFile, tenantId: tenant }: Config,
  { audit, ruleVersions: versions }: Adapters['store'],
  { clock, logger }: Surroundings,
): HouseRuleBook =>
  new HouseRuleBook(houseRulesOf(settings.houseRules, brokenHouseRules), {
    file: settingsFile === undefined ? undefined : ruleFileAt(settingsFile),
    audit,
    versions,
    clock,
    logger,
    tenantId: tenantId(tenant),
  });

/** `undefined` where the settings name no ticket system. */
const ticketsOf = (
  { settings: { ticketSystems }, ticketSecrets }: Config,
  { clock, random, logger }: Adapters,
  { ticketCall }: Metrics,
): Adapters['tickets'] =>
  ticketSystems.length === 0
    ? undefined
    : createTicketSystems({
        systems: ticketSystems,
        secrets: ticketSecrets,
        fetch,
        clock,
        random,
        logger,
        onCall: ticketCall,
      });

/** Puts everything together, listens, and gives back how to stop. */
export async function startService(config: Config, surroundings: Surroundings): Promise<RunningService> {
  const { logger, onGraphCall } = surroundings;
  const metrics = createMetrics();
  const onCall: EntraOptions['onCall'] = (call) => {
    metrics.graphCall(call);
    onGraphCall?.(call);
  };
  const made = await createAdapters(config, onCall, surroundings);
  const adapters = { ...made, tickets: ticketsOf(config, made, metrics) };
  const { store, auditOutlets } = adapters;
  metrics.watch({
    isRelayOn: async () => (await store.relaySwitch.state()).isOn,
    isQuarantined: async () => (await store.quarantine.state()).isOn,
    auditStreamBehind: auditOutlets.behind,
  });
  const guard = guardOf(config, surroundings);
  const checks = readinessChecks(adapters, guard, config);
  const houseRules = houseRulesFrom(config, store, surroundings);
  const app = createApp({ ...measuredBy(metrics, adapters), houseRules }, config);
  const server = createServer({
    guard,
    onActivity: (activity) => metrics.timed(activity.type, () => app.onActivity(activity)),
    lateInvokeBody: {
      statusCode: 200,
      type: 'application/vnd.microsoft.activity.message',
      value: english.replies.working,
    },
    signInPages: app.signInPages,
    health: () => readiness(checks),
    metrics: () => metrics.text(),
    metricsListener: config.metricsAddress,
    logger,
  });
  await takeUpWhatWasLeft(adapters, config);
  const port = await listening(server, adapters, config);
  app.start();
  logger.info({ port, cloud: config.cloud }, 'Latchkey listens');
  return {
    port,
    reloadHouseRules: () => reloaded(houseRules, logger),
    stop: async () => {
      await server.close();
      await app.stop();
      await leave(adapters);
    },
  };
}

const reloaded = (houseRules: HouseRuleBook, logger: Logger): Promise<void> =>
  houseRules.reload().catch((error: unknown) => {
    logger.error({ err: error }, 'The house rules could not be read again; those before count on');
  });

/** The port on which it listens; where it cannot, everything is handed back and closed first. */
async function listening(server: BotServer, adapters: Adapters, { port }: Config): Promise<number> {
  try {
    return (await server.listen(port)).port;
  } catch (error) {
    await server.close();
    await leave(adapters);
    throw error;
  }
}

/** Hands back what this process holds, and closes the store. */
async function leave({ store, logger }: Adapters): Promise<void> {
  await store.instances.leave().catch((error: unknown) => {
    logger.warn({ err: error }, 'What this process holds is taken up by the others in a few seconds');
  });
  await store.close();
}

/** What a process that ended suddenly was doing is gone on with at once. */
async function takeUpWhatWasLeft(
  { store, restoreWatch, logger }: Adapters,
  { database }: Config,
): Promise<void> {
  try {
    // Before anything else: what a restored database says was left is long done.
    await restoreWatch.look();
    await store.instances.arrive({ isAlone: database.kind === 'embedded' });
  } catch (error) {
    logger.warn({ err: error }, 'The database is not there yet; what was left is taken up when it is');
  }
}

import { sql } from 'kysely';
import { randomUUID } from 'node:crypto';
import { type Alerts } from '../pim/alerts/alerts.ts';
import { type TenantId } from '../pim/ids.ts';
import {
  type AgainWishes,
  type Deadlines,
  type Extensions,
  type ProvisioningDelays,
  type Reminders,
} from '../pim/followUps.ts';
import { type Logger } from '../pim/logger.ts';
import { type ForgottenDefaults } from '../pim/defaults.ts';
import { type PersonalRecords } from '../pim/departures.ts';
import { type PolicyFiles } from '../pim/policyFiles/policyFile.ts';
import { type HouseBypasses, type RuleVersions } from '../pim/houseRules/bypasses.ts';
import { type LaterBreaches } from '../pim/houseRules/plannedStarts/laterBreaches.ts';
import { type HouseVotings } from '../pim/houseRules/votings/houseVoting.ts';
import { type Presets } from '../pim/presets.ts';
import { type Quarantine } from '../pim/quarantine.ts';
import { type ReviewCards } from '../pim/reviewing.ts';
import { type Clock, type TokenVault } from '../pim/ports.ts';
import {
  type AuditLogCursor,
  type Cards,
  type Claims,
  type Conversations,
  type Digests,
  type FollowedRequests,
  type Lookback,
  type Operations,
  type Outbox,
  type PreferenceStore,
  type SignIns,
} from '../pim/records.ts';
import { SqlAuditLogCursor } from './auditLogCursor.ts';
import { SqlAuditStream } from './auditStream.ts';
import { SqlAgainWishes } from './againWishes.ts';
import { SqlAlerts } from './alerts.ts';
import { SqlAuditTrail } from './auditTrail.ts';
import { SqlBotState } from './botState.ts';
import { SqlCards } from './cards.ts';
import { SqlClaims } from './claims.ts';
import { SqlConversations } from './conversations.ts';
import { SqlDeadlines } from './deadlines.ts';
import { SqlDigests } from './digests.ts';
import { openEmbedded } from './embedded.ts';
import { type Engine } from './engine.ts';
import { SqlExtensions } from './extensions.ts';
import { SqlHouseVotings } from './houseVotings.ts';
import { SqlHouseBypasses, SqlRuleVersions } from './houseBypasses.ts';
import { SqlLaterBreaches } from './laterBreaches.ts';
import { SqlFollowedRequests } from './followedRequests.ts';
import { SqlLookback } from './lookback.ts';
import { SqlInstances } from './instances.ts';
import { SqlOperations } from './operations.ts';
import { SqlOutbox } from './outbox.ts';
import { isUnreachable, openPostgres } from './postgres.ts';
import { SqlPersonalRecords } from './personalRecords.ts';
import { SqlPolicyFiles } from './policyFiles.ts';
import { SqlPreferences } from './preferences.ts';
import { SqlForgottenDefaults, SqlPresets } from './presets.ts';
import { SqlProvisioningDelays } from './provisioningDelays.ts';
import { SqlQuarantine } from './quarantine.ts';
import { SqlRelaySwitch, type TurnableRelaySwitch } from './relaySwitch.ts';
import { FileRelaySwitch } from './relaySwitchFile.ts';
import { SqlSealedRows } from './sealedRows.ts';
import { Sealer } from './sealer.ts';
import { SqlReminders } from './reminders.ts';
import { SqlReviewCards } from './reviewCards.ts';
import { SqlSignIns } from './signIns.ts';
import { type StoreDeps } from './storeDeps.ts';
import { SqlTokenVault } from './tokenVault.ts';

/** Where the rows are: a PostgreSQL server, or a folder of this machine. */
export type StoreEngine =
  | { readonly kind: 'postgres'; readonly url: string; readonly migrationsUrl?: string }
  | { readonly kind: 'embedded'; readonly dataDir?: string };

/** What a store needs. */
export interface StoreOptions {
  readonly engine: StoreEngine;
  /** The tenant that is served; two tenants in one database never see each other's rows. */
  readonly tenantId: TenantId;
  readonly clock: Clock;
  /** 32 bytes each: the first encrypts, all decrypt. */
  readonly encryptionKeys: readonly Buffer[];
  readonly logger: Logger;
}

/** The ports of `pim/records.ts` and the token vault, in our own tables. */
export interface Stores {
  readonly conversations: Conversations;
  readonly operations: Operations;
  readonly requests: FollowedRequests;
  readonly cards: Cards;
  readonly outbox: Outbox;
  readonly claims: Claims;
  readonly signIns: SignIns;
  readonly preferences: PreferenceStore;
  readonly presets: Presets;
  readonly policyFiles: PolicyFiles;
  readonly forgottenDefaults: ForgottenDefaults;
  readonly digests: Digests;
  readonly lookback: Lookback;
  readonly deadlines: Deadlines;
  readonly reminders: Reminders;
  readonly againWishes: AgainWishes;
  readonly extensions: Extensions;
  readonly provisioningDelays: ProvisioningDelays;
  readonly reviewCards: ReviewCards;
  readonly auditLogCursor: AuditLogCursor;
  readonly alerts: Alerts;
  readonly houseBypasses: HouseBypasses;
  readonly laterBreaches: LaterBreaches;
  readonly ruleVersions: RuleVersions;
  readonly votings: HouseVotings;
  /** With `head()`, to verify the chain against. */
  readonly audit: SqlAuditTrail;
  readonly auditStream: SqlAuditStream;
  readonly instances: SqlInstances;
  readonly relaySwitch: TurnableRelaySwitch;
  readonly quarantine: Quarantine;
  readonly tokens: TokenVault;
  readonly botState: SqlBotState;
  readonly personalRecords: PersonalRecords;
  readonly sealedRows: SqlSealedRows;
}

/** Everything that Latchkey remembers. */
export interface Store extends Stores {
  /** Asks the database something trivial; migrates first where that could not be done yet. Rejects while it is down. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** The stores over a database that is open. */
export function storesOn(deps: StoreDeps): Stores {
  return {
    conversations: new SqlConversations(deps),
    operations: new SqlOperations(deps),
    requests: new SqlFollowedRequests(deps),
    cards: new SqlCards(deps),
    outbox: new SqlOutbox(deps),
    claims: new SqlClaims(deps),
    signIns: new SqlSignIns(deps),
    preferences: new SqlPreferences(deps),
    presets: new SqlPresets(deps),
    policyFiles: new SqlPolicyFiles(deps),
    forgottenDefaults: new SqlForgottenDefaults(deps),
    digests: new SqlDigests(deps),
    lookback: new SqlLookback(deps),
    deadlines: new SqlDeadlines(deps),
    reminders: new SqlReminders(deps),
    againWishes: new SqlAgainWishes(deps),
    extensions: new SqlExtensions(deps),
    provisioningDelays: new SqlProvisioningDelays(deps),
    reviewCards: new SqlReviewCards(deps),
    auditLogCursor: new SqlAuditLogCursor(deps),
    alerts: new SqlAlerts(deps),
    houseBypasses: new SqlHouseBypasses(deps),
    laterBreaches: new SqlLaterBreaches(deps),
    ruleVersions: new SqlRuleVersions(deps),
    votings: new SqlHouseVotings(deps),
    audit: new SqlAuditTrail(deps),
    auditStream: new SqlAuditStream(deps),
    instances: new SqlInstances(deps),
    relaySwitch: new SqlRelaySwitch(deps),
    quarantine: new SqlQuarantine(deps),
    tokens: new SqlTokenVault(deps),
    botState: new SqlBotState(deps),
    personalRecords: new SqlPersonalRecords(deps),
    sealedRows: new SqlSealedRows(deps),
  };
}

/**
 * Opens the database and brings its tables up to date. A PostgreSQL server that cannot be reached yet is no error: the
 * first call that reaches it migrates, and `ping` says how things stand.
 * @throws Error when the folder of an embedded database is in use, a key is wrong, or the server refuses us.
 */
export async function createStore(options: StoreOptions): Promise<Store> {
  const { engine, tenantId, clock, encryptionKeys, logger } = options;
  const sealer = new Sealer(encryptionKeys);
  const opened: Engine =
    engine.kind === 'postgres'
      ? openPostgres({ ...engine, clock, logger })
      : await openEmbedded({ ...engine, clock, logger });
  const ping = async (): Promise<void> => {
    await sql`select 1`.execute(opened.db);
  };
  try {
    await ping();
  } catch (error) {
    if (!isUnreachable(error)) {
      await opened.close();
      throw error;
    }
    logger.error({ code: (error as { code?: string }).code }, 'The database cannot be reached yet.');
  }
  const deps = { db: opened.db, tenantId, instanceId: randomUUID(), clock, sealer, logger };
  const { folder } = opened;
  return {
    ...storesOn(deps),
    ...(folder === undefined
      ? {}
      : { relaySwitch: new FileRelaySwitch(folder, new SqlRelaySwitch(deps), clock) }),
    ping,
    close: opened.close,
  };
}

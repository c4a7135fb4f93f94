import { CamelCasePlugin, Kysely, type ColumnType, type Dialect } from 'kysely';
import { type AlertEventTable, type AlertLookTable, type AlertTable } from './alertTables.ts';
import { type PolicyFileTable } from './policyFileTable.ts';
import {
  type HouseBypassTable,
  type KeptHouseRulesTable,
  type LaterBreachTable,
} from './houseBypassTables.ts';
import { type HouseVoteTable, type HouseVotingTable } from './houseVotingTables.ts';
import { type ForgottenDefaultsTable, type PresetTable } from './presetTables.ts';
import { type ReviewCardTable } from './reviewTables.ts';
import { StorableTextPlugin } from './storableText.ts';

/** The schema that holds everything of ours, so that the database may hold other things too. */
export const SCHEMA = 'latchkey';

/** Text of a JSON value, kept exactly as written; drivers parse it when they read. */
type Json<Read = unknown> = ColumnType<Read, string, string>;

interface ConversationTable {
  tenantId: string;
  personId: string;
  conversationId: string;
  serviceUrl: string;
  userId: string;
  botId: string;
  name: string;
  locale: string | null;
  timeZone: string | null;
  isInstalled: boolean;
}

interface PreferenceTable {
  tenantId: string;
  personId: string;
  isDigestOn: boolean | null;
  digestAt: string | null;
  isDigestOnWeekends: boolean | null;
}

interface DigestDatesTable {
  tenantId: string;
  personId: string;
  kind: string;
  /** A multirange of dates, written and asked by the database alone. */
  dates: string;
}

interface KeptSettingsTable {
  tenantId: string;
  keptAt: Date;
  settings: Json;
}

interface StandingAssignmentsTable {
  tenantId: string;
  keptAt: Date;
  assignments: Json;
}

interface ClaimTable {
  tenantId: string;
  key: string;
  claimedAt: Date;
}

interface OperationTable {
  tenantId: string;
  id: string;
  personId: string;
  uniqueKey: string | null;
  cardActivityId: string | null;
  intent: Json;
  state: string;
  fence: number;
  leaseUntil: Date | null;
  leaseOwner: string | null;
  outcome: Json;
  createdAt: Date;
  updatedAt: Date;
}

interface FollowedRequestTable {
  tenantId: string;
  id: string;
  requestor: string;
  requestorName: string;
  requestorUserPrincipalName: string;
  roleDefinitionId: string;
  roleName: string;
  isPrivileged: boolean | null;
  isBuiltIn: boolean;
  scopeId: string;
  scopeName: string | null;
  durationMinutes: number | null;
  justification: string;
  ticketNumber: string;
  ticketSystem: string;
  status: string;
  approvalId: string | null;
  isApproverJustificationRequired: boolean;
  createdAt: Date;
  startAt: Date | null;
  endAt: Date | null;
  decision: string | null;
  decidedBy: string | null;
  decidedByName: string | null;
  decisionComment: string | null;
  decidedAt: Date | null;
  readAt: Date;
  isOpen: boolean;
  isMadeHere: ColumnType<boolean, boolean | undefined, boolean>;
  /** Parted by spaces. */
  proofMethods: ColumnType<string | null, string | null | undefined, string | null>;
  proofContexts: ColumnType<string | null, string | null | undefined, string | null>;
  /** JSON. */
  ticketAnswer: ColumnType<string | null, string | null | undefined, string | null>;
  houseRuling: ColumnType<string | null, string | null | undefined, string | null>;
  /** When it was asked to begin, where that was later than at once. */
  plannedStartAt: ColumnType<Date | null, Date | null | undefined, Date | null>;
  /** Kept here until the votes are there; PIM knows nothing of it. */
  isHeld: ColumnType<boolean | null, boolean | null | undefined, boolean | null>;
  nextReadingAt: Date | null;
  readingUntil: Date | null;
  leaseOwner: string | null;
}

interface CardTable {
  tenantId: string;
  id: string;
  kind: string;
  requestId: string;
  personId: string;
  nonce: string;
  number: number | null;
  conversationId: string | null;
  activityId: string | null;
  receipt: string;
  refusal: string | null;
  createdAt: Date;
  replacedBy: ColumnType<string | null, string | undefined, string>;
  inPlaceOf: ColumnType<string | null, string | null | undefined, string>;
}

interface OutboxEntryTable {
  tenantId: string;
  id: string;
  personId: string;
  message: Json;
  attempts: number;
  fence: number;
  dueAt: Date;
  leaseUntil: Date | null;
  leaseOwner: string | null;
  isBegun: ColumnType<boolean, boolean | undefined, boolean>;
  createdAt: Date;
}

interface SignInTable {
  tenantId: string;
  id: string;
  personId: string;
  kind: string;
  continuation: Json;
  operationId: string | null;
  cardActivityId: string | null;
  /** SHA-256 of the interactive sign-in's `state`: enough to find it by, useless to whoever reads the table. */
  stateHash: string | null;
  /** Everything else of the interactive part, encrypted. */
  sealed: string | null;
  /** When somebody began to go on with it. */
  takenAt: Date | null;
  createdAt: Date;
  expiresAt: Date;
}

interface ProvisioningDelayTable {
  tenantId: string;
  roleDefinitionId: string;
  count: number;
  totalMilliseconds: number;
  longestMilliseconds: number;
}

interface ReminderTable {
  tenantId: string;
  requestId: string;
  personId: string;
  count: number;
  lastAt: Date;
}

interface AgainWishTable {
  tenantId: string;
  requestId: string;
  personId: string;
  keptAt: Date;
  usedAt: Date | null;
}

interface EligibilityExtensionTable {
  tenantId: string;
  requestId: string;
  personId: string;
  roleDefinitionId: string;
  roleName: string;
  scopeId: string;
  endAt: Date;
  askedAt: Date;
  newEndAt: Date | null;
  isOpen: boolean;
}

interface TokenTable {
  tenantId: string;
  personId: string;
  receivedAt: Date;
  expiresAt: Date;
  sealed: string;
}

interface BotStateTable {
  tenantId: string;
  key: string;
  item: Json;
  etag: string;
}

interface InstanceTable {
  tenantId: string;
  id: string;
  seenAt: Date;
}

interface AuditLogCursorTable {
  tenantId: string;
  readUntil: Date;
}

interface AuditHeadTable {
  tenantId: string;
  sequence: number;
  hash: string;
}

interface AuditEntryTable {
  tenantId: string;
  sequence: number;
  at: Date;
  entry: Json;
  previousHash: string;
  hash: string;
}

interface RelaySwitchTable {
  tenantId: string;
  isOn: boolean;
  changedAt: Date;
  changedBy: string;
  reason: string;
}

interface QuarantineTable {
  tenantId: string;
  /** Place of the audit row that says so. */
  sequence: number;
  beganAt: Date;
  endedAt: Date | null;
  lostSequence: number | null;
  lostHash: string | null;
}

interface DepartureTable {
  tenantId: string;
  personId: string;
  noticedAt: Date;
}

interface AuditStreamTable {
  tenantId: string;
  position: number;
  fence: number;
  leaseUntil: Date | null;
}

/** Our tables as kysely sees them: columns in camel case here, in snake case in the database. */
export interface Database {
  conversation: ConversationTable;
  preference: PreferenceTable;
  digestDates: DigestDatesTable;
  standingAssignments: StandingAssignmentsTable;
  keptSettings: KeptSettingsTable;
  claim: ClaimTable;
  operation: OperationTable;
  followedRequest: FollowedRequestTable;
  card: CardTable;
  outboxEntry: OutboxEntryTable;
  signIn: SignInTable;
  provisioningDelay: ProvisioningDelayTable;
  reminder: ReminderTable;
  againWish: AgainWishTable;
  eligibilityExtension: EligibilityExtensionTable;
  token: TokenTable;
  botState: BotStateTable;
  instance: InstanceTable;
  auditLogCursor: AuditLogCursorTable;
  auditHead: AuditHeadTable;
  auditEntry: AuditEntryTable;
  relaySwitch: RelaySwitchTable;
  auditStream: AuditStreamTable;
  quarantine: QuarantineTable;
  departure: DepartureTable;
  reviewCard: ReviewCardTable;
  preset: PresetTable;
  policyFile: PolicyFileTable;
  forgottenDefaults: ForgottenDefaultsTable;
  alert: AlertTable;
  alertEvent: AlertEventTable;
  alertLook: AlertLookTable;
  houseBypass: HouseBypassTable;
  laterBreach: LaterBreachTable;
  keptHouseRules: KeptHouseRulesTable;
  houseVoting: HouseVotingTable;
  houseVote: HouseVoteTable;
}

/** A kysely for our schema, on either engine. */
export function databaseOn(dialect: Dialect): Kysely<Database> {
  const plugins = [new CamelCasePlugin({ maintainNestedObjectKeys: true }), new StorableTextPlugin()];
  return new Kysely<Database>({ dialect, plugins }).withSchema(SCHEMA);
}

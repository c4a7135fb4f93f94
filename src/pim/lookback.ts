import { type AuditEntry } from './audit.ts';
import { type FollowedRequest } from './followedRequests.ts';
import { type PrincipalId, type RoleDefinitionId } from './ids.ts';
import { type ComparableSettings } from './posture/settingFacts.ts';

/** An assignment without activation, as it is remembered from one day to the next. */
export interface StandingAssignment {
  readonly principalId: PrincipalId;
  readonly roleDefinitionId: RoleDefinitionId;
  readonly scopeId: string;
}

/** That a person had a role active, the last time of which we know. */
export interface LastActivation {
  readonly principalId: PrincipalId;
  readonly roleDefinitionId: RoleDefinitionId;
  readonly at: Date;
}

/** What happened in the tenant, for administrators. */
export interface Lookback {
  /** Rows of the audit trail with one of these events, in order. */
  events(from: Date, names: readonly string[]): Promise<readonly AuditEntry[]>;
  /** How many requests each person has approved since then, here or in the portal. */
  approvals(from: Date): Promise<readonly { readonly by: PrincipalId; readonly count: number }[]>;
  /** How many cards made since then Teams refused, by its code. */
  refusals(from: Date): Promise<readonly { readonly code: string; readonly count: number }[]>;
  /** Requests made between two instants that had an approval and were never decided nor taken back. */
  undecided(from: Date, to: Date): Promise<readonly FollowedRequest[]>;
  /** When each person last had each role active, of what was asked for since then. */
  lastActivations(from: Date): Promise<readonly LastActivation[]>;
  keepStanding(assignments: readonly StandingAssignment[]): Promise<void>;
  /** The newest that was kept until then; `undefined` where nothing was. */
  standingAt(time: Date): Promise<readonly StandingAssignment[] | undefined>;
  keepSettings(settings: readonly ComparableSettings[]): Promise<void>;
  /** The newest settings that were kept until then; `undefined` where none were. */
  settingsAt(time: Date): Promise<readonly ComparableSettings[] | undefined>;
  /** Forgets what is too old to be compared with. */
  sweep(before: Date): Promise<void>;
}

/**
 * What Latchkey itself remembers, and the ports through which it does: conversations, operations, requests it follows,
 * cards, the outbox, claims, preferences, the audit trail. Entra cannot know these; losing them costs notifications,
 * never access. Every method belongs to one tenant: the tenant is part of each key.
 */
import { type HoldingChange } from './holdingChange.ts';
import { type Decision } from './approvals.ts';
import { type AuditEntry } from './audit.ts';
import { type PimErrorCode } from './errors.ts';
import { type KeptRuling } from './houseRules/keptRuling.ts';
import {
  type Person,
  type PrincipalId,
  type RequestId,
  type RoleDefinitionId,
  type TenantId,
} from './ids.ts';
import { type Announcement, type DigestMessage } from './outbox.ts';
import { type ComparableSettings } from './posture/settingFacts.ts';
import { type SettingsChange } from './posture/settingsSteps.ts';
import { type RequestStatus } from './requests.ts';
import { type ReviewAct } from './reviews/reviewAct.ts';
import { type ShownProof } from './shownProof.ts';
import { type TicketCheck } from './tickets.ts';

export type * from './audit.ts';
export type * from './outbox.ts';
export type * from './signIns.ts';

/** How to reach a person in Teams. Renewed on every activity that person sends. */
export interface Conversation {
  readonly person: Person;
  readonly conversationId: string;
  /** Attacker's input until checked against the allow-list, when stored and again when used. */
  readonly serviceUrl: string;
  /** Teams' own id of the person (`29:…`) and of the bot (`28:…`). */
  readonly userId: string;
  readonly botId: string;
  readonly name: string;
  /** BCP 47, as Teams last said; `undefined`: never said. */
  readonly locale: string | undefined;
  /** IANA zone, as Teams last said. */
  readonly timeZone: string | undefined;
  readonly isInstalled: boolean;
}

/** Where people can be reached. */
export interface Conversations {
  remember(conversation: Conversation): Promise<void>;
  of(person: Person): Promise<Conversation | undefined>;
  ofMany(people: readonly Person[]): Promise<readonly Conversation[]>;
  /** Uninstalled: the reference stays (the bot may be installed again), marked unreachable. */
  markUninstalled(person: Person): Promise<void>;
  /** Everybody with the app installed, in order of id, page by page. */
  installed(
    tenantId: TenantId,
    after: PrincipalId | undefined,
    limit: number,
  ): Promise<readonly Conversation[]>;
}

/** Operations that were asked for in one go, and the card that tells what came of all of them. */
export interface Together {
  /** In the form's order, the operation's own among them. */
  readonly operationIds: readonly string[];
  readonly activityId: string;
}

/** What somebody asked Latchkey to do; stored before it is done. */
export type Intent =
  | {
      readonly kind: 'activate';
      readonly roleDefinitionId: RoleDefinitionId;
      readonly scopeId: string;
      readonly durationMinutes: number;
      readonly justification: string;
      readonly ticketNumber: string;
      readonly ticketSystem: string;
      /** ISO 8601 instant; `undefined`: now. */
      readonly startAt: string | undefined;
      /**
       * ISO 8601 instant at which the person's words or press arrived. What they asked for may be stored later, and of what
       * came between they did not know. Absent where the intent was stored at once.
       */
      readonly askedAt?: string;
      /** Where it was asked for in one go with others. */
      readonly together?: Together;
      /** The requestor goes past the rules of the house, and their owners are told. */
      readonly isEmergency?: boolean;
      /** The request that was kept here for votes, which this takes to PIM. */
      readonly heldId?: RequestId;
    }
  | { readonly kind: 'deactivate'; readonly roleDefinitionId: RoleDefinitionId; readonly scopeId: string }
  | {
      readonly kind: 'extendEligibility';
      readonly roleDefinitionId: RoleDefinitionId;
      readonly scopeId: string;
      readonly justification: string;
    }
  | { readonly kind: 'cancel'; readonly requestId: RequestId }
  | {
      readonly kind: 'decide';
      readonly requestId: RequestId;
      readonly decision: Decision;
      readonly comment: string;
    }
  /** An administrator changes what somebody else holds. */
  | { readonly kind: 'changeHolding'; readonly change: HoldingChange }
  /** An administrator changes how a role is set. */
  | { readonly kind: 'changeSettings'; readonly change: SettingsChange }
  /** An administrator dismisses one of PIM's own alerts, by its name. */
  | { readonly kind: 'dismissAlert'; readonly alertId: string; readonly alertName: string }
  /** What somebody does with access reviews. */
  | {
      readonly kind: 'review';
      readonly act: ReviewAct;
      /** Of a decision; empty for everything else. */
      readonly justification: string;
    };

/**
 * INTENT: stored. NEEDS_USER: waits for the person to sign in. RUNNING: leased. DONE, CONFLICT (somebody else was
 * first), REFUSED: ended. UNKNOWN: the answer was lost; it is read back before anything else.
 */
export type OperationState =
  'INTENT' | 'NEEDS_USER' | 'RUNNING' | 'DONE' | 'CONFLICT' | 'REFUSED' | 'UNKNOWN';

/** How an operation ended. */
export interface OperationOutcome {
  readonly requestId?: RequestId;
  readonly status?: RequestStatus;
  readonly errorCode?: PimErrorCode;
  readonly graphRequestId?: string;
  /** Rules of a role's settings that were changed before it ended otherwise than done, in that order. */
  readonly appliedRules?: readonly string[];
}

/** A stored intent and where it stands. `id` is a ULID and, for activations, the tag in the justification. */
export interface Operation {
  readonly id: string;
  readonly person: Person;
  readonly intent: Intent;
  readonly state: OperationState;
  /** Rises with every lease; whoever holds an older one can settle nothing. */
  readonly fence: number;
  /** The message on which it was asked for, and on which the outcome is to stand; `undefined`: it was typed. */
  readonly cardActivityId: string | undefined;
  readonly outcome: OperationOutcome;
  readonly createdAt: Date;
}

/** An activation that somebody asked for lately. */
export interface RecentActivation {
  readonly operationId: string;
  readonly roleDefinitionId: RoleDefinitionId;
  readonly scopeId: string;
  /** When it was last run or settled. */
  readonly at: Date;
  /** Whether it went past the rules of the house. */
  readonly isEmergency: boolean;
}

/** Intents, leases, outcomes. */
export interface Operations {
  /**
   * Stores an intent and its audit row in one commit. With an id or a `uniqueKey` that is taken (the same form or the same
   * decision pressed twice) nothing is stored and the earlier operation comes back.
   */
  open(
    operation: {
      readonly id: string;
      readonly person: Person;
      readonly intent: Intent;
      readonly uniqueKey?: string;
      readonly cardActivityId?: string;
    },
    audit: AuditEntry,
  ): Promise<{ readonly operation: Operation; readonly isNew: boolean }>;
  of(id: string): Promise<Operation | undefined>;
  /** Leases it for so long, unless it has ended or somebody else's lease still runs. */
  claim(id: string, leaseSeconds: number): Promise<Operation | undefined>;
  /** Nobody goes on with an intent that was never leased: it is unsettled at once. */
  handBack(id: string): Promise<void>;
  /** Ends it, or parks it as NEEDS_USER or UNKNOWN; `false` when the fence is stale. Audit row in the same commit. */
  settle(
    claimed: Operation,
    state: Exclude<OperationState, 'INTENT' | 'RUNNING'>,
    outcome: OperationOutcome,
    audit: AuditEntry,
  ): Promise<boolean>;
  /** UNKNOWN ones and leases that ran out, oldest first. */
  unsettled(limit: number): Promise<readonly Operation[]>;
  /** A person's activations since then that PIM has taken, may have taken, or is being asked for; oldest first. */
  activationsSince(person: Person, since: Date): Promise<readonly RecentActivation[]>;
}

/** A request that Latchkey follows: what its cards are drawn from. Refreshed from PIM, never the other way round. */
export interface FollowedRequest {
  readonly id: RequestId;
  readonly tenantId: TenantId;
  readonly requestor: PrincipalId;
  readonly requestorName: string;
  readonly requestorUserPrincipalName: string;
  readonly roleDefinitionId: RoleDefinitionId;
  readonly roleName: string;
  readonly isPrivileged: boolean | undefined;
  readonly isBuiltIn: boolean;
  readonly scopeId: string;
  /** `undefined` for the whole tenant. */
  readonly scopeName: string | undefined;
  readonly durationMinutes: number | undefined;
  /** The requestor's own words, without our tag. */
  readonly justification: string;
  readonly ticketNumber: string;
  readonly ticketSystem: string;
  readonly status: RequestStatus;
  readonly approvalId: string | undefined;
  readonly isApproverJustificationRequired: boolean;
  readonly createdAt: Date;
  readonly startAt: Date | undefined;
  /** When it was asked to begin; absent where that was at once, and for what was asked for elsewhere. */
  readonly plannedStartAt?: Date;
  /** End of the activation as PIM says it, once it is active. */
  readonly endAt: Date | undefined;
  readonly decision: Decision | undefined;
  readonly decidedBy: PrincipalId | undefined;
  readonly decidedByName: string | undefined;
  readonly decisionComment: string | undefined;
  readonly decidedAt: Date | undefined;
  /** When it was last read from PIM. */
  readonly readAt: Date;
  /** `true` until the activation is over or the request can change no more. */
  readonly isOpen: boolean;
  /** `false`: asked for in the portal or by another tool. Its requestor has no card of it. */
  readonly isMadeHere: boolean;
  /** What the token showed with which the requestor asked; absent where nobody saw it. */
  readonly proof?: ShownProof;
  /** What a ticket system said of its ticket when it was asked for; absent where none was asked. */
  readonly ticketCheck?: TicketCheck;
  /** It is kept here until house rules have their votes: its id is ours, and PIM is never asked about it. */
  readonly isHeld?: true;
  /** What the rules of the house said of it when it was asked for; absent where none is about it. */
  readonly houseRuling?: KeptRuling;
}

/** Requests that are to be read now, and until when nobody else will. */
export interface DueRequests {
  readonly requests: readonly FollowedRequest[];
  readonly leaseUntil: Date;
}

/** When a request was read, and when it is to be read again. */
export interface Reading {
  readonly id: RequestId;
  readonly readAt: Date;
  readonly nextReadingAt: Date;
}

/** Requests that Latchkey follows. */
export interface FollowedRequests {
  /** Saves it, together with what everybody concerned is to hear of the change. */
  save(request: FollowedRequest, announcement?: Announcement): Promise<void>;
  of(tenantId: TenantId, id: RequestId): Promise<FollowedRequest | undefined>;
  /**
   * Open ones whose time has come, or that were saved since they were last put off; leased (SKIP LOCKED), so that of
   * several processes one reads each of them.
   */
  claimDue(limit: number, leaseSeconds: number): Promise<DueRequests>;
  /** Puts off what was claimed and did not change. What somebody saved meanwhile stays due. */
  putOff(claimed: DueRequests, readings: readonly Reading[]): Promise<void>;
  /** Somebody knows that PIM has news of it: it is read at once. */
  markDue(tenantId: TenantId, id: RequestId): Promise<void>;
  openOf(requestor: Person): Promise<readonly FollowedRequest[]>;
  /** The requestor's newest ones of this role and scope, for "again" and for defaults. */
  lastOf(requestor: Person, limit: number): Promise<readonly FollowedRequest[]>;
  /** The requestor's requests made since then, newest first; a thousand at the most. */
  madeSince(requestor: Person, since: Date): Promise<readonly FollowedRequest[]>;
}

/**
 * Which card of a request lies in whose chat. `ending`: the requestor's, shortly before the activation ends. `alert`: an
 * administrator's; its `requestId` names an alert (`alerts/alerts.ts`). `emergency`: that of somebody who is told that
 * it went past rules of the house.
 */
export type CardKind = 'approval' | 'request' | 'ending' | 'alert' | 'emergency';

/** What became of a card: each recipient has a receipt. */
export type Receipt = 'queued' | 'sent' | 'refused' | 'acted' | 'stale';

/** One card in one person's chat. */
export interface CardRecord {
  /** ULID. */
  readonly id: string;
  readonly kind: CardKind;
  readonly requestId: RequestId;
  /** Whose chat it lies in. */
  readonly person: Person;
  /** Goes back with every press; a press without it is refused. */
  readonly nonce: string;
  /** The approver's own running number ("approve 3"); not used again while a card with it can be open. */
  readonly number: number | undefined;
  readonly conversationId: string | undefined;
  readonly activityId: string | undefined;
  readonly receipt: Receipt;
  /** Why Teams refused, by its code: `ConversationBlockedByUser`, `ForbiddenOperationException`, `NotInstalled` … */
  readonly refusal: string | undefined;
  readonly createdAt: Date;
  /** The card that has taken over this one's message. From then on this one lies nowhere, and nothing draws it there. */
  readonly replacedBy: string | undefined;
  /** The card whose message this one took over. */
  readonly inPlaceOf: string | undefined;
}

/** Cards that were sent or are about to be. */
export interface Cards {
  /**
   * Makes the record and, for approvals, gives it the approver's next free number. At most one per request, kind and
   * person: the earlier one comes back. A new one takes over the message of the person's newest card of one of
   * `inPlaceOf`, where that one surely lies in the chat, is drawn to its end, and its person has not begun to decide on it.
   */
  open(
    card: Pick<CardRecord, 'id' | 'kind' | 'requestId' | 'person' | 'nonce'>,
    inPlaceOf?: readonly RequestId[],
  ): Promise<{ readonly card: CardRecord; readonly isNew: boolean }>;
  of(id: string): Promise<CardRecord | undefined>;
  ofRequest(tenantId: TenantId, requestId: RequestId): Promise<readonly CardRecord[]>;
  /** The approver's card with this number, newest first. */
  numbered(person: Person, number: number): Promise<CardRecord | undefined>;
  /** A person's cards of a kind that may still be pressed (queued, sent or refused), newest first. */
  openOf(person: Person, kind: CardKind): Promise<readonly CardRecord[]>;
  /** The newest card of this kind that was sent to each of these people, or that Teams refused. */
  lastAnswered(people: readonly Person[], kind: CardKind): Promise<readonly CardRecord[]>;
  /** Cards of a kind that were made after `from` and by `until`, and that Teams took; the oldest first. */
  takenBetween(kind: CardKind, from: Date, until: Date, limit: number): Promise<readonly CardRecord[]>;
  /** Gives the message that it lay in before. Of a card that another one has replaced nothing is noted any more. */
  setSent(id: string, conversationId: string, activityId: string): Promise<string | undefined>;
  /** Of a card that another one has replaced nothing is noted any more. */
  setReceipt(id: string, receipt: Receipt, refusal?: string): Promise<void>;
}

/** `insert … on conflict do nothing`: true for whoever wrote the row, false for everyone after. */
export interface Claims {
  claim(key: string): Promise<boolean>;
  release(key: string): Promise<void>;
  /** Forgets claims older than this. */
  sweep(before: Date): Promise<void>;
}

/** How far Entra's own audit log was read; shared by all processes. */
export interface AuditLogCursor {
  /** `undefined`: it never was. */
  readUntil(): Promise<Date | undefined>;
  /** Never goes back. */
  advance(to: Date): Promise<void>;
}

/** What a person chose. */
export interface Preferences {
  readonly isDigestOn: boolean;
  /** Local time, `HH:MM`. */
  readonly digestAt: string;
  readonly isDigestOnWeekends: boolean;
}

/** People's choices; the defaults come from the settings. */
export interface PreferenceStore {
  of(person: Person): Promise<Partial<Preferences>>;
  /** Those of several people by `personKey`; who never chose is absent. */
  ofMany(people: readonly Person[]): Promise<ReadonlyMap<string, Partial<Preferences>>>;
  set(person: Person, preferences: Partial<Preferences>): Promise<void>;
}

/** Digests on their way. */
export interface Digests {
  /**
   * Queues the digests whose reader had none of the kind for that local date, and notes that they have it now, in one
   * commit. What is noted is never forgotten, so no clock, zone or number of processes makes a second one.
   * @returns how many were queued
   */
  queue(
    digests: readonly { readonly id: string; readonly person: Person; readonly message: DigestMessage }[],
  ): Promise<number>;
}

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

import { type AuditEntry } from './audit.ts';
import { type Person, type PrincipalId, type RequestId } from './ids.ts';

/** Something to be sent, updated or deleted in one person's chat. The content is drawn when it is sent. */
export interface OutboxEntry {
  /** ULID; order within a conversation. */
  readonly id: string;
  readonly person: Person;
  readonly message: OutboundMessage;
  readonly attempts: number;
  readonly fence: number;
  /** Somebody had begun to send it and never said what came of it: it may have arrived. */
  readonly isBegun: boolean;
  readonly dueAt: Date;
  readonly createdAt: Date;
}

/** What to send. `card`: create it if it was never sent, otherwise update it in place. */
export type OutboundMessage =
  | { readonly kind: 'card'; readonly cardId: string }
  | DigestMessage
  /** Everything that still waits for the person's decision. */
  | { readonly kind: 'reminder' }
  | { readonly kind: 'extensionGranted'; readonly requestId: RequestId }
  | BurstMessage
  /** To administrators: so many alerts are new that they come as one list. */
  | { readonly kind: 'alerts'; readonly count: number }
  | ReviewMessage
  | HouseBypassMessage
  | LaterBreachMessage
  | {
      readonly kind: 'notice';
      readonly notice: NoticeKind;
      readonly requestId: RequestId;
    };

/** A reviewer's card of a round, created or drawn again in place; and the one reminder before the round ends. */
export type ReviewMessage =
  | { readonly kind: 'reviewCard'; readonly cardId: string }
  | { readonly kind: 'reviewReminder'; readonly cardId: string };

/**
 * To owners of rules of the house: an activation that went round them, or those that were found between two instants
 * (ISO 8601) and come as one list.
 */
export type HouseBypassMessage =
  | { readonly kind: 'houseBypass'; readonly requestId: RequestId }
  | { readonly kind: 'houseBypasses'; readonly since: string; readonly until: string };

/** To its requestor and to owners of rules of the house: a planned activation does not keep to them as it begins. */
export interface LaterBreachMessage {
  readonly kind: 'laterBreach';
  readonly requestId: RequestId;
}

/** To administrators: somebody asks for roles more often than people do. */
export interface BurstMessage {
  readonly kind: 'burst';
  readonly requestor: PrincipalId;
  /** `quota`: they were refused one more; `burst`: so many reached approvers. */
  readonly reason: 'quota' | 'burst';
  readonly count: number;
  /** In how many minutes they were counted. */
  readonly minutes: number;
}

/** A digest for one of the reader's own dates, `YYYY-MM-DD`. */
export type DigestMessage =
  | {
      readonly kind: 'digest';
      readonly localDate: string;
      /** ISO 8601: from then on it helps nobody any more. */
      readonly until?: string;
    }
  | {
      readonly kind: 'administratorsDigest';
      readonly localDate: string;
      /** ISO 8601: it tells what happened from then on. */
      readonly since: string;
      readonly until: string;
    };

/** Short messages that come beside a card, because a card that is redrawn in place notifies nobody. */
export type NoticeKind =
  | 'requestDecided'
  | 'requestActive'
  | 'requestEnded'
  | 'requestLapsing'
  | 'requestLapsed'
  | 'approversUnreachable'
  /** To administrators: of a request that reached no approver. */
  | 'nobodyReached'
  | 'approvalReminder'
  /** The votes that house rules ask for are there: to who has to do the rest. */
  | 'votesComplete'
  /** They ended without the role: to the requestor, and to PIM's approvers who are to deny it there. */
  | 'votesOver'
  /** To owners of rules of the house, the day after an emergency: how it ended. */
  | 'emergencyDayAfter';

/** A message to be queued. */
export interface OutboxAddition {
  /** ULID. */
  readonly id: string;
  readonly person: Person;
  readonly message: OutboundMessage;
  /** `undefined`: now. */
  readonly dueAt?: Date;
  /** Queued only by the first who brings this key, whoever else does; a claim, in the same commit. */
  readonly onceKey?: string;
}

/** What goes with a change, in the same commit: no end of a process comes between the two. */
export interface Announcement {
  readonly messages: readonly OutboxAddition[];
  /** Each written only by the first who brings its key. */
  readonly audit: readonly { readonly onceKey: string; readonly entry: AuditEntry }[];
}

/**
 * A person's messages wait in two lines. A digest lists what is there when it is drawn, so it matters to nobody whether it comes
 * before or after anything else; everything else keeps its order.
 */
export type OutboxLine = 'digests' | 'others';

/** Messages in order per person and line, claimed by whoever is free. */
export interface Outbox {
  add(entries: readonly OutboxAddition[]): Promise<void>;
  /**
   * Up to `limit` due entries, leased (SKIP LOCKED): the oldest of each person's line, where none of that line is leased.
   * Without a `line` of both, digests last.
   */
  claim(limit: number, leaseSeconds: number, line?: OutboxLine): Promise<readonly OutboxEntry[]>;
  /** Notes that it is about to leave; `false` when the fence is stale: then it must not. */
  begin(entry: OutboxEntry): Promise<boolean>;
  /** Done with it, however it ended; `false` when the fence is stale. */
  remove(entry: OutboxEntry): Promise<boolean>;
  /** Later again; `attempts` rises. With a new ULID it goes behind what waits for the person already. */
  postpone(entry: OutboxEntry, dueAt: Date, newId?: string): Promise<boolean>;
  depth(): Promise<number>;
  /**
   * When the entry became due that has waited longest for somebody to take it up; `undefined` where none waits, and while
   * somebody is at work: a long queue is no standstill.
   */
  standstillSince(): Promise<Date | undefined>;
}

/** Our own code on the receipt of a card that may or may not have arrived: nobody knows where it lies. */
export const UNCLEAR = 'Unclear';

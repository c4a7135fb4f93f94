/**
 * What Latchkey remembers beyond a request itself: who was reminded of it, who wants the role again after its end, and
 * how long Entra takes to give a role. Losing it costs a message at the most.
 */
import {
  type Person,
  type PrincipalId,
  type RequestId,
  type RoleDefinitionId,
  type TenantId,
} from './ids.ts';
import { type FollowedRequest, type OutboxAddition } from './records.ts';

/** How often one approver was reminded of a request, and when last. */
export interface Reminded {
  readonly approver: PrincipalId;
  readonly count: number;
  readonly lastAt: Date;
}

/** An approver of whose decision something waits for so long that a word is due. */
export interface DueReminder {
  readonly approver: Person;
  readonly requestIds: readonly RequestId[];
}

/** Reminders to approvers, counted for each request and approver, whoever caused them. */
export interface Reminders {
  /**
   * Requests that wait in PIM, made after `madeAfter` and by `madeUntil`, whose card has reached an approver who had
   * fewer than `most` reminders of it, and none of anything after `lastUntil`; by approver.
   */
  due(wanted: {
    readonly madeAfter: Date;
    readonly madeUntil: Date;
    readonly lastUntil: Date;
    readonly most: number;
  }): Promise<readonly DueReminder[]>;
  /**
   * Counts one more of each of these requests of which the person had fewer than `most` and none after `none.ofRequest`;
   * of none at all where they had one of anything after `none.ofAny`. Of several processes one counts.
   * @returns those that were counted
   */
  count(
    approver: Person,
    requestIds: readonly RequestId[],
    limits: { readonly most: number; readonly none: { readonly ofRequest: Date; readonly ofAny?: Date } },
  ): Promise<readonly RequestId[]>;
  ofRequest(tenantId: TenantId, requestId: RequestId): Promise<readonly Reminded[]>;
  /** Forgets reminders that are older than this. */
  sweep(before: Date): Promise<void>;
}

/** `kept` until the activation has ended, `used` from then on. */
export type AgainWish = 'kept' | 'used';

/** Wishes to activate a role again as soon as its activation has ended. */
export interface AgainWishes {
  /** Does nothing where the person wished it before. */
  keep(person: Person, requestId: RequestId): Promise<void>;
  withdraw(person: Person, requestId: RequestId): Promise<void>;
  of(person: Person, requestId: RequestId): Promise<AgainWish | undefined>;
  /** The requests of kept wishes whose activation is over; the wishes are used now. Each is given out once. */
  takeDue(limit: number): Promise<readonly FollowedRequest[]>;
  /** Forgets wishes that are older than this. */
  sweep(before: Date): Promise<void>;
}

/** How long Entra took to give a role, from the moment it was granted until it was seen with the person. */
export interface ProvisioningDelay {
  readonly count: number;
  readonly totalMilliseconds: number;
  readonly longestMilliseconds: number;
}

/** Measured delays, by role. */
export interface ProvisioningDelays {
  add(tenantId: TenantId, roleDefinitionId: RoleDefinitionId, milliseconds: number): Promise<void>;
  of(tenantId: TenantId, roleDefinitionId: RoleDefinitionId): Promise<ProvisioningDelay | undefined>;
}

/** Requests for which something is about to happen. */
export interface Deadlines {
  /** Open ones that were made up to then and are not active yet, in order of id, page by page. */
  waiting(madeUntil: Date, after: RequestId | undefined, limit: number): Promise<readonly FollowedRequest[]>;
  /** Open ones whose activation ends after `from`, and by `until`. */
  ending(from: Date, until: Date, limit: number): Promise<readonly FollowedRequest[]>;
  /** Those that were planned here to begin after `from`, and by `until`, open or not; the earliest first. */
  starting(from: Date, until: Date, limit: number): Promise<readonly FollowedRequest[]>;
}

/** More time that somebody asked for with an eligibility of their own. */
export interface Extension {
  readonly id: RequestId;
  readonly person: Person;
  readonly roleDefinitionId: RoleDefinitionId;
  readonly roleName: string;
  readonly scopeId: string;
  /** When it would have ended. */
  readonly endAt: Date;
  readonly askedAt: Date;
  /** The end that was granted; `undefined` while it is open, and where there is none any more. */
  readonly newEndAt?: Date | undefined;
}

/** Extensions that were asked for: administrators decide them in the portal, and PIM tells nobody how. */
export interface Extensions {
  keep(extension: Extension): Promise<void>;
  of(tenantId: TenantId, id: RequestId): Promise<Extension | undefined>;
  /** Those without an answer, whose eligibility ends first. */
  open(limit: number): Promise<readonly Extension[]>;
  /** A person's own without an answer; first the one whose eligibility ends first. */
  openOf(person: Person): Promise<readonly Extension[]>;
  /** Queues what its person is told in the same commit; `false`, and nothing is queued, where somebody else has closed it. */
  close(
    tenantId: TenantId,
    id: RequestId,
    granted: { readonly newEndAt?: Date | undefined },
    told: readonly OutboxAddition[],
  ): Promise<boolean>;
}

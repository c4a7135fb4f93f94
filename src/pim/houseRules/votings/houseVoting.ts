import { type Decision } from '../../approvals.ts';
import { type PrincipalId, type RequestId, type TenantId } from '../../ids.ts';
import { type Announcement, type FollowedRequest } from '../../records.ts';
import { type RuleRequest } from '../circumstances.ts';
import { type Vote } from '../stages.ts';
import { type Voting } from '../votes.ts';
import { type VotingStanding } from './standing.ts';

/** A vote with what was said with it. */
export interface CastVote extends Vote {
  /** The operation that gave it: however often that runs, it is one vote. */
  readonly operationId: string;
  readonly byName: string;
  readonly comment: string;
}

/**
 * How a complete vote gets to PIM. `approval`: PIM has the request already, and one of PIM's approvers approves it.
 * `activation`: PIM asks nobody, so the request is kept here, and the requestor activates the role with their own proof.
 */
export type VotingWay = 'approval' | 'activation';

/**
 * How a vote ended. `approved`: PIM gave the role with the votes complete. `outside`: PIM had an answer of its own while
 * votes were missing. `failed`: PIM ended the request otherwise. `emergency`: the requestor went past the votes.
 */
export interface VotingEnd {
  readonly how: 'approved' | 'denied' | 'lapsed' | 'canceled' | 'outside' | 'failed' | 'emergency';
  readonly at: Date;
  /** Who denied, approved in PIM, or took it back; where that is known. */
  readonly by?: PrincipalId | undefined;
  /** Of one that lapsed. `restored`: the database is an older one, and nobody knows what was said since. */
  readonly why?: 'timedOut' | 'unused' | 'limit' | 'restored' | undefined;
  /** The rule whose stage nobody completed in time. */
  readonly rule?: string | undefined;
  /** Of an emergency: the operation that went past, and what its requestor said why. */
  readonly operationId?: string | undefined;
  readonly reason?: string | undefined;
}

/** That somebody set out to take a vote to PIM; kept before PIM is asked. */
interface VotingRelay {
  readonly by: PrincipalId;
  readonly decision: Decision;
  readonly operationId: string;
  readonly at: Date;
}

/** A request that was put to the vote, with everything that was said of it. Kept as long as requests are. */
export interface HouseVoting extends Voting {
  /** The followed request that its cards are about: PIM's own id, or one of ours where the request is kept here. */
  readonly id: RequestId;
  readonly tenantId: TenantId;
  readonly way: VotingWay;
  /** The activation that was asked for; `undefined` where it was asked for elsewhere. */
  readonly operationId: string | undefined;
  readonly role: RuleRequest['role'];
  readonly scopeId: string;
  /** 0: not known, because it was asked for elsewhere. */
  readonly minutes: number;
  /** When it is to begin; `undefined`: at once. */
  readonly startAt: Date | undefined;
  readonly votes: readonly CastVote[];
  /** Where it stood when it was last looked at. */
  readonly standing: VotingStanding;
  /** PIM's approvers when they were last asked; PIM itself has the last word. */
  readonly pimApprovers: readonly PrincipalId[];
  /** Who has set out to have PIM do what the votes said, and by which operation. */
  readonly relay?: VotingRelay | undefined;
  /** PIM's own request, once a request that was kept here went there. */
  readonly pimRequestId?: RequestId | undefined;
  readonly end?: VotingEnd | undefined;
  /** When somebody has to look at it again; `undefined` once PIM has ended it, too. */
  readonly lookAt: Date | undefined;
}

/** What becomes of a voting in one commit. */
export interface VotingStep {
  readonly voting: HouseVoting;
  /** The request that is kept here, where it changes with it. */
  readonly request?: FollowedRequest | undefined;
  readonly announcement: Announcement;
}

/** Requests that were put to the vote. */
export interface HouseVotings {
  /**
   * Keeps a new one, its request with it where that is kept here.
   * @returns the earlier one where there is one, and that of another request which is kept here for the same person and
   *   role and is not over: then nothing is changed
   */
  open(step: VotingStep): Promise<{ readonly voting: HouseVoting; readonly isNew: boolean }>;
  of(tenantId: TenantId, id: RequestId): Promise<HouseVoting | undefined>;
  /** The one whose complete votes became this request of PIM, or whose request it is. */
  ofPimRequest(tenantId: TenantId, pimRequestId: RequestId): Promise<HouseVoting | undefined>;
  /**
   * Changes one while nobody else can: `step` sees it as it is at that moment. Votes that are there stay as they are;
   * new ones are added. Nothing happens where `step` gives nothing; what it throws is thrown.
   * @returns what it is afterwards; `undefined` where there is none
   */
  change(
    tenantId: TenantId,
    id: RequestId,
    step: (now: HouseVoting) => VotingStep | undefined,
  ): Promise<HouseVoting | undefined>;
  /** Those that somebody has to look at by now; whoever gets them has so long for it before they are given out again. */
  claimDue(limit: number, leaseSeconds: number): Promise<readonly HouseVoting[]>;
  /** Has somebody look at it at once. */
  markDue(tenantId: TenantId, id: RequestId): Promise<void>;
}

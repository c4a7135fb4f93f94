import { type Decision } from '../pim/approvals.ts';
import { type PrincipalId } from '../pim/ids.ts';
import { type FollowedRequest, type Receipt } from '../pim/records.ts';
import { hasLapsed as wasLapsed, lapsesAt, phaseOf } from '../pim/requests.ts';

/** Where a request stands that PIM knows, as the requestor sees it. */
export type FollowedState =
  | { readonly kind: 'waiting'; readonly lapsesAt: Date }
  | { readonly kind: 'waitingForAdministrator' }
  | {
      readonly kind: 'provisioning';
      readonly approvedBy: string | undefined;
      /** How long this role takes as a rule, where that was measured. */
      readonly usualSeconds?: number | undefined;
    }
  | {
      readonly kind: 'scheduled';
      readonly startAt: Date | undefined;
      readonly approvedBy: string | undefined;
    }
  | { readonly kind: 'active'; readonly endAt: Date | undefined; readonly approvedBy: string | undefined }
  | {
      readonly kind: 'denied';
      readonly by: string | undefined;
      readonly at: Date | undefined;
      readonly comment: string;
      /** From when on they may ask again, where that is still to come. */
      readonly againAt?: Date | undefined;
    }
  | { readonly kind: 'lapsed' }
  | { readonly kind: 'canceled' }
  /** `status` as Graph spells it. */
  | { readonly kind: 'failed'; readonly status: string }
  | { readonly kind: 'ended'; readonly endAt: Date | undefined };

/** Where an activation stands, also before PIM knows it or when it refused it. */
export type RequestState =
  | { readonly kind: 'checking' }
  | { readonly kind: 'needsSignIn' }
  | { readonly kind: 'unclear' }
  /** `error`: what was thrown. */
  | { readonly kind: 'refused'; readonly error: unknown }
  /** Approved by the rules of the house: its requestor can activate it. */
  | { readonly kind: 'votesReady'; readonly validUntil: Date }
  /** Ended by the rules of the house; PIM may wait all the same. */
  | { readonly kind: 'votesOver'; readonly isOverInPim: boolean }
  | FollowedState;

/** Where a request stands as an approver sees it. */
export type ApprovalState =
  /** `onlyDeny`: rules of the house wait for others before this person can approve. */
  | { readonly kind: 'waiting'; readonly onlyDeny?: true }
  /** They have voted, and others are waited for. */
  | { readonly kind: 'voted'; readonly isApproval: boolean }
  | { readonly kind: 'othersVote' }
  /** Ended by the rules of the house; PIM may wait for a denial. */
  | { readonly kind: 'votesOver'; readonly mayDeny: boolean }
  | { readonly kind: 'working'; readonly decision: Decision }
  | { readonly kind: 'needsSignIn' }
  | { readonly kind: 'unclear' }
  | {
      readonly kind: 'decided';
      readonly decision: Decision;
      readonly byName: string | undefined;
      readonly isMine: boolean;
      readonly at: Date | undefined;
      readonly comment: string;
    }
  | { readonly kind: 'lapsed' }
  | { readonly kind: 'canceled' }
  | { readonly kind: 'notMine' }
  | { readonly kind: 'ended' };

/** Whether the reader can answer on the card as it is. */
export const takesDecision = (state: ApprovalState): boolean =>
  state.kind === 'waiting' || (state.kind === 'votesOver' && state.mayDeny);

/** An approver and whether the card reached them. */
export interface ApproverReach {
  /** `undefined` for somebody whom the directory does not have any more, or whose name is not known. */
  readonly name: string | undefined;
  /** The directory could not be read: of somebody without a name nobody knows whether it has them. */
  readonly isUnread?: boolean;
  readonly userPrincipalName: string;
  readonly receipt: Receipt;
  /** Teams' code, when it refused. */
  readonly refusal: string | undefined;
}

const hasLapsed = (request: FollowedRequest, now: Date): boolean =>
  request.approvalId !== undefined &&
  request.decision === undefined &&
  lapsesAt(request.createdAt).getTime() <= now.getTime();

/** The requestor's view of a followed request at this minute, without asking PIM again. */
export function requestStateOf(request: FollowedRequest, now: Date): FollowedState {
  const approvedBy = request.decision === 'Approve' ? request.decidedByName : undefined;
  const { startAt, endAt } = request;
  switch (phaseOf(request.status)) {
    case 'waitingForApproval':
      return hasLapsed(request, now)
        ? { kind: 'lapsed' }
        : { kind: 'waiting', lapsesAt: lapsesAt(request.createdAt) };
    case 'waitingForAdministrator':
      return { kind: 'waitingForAdministrator' };
    case 'provisioning':
      return { kind: 'provisioning', approvedBy };
    case 'scheduled':
      return { kind: 'scheduled', startAt, approvedBy };
    case 'active':
      // PIM's word alone is not enough: the role counts as active once it was seen among the person's own.
      if (endAt === undefined) return { kind: 'provisioning', approvedBy };
      return endAt.getTime() <= now.getTime()
        ? { kind: 'ended', endAt }
        : { kind: 'active', endAt, approvedBy };
    case 'denied': {
      const { decidedByName: by, decidedAt: at, decisionComment: comment = '' } = request;
      return { kind: 'denied', by, at, comment };
    }
    case 'canceled':
      return { kind: 'canceled' };
    case 'failed':
      return wasLapsed(request) ? { kind: 'lapsed' } : { kind: 'failed', status: request.status };
    case 'ended':
      return endAt === undefined && hasLapsed(request, now) ? { kind: 'lapsed' } : { kind: 'ended', endAt };
  }
}

/** An approver's view of a followed request at this minute, without asking PIM again. */
export function approvalStateOf(request: FollowedRequest, reader: PrincipalId, now: Date): ApprovalState {
  const decided = (decision: Decision): ApprovalState => ({
    kind: 'decided',
    decision,
    byName: request.decidedByName,
    isMine: request.decidedBy === reader,
    at: request.decidedAt,
    comment: request.decisionComment ?? '',
  });
  if (request.decision !== undefined) return decided(request.decision);
  const { kind } = requestStateOf(request, now);
  switch (kind) {
    case 'waiting':
    case 'lapsed':
    case 'canceled':
      return { kind };
    case 'denied':
      return decided('Deny');
    case 'provisioning':
    case 'scheduled':
    case 'active':
      return decided('Approve');
    case 'waitingForAdministrator':
    case 'failed':
    case 'ended':
      return { kind: 'ended' };
  }
}

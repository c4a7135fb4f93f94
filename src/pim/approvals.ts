import { type PrincipalId } from './ids.ts';

/** Approve or deny, as Graph writes it in `reviewResult`. */
export type Decision = 'Approve' | 'Deny';

/** One step of an approval (Graph beta: `approvalStep`). */
export interface ApprovalStep {
  readonly id: string;
  /** Whether the person whose token asked may decide it. */
  readonly isAssignedToMe: boolean;
  readonly status: 'InProgress' | 'Initializing' | 'Completed' | 'Expired' | 'Unknown';
  readonly reviewResult: Decision | 'NotReviewed';
  readonly justification: string;
  readonly reviewedAt: Date | undefined;
  readonly reviewedBy: Reviewer | undefined;
}

/** Who decided. */
export interface Reviewer {
  readonly id: PrincipalId;
  readonly displayName: string;
}

/** The approval of a request (Graph beta: `approval`). */
export interface Approval {
  readonly id: string;
  readonly steps: readonly ApprovalStep[];
}

/** The decision that an approval came to, if it has. */
export function decisionOf(
  approval: Approval,
): { readonly decision: Decision; readonly step: ApprovalStep } | undefined {
  const step = approval.steps.find(({ reviewResult }) => reviewResult !== 'NotReviewed');
  return step === undefined || step.reviewResult === 'NotReviewed'
    ? undefined
    : { decision: step.reviewResult, step };
}

/** The step on which the person may decide now, if there is one. */
export const stepForMe = (approval: Approval): ApprovalStep | undefined =>
  approval.steps.find((step) => step.isAssignedToMe && step.status === 'InProgress');

import { type Approval, type Decision, decisionOf, stepForMe } from '../approvals.ts';
import { isPimError, PimError } from '../errors.ts';
import { type PimGateway } from '../ports.ts';
import { type FollowedRequest, type Intent } from '../records.ts';
import { type ActivationRequest, isWaitingForApproval, type RequestStatus } from '../requests.ts';
import { isSameRole, isScopeKnown } from '../roles.ts';
import { afterWriting } from './afterWriting.ts';
import { type OperationDeps } from './deps.ts';
import { announcedDecision } from './enqueueCards.ts';
import { learnScope } from './learnScope.ts';

type DecideIntent = Extract<Intent, { kind: 'decide' }>;

type DecisionDeps = Pick<OperationDeps, 'clock' | 'requests' | 'cards' | 'directory' | 'random'>;

/** In one commit: what PIM has decided, and that everybody concerned hears it. What follows from it is read at once. */
const saveDecision = async (deps: DecisionDeps, request: FollowedRequest): Promise<void> =>
  deps.requests.save(
    { ...request, readAt: new Date(0) },
    await announcedDecision(deps, request, deps.clock.now()),
  );

/** Refuses when the request in PIM is not the one whose card was pressed. */
function refuseIfChanged(followed: FollowedRequest, current: ActivationRequest): void {
  const isSame =
    current.principalId === followed.requestor &&
    isSameRole(current, followed) &&
    // Where the card could name no duration it promised none.
    (current.durationMinutes === undefined ||
      followed.durationMinutes === undefined ||
      current.durationMinutes === followed.durationMinutes);
  if (!isSame) throw new PimError('request_changed', `Request ${followed.id} differs from its card`);
}

/**
 * Holds what was shown against what PIM has. Where the card could not say for which scope the role was asked, it does
 * from now on: a denial holds anywhere, and nobody approves what they were not shown.
 * @returns the request, with its scope where PIM tells it
 */
async function refuseUnseen(
  deps: DecisionDeps,
  followed: FollowedRequest,
  { current, decision }: { readonly current: ActivationRequest | undefined; readonly decision: Decision },
): Promise<FollowedRequest> {
  const told = current === undefined ? followed : await learnScope(deps, followed, current.scopeId);
  if (current !== undefined) refuseIfChanged(told, current);
  if (decision === 'Approve' && !isScopeKnown(followed)) {
    throw new PimError('scope_unseen', `The card of ${followed.id} said no scope`);
  }
  return told;
}

/** What the decision on an approval means for the request that we follow. */
export function withDecision(followed: FollowedRequest, approval: Approval, readAt: Date): FollowedRequest {
  const decided = decisionOf(approval);
  if (decided === undefined) return followed;
  const { decision, step } = decided;
  return {
    ...followed,
    decision,
    decidedBy: step.reviewedBy?.id,
    decidedByName: step.reviewedBy?.displayName,
    decisionComment: step.justification === '' ? undefined : step.justification,
    decidedAt: step.reviewedAt ?? readAt,
    status:
      decision === 'Deny'
        ? 'Denied'
        : isWaitingForApproval(followed)
          ? approvedStatus(followed, readAt)
          : followed.status,
    isOpen: decision === 'Approve' && followed.isOpen,
    readAt,
  };
}

/** What PIM calls an approved request until it is active: what begins later is scheduled, and need not be asked for until then. */
const approvedStatus = ({ startAt }: FollowedRequest, now: Date): RequestStatus =>
  startAt !== undefined && startAt > now ? 'Granted' : 'PendingProvisioning';

/**
 * Approves or denies with the approver's own authority. The card that asked may be hours old, so everything is read
 * again here; when two act at the same instant Entra is the judge. Resolves only after the decision was read back.
 * @throws PimError `self_approval`, `already_decided`, `not_an_approver`, `request_changed`, `outcome_unknown` …
 */
export async function decideRequest(
  deps: DecisionDeps,
  pim: PimGateway,
  followed: FollowedRequest,
  { decision, comment }: DecideIntent,
): Promise<FollowedRequest> {
  if (followed.requestor === pim.actor.id) {
    throw new PimError('self_approval', 'Nobody decides their own request');
  }
  const approvalId = followed.approvalId ?? followed.id;
  const [before, awaiting] = await Promise.all([pim.approval(approvalId), pim.requestsAwaitingMe()]);
  const earlier = decisionOf(before);
  if (earlier !== undefined) {
    await saveDecision(deps, withDecision(followed, before, deps.clock.now()));
    throw new PimError('already_decided', `Request ${followed.id} is decided`, {
      decidedBy: earlier.step.reviewedBy?.displayName,
    });
  }
  const step = stepForMe(before);
  if (step === undefined) throw notMine(followed, before);
  const current = awaiting.find(({ id }) => id === followed.id);
  const known = await refuseUnseen(deps, followed, { current, decision });
  await pim.decide(approvalId, step.id, decision, comment);
  return afterWriting(() => readBack(deps, pim, known, decision));
}

/**
 * The same where an earlier run may have decided: PIM is asked first, and asked again where it calls the request decided,
 * because that may have come true between two looks.
 * @throws PimError
 */
export async function decideAgain(
  deps: DecisionDeps,
  pim: PimGateway,
  followed: FollowedRequest,
  intent: DecideIntent,
): Promise<FollowedRequest> {
  const find = (): Promise<FollowedRequest | undefined> =>
    afterWriting(() => findDecision(deps, pim, followed, intent.decision));
  const earlier = await find();
  if (earlier !== undefined) return earlier;
  try {
    return await decideRequest(deps, pim, followed, intent);
  } catch (error) {
    const made = isPimError(error, 'already_decided') ? await find() : undefined;
    if (made === undefined) throw error;
    return made;
  }
}

function notMine(followed: FollowedRequest, approval: Approval): PimError {
  const isOver = approval.steps.every(({ status }) => status !== 'InProgress');
  return isOver
    ? new PimError('request_not_pending', `Request ${followed.id} waits no longer`)
    : new PimError('not_an_approver', `No step of ${followed.id} is assigned to this person`);
}

/**
 * Reads the approval again and says what it says: this person's decision, or somebody else's.
 * @throws PimError `already_decided` when somebody else was first, `outcome_unknown` when nothing is recorded.
 */
async function readBack(
  deps: DecisionDeps,
  pim: PimGateway,
  followed: FollowedRequest,
  decision: Decision,
): Promise<FollowedRequest> {
  const found = await findDecision(deps, pim, followed, decision);
  if (found === undefined) {
    throw new PimError('outcome_unknown', `The decision on ${followed.id} is not recorded yet`);
  }
  return found;
}

/**
 * Finds the decision that a lost answer left behind.
 * @returns `undefined` when PIM has no decision, so that it is safe to decide again
 * @throws PimError `already_decided` when it is somebody else's, or another one
 */
export async function findDecision(
  deps: DecisionDeps,
  pim: PimGateway,
  followed: FollowedRequest,
  decision: Decision,
): Promise<FollowedRequest | undefined> {
  const after = await pim.approval(followed.approvalId ?? followed.id);
  const settled = decisionOf(after);
  if (settled === undefined) return undefined;
  const updated = withDecision(followed, after, deps.clock.now());
  await saveDecision(deps, updated);
  if (settled.decision !== decision || settled.step.reviewedBy?.id !== pim.actor.id) {
    throw new PimError('already_decided', `Request ${followed.id} was decided by somebody else`, {
      decidedBy: settled.step.reviewedBy?.displayName,
    });
  }
  return updated;
}

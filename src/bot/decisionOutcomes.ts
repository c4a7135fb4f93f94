import { errorCard } from '../cards/errorCard.ts';
import { isPimError, type PimError } from '../pim/errors.ts';
import { type OperationResult } from '../pim/operations/runOperation.ts';
import { type CardRecord, type Intent } from '../pim/records.ts';
import { type ApprovalOverride } from './cardViews.ts';
import { redrawCard, type RedrawCardDeps } from './redrawCard.ts';
import { type Session } from './sessions.ts';

/** Shows an approver what came of their decision, on their own card of the request. */
export async function showDecision(
  deps: RedrawCardDeps,
  session: Session,
  { state, error }: OperationResult,
  { requestId }: Extract<Intent, { kind: 'decide' }>,
): Promise<void> {
  // Done and superseded decisions are shown by redrawing every copy, which the run has queued.
  if (state === 'DONE' || state === 'CONFLICT') return;
  const own = await ownApprovalCard(deps, session, requestId);
  if (own?.activityId === undefined) {
    await deps.chatOf(session).sendCard(errorCard(session.card, { error }));
    return;
  }
  const override = state === 'UNKNOWN' ? ({ state: { kind: 'unclear' } } as const) : overrideFor(error);
  await redrawCard(deps, session, own, override);
}

/** Says on that card that the decision waits for its approver. */
export async function showDecisionWaits(
  deps: RedrawCardDeps,
  session: Session,
  { operation, request }: OperationResult,
): Promise<void> {
  if (request === undefined) return;
  const own = await ownApprovalCard(deps, session, request.id);
  if (own?.activityId === undefined) return;
  await redrawCard(deps, session, own, { state: { kind: 'needsSignIn' }, operationId: operation.id });
}

async function ownApprovalCard(
  { cards }: Pick<RedrawCardDeps, 'cards'>,
  { person }: Session,
  requestId: CardRecord['requestId'],
): Promise<CardRecord | undefined> {
  const all = await cards.ofRequest(person.tenantId, requestId);
  return all.find((card) => card.kind === 'approval' && card.person.id === person.id);
}

const overrideFor = (error: PimError | undefined): ApprovalOverride | undefined =>
  isPimError(error, 'not_an_approver', 'self_approval') ? { state: { kind: 'notMine' } } : { problem: error };

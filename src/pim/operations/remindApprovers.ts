import { type FollowedRequest } from '../records.ts';
import { isWaitingForApproval } from '../requests.ts';
import { askApprovers } from './askApprovers.ts';
import { type OperationDeps } from './deps.ts';
import { notify } from './enqueueCards.ts';

/** At most so many reminders per request, and at least so long apart: approvers are not to be worn down. */
export const MOST_REMINDERS = 3;
const APART_MINUTES = 15;

/** What became of the wish to remind. */
export type ReminderResult =
  | { readonly kind: 'sent'; readonly approvers: number }
  | { readonly kind: 'tooSoon'; readonly minutes: number }
  | { readonly kind: 'enough' }
  | { readonly kind: 'notWaiting' };

/** Reminds everybody who was asked and reached, on the requestor's wish. */
export async function remindApprovers(
  deps: Pick<
    OperationDeps,
    'directory' | 'cards' | 'outbox' | 'conversations' | 'audit' | 'random' | 'claims' | 'clock'
  >,
  request: FollowedRequest,
): Promise<ReminderResult> {
  if (!isWaitingForApproval(request)) return { kind: 'notWaiting' };
  const waitedMinutes = (deps.clock.now().getTime() - request.createdAt.getTime()) / 60_000;
  const sequence = Math.floor(waitedMinutes / APART_MINUTES);
  if (sequence < 1) return { kind: 'tooSoon', minutes: Math.ceil(APART_MINUTES - waitedMinutes) };
  const key = `reminder/${request.tenantId}/${request.id}`;
  if (!(await deps.claims.claim(`${key}/at/${sequence}`))) {
    return {
      kind: 'tooSoon',
      minutes: Math.max(1, Math.ceil((sequence + 1) * APART_MINUTES - waitedMinutes)),
    };
  }
  let isWithin = false;
  for (let turn = 1; turn <= MOST_REMINDERS && !isWithin; turn += 1)
    isWithin = await deps.claims.claim(`${key}/${turn}`);
  if (!isWithin) return { kind: 'enough' };
  // Somebody may have installed the app, or become an approver, since the request was made.
  await askApprovers(deps, request);
  const cards = await deps.cards.ofRequest(request.tenantId, request.id);
  const reached = cards.filter(({ kind, receipt }) => kind === 'approval' && receipt === 'sent');
  for (const { person } of reached) await notify(deps, person, 'approvalReminder', request.id);
  return { kind: 'sent', approvers: reached.length };
}

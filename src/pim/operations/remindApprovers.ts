import { waitsFor } from '../houseRules/votings/choices.ts';
import { type FollowedRequest } from '../records.ts';
import { isWaitingForApproval } from '../requests.ts';
import { askApprovers, NOT_INSTALLED } from './askApprovers.ts';
import { type OperationDeps } from './deps.ts';
import { notify } from './enqueueCards.ts';

/** An approver gets at most so many reminders of a request, whoever wished for them or none: nobody is to be worn down. */
export const MOST_REMINDERS = 3;
/** So long after the asking, and after the last reminder, a requestor may remind. */
const APART_MINUTES = 15;

/** What became of the wish to remind. */
export type ReminderResult =
  | { readonly kind: 'sent'; readonly approvers: number }
  | { readonly kind: 'tooSoon'; readonly minutes: number }
  | { readonly kind: 'enough' }
  | { readonly kind: 'notWaiting' };

type Deps = Pick<
  OperationDeps,
  | 'directory'
  | 'administrators'
  | 'requests'
  | 'cards'
  | 'outbox'
  | 'conversations'
  | 'audit'
  | 'random'
  | 'reminders'
  | 'limits'
  | 'clock'
  | 'logger'
  | 'votings'
  | 'houseJudge'
>;

/** Reminds everybody who was asked and reached, on the requestor's wish. */
export async function remindApprovers(deps: Deps, request: FollowedRequest): Promise<ReminderResult> {
  if (!isWaitingForApproval(request)) return { kind: 'notWaiting' };
  const since = new Date(deps.clock.now().getTime() - APART_MINUTES * 60_000);
  if (request.createdAt > since) return tooSoon(since, request.createdAt);
  const limits = { most: MOST_REMINDERS, none: { ofRequest: since } };
  // Somebody may have installed the app, or become an approver, since the request was made.
  await askApprovers(deps, request);
  const cards = await deps.cards.ofRequest(request.tenantId, request.id);
  const voting = await deps.votings.of(request.tenantId, request.id);
  // Whoever removed the app has the card, and no reminder would come.
  const reached = cards.filter(
    ({ kind, receipt, refusal, person }) =>
      kind === 'approval' &&
      receipt === 'sent' &&
      refusal !== NOT_INSTALLED &&
      (voting === undefined || waitsFor(voting, person.id)),
  );
  let reminded = 0;
  for (const { person } of reached) {
    const counted = await deps.reminders.count(person, [request.id], limits);
    if (counted.length === 0) continue;
    await notify(deps, person, 'approvalReminder', request.id);
    reminded += 1;
  }
  return reminded > 0 || reached.length === 0
    ? { kind: 'sent', approvers: reminded }
    : whyNot(deps, request, since);
}

async function whyNot(
  { reminders }: Pick<Deps, 'reminders'>,
  { tenantId, id }: FollowedRequest,
  since: Date,
): Promise<ReminderResult> {
  const open = (await reminders.ofRequest(tenantId, id)).filter(({ count }) => count < MOST_REMINDERS);
  const [first] = open.map(({ lastAt }) => lastAt).toSorted((a, b) => a.getTime() - b.getTime());
  return first === undefined || first <= since ? { kind: 'enough' } : tooSoon(since, first);
}

const tooSoon = (since: Date, last: Date): ReminderResult => ({
  kind: 'tooSoon',
  minutes: Math.max(1, Math.ceil((last.getTime() - since.getTime()) / 60_000)),
});

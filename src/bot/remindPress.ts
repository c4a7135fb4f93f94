import { type OperationDeps } from '../pim/operations/deps.ts';
import { remindApprovers } from '../pim/operations/remindApprovers.ts';
import { type CardRecord } from '../pim/records.ts';
import { timesFor } from '../words/times.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { type Session } from './sessions.ts';

/** "Remind" on the requestor's card: nudges the approvers, and says whether it did. */
export async function remindPressed(
  deps: Parameters<typeof remindApprovers>[0] & Pick<OperationDeps, 'requests'>,
  session: Session,
  card: CardRecord,
): Promise<string> {
  const { replies } = wordsFor(session.card.locale);
  const request = await deps.requests.of(card.person.tenantId, card.requestId);
  if (request === undefined) return replies.notWaiting;
  const result = await remindApprovers(deps, request);
  switch (result.kind) {
    case 'sent':
      return replies.reminded(result.approvers);
    case 'tooSoon':
      return replies.remindedTooSoon(timesFor(session.card).duration(result.minutes));
    case 'enough':
      return replies.remindedEnough;
    case 'notWaiting':
      return replies.notWaiting;
  }
}

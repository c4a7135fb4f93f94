import { type Decision } from '../pim/approvals.ts';
import { type CardRecord, type FollowedRequest, type Operation } from '../pim/records.ts';
import { isWaitingForApproval } from '../pim/requests.ts';
import { type OperationDeps } from '../pim/operations/deps.ts';
import { type OperationDesk } from './operationDesk.ts';
import { type Session } from './sessions.ts';

/** Longest comment that goes to PIM, as in the card's input. Characters. */
const MOST_COMMENT_CHARACTERS = 450;

/** What a wish to decide came to, before PIM is asked. */
export type DecisionOpening =
  | { readonly kind: 'opened'; readonly operation: Operation; readonly request: FollowedRequest }
  /** The same decision of this person is under way or done; the card tells. */
  | { readonly kind: 'underWay' | 'notWaiting' | 'commentNeeded' | 'unknown' };

/** Stores an approver's decision as an intent. Whether they may decide is PIM's to say, with their own token. */
export async function openDecision(
  { desk, requests }: { readonly desk: OperationDesk } & Pick<OperationDeps, 'requests'>,
  session: Session,
  card: CardRecord,
  decision: Decision,
  comment: string,
): Promise<DecisionOpening> {
  const request = await requests.of(session.person.tenantId, card.requestId);
  if (request === undefined) return { kind: 'unknown' };
  if (!isWaitingForApproval(request)) return { kind: 'notWaiting' };
  const words = comment.trim().slice(0, MOST_COMMENT_CHARACTERS);
  if (words === '' && request.isApproverJustificationRequired) return { kind: 'commentNeeded' };
  const operation = await desk.open(
    session,
    { kind: 'decide', requestId: request.id, decision, comment: words },
    { uniqueKey: `decide/${request.id}/${session.person.id}/${decision}` },
  );
  return operation === undefined ? { kind: 'underWay' } : { kind: 'opened', operation, request };
}

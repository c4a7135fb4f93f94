import { type Decision } from '../pim/approvals.ts';
import { type CardRecord, type FollowedRequest, type Operation } from '../pim/records.ts';
import { isWaitingForApproval } from '../pim/requests.ts';
import { type OperationDeps } from '../pim/operations/deps.ts';
import { choicesOf } from '../pim/houseRules/votings/choices.ts';
import { type HouseVoting } from '../pim/houseRules/votings/houseVoting.ts';
import { type Person } from '../pim/ids.ts';
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
  {
    desk,
    requests,
    votings,
  }: { readonly desk: Pick<OperationDesk, 'open'> } & Pick<OperationDeps, 'requests' | 'votings'>,
  session: Session,
  card: CardRecord,
  decision: Decision,
  comment: string,
): Promise<DecisionOpening> {
  const request = await requests.of(session.person.tenantId, card.requestId);
  if (request === undefined) return { kind: 'unknown' };
  if (!isWaitingForApproval(request)) return { kind: 'notWaiting' };
  const voting = await votings.of(request.tenantId, request.id);
  if (voting !== undefined && !hasChoice(voting, session.person, decision)) return { kind: 'notWaiting' };
  const words = comment.trim().slice(0, MOST_COMMENT_CHARACTERS);
  if (words === '' && request.isApproverJustificationRequired) return { kind: 'commentNeeded' };
  const operation = await desk.open(
    session,
    { kind: 'decide', requestId: request.id, decision, comment: words },
    { uniqueKey: `decide/${request.id}/${session.person.id}/${decision}${turnOf(voting, session.person)}` },
  );
  return operation === undefined ? { kind: 'underWay' } : { kind: 'opened', operation, request };
}

/** As things stood at the last look; whoever runs it judges again. */
function hasChoice(voting: HouseVoting, { id }: Person, decision: Decision): boolean {
  const { approve, deny } = choicesOf(voting, id);
  return decision === 'Approve' ? approve : deny;
}

/** Whoever is asked again, by another stage or rule, or because the votes are there, answers once more. */
function turnOf(voting: HouseVoting | undefined, { id }: Person): string {
  if (voting === undefined) return '';
  const given = voting.votes.filter(({ by }) => by === id).length;
  return `/${given}${voting.standing.state === 'approved' ? '/complete' : ''}`;
}

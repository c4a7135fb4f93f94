import { endByPim } from '../../houseRules/votings/choices.ts';
import { type HouseVoting } from '../../houseRules/votings/houseVoting.ts';
import { type FollowedRequest } from '../../records.ts';
import { type OperationDeps } from '../deps.ts';
import { redrawings } from '../enqueueCards.ts';
import { notesOf } from './votingEntry.ts';

/** Notes how PIM ended what was voted on, and has every card say so. Nothing where PIM waits, too. */
export async function concludeByPim(
  deps: Pick<OperationDeps, 'votings' | 'cards' | 'random'>,
  { tenantId, id }: HouseVoting,
  followed: FollowedRequest,
): Promise<FollowedRequest> {
  const messages = await redrawings(deps, tenantId, id);
  await deps.votings.change(tenantId, id, (stored) => {
    const end = endByPim(stored, followed);
    if (end === undefined) return undefined;
    // A denial here and PIM's own of it are one; an approval after an end is another thing.
    const isSame = stored.end?.how === end.how || (stored.end !== undefined && end.how !== 'outside');
    const voting: HouseVoting = {
      ...stored,
      end: isSame ? stored.end : end,
      standing: { ...stored.standing, asked: [] },
      lookAt: undefined,
    };
    return { voting, announcement: { messages, audit: notesOf(stored, voting) } };
  });
  return followed;
}

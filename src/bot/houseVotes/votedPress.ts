import { relayIntent } from '../../pim/operations/houseVotes/relayHeld.ts';
import { type OperationDeps } from '../../pim/operations/deps.ts';
import { type CardRecord, type Operation } from '../../pim/records.ts';
import { type OperationDesk } from '../operationDesk.ts';
import { type Session } from '../sessions.ts';

/**
 * "Activate now" on the requestor's card of what the votes approved: the same operation, however often it is pressed and
 * whoever set out for it by themselves. Whether the votes still count is judged when it runs.
 * @returns `undefined` where there is nothing (any more) to activate
 */
export async function openVotedActivation(
  deps: Pick<OperationDeps, 'votings' | 'operations' | 'clock'> & {
    readonly desk: Pick<OperationDesk, 'open'>;
  },
  session: Session,
  card: CardRecord,
): Promise<Operation | undefined> {
  const voting = await deps.votings.of(card.person.tenantId, card.requestId);
  const isReady = voting?.way === 'activation' && voting.end === undefined;
  if (!isReady || voting.requestor !== session.person.id || voting.standing.state !== 'approved')
    return undefined;
  const relay = await relayIntent(deps, voting);
  return relay && deps.desk.open(session, relay.intent, { uniqueKey: relay.uniqueKey });
}

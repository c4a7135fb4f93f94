import { PimError } from '../../errors.ts';
import { type FollowedRequest, type Operation } from '../../records.ts';
import { type OperationDeps } from '../deps.ts';
import { redrawings } from '../enqueueCards.ts';
import { closedByVotes } from './closedByVotes.ts';

/**
 * Takes back what is kept here. PIM knows nothing of it, so nothing is asked of PIM. Safe to call again.
 * @throws PimError `forbidden` for anybody else, `request_not_cancelable` once it has ended or is on its way to PIM
 */
export async function cancelHeld(
  deps: Pick<OperationDeps, 'votings' | 'operations' | 'cards' | 'random' | 'clock'>,
  { person }: Operation,
  held: FollowedRequest,
): Promise<void> {
  if (held.requestor !== person.id) throw new PimError('forbidden', 'Another person asked for this');
  const voting = await deps.votings.of(held.tenantId, held.id);
  const redrawn = await redrawings(deps, held.tenantId, held.id);
  const relay = voting?.relay && (await deps.operations.of(voting.relay.operationId));
  const isOnItsWay = relay !== undefined && ['RUNNING', 'UNKNOWN', 'DONE'].includes(relay.state);
  const after = isOnItsWay
    ? voting
    : await deps.votings.change(held.tenantId, held.id, (stored) => {
        if (stored.end !== undefined) return undefined;
        const end = { how: 'canceled', at: deps.clock.now(), by: person.id } as const;
        const standing = { ...stored.standing, asked: [] };
        const next = { ...stored, end, standing, lookAt: undefined };
        return closedByVotes(deps, stored, next, held, redrawn);
      });
  if (after?.end?.how !== 'canceled')
    throw new PimError('request_not_cancelable', `Request ${held.id} is not waiting any more`);
}

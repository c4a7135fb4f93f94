import { type Whom } from '../../houseRules/houseRule.ts';
import { rulingFacts } from '../../houseRules/keptRuling.ts';
import { type Person, type PrincipalId } from '../../ids.ts';
import { type FollowedRequest } from '../../records.ts';
import { administratorsToTell } from '../administratorsToTell.ts';
import { NOT_INSTALLED } from '../askApprovers.ts';
import { type OperationDeps } from '../deps.ts';
import { requestorOf } from '../enqueueCards.ts';

type TellingDeps = Pick<
  OperationDeps,
  'administrators' | 'conversations' | 'cards' | 'outbox' | 'random' | 'logger'
>;
type Deps = TellingDeps & Pick<OperationDeps, 'houseJudge' | 'audit'>;

/** A group may hold the whole organization; so many people are enough to hear of it. */
const MOST_OWNERS = 50;

/** Everybody whom some people and groups are; of a group that cannot be read nobody, and it is said so. */
interface OwnersFound {
  readonly people: readonly PrincipalId[];
  readonly isComplete: boolean;
}

/** The owners of rules, fifty at the most; in the order of their ids, so that it is the same fifty each time. */
async function ownersIn(
  { houseJudge }: Pick<Deps, 'houseJudge'>,
  { people, groups }: Whom,
): Promise<OwnersFound> {
  const directory = await houseJudge?.directoryOf({ groups, managersOf: [] }, 'lately');
  const members = groups.map((group) => directory?.membersOf(group));
  const all = new Set([...people, ...members.flatMap((ids) => [...(ids ?? [])])]);
  return {
    people: [...all].sort().slice(0, MOST_OWNERS),
    isComplete: members.every((ids) => ids !== undefined),
  };
}

/**
 * Tells the owners of rules at once that somebody went past them in an emergency. Whom the card cannot reach has a
 * receipt that says so; where nobody can be reached, or not all of them are known, administrators are told. Safe to call
 * again: everybody gets one card.
 */
export async function tellOwnersOfEmergency(
  deps: Deps,
  request: FollowedRequest,
  owners: Whom,
): Promise<void> {
  const { tenantId, requestor, id: requestId, houseRuling } = request;
  const { people, isComplete } = await ownersIn(deps, owners);
  const told = people.filter((id) => id !== requestor);
  const reachable = await reachableOf(deps, request, told);
  const isEnough = reachable.size > 0 && isComplete;
  const inTheirPlace = isEnough ? [] : await administratorsToTell(deps, requestorOf(request));
  for (const id of told) await openCard(deps, request, { tenantId, id }, reachable.has(id));
  for (const person of inTheirPlace) await openCard(deps, request, person, true);
  if (reachable.size + inTheirPlace.length === 0)
    deps.logger.error({ event: 'emergency.nobodyTold', requestId }, 'Nobody can be told of an emergency');
  await deps.audit.append(
    {
      event: 'activation.emergency',
      tenantId,
      actor: requestor,
      requestId,
      roleDefinitionId: request.roleDefinitionId,
      scopeId: request.scopeId,
      facts: {
        ...(houseRuling === undefined ? {} : rulingFacts(houseRuling)),
        owners: told.length,
        reachable: reachable.size,
        administrators: inTheirPlace.length,
      },
    },
    `emergency/${tenantId}/${requestId}/noted`,
  );
}

/** Teams took no owner's card: administrators are told in their place. Each of them once, however often it is found out. */
export async function tellAdministratorsOfEmergency(
  deps: TellingDeps,
  request: FollowedRequest,
): Promise<void> {
  const administrators = await administratorsToTell(deps, requestorOf(request));
  for (const person of administrators) await openCard(deps, request, person, true);
}

async function reachableOf(
  { conversations }: TellingDeps,
  { tenantId }: FollowedRequest,
  people: readonly PrincipalId[],
): Promise<ReadonlySet<PrincipalId>> {
  const known = await conversations.ofMany(people.map((id) => ({ tenantId, id })));
  return new Set(known.filter(({ isInstalled }) => isInstalled).map(({ person }) => person.id));
}

async function openCard(
  deps: TellingDeps,
  { id: requestId }: FollowedRequest,
  person: Person,
  isReachable: boolean,
): Promise<void> {
  const wanted = { id: deps.random.ulid(), nonce: deps.random.secret(), person };
  const { card } = await deps.cards.open({ ...wanted, kind: 'emergency', requestId });
  if (card.receipt !== 'queued') return;
  if (isReachable)
    await deps.outbox.add([{ id: deps.random.ulid(), person, message: { kind: 'card', cardId: card.id } }]);
  else await deps.cards.setReceipt(card.id, 'refused', NOT_INSTALLED);
}

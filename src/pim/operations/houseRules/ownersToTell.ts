import { type Whom } from '../../houseRules/houseRule.ts';
import { type HouseJudge } from '../../houseRules/houseJudge.ts';
import { type Person, type PrincipalId } from '../../ids.ts';
import { administratorsToTell } from '../administratorsToTell.ts';

/** A group may hold the whole organization; so many people are enough to see to it. */
const MOST_OWNERS = 20;
/** So many members are looked up for a conversation. */
const MOST_LOOKED_UP = 500;

type Deps = Parameters<typeof administratorsToTell>[0] & {
  readonly houseJudge: Pick<HouseJudge, 'directoryOf'>;
};

/**
 * The owners of rules who have the app, or the administrators where none of them does. Whoever it is about is not asked to
 * look into it.
 */
export async function ownersToTell(
  deps: Deps,
  { tenantId, id }: Person,
  { people, groups }: Whom,
): Promise<readonly PrincipalId[]> {
  const directory = await deps.houseJudge.directoryOf({ groups, managersOf: [] }, 'lately');
  const members = groups.flatMap((group) => [...(directory.membersOf(group) ?? [])].toSorted());
  const named = [...new Set([...people, ...members])].filter((one) => one !== id);
  const known = await deps.conversations.ofMany(
    named.slice(0, MOST_LOOKED_UP).map((one) => ({ tenantId, id: one })),
  );
  const reachable = new Set(known.filter(({ isInstalled }) => isInstalled).map(({ person }) => person.id));
  const told = named.filter((one) => reachable.has(one)).slice(0, MOST_OWNERS);
  if (told.length > 0) return told;
  return (await administratorsToTell(deps, { tenantId, id })).map((person) => person.id);
}

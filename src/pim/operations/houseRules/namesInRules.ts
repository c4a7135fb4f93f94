import { isPimError } from '../../errors.ts';
import { type Whom } from '../../houseRules/houseRule.ts';
import { type AskedLine } from '../../houseRules/ruling.ts';
import { type PrincipalId } from '../../ids.ts';
import { type PimDirectory } from '../../ports.ts';

/** So many names are looked up of people, and of groups; a card names fewer. */
const MOST_NAMES = 15;

/** Everybody and every group whom lines about approvals name. */
export const namedInLines = (lines: readonly AskedLine[]): Whom => {
  const sources = lines.flatMap((line) =>
    line.thing === 'approvals'
      ? line.chain.stages.flatMap(({ from, escalateTo }) =>
          escalateTo === undefined ? [from] : [from, escalateTo],
        )
      : [],
  );
  return {
    people: sources.flatMap(({ people }) => people),
    groups: sources.flatMap(({ groups }) => groups),
  };
};

/** Names of people and groups that rules name. What cannot be read now has none; that holds nothing up. */
export async function namesInRules(
  { directory }: { readonly directory: Pick<PimDirectory, 'people' | 'groupName'> },
  all: readonly Whom[],
): Promise<ReadonlyMap<string, string>> {
  const bounded = (ids: readonly PrincipalId[]): readonly PrincipalId[] =>
    [...new Set(ids)].slice(0, MOST_NAMES);
  const people = bounded(all.flatMap((one) => one.people));
  const groups = bounded(all.flatMap((one) => one.groups));
  const [found, named] = await Promise.all([
    people.length === 0 ? [] : directory.people(people).catch(nobody),
    Promise.all(groups.map(async (id) => [id, await directory.groupName(id).catch(nothing)] as const)),
  ]);
  return new Map([
    ...found.map(({ id, displayName }) => [id, displayName] as const),
    ...named.flatMap(([id, name]) => (name === undefined ? [] : [[id, name] as const])),
  ]);
}

function nobody(error: unknown): readonly never[] {
  if (!isPimError(error)) throw error;
  return [];
}

function nothing(error: unknown): undefined {
  if (!isPimError(error)) throw error;
}

import { type Holdings } from '../pim/holdings.ts';
import { type PrincipalId } from '../pim/ids.ts';
import { type Clock } from '../pim/ports.ts';
import { type ActiveRole, type EligibleRole, isSameRole, roleAtScope } from '../pim/roles.ts';
import { type DirectoryPeople } from './directoryPeople.ts';
import { graphCalls } from './egress.ts';
import { type GraphClient } from './graphClient.ts';
import { readActiveRoles, readEligibleRoles } from './graphShapes.ts';
import { nameActiveRoles, nameEligibleRoles, type RoleNames } from './roleNames.ts';

/** What a reading of the whole tenant needs. */
export interface HoldingsSources {
  readonly client: GraphClient;
  readonly people: Pick<DirectoryPeople, 'roleGroups' | 'peopleOf'>;
  readonly names: RoleNames;
  readonly clock: Clock;
}

/** A whole tenant may have more than any list that one person sees. */
const MOST_PAGES = 5_000;

type ByPrincipal<T> = ReadonlyMap<PrincipalId, readonly T[]>;

/**
 * Everybody's roles, page by page. The roles are not expanded, since each would come as often as it is held: the names
 * are those of the catalogue. Each group that holds something is looked into once.
 */
export async function readHoldings(sources: HoldingsSources): Promise<Holdings> {
  const { client, people, names, clock } = sources;
  const readAt = clock.now();
  const [active, eligible, groups] = await Promise.all([
    byPrincipal(client.pages(graphCalls.activeRoles, {}, MOST_PAGES), (rows) =>
      nameActiveRoles(readActiveRoles(rows), names),
    ),
    byPrincipal(client.pages(graphCalls.eligibilities, {}, MOST_PAGES), (rows) =>
      nameEligibleRoles(readEligibleRoles(rows), names),
    ),
    people.roleGroups(),
  ]);
  const holding = [...groups].filter((id) => active.has(id) || eligible.has(id));
  const groupsOf = await groupsOfMembers(people, holding);
  const heldBy = <T extends { readonly principalId: PrincipalId }>(
    held: ByPrincipal<T>,
    person: PrincipalId,
  ): readonly T[] => [
    ...(held.get(person) ?? []),
    ...(groupsOf.get(person) ?? []).flatMap((id) =>
      (held.get(id) ?? []).map((row) => ({ ...row, memberType: 'Group' })),
    ),
  ];
  return {
    readAt,
    standing: [...active.values()].flat().filter(isStanding),
    activeRolesOf: (person) => Promise.resolve(eachOnce(heldBy(active, person))),
    eligibleRolesOf: (person) => Promise.resolve(eachOnce(heldBy(eligible, person))),
  };
}

async function byPrincipal<T extends { readonly principalId: PrincipalId }>(
  pages: AsyncIterable<readonly unknown[]>,
  read: (rows: readonly unknown[]) => Promise<readonly T[]>,
): Promise<ByPrincipal<T>> {
  const found = new Map<PrincipalId, T[]>();
  for await (const page of pages) {
    for (const row of await read(page)) {
      const others = found.get(row.principalId);
      if (others === undefined) found.set(row.principalId, [row]);
      else others.push(row);
    }
  }
  return found;
}

async function groupsOfMembers(
  people: Pick<DirectoryPeople, 'peopleOf'>,
  groups: readonly PrincipalId[],
): Promise<ReadonlyMap<PrincipalId, readonly PrincipalId[]>> {
  const found = new Map<PrincipalId, PrincipalId[]>();
  for (const group of groups) {
    for (const { id } of await people.peopleOf(group)) found.set(id, [...(found.get(id) ?? []), group]);
  }
  return found;
}

const isStanding = ({ assignmentType, memberType }: ActiveRole): boolean =>
  assignmentType === 'Assigned' && memberType === 'Direct';

/** Each once, for a list of a whole tenant may name a group's role again for its members; the person's own row stays. */
function eachOnce<T extends ActiveRole | EligibleRole>(roles: readonly T[]): readonly T[] {
  const kindOf = (role: T): string => ('assignmentType' in role ? role.assignmentType : '');
  return roles.filter(
    (role, index) =>
      roles.findIndex(
        (other) => isSameRole(roleAtScope(other), roleAtScope(role)) && kindOf(other) === kindOf(role),
      ) === index,
  );
}

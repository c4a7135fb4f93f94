import { type PrincipalId } from '../ids.ts';
import { type HouseDirectory } from './circumstances.ts';
import { type ApproverSource, type Whom } from './houseRule.ts';

/** What of the directory could not be read: a group by its id, or the requestor's manager. */
export type Unread = { readonly kind: 'group'; readonly id: PrincipalId } | { readonly kind: 'manager' };

/** Whether somebody is among these people; `undefined` where only a group that cannot be read could say so. */
export function isAmong(
  person: PrincipalId,
  { people, groups }: Whom,
  directory: HouseDirectory,
): boolean | undefined {
  if (people.includes(person)) return true;
  let isSure = true;
  for (const group of groups) {
    const members = directory.membersOf(group);
    if (members?.has(person) === true) return true;
    if (members === undefined) isSure = false;
  }
  return isSure ? false : undefined;
}

/** Whether somebody may approve for a requestor by being named, in a group, or the manager. What cannot be read is a no. */
export const isApprover = (
  person: PrincipalId,
  source: ApproverSource,
  requestor: PrincipalId,
  directory: HouseDirectory,
): boolean =>
  isAmong(person, source, directory) === true ||
  (source.manager && directory.managerOf(requestor) === person);

/** What of a source cannot be read now. */
export const unreadOf = (
  source: ApproverSource,
  requestor: PrincipalId,
  directory: HouseDirectory,
): readonly Unread[] => [
  ...unreadGroups(source.groups, directory),
  ...(source.manager && directory.managerOf(requestor) === undefined ? [{ kind: 'manager' } as const] : []),
];

/** Those of some groups that cannot be read now. */
export const unreadGroups = (groups: readonly PrincipalId[], directory: HouseDirectory): readonly Unread[] =>
  groups.filter((id) => directory.membersOf(id) === undefined).map((id) => ({ kind: 'group', id }) as const);

/** Everybody whom a source names, each once. */
export function peopleOfSource(
  source: ApproverSource,
  requestor: PrincipalId,
  directory: HouseDirectory,
): ReadonlySet<PrincipalId> {
  const manager = source.manager ? directory.managerOf(requestor) : undefined;
  const found = new Set<PrincipalId>(source.people);
  for (const group of source.groups) for (const id of directory.membersOf(group) ?? []) found.add(id);
  if (manager !== undefined && manager !== null) found.add(manager);
  return found;
}

import { entryOf } from '../../entries.ts';
import { type Pim } from './pim.ts';

/** Template ids of the roles that count in PIM's own rules. */
export const wellKnownRoles = {
  globalAdministrator: '62e90394-69f5-4237-9190-012177145e10',
  privilegedRoleAdministrator: 'e8611ab8-c189-46e8-94e1-60213ab1f814',
  securityAdministrator: '194ae4cb-b126-40b2-bd5b-6091b380977d',
  securityReader: '5d6b6bb7-de71-4623-b4af-96380a352509',
  securityOperator: '5f2222b1-57c3-48ba-8ad5-d4759f1fde6f',
  globalReader: 'f2ef992c-3afb-46b9-b7cf-a126ee74c451',
  userAdministrator: 'fe930be7-5e62-47db-91af-98c3a49a38b1',
  reportsReader: '4a5d8f65-41da-4de4-8968-e035b65339cf',
} as const;

/** Roles whose active holders may change PIM, and who decide where nobody is named. */
export const administratorRoles = [
  wellKnownRoles.globalAdministrator,
  wellKnownRoles.privilegedRoleAdministrator,
] as const;

/** Roles whose active holders may read everything in PIM. */
export const readerRoles = [
  ...administratorRoles,
  wellKnownRoles.globalReader,
  wellKnownRoles.securityAdministrator,
  wellKnownRoles.securityOperator,
  wellKnownRoles.securityReader,
] as const;

/** Ids of everything below a group: users and groups, each once, even where groups contain each other. */
export function transitiveMembers(pim: Pim, groupId: string): string[] {
  const found = new Set<string>();
  const open = [groupId];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const group = entryOf(pim.world.tenant.groups, id);
    for (const member of group?.members ?? []) {
      if (found.has(member)) continue;
      found.add(member);
      open.push(member);
    }
  }
  found.delete(groupId);
  return [...found];
}

/** Ids of the groups that a principal is in, directly or through other groups. */
export const groupsOf = (pim: Pim, principalId: string): string[] =>
  pim.world.tenant.groups
    .filter((group) => transitiveMembers(pim, group.id).includes(principalId))
    .map((group) => group.id);

/** Ids of the users that a principal stands for: a user itself, or a group's users. */
function usersOf(pim: Pim, principalId: string): string[] {
  const { users } = pim.world.tenant;
  const ids = [principalId, ...transitiveMembers(pim, principalId)];
  return ids.filter((id) => entryOf(users, id) !== undefined);
}

/** Ids of the users who hold one of these roles for the whole tenant right now. */
export function activeHolders(pim: Pim, roleDefinitionIds: readonly string[]): string[] {
  const held = pim.state.schedules.filter(
    (schedule) =>
      schedule.kind === 'assignment' &&
      schedule.instance !== undefined &&
      schedule.directoryScopeId === '/' &&
      roleDefinitionIds.includes(schedule.roleDefinitionId),
  );
  return [...new Set(held.flatMap((schedule) => usersOf(pim, schedule.principalId)))];
}

/** Whether the user holds one of these roles right now. */
export const holdsRole = (pim: Pim, userId: string, roleDefinitionIds: readonly string[]): boolean =>
  activeHolders(pim, roleDefinitionIds).includes(userId);

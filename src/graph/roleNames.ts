import { isPimError } from '../pim/errors.ts';
import { type RoleDefinitionId } from '../pim/ids.ts';
import { type ActiveRole, type EligibleRole, type Role, type Scope } from '../pim/roles.ts';
import { scopeOf, type Unnamed } from './graphShapes.ts';

/** Where names of roles and scopes come from. */
export interface RoleNames {
  role(id: RoleDefinitionId): Promise<Role>;
  /** Name of an administrative unit, `undefined` where it cannot be read. */
  scopeName(scopeId: string): Promise<string | undefined>;
}

interface RolePlace {
  readonly roleDefinitionId: RoleDefinitionId;
  readonly role: Role | undefined;
  readonly scopeId: string;
}

/** A role that Graph no longer describes is still a role that somebody holds. */
const nameless = (id: RoleDefinitionId): Role => ({
  id,
  displayName: id,
  description: '',
  isBuiltIn: false,
  isPrivileged: undefined,
});

/** What Graph expanded knows everything but `isPrivileged`; a list of names that fails must not hide a role. */
async function roleAt({ role, roleDefinitionId }: RolePlace, names: RoleNames): Promise<Role> {
  if (role?.isPrivileged !== undefined) return role;
  try {
    const known = await names.role(roleDefinitionId);
    return role === undefined ? known : { ...role, isPrivileged: known.isPrivileged };
  } catch (error) {
    if (role === undefined && !isPimError(error, 'role_not_found')) throw error;
    return role ?? nameless(roleDefinitionId);
  }
}

async function placeOf(row: RolePlace, names: RoleNames): Promise<{ role: Role; scope: Scope }> {
  const [role, displayName] = await Promise.all([roleAt(row, names), names.scopeName(row.scopeId)]);
  return { role, scope: { ...scopeOf(row.scopeId), displayName } };
}

/** Eligibilities with the names of their roles and scopes. */
export const nameEligibleRoles = (
  rows: readonly Unnamed<EligibleRole>[],
  names: RoleNames,
): Promise<readonly EligibleRole[]> =>
  Promise.all(
    rows.map(async (row) => {
      const { eligibilityId, principalId, memberType, startAt, endAt } = row;
      return { eligibilityId, principalId, memberType, startAt, endAt, ...(await placeOf(row, names)) };
    }),
  );

/** Active roles with the names of their roles and scopes. */
export const nameActiveRoles = (
  rows: readonly Unnamed<ActiveRole>[],
  names: RoleNames,
): Promise<readonly ActiveRole[]> =>
  Promise.all(
    rows.map(async (row) => {
      const { instanceId, principalId, memberType, assignmentType, startAt, endAt, scheduleId } = row;
      const own = { instanceId, principalId, memberType, assignmentType, startAt, endAt, scheduleId };
      return { ...own, ...(await placeOf(row, names)) };
    }),
  );

/** Each role at each scope once: the eligibility given to the person goes before one through a group. */
export function withoutDoubles(rows: readonly Unnamed<EligibleRole>[]): readonly Unnamed<EligibleRole>[] {
  const best = new Map<string, Unnamed<EligibleRole>>();
  for (const row of rows) {
    const key = `${row.roleDefinitionId} ${row.scopeId.toLowerCase()}`;
    const other = best.get(key);
    if (other === undefined || (other.memberType !== 'Direct' && row.memberType === 'Direct'))
      best.set(key, row);
  }
  return [...best.values()];
}

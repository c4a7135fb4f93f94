import { type PrincipalId, type RoleDefinitionId } from './ids.ts';

/** A directory role as the catalogue has it (Graph: `unifiedRoleDefinition`). */
export interface Role {
  readonly id: RoleDefinitionId;
  readonly displayName: string;
  readonly description: string;
  readonly isBuiltIn: boolean;
  /** Only Graph's beta says so; `undefined` where it could not be read. */
  readonly isPrivileged: boolean | undefined;
}

/** Where a role applies. `id` is sent back to Graph exactly as it came. */
export interface Scope {
  /** `/`, `/administrativeUnits/{id}` or `/{objectId}`. */
  readonly id: string;
  readonly kind: 'tenant' | 'administrativeUnit' | 'object';
  /** Name of the administrative unit or object, where it could be read. */
  readonly displayName: string | undefined;
}

/** A scope of which only the id is known. */
export const scopeOfId = (id: string): Scope => ({
  id,
  kind:
    id === '/'
      ? 'tenant'
      : id.toLowerCase().startsWith('/administrativeunits/')
        ? 'administrativeUnit'
        : 'object',
  displayName: undefined,
});

/** Where in PIM a role came from: given to the person, or through a group (Graph: `memberType`). */
export type MemberType = 'Direct' | 'Group' | 'Inherited';

/** A role that a person may activate (Graph: `unifiedRoleEligibilityScheduleInstance`). */
export interface EligibleRole {
  readonly eligibilityId: string;
  /** The person, or the group through which the person is eligible. */
  readonly principalId: PrincipalId;
  readonly role: Role;
  readonly scope: Scope;
  readonly memberType: MemberType;
  readonly startAt: Date | undefined;
  /** `undefined`: no end. */
  readonly endAt: Date | undefined;
}

/** A role that a person holds now (Graph: `unifiedRoleAssignmentScheduleInstance`). */
export interface ActiveRole {
  readonly instanceId: string;
  readonly principalId: PrincipalId;
  readonly role: Role;
  readonly scope: Scope;
  readonly memberType: MemberType;
  /** `Activated` just in time, or `Assigned` standing. */
  readonly assignmentType: 'Assigned' | 'Activated';
  readonly startAt: Date | undefined;
  readonly endAt: Date | undefined;
  /** Joins the instance to the request that made it. */
  readonly scheduleId: string | undefined;
}

/** Role and scope together: what a person activates. The same role may be eligible at two scopes. */
export interface RoleAtScope {
  readonly roleDefinitionId: RoleDefinitionId;
  readonly scopeId: string;
}

/** The scope of a request of which nobody could tell it yet; no scope of Graph is written so. */
export const UNKNOWN_SCOPE = '';

/** Whether it is known where the role was asked for. */
export const isScopeKnown = ({ scopeId }: Pick<RoleAtScope, 'scopeId'>): boolean => scopeId !== UNKNOWN_SCOPE;

/** Whether two things are the same role at the same scope; what may be at another scope is not. */
export const isSameRole = (a: RoleAtScope, b: RoleAtScope): boolean =>
  isScopeKnown(a) &&
  a.roleDefinitionId === b.roleDefinitionId &&
  a.scopeId.toLowerCase() === b.scopeId.toLowerCase();

/** What a person activates when they activate this eligibility. */
export const roleAtScope = ({
  role,
  scope,
}: {
  readonly role: Role;
  readonly scope: Scope;
}): RoleAtScope => ({
  roleDefinitionId: role.id,
  scopeId: scope.id,
});

/** The role whose holders (with the next one) decide where a role has approval and names nobody. */
export const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10' as RoleDefinitionId;
export const PRIVILEGED_ROLE_ADMINISTRATOR = 'e8611ab8-c189-46e8-94e1-60213ab1f814' as RoleDefinitionId;

/**
 * Terminology (Entra's own words; Microsoft Graph's names in brackets):
 *
 * - *principal*: a person or a group that holds a role [`principalId`].
 * - *role*: a directory role [`unifiedRoleDefinition`].
 * - *scope*: where a role applies: the tenant, an administrative unit, or one object [`directoryScopeId`].
 * - *eligibility*: may activate the role [`unifiedRoleEligibilityScheduleInstance`].
 * - *active role*: has it now [`unifiedRoleAssignmentScheduleInstance`].
 * - *activation request*: the asking [`unifiedRoleAssignmentScheduleRequest`].
 * - *approval*, *step*: the object on which an approver decides [`approval`, `approvalStep`].
 * - *settings*: what a role asks for [`unifiedRoleManagementPolicy` and its rules].
 * - *operation*: what a person asked Latchkey to do, stored before it is done; its *intent*.
 */
import { InvalidInputError } from './errors.ts';

/** Object id of a person or group in Entra: a lower-case GUID, checked here once, trusted everywhere after. */
export type PrincipalId = string & { readonly __brand: 'PrincipalId' };

/** Id of the Entra tenant: a lower-case GUID. */
export type TenantId = string & { readonly __brand: 'TenantId' };

/** Id of a role definition: a lower-case GUID. */
export type RoleDefinitionId = string & { readonly __brand: 'RoleDefinitionId' };

/** Id of a role assignment schedule request, and of its approval: a lower-case GUID. */
export type RequestId = string & { readonly __brand: 'RequestId' };

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a string has the form of an Entra object id. */
export const isGuid = (value: string): boolean => GUID.test(value);

function checked(value: string, what: string): string {
  if (!isGuid(value)) throw new InvalidInputError(`Not a ${what}`);
  return value.toLowerCase();
}

/** @throws InvalidInputError when the value is not a GUID. */
export const principalId = (value: string): PrincipalId => checked(value, 'principal id') as PrincipalId;
/** @throws InvalidInputError when the value is not a GUID. */
export const tenantId = (value: string): TenantId => checked(value, 'tenant id') as TenantId;
/** @throws InvalidInputError when the value is not a GUID. */
export const roleDefinitionId = (value: string): RoleDefinitionId =>
  checked(value, 'role definition id') as RoleDefinitionId;
/** @throws InvalidInputError when the value is not a GUID. */
export const requestId = (value: string): RequestId => checked(value, 'request id') as RequestId;

/** Who somebody is, everywhere in Latchkey: never a name, never an address. */
export interface Person {
  readonly tenantId: TenantId;
  readonly id: PrincipalId;
}

/** `tenant/person`, for keys of maps and claims. */
export const personKey = ({ tenantId: tenant, id }: Person): string => `${tenant}/${id}`;

/** The same object id of another tenant is another person. */
export const isSamePerson = (a: Person, b: Person): boolean => a.id === b.id && a.tenantId === b.tenantId;

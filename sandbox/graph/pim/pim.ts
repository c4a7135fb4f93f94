import { type TeamsInstallations, type World } from '../../world.ts';
import { entryOf } from '../../entries.ts';
import { type Policy } from './policy.ts';
import { type RoleDefinition } from './records.ts';
import { type PimState } from './state.ts';
import { type Timers } from './timers.ts';

/** What every operation of role management works on. */
export interface Pim {
  readonly world: World;
  readonly timers: Timers;
  readonly installations: TeamsInstallations;
  state: PimState;
}

/** A role by its id or template id (the same for the roles here). */
export const roleOf = (pim: Pim, id: string): RoleDefinition | undefined =>
  pim.state.roleDefinitions.find((role) => role.id === id.toLowerCase());

/** The role's settings. Every role has some. */
export function policyOf(pim: Pim, roleDefinitionId: string): Policy {
  const policy = pim.state.policies.find((one) => one.roleDefinitionId === roleDefinitionId);
  if (policy === undefined) throw new Error(`The seed has no settings for role ${roleDefinitionId}`);
  return policy;
}

/** The name of a user, group, service principal or administrative unit; the id itself when unknown. */
export function nameOf(pim: Pim, id: string): string {
  const { users, groups, servicePrincipals, administrativeUnits } = pim.world.tenant;
  const named =
    entryOf(users, id) ??
    entryOf(groups, id) ??
    entryOf(servicePrincipals, id) ??
    entryOf(administrativeUnits, id);
  return named?.displayName ?? id;
}

/** "Helpdesk Administrator in Oslo office": a role and where it applies. */
export function roleInWords(pim: Pim, roleDefinitionId: string, directoryScopeId: string): string {
  const role = roleOf(pim, roleDefinitionId)?.displayName ?? roleDefinitionId;
  return directoryScopeId === '/' ? role : `${role} in ${nameOf(pim, scopeObjectId(directoryScopeId))}`;
}

/** The object id at the end of a scope: `/administrativeUnits/{id}` or `/{id}`. */
export const scopeObjectId = (directoryScopeId: string): string => directoryScopeId.split('/').at(-1) ?? '';

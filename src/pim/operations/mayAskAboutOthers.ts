import { type PimGateway, type Administrators } from '../ports.ts';

/**
 * Roles whose holders may read all of PIM in the portal as well: Global Reader, Security Reader, Security Operator,
 * Security Administrator, Privileged Role Administrator, Global Administrator (Entra: rights needed for the PIM API).
 */
const READING_ROLES: ReadonlySet<string> = new Set([
  'f2ef992c-3afb-46b9-b7cf-a126ee74c451',
  '5d6b6bb7-de71-4623-b4af-96380a352509',
  '5f2222b1-57c3-48ba-8ad5-d4759f1fde6f',
  '194ae4cb-b126-40b2-bd5b-6091b380977d',
  'e8611ab8-c189-46e8-94e1-60213ab1f814',
  '62e90394-69f5-4237-9190-012177145e10',
]);

/**
 * Whether somebody may be told who has what: they hold a role that reads it anyway, in the whole tenant and at this moment,
 * as Entra says to their own token; or they belong to the administrators' group, as it is now.
 * @throws PimError when neither can be found out
 */
export async function mayAskAboutOthers(
  pim: Pick<PimGateway, 'actor' | 'activeRoles'>,
  administrators: Administrators,
): Promise<boolean> {
  const held = await pim.activeRoles();
  if (held.some(({ role, scope }) => scope.kind === 'tenant' && READING_ROLES.has(role.id))) return true;
  return administrators.has(pim.actor);
}

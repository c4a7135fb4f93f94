import { type Caller } from '../authorisation.ts';
import { unauthorizedAccess } from '../graphError.ts';
import { type Pim } from '../pim/pim.ts';
import { administratorRoles, holdsRole, wellKnownRoles } from '../pim/principals.ts';
import { isAskedAbout } from './deciding.ts';
import { type ReviewDefinition, type ReviewInstance } from './records.ts';

/** Roles whose active holders may read every review. */
const readers = [
  ...administratorRoles,
  wellKnownRoles.globalReader,
  wellKnownRoles.securityAdministrator,
  wellKnownRoles.securityReader,
  wellKnownRoles.userAdministrator,
] as const;

/** Whether the caller may read every review: an app with the permission, or who holds one of the documented roles. */
export const readsAll = (pim: Pim, caller: Caller): boolean =>
  caller.kind === 'app' || holdsRole(pim, caller.id, readers);

/** Whether the caller reviews anything in this round. */
export const reviewsIn = (instance: ReviewInstance, caller: Caller): boolean =>
  instance.decisions.some((one) => isAskedAbout(one, caller));

/** Whether the caller reviews anything in any round. */
export const reviewsAnyOf = ({ instances }: ReviewDefinition, caller: Caller): boolean =>
  instances.some((one) => reviewsIn(one, caller));

/** Throws 403 for a person who may not make, change, stop or apply reviews of roles. */
export function refuseOrdinary(pim: Pim, caller: Caller): void {
  if (caller.kind === 'user' && !holdsRole(pim, caller.id, administratorRoles)) throw unauthorizedAccess();
}

import { z } from 'zod';
import { type Grant } from '../../pim/administration.ts';
import { PimError } from '../../pim/errors.ts';
import { type PrincipalId } from '../../pim/ids.ts';
import { isSameRole, type RoleAtScope } from '../../pim/roles.ts';
import { instant, instantOf, principal, roleDefinition, text } from '../graphValues.ts';

/** An end that is there and cannot be read is no grant without end. */
const end = z
  .string()
  .nullish()
  .refine((value) => value === null || value === undefined || !Number.isNaN(Date.parse(value)))
  .transform(instantOf);

const lowerCase = text.transform((value) => value.toLowerCase());

const row = z.object({
  id: z.string().min(1),
  principalId: principal,
  roleDefinitionId: roleDefinition,
  directoryScopeId: z.string().startsWith('/'),
  startDateTime: instant,
  endDateTime: end,
  memberType: lowerCase,
  /** Eligibilities have none. */
  assignmentType: lowerCase,
});

/** A grant, and whose it is. */
export interface StandingGrant extends Grant, RoleAtScope {
  readonly principalId: PrincipalId;
}

/**
 * What of a list of instances somebody was given for themselves: not what a group brought, and not what they activated.
 * Somebody acts on this, so a row that cannot be read is an error, and no row less.
 * @throws PimError `unexpected_answer`
 */
export const readStandingGrants = (values: readonly unknown[]): readonly StandingGrant[] =>
  values.flatMap((value) => {
    const read = row.safeParse(value);
    if (!read.success) throw new PimError('unexpected_answer', 'Graph answered with a grant I cannot read');
    const { memberType, assignmentType, directoryScopeId, startDateTime, endDateTime, ...rest } = read.data;
    if (memberType !== 'direct' || !['', 'assigned'].includes(assignmentType)) return [];
    return [{ ...rest, scopeId: directoryScopeId, startAt: startDateTime, endAt: endDateTime }];
  });

/** The principal's grant of the role at the scope. */
export function grantIn(
  grants: readonly StandingGrant[],
  principalId: PrincipalId,
  role: RoleAtScope,
): Grant | undefined {
  const found = grants.find((one) => one.principalId === principalId && isSameRole(one, role));
  return found && { id: found.id, startAt: found.startAt, endAt: found.endAt };
}

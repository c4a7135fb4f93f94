import { entryOf } from '../../entries.ts';
import { pimRefusal } from '../graphError.ts';
import { type Pim, roleOf, scopeObjectId } from './pim.ts';
import { groupsOf } from './principals.ts';
import { type ScheduleKind, type Schedule } from './records.ts';
import { type Asked } from './requestBody.ts';

/** Throws the 400 for a subject, role or scope that the tenant does not have. */
export function refuseUnknownSubject(pim: Pim, asked: Asked): void {
  const { users, groups, servicePrincipals, administrativeUnits } = pim.world.tenant;
  const known = (list: readonly { readonly id: string }[], id: string): boolean =>
    entryOf(list, id) !== undefined;
  const { principalId, directoryScopeId } = asked;
  const isPrincipal = (id: string): boolean =>
    [users, groups, servicePrincipals].some((list) => known(list, id));
  if (!isPrincipal(principalId)) throw pimRefusal('SubjectNotFound');
  if (roleOf(pim, asked.roleDefinitionId) === undefined) throw pimRefusal('RoleNotFound');
  if (directoryScopeId === '/') return;
  const scopeId = scopeObjectId(directoryScopeId);
  const isUnit = directoryScopeId.startsWith('/administrativeUnits/');
  if (!(isUnit ? known(administrativeUnits, scopeId) : isPrincipal(scopeId)))
    throw pimRefusal('InvalidScope');
}

/** The schedules of a principal itself for a role and scope. */
export const schedulesFor = (
  pim: Pim,
  kind: ScheduleKind,
  {
    principalId,
    roleDefinitionId,
    directoryScopeId,
  }: Pick<Asked, 'principalId' | 'roleDefinitionId' | 'directoryScopeId'>,
): Schedule[] =>
  pim.state.schedules.filter(
    (schedule) =>
      schedule.kind === kind &&
      schedule.principalId === principalId &&
      schedule.roleDefinitionId === roleDefinitionId &&
      schedule.directoryScopeId === directoryScopeId,
  );

/** The eligibilities in effect that a person has for a role, its own and those of its groups, in any scope. */
export function eligibilitiesFor(pim: Pim, principalId: string, roleDefinitionId: string): Schedule[] {
  const holders = [principalId, ...groupsOf(pim, principalId)];
  return pim.state.schedules.filter(
    (schedule) =>
      schedule.kind === 'eligibility' &&
      schedule.instance !== undefined &&
      schedule.status !== 'Revoked' &&
      schedule.roleDefinitionId === roleDefinitionId &&
      holders.includes(schedule.principalId),
  );
}

/** Whether a request for the same waits: for a decision, or for its planned start. */
export const hasWaitingRequest = (pim: Pim, asked: Asked): boolean =>
  pim.state.requests.some(
    (request) =>
      request.kind === asked.kind &&
      request.principalId === asked.principalId &&
      request.roleDefinitionId === asked.roleDefinitionId &&
      request.directoryScopeId === asked.directoryScopeId &&
      (/^Pending(Approval|AdminDecision)/.test(request.status) || request.status === 'Granted') &&
      !/(Extend|Renew|Update)$/.test(request.action),
  );

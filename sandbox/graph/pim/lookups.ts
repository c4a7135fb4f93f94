import { pimRefusal } from '../graphError.ts';
import { type Pim, roleOf, scopeObjectId } from './pim.ts';
import { groupsOf } from './principals.ts';
import { type ScheduleKind, type Schedule } from './records.ts';
import { type Asked } from './requestBody.ts';

/** Throws the 400 for a subject, role or scope that the tenant does not have. */
export function refuseUnknownSubject(pim: Pim, asked: Asked): void {
  const { users, groups, servicePrincipals, administrativeUnits } = pim.world.tenant;
  const known = (list: readonly { readonly id: string }[], id: string): boolean =>
    list.some((one) => one.id === id);
  const { principalId, directoryScopeId } = asked;
  const principals = [...users, ...groups, ...servicePrincipals];
  if (!known(principals, principalId)) throw pimRefusal('SubjectNotFound');
  if (roleOf(pim, asked.roleDefinitionId) === undefined) throw pimRefusal('RoleNotFound');
  if (directoryScopeId === '/') return;
  const within = directoryScopeId.startsWith('/administrativeUnits/') ? administrativeUnits : principals;
  if (!known(within, scopeObjectId(directoryScopeId))) throw pimRefusal('InvalidScope');
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

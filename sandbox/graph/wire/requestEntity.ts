import { longInstant, shortInstant } from '../instants.ts';
import { type Entity } from '../odata/matches.ts';
import { type Pim } from '../pim/pim.ts';
import { type Schedule, type ScheduleInfo, type ScheduleRequest } from '../pim/records.ts';

/** How one answer writes times and actions. */
interface Writing {
  /** The 201 has seven decimals, later reads have three. */
  readonly isFresh: boolean;
  /** The list for approvers writes `SelfActivate` in every tenant. */
  readonly isForApprover: boolean;
}

type Instant = (at: Date | null) => string | null;

const upperFirst = (word: string): string => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;

const cased = (pim: Pim, word: string): string =>
  pim.world.tenant.wire.actionCasing === 'pascal' ? upperFirst(word) : word;

/** Short form, with nulls kept. */
export const instantOrNull: Instant = (at) => (at === null ? null : shortInstant(at));

/** A request as Graph writes it: every key is there, null when empty. */
export function requestEntity(pim: Pim, request: ScheduleRequest, writing: Writing): Entity {
  // What the body itself planned is echoed; what the service made has its decimals.
  const instant: Instant = (at) =>
    at === null || !writing.isFresh || at.getTime() === request.plannedStartAt?.getTime()
      ? instantOrNull(at)
      : longInstant(at, request.id);
  return {
    id: request.id,
    status: request.status,
    createdDateTime: instant(request.createdAt),
    completedDateTime: instant(request.completedAt),
    approvalId: request.approvalId,
    customData: null,
    action: writing.isForApprover ? upperFirst(request.action) : cased(pim, request.action),
    principalId: request.principalId,
    roleDefinitionId: request.roleDefinitionId,
    directoryScopeId: request.directoryScopeId,
    appScopeId: null,
    isValidationOnly: request.isValidationOnly,
    targetScheduleId: request.targetScheduleId,
    justification: request.justification,
    createdBy: identitySet(request),
    scheduleInfo: request.scheduleInfo === null ? null : scheduleInfo(pim, request.scheduleInfo, instant),
    ticketInfo: { ticketNumber: request.ticketNumber, ticketSystem: request.ticketSystem },
  };
}

function identitySet({ createdBy: { kind, id } }: ScheduleRequest): Entity {
  const identity = { displayName: null, id };
  return {
    application: kind === 'app' ? identity : null,
    device: null,
    user: kind === 'user' ? identity : null,
  };
}

function scheduleInfo(pim: Pim, { startAt, expiration }: ScheduleInfo, instant: Instant): Entity {
  return {
    startDateTime: instant(startAt),
    recurrence: null,
    expiration: {
      type: cased(pim, expiration.type),
      endDateTime: instantOrNull(expiration.endAt),
      duration: expiration.duration,
    },
  };
}

/** A schedule as Graph writes it. What was assigned outside PIM starts "now" whenever it is read. */
export function scheduleEntity(pim: Pim, schedule: Schedule): Entity {
  const isOutside = schedule.createdUsing === null;
  const now = pim.world.clock.now();
  const readAt = { ...schedule.scheduleInfo, startAt: isOutside ? now : schedule.scheduleInfo.startAt };
  const written = scheduleInfo(
    pim,
    readAt,
    isOutside ? (at) => (at === null ? null : longInstant(at, schedule.id)) : instantOrNull,
  );
  return {
    id: schedule.id,
    principalId: schedule.principalId,
    roleDefinitionId: schedule.roleDefinitionId,
    directoryScopeId: schedule.directoryScopeId,
    appScopeId: null,
    createdUsing: schedule.createdUsing,
    createdDateTime: instantOrNull(schedule.createdAt),
    modifiedDateTime: instantOrNull(schedule.modifiedAt),
    status: schedule.status,
    ...(schedule.kind === 'assignment' && { assignmentType: schedule.assignmentType }),
    memberType: 'Direct',
    scheduleInfo: written,
  };
}

/** The instance of a schedule that is in effect. `memberType` is Group when the reader holds it through a group. */
export function instanceEntity(schedule: Schedule, memberType: 'Direct' | 'Group'): Entity {
  const { instance } = schedule;
  const base = {
    id: instance?.id ?? null,
    principalId: schedule.principalId,
    roleDefinitionId: schedule.roleDefinitionId,
    directoryScopeId: schedule.directoryScopeId,
    appScopeId: null,
    startDateTime: instantOrNull(instance?.startAt ?? null),
    endDateTime: instantOrNull(instance?.endAt ?? null),
  };
  if (schedule.kind === 'eligibility') return { ...base, memberType, roleEligibilityScheduleId: schedule.id };
  return {
    ...base,
    assignmentType: schedule.assignmentType,
    memberType,
    roleAssignmentOriginId: instance?.id ?? null,
    roleAssignmentScheduleId: schedule.id,
  };
}

/** The plain role assignment that exists while an assignment is in effect; it cannot be told from a standing one. */
export const roleAssignmentEntity = (pim: Pim, schedule: Schedule): Entity => ({
  id: schedule.instance?.id ?? null,
  principalId: schedule.principalId,
  principalOrganizationId: pim.world.tenant.id,
  directoryScopeId: schedule.directoryScopeId,
  roleDefinitionId: schedule.roleDefinitionId,
});

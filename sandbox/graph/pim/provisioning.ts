import { assignmentInstanceId, eligibilityInstanceId } from '../identifiers.ts';
import { durationMs } from '../instants.ts';
import { auditCoreDirectory, auditPim, subjectOfRequest, subjectOfSchedule } from './audit.ts';
import { activationActivity, endedActivity, grantActivity } from './auditWords.ts';
import { type Pim } from './pim.ts';
import { type Expiration, type Schedule, type ScheduleRequest } from './records.ts';

/** A planned start takes effect this much later; 40 and 47 seconds were measured. */
const plannedStartLateMs = 40_000;

/** When a schedule that begins at `begin` ends; null: never. */
export function endOf(expiration: Expiration, begin: Date): Date | null {
  if (expiration.type === 'afterDateTime') return expiration.endAt;
  if (expiration.type !== 'afterDuration') return null;
  return new Date(begin.getTime() + (durationMs(expiration.duration ?? '') ?? 0));
}

/** Gives effect to a granted request: now, or at the start it planned. Sets the request's status and times. */
export function grant(pim: Pim, request: ScheduleRequest, activatedUsing: string | null): void {
  const { plannedStartAt, scheduleInfo } = request;
  const now = pim.world.clock.now();
  const schedule: Schedule = {
    id: request.id,
    kind: request.kind,
    principalId: request.principalId,
    roleDefinitionId: request.roleDefinitionId,
    directoryScopeId: request.directoryScopeId,
    createdUsing: request.id,
    createdAt: now,
    modifiedAt: null,
    status: 'Granted',
    assignmentType: request.action === 'selfActivate' ? 'Activated' : 'Assigned',
    activatedUsing,
    scheduleInfo: scheduleInfo ?? neverEnding,
    instance: undefined,
  };
  pim.state.schedules.push(schedule);
  if (plannedStartAt === null || plannedStartAt <= now) {
    begin(pim, request, schedule);
    return;
  }
  request.status = 'Granted';
  request.completedAt = plannedStartAt;
  const early = pim.world.tenant.wire.provisioningSeconds * 1000;
  const at = new Date(plannedStartAt.getTime() + Math.max(0, plannedStartLateMs - early));
  pim.timers.at(`begin:${schedule.id}`, at, () => {
    begin(pim, request, schedule);
  });
}

const neverEnding = {
  startAt: null,
  expiration: { type: 'noExpiration', endAt: null, duration: null },
} as const;

function begin(pim: Pim, request: ScheduleRequest, schedule: Schedule): void {
  const now = pim.world.clock.now();
  const { provisioningSeconds } = pim.world.tenant.wire;
  const expiration = schedule.scheduleInfo.expiration;
  schedule.scheduleInfo = { startAt: now, expiration };
  schedule.status = 'Provisioned';
  request.scheduleInfo = { startAt: now, expiration };
  request.completedAt = now;
  request.status = provisioningSeconds > 0 ? pim.state.choices.provisioningStatus : 'Provisioned';
  // The window counts from here, so the instance is a little shorter than was asked.
  const endAt = endOf(expiration, now);
  if (provisioningSeconds === 0) {
    takeEffect(pim, request, schedule, endAt);
    return;
  }
  pim.timers.at(`effect:${schedule.id}`, new Date(now.getTime() + provisioningSeconds * 1000), () => {
    takeEffect(pim, request, schedule, endAt);
  });
}

function takeEffect(pim: Pim, request: ScheduleRequest, schedule: Schedule, endAt: Date | null): void {
  request.status = 'Provisioned';
  putInEffect(pim, schedule, pim.world.clock.now(), endAt);
  const subject = subjectOfSchedule(schedule);
  if (schedule.kind === 'assignment') auditCoreDirectory(pim, 'Assign', subject);
  const isActivation = request.action === 'selfActivate';
  auditPim(pim, {
    activity: isActivation ? activationActivity.completed : grantActivity(request, 'completed'),
    operation: 'Create',
    by: request.createdBy,
    subject,
    reason: request.justification,
    isBesideDirectory: schedule.kind === 'assignment',
  });
}

/** Makes the instance and watches its end. Both times null: assigned outside PIM. */
export function putInEffect(pim: Pim, schedule: Schedule, startAt: Date | null, endAt: Date | null): void {
  const idOf = schedule.kind === 'assignment' ? assignmentInstanceId : eligibilityInstanceId;
  const id = idOf(schedule.roleDefinitionId, schedule.principalId, schedule.directoryScopeId);
  schedule.instance = { id, startAt, endAt };
  watchEnd(pim, schedule, endAt);
}

/** Lets the schedule end at another time than before. */
export function moveEnd(pim: Pim, schedule: Schedule, expiration: Expiration): void {
  const now = pim.world.clock.now();
  const endAt = endOf(expiration, now);
  schedule.scheduleInfo = { startAt: schedule.scheduleInfo.startAt, expiration };
  schedule.modifiedAt = now;
  if (schedule.instance !== undefined) schedule.instance.endAt = endAt;
  watchEnd(pim, schedule, endAt);
}

function watchEnd(pim: Pim, schedule: Schedule, endAt: Date | null): void {
  pim.timers.cancel(`end:${schedule.id}`);
  if (endAt === null) return;
  pim.timers.at(`end:${schedule.id}`, endAt, () => {
    remove(pim, schedule);
    auditPim(pim, {
      activity: endedActivity(schedule),
      operation: 'Delete',
      by: undefined,
      subject: subjectOfSchedule(schedule),
      reason: null,
      isBesideDirectory: schedule.kind === 'assignment',
      details:
        schedule.assignmentType === 'Activated'
          ? {
              AuditType: 'RemoveActivatedRole',
              ActionType: 'Revoke',
              OriginRoleAssignmentId: schedule.instance?.id ?? schedule.id,
              RoleAssignmentRequestId: schedule.createdUsing ?? schedule.id,
            }
          : {},
    });
  });
}

/**
 * Withdraws what a deactivation or an administrator ended: refused as "does not exist" from now on, gone from the
 * lists once the removal is provisioned, as was measured (a new activation meanwhile "already exists").
 */
export function withdraw(pim: Pim, schedule: Schedule, request: ScheduleRequest): void {
  const { provisioningSeconds } = pim.world.tenant.wire;
  schedule.status = 'Revoked';
  pim.timers.cancel(`end:${schedule.id}`);
  const finish = (): void => {
    const subject = subjectOfRequest(request);
    remove(pim, schedule);
    auditPim(pim, {
      activity:
        request.action === 'selfDeactivate'
          ? activationActivity.deactivated
          : grantActivity(request, 'completed'),
      operation: 'Delete',
      by: request.createdBy,
      subject,
      reason: request.justification,
      isBesideDirectory: schedule.kind === 'assignment',
    });
  };
  if (provisioningSeconds === 0) {
    finish();
    return;
  }
  const at = new Date(pim.world.clock.now().getTime() + provisioningSeconds * 1000);
  pim.timers.at(`withdraw:${schedule.id}`, at, finish);
}

/** Takes the schedule away, with the activations that rest on it; the requests behind them become Revoked. */
export function remove(pim: Pim, schedule: Schedule): void {
  for (const task of ['begin', 'effect', 'end', 'withdraw']) pim.timers.cancel(`${task}:${schedule.id}`);
  pim.state.schedules = pim.state.schedules.filter((one) => one !== schedule);
  const request = pim.state.requests.find((one) => one.id === schedule.createdUsing);
  if (request !== undefined && request.status !== 'Canceled') request.status = 'Revoked';
  if (schedule.kind === 'assignment' && schedule.instance !== undefined)
    auditCoreDirectory(pim, 'Unassign', subjectOfSchedule(schedule));
  const resting = pim.state.schedules.filter((one) => one.activatedUsing === schedule.id);
  for (const activation of resting) remove(pim, activation);
}

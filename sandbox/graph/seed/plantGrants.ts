import { guidOf } from '../identifiers.ts';
import { outsideSchedule } from '../pim/assignOutside.ts';
import { subjectOfRequest } from '../pim/audit.ts';
import { grantActivity, outsidePimActivity } from '../pim/auditWords.ts';
import { type Pim } from '../pim/pim.ts';
import { putInEffect } from '../pim/provisioning.ts';
import {
  type Creator,
  type Expiration,
  type Schedule,
  type ScheduleKind,
  type ScheduleRequest,
} from '../pim/records.ts';
import { type PastEvents } from './pastEvents.ts';
import { daysFrom, madeDaysAgo } from './seededDays.ts';
import { type SeededAssignment, type TenantSeed } from './tenantSeed.ts';

interface Grant {
  readonly kind: ScheduleKind;
  readonly principalId: string;
  readonly roleDefinitionId: string;
  readonly directoryScopeId: string;
  readonly madeAt: Date;
  readonly endAt: Date | null;
}

/** A standing eligibility or assignment, and its rows of the audit log. */
export function plantGrant(
  pim: Pim,
  past: PastEvents,
  { administratorId }: TenantSeed,
  kind: ScheduleKind,
  given: SeededAssignment,
): void {
  const { principalId, roleDefinitionId, directoryScopeId = '/', endsInDays, daysAgo = madeDaysAgo } = given;
  const { plantedAt } = pim.state;
  const grant: Grant = {
    kind,
    principalId,
    roleDefinitionId,
    directoryScopeId,
    madeAt: daysFrom(plantedAt, -daysAgo),
    endAt: endsInDays === undefined ? null : daysFrom(plantedAt, endsInDays),
  };
  const by = { kind: 'user', id: administratorId } as const;
  if (given.isOutsidePim === true) plantOutside(pim, past, grant, by);
  else plantWithRequest(pim, past, grant, by);
}

const expirationOf = (endAt: Date | null): Expiration =>
  endAt === null
    ? { type: 'noExpiration', endAt: null, duration: null }
    : { type: 'afterDateTime', endAt, duration: null };

function plantWithRequest(pim: Pim, past: PastEvents, grant: Grant, by: Creator): void {
  const { kind, principalId, roleDefinitionId, directoryScopeId, madeAt, endAt } = grant;
  const id = guidOf(kind, principalId, roleDefinitionId, directoryScopeId);
  const scheduleInfo = { startAt: madeAt, expiration: expirationOf(endAt) };
  const subject = { principalId, roleDefinitionId, directoryScopeId };
  const shared = { id, kind, ...subject, createdAt: madeAt, scheduleInfo, status: 'Provisioned' } as const;
  const request: ScheduleRequest = {
    ...shared,
    action: 'adminAssign',
    justification: 'Standing arrangement',
    ticketNumber: null,
    ticketSystem: null,
    isValidationOnly: false,
    createdBy: by,
    targetScheduleId: id,
    plannedStartAt: null,
    completedAt: madeAt,
    approvalId: null,
    canceledAt: null,
  };
  const schedule: Schedule = {
    ...shared,
    createdUsing: id,
    assignmentType: 'Assigned',
    activatedUsing: null,
    modifiedAt: null,
    instance: undefined,
  };
  pim.state.requests.push(request);
  pim.state.schedules.push(schedule);
  putInEffect(pim, schedule, madeAt, endAt);
  tellOfGrant(past, request);
}

function tellOfGrant(past: PastEvents, request: ScheduleRequest): void {
  const { createdAt, createdBy: by, justification: reason } = request;
  const subject = subjectOfRequest(request);
  const isBesideDirectory = request.kind === 'assignment';
  const event = { operation: 'Create', by, subject, reason } as const;
  past.pim(createdAt, { ...event, activity: grantActivity(request, 'requested') });
  if (isBesideDirectory) past.directory(createdAt, 'Assign', subject);
  past.pim(createdAt, { ...event, activity: grantActivity(request, 'completed'), isBesideDirectory });
}

/** Given in the directory itself. PIM notices and logs it. */
function plantOutside(pim: Pim, past: PastEvents, grant: Grant, by: Creator): void {
  const { madeAt } = grant;
  const schedule = outsideSchedule(grant);
  const { id } = schedule;
  pim.state.schedules.push(schedule);
  putInEffect(pim, schedule, null, null);
  pim.state.outsideSince.set(id, madeAt);
  const requestId = guidOf('outside', id);
  const subject = { ...grant, requestId, startAt: madeAt, endAt: null };
  past.directory(madeAt, 'Assign', subject, by);
  const activity = outsidePimActivity;
  past.pim(madeAt, { activity, operation: 'Create', by, subject, reason: null, isBesideDirectory: true });
}

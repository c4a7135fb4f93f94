import { durationMs, shortInstant } from '../instants.ts';
import { guidOf } from '../identifiers.ts';
import { rowInstant } from './auditRow.ts';
import { nameOf, type Pim, roleInWords, roleOf } from './pim.ts';
import { type Creator, type Schedule, type ScheduleRequest } from './records.ts';

/** What an audit row is about. A request, a schedule, or a role's settings. */
interface AuditSubject {
  readonly principalId: string | undefined;
  readonly roleDefinitionId: string;
  readonly directoryScopeId: string;
  /** Joins the rows of one request: Graph's correlationId. */
  readonly requestId: string;
  readonly startAt: Date | null;
  readonly endAt: Date | null;
}

/** One event for the audit log of PIM. `by` absent: PIM itself. */
interface AuditEvent {
  /** `activityDisplayName`, spelled as Entra spells it. */
  readonly activity: string;
  readonly operation: 'Create' | 'Update' | 'Delete';
  readonly by: Creator | undefined;
  readonly subject: AuditSubject;
  /** `resultReason`: the justification where there is one. */
  readonly reason: string | null;
  /** Whether the directory writes a row about the same change. */
  readonly isBesideDirectory?: boolean;
  readonly details?: Readonly<Record<string, string>>;
}

/** The subject of a request. */
export const subjectOfRequest = (request: ScheduleRequest): AuditSubject => ({
  principalId: request.principalId,
  roleDefinitionId: request.roleDefinitionId,
  directoryScopeId: request.directoryScopeId,
  requestId: request.id,
  startAt: request.scheduleInfo?.startAt ?? request.createdAt,
  endAt: request.scheduleInfo?.expiration.endAt ?? endByDuration(request),
});

/** Where a request asks for so long, the log says until when that would be. */
function endByDuration({ createdAt, scheduleInfo }: ScheduleRequest): Date | null {
  const length = durationMs(scheduleInfo?.expiration.duration ?? '');
  if (length === undefined) return null;
  return new Date((scheduleInfo?.startAt ?? createdAt).getTime() + length);
}

/** The subject of a schedule, told by the request that made it. */
export const subjectOfSchedule = (schedule: Schedule): AuditSubject => ({
  principalId: schedule.principalId,
  roleDefinitionId: schedule.roleDefinitionId,
  directoryScopeId: schedule.directoryScopeId,
  requestId: schedule.createdUsing ?? schedule.id,
  startAt: schedule.instance?.startAt ?? null,
  endAt: schedule.instance?.endAt ?? null,
});

/** PIM's row about a change in the directory is this much younger than the directory's own; seen once. */
const afterDirectoryMs = 6_000;

/** Writes a row as the service `PIM` does, and tells the journal. */
export function auditPim(pim: Pim, event: AuditEvent): void {
  const { world, state } = pim;
  const now = world.clock.now();
  const at = event.isBesideDirectory === true ? new Date(now.getTime() + afterDirectoryMs) : now;
  const id = guidOf('PIM', String(state.audits.length), event.subject.requestId, at.toISOString());
  // Windows ticks: 100 nanoseconds since 1601.
  const ticks = (BigInt(at.getTime()) + 11_644_473_600_000n) * 10_000n;
  state.audits.push({
    at,
    wire: {
      id: `PIM_${id}_${world.tenant.id}_${ticks.toString()}`,
      category: 'RoleManagement',
      correlationId: event.subject.requestId,
      result: 'success',
      resultReason: event.reason,
      activityDisplayName: event.activity,
      activityDateTime: rowInstant(at, state.audits.length),
      loggedByService: 'PIM',
      operationType: event.operation,
      initiatedBy: initiator(pim, event.by),
      targetResources: targets(pim, event.subject),
      additionalDetails: details(pim, event),
    },
  });
  const { principalId, roleDefinitionId, directoryScopeId } = event.subject;
  const about = [roleInWords(pim, roleDefinitionId, directoryScopeId)];
  if (principalId !== undefined) about.push(nameOf(pim, principalId));
  world.journal.add({
    kind: 'audit',
    summary: `${event.activity}: ${about.join(', ')}`,
    actor: event.by === undefined ? 'PIM' : nameOf(pim, event.by.id),
    status: undefined,
    wire: { response: JSON.stringify(state.audits.at(-1)?.wire, undefined, 2) },
  });
}

/** The row that the directory itself writes beside PIM's when a role assignment comes or goes. */
export function auditCoreDirectory(pim: Pim, change: 'Assign' | 'Unassign', subject: AuditSubject): void {
  const at = pim.world.clock.now();
  const id = guidOf('Directory', String(pim.state.audits.length), subject.requestId, at.toISOString());
  const role = roleOf(pim, subject.roleDefinitionId);
  const values = {
    'Role.ObjectID': guidOf('directoryRole', subject.roleDefinitionId),
    'Role.DisplayName': role?.displayName ?? '',
    'Role.TemplateId': subject.roleDefinitionId,
  };
  pim.state.audits.push({
    at,
    wire: {
      id: `Directory_${id}_${String(pim.state.audits.length)}`,
      category: 'RoleManagement',
      correlationId: guidOf('correlation', id),
      result: 'success',
      resultReason: '',
      activityDisplayName: change === 'Assign' ? 'Add member to role' : 'Remove member from role',
      activityDateTime: rowInstant(at, pim.state.audits.length),
      loggedByService: 'Core Directory',
      operationType: change,
      initiatedBy: {
        user: null,
        app: {
          appId: null,
          displayName: 'MS-PIM',
          servicePrincipalId: guidOf('MS-PIM'),
          servicePrincipalName: null,
        },
      },
      targetResources: [
        {
          ...principalTarget(pim, subject.principalId ?? ''),
          modifiedProperties: Object.entries(values).map(([displayName, value]) => ({
            displayName,
            oldValue: change === 'Assign' ? null : JSON.stringify(value),
            newValue: change === 'Assign' ? JSON.stringify(value) : null,
          })),
        },
      ],
      additionalDetails: [],
    },
  });
}

function initiator(pim: Pim, by: Creator | undefined): Record<string, unknown> {
  if (by?.kind === 'app') {
    const { appId, displayName } = pim.world.tenant.registration;
    return { user: null, app: { appId, displayName, servicePrincipalId: by.id, servicePrincipalName: null } };
  }
  const user = pim.world.tenant.users.find((one) => one.id === by?.id);
  return {
    user: {
      id: user?.id ?? guidOf('Azure AD PIM'),
      displayName: user?.displayName ?? 'Azure AD PIM',
      userPrincipalName: user?.userPrincipalName ?? null,
      ipAddress: null,
      userType: null,
      homeTenantId: null,
      homeTenantName: null,
    },
    app: null,
  };
}

function principalTarget(pim: Pim, id: string): Record<string, unknown> {
  const { users, groups } = pim.world.tenant;
  const user = users.find((one) => one.id === id);
  const isGroup = groups.some((one) => one.id === id);
  return {
    id,
    displayName: nameOf(pim, id),
    type: user !== undefined ? 'User' : isGroup ? 'Group' : 'ServicePrincipal',
    userPrincipalName: user?.userPrincipalName ?? null,
    groupType: null,
  };
}

/** The role comes first, then the request, the principal, the tenant: readers must choose by `type`. */
function targets(pim: Pim, subject: AuditSubject): Record<string, unknown>[] {
  const role = roleOf(pim, subject.roleDefinitionId);
  const modified = {
    RoleDefinitionOriginId: subject.roleDefinitionId,
    RoleDefinitionOriginType: role?.isBuiltIn === false ? 'CustomRole' : 'BuiltInRole',
    TemplateId: subject.roleDefinitionId,
  };
  const plain = (id: string, displayName: string | null, type: string): Record<string, unknown> => ({
    id,
    displayName,
    type,
    userPrincipalName: null,
    groupType: null,
    modifiedProperties: [],
  });
  const { principalId } = subject;
  return [
    {
      ...plain(subject.roleDefinitionId, role?.displayName ?? null, 'Role'),
      modifiedProperties: Object.entries(modified).map(([displayName, value]) => ({
        displayName,
        oldValue: JSON.stringify(''),
        newValue: JSON.stringify(value),
      })),
    },
    plain(subject.requestId, null, 'Request'),
    ...(principalId === undefined ? [] : [{ ...principalTarget(pim, principalId), modifiedProperties: [] }]),
    plain(pim.world.tenant.id, pim.world.tenant.name, 'Directory'),
    plain(guidOf('other', subject.requestId), null, 'Other'),
  ];
}

function details(pim: Pim, event: AuditEvent): { key: string; value: string }[] {
  const { subject } = event;
  const role = roleOf(pim, subject.roleDefinitionId);
  const values: Record<string, string | null> = {
    RoleDefinitionOriginId: subject.roleDefinitionId,
    RoleDefinitionOriginType: role?.isBuiltIn === false ? 'CustomRole' : 'BuiltInRole',
    TemplateId: subject.roleDefinitionId,
    StartTime: subject.startAt === null ? null : shortInstant(subject.startAt),
    ExpirationTime: subject.endAt === null ? null : shortInstant(subject.endAt),
    Justification: event.reason,
    RequestId: subject.requestId,
    ...event.details,
  };
  return Object.entries(values).flatMap(([key, value]) => (value === null ? [] : [{ key, value }]));
}

import { entryOf } from '../../entries.ts';
import { guidOf } from '../identifiers.ts';
import { shortInstant } from '../instants.ts';
import { type AuditEvent, type AuditRow, type AuditSubject, rowInstant } from './auditRow.ts';
import { nameOf, type Pim, roleOf } from './pim.ts';
import { type Creator } from './records.ts';

/** The row that the service `PIM` writes about an event, as the next of the log. */
export function pimRow(pim: Pim, event: AuditEvent, at: Date): AuditRow {
  const { world, state } = pim;
  const number = state.audits.length;
  const id = guidOf('PIM', String(number), event.subject.requestId, at.toISOString());
  // Windows ticks: 100 nanoseconds since 1601.
  const ticks = (BigInt(at.getTime()) + 11_644_473_600_000n) * 10_000n;
  return {
    at,
    wire: {
      id: `PIM_${id}_${world.tenant.id}_${ticks.toString()}`,
      category: 'RoleManagement',
      correlationId: event.subject.requestId,
      result: 'success',
      resultReason: event.reason,
      activityDisplayName: event.activity,
      activityDateTime: rowInstant(at, number),
      loggedByService: 'PIM',
      operationType: event.operation,
      initiatedBy: initiator(pim, event.by),
      targetResources: targets(pim, event.subject),
      additionalDetails: details(pim, event),
    },
  };
}

/** The row that the directory writes when a role assignment comes or goes; `by` absent: PIM made it so. */
export function directoryRow(
  pim: Pim,
  change: 'Assign' | 'Unassign',
  subject: AuditSubject,
  at: Date,
  by?: Creator,
): AuditRow {
  const number = pim.state.audits.length;
  const id = guidOf('Directory', String(number), subject.requestId, at.toISOString());
  const role = roleOf(pim, subject.roleDefinitionId);
  const values = {
    'Role.ObjectID': guidOf('directoryRole', subject.roleDefinitionId),
    'Role.DisplayName': role?.displayName ?? '',
    'Role.TemplateId': subject.roleDefinitionId,
  };
  return {
    at,
    wire: {
      id: `Directory_${id}_${String(number)}`,
      category: 'RoleManagement',
      correlationId: guidOf('correlation', id),
      result: 'success',
      resultReason: '',
      activityDisplayName: change === 'Assign' ? 'Add member to role' : 'Remove member from role',
      activityDateTime: rowInstant(at, number),
      loggedByService: 'Core Directory',
      operationType: change,
      initiatedBy: by === undefined ? managedByPim : initiator(pim, by),
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
  };
}

const managedByPim = {
  user: null,
  app: {
    appId: null,
    displayName: 'MS-PIM',
    servicePrincipalId: guidOf('MS-PIM'),
    servicePrincipalName: null,
  },
} as const;

const servicePim = guidOf('Azure AD PIM');

function initiator(pim: Pim, by: Creator | undefined): Record<string, unknown> {
  if (by?.kind === 'app') {
    const { appId, displayName } = pim.world.tenant.registration;
    return { user: null, app: { appId, displayName, servicePrincipalId: by.id, servicePrincipalName: null } };
  }
  const user = by && entryOf(pim.world.tenant.users, by.id);
  return {
    user: {
      id: user?.id ?? servicePim,
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
  const user = entryOf(users, id);
  const isGroup = entryOf(groups, id) !== undefined;
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

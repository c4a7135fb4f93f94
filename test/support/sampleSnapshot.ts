import { principalId, requestId, roleDefinitionId, tenantId } from '../../src/pim/ids.ts';
import {
  type GrantSettings,
  type Snapshot,
  type SnapshotActivation,
  type SnapshotAssignment,
  type SnapshotEligibility,
  type SnapshotPrincipal,
  type SnapshotSettings,
} from '../../src/pim/posture/snapshot.ts';

const person = (number: number): ReturnType<typeof principalId> =>
  principalId(`aaaaaaaa-0000-4000-8000-${String(number).padStart(12, '0')}`);

/** Roles of the sample. */
export const sampleRoles = {
  globalAdministrator: roleDefinitionId('62e90394-69f5-4237-9190-012177145e10'),
  exchange: roleDefinitionId('29232cdf-9323-42fd-ade2-1d097af3e4de'),
  reader: roleDefinitionId('f2ef992c-3afb-46b9-b7cf-a126ee74c451'),
  custom: roleDefinitionId('cccccccc-0000-4000-8000-000000000001'),
};

/** Everybody in the sample, by what is special about them. */
export const samplePeople = {
  ana: person(1),
  markup: person(2),
  formula: person(3),
  turned: person(4),
  unseen: person(5),
  guest: person(6),
  disabled: person(7),
  gone: person(8),
  app: person(9),
  emergency: person(10),
  outerGroup: person(11),
  innerGroup: person(12),
  emptyGroup: person(13),
  markdown: person(14),
  ben: person(15),
};

/** Names that try to be more than names. */
export const hostileNames = {
  markup: '<script>alert("owned")</script><img src=x onerror=alert(1)>',
  formula: '=HYPERLINK("https://evil.example","Ana")',
  turned: 'Ana \u202Eziur\u202C Ruiz',
  unseen: 'A\u200Bna\u2060 Ruiz\u00AD',
  markdown: '[Ana](https://evil.example) | **Ruiz** `x` www.evil.example',
};

const one = (
  id: SnapshotPrincipal['id'],
  displayName: string,
  more: Partial<SnapshotPrincipal> = {},
): SnapshotPrincipal => ({
  id,
  kind: 'person',
  displayName,
  userPrincipalName: `user${id.slice(-2)}@contoso.example`,
  isEnabled: true,
  isGuest: false,
  lastSignInAt: '2026-01-04T08:00:00Z',
  ...more,
});
const group = { kind: 'group', userPrincipalName: null, isEnabled: null, lastSignInAt: null } as const;

const principals: readonly SnapshotPrincipal[] = [
  one(samplePeople.ana, 'Ana Ruiz'),
  one(samplePeople.ben, 'Ben Okafor'),
  one(samplePeople.markup, hostileNames.markup),
  one(samplePeople.formula, hostileNames.formula),
  one(samplePeople.turned, hostileNames.turned),
  one(samplePeople.unseen, hostileNames.unseen),
  one(samplePeople.markdown, hostileNames.markdown),
  one(samplePeople.guest, 'Gast Émile', {
    isGuest: true,
    userPrincipalName: 'emile_fabrikam.example#EXT#@contoso.example',
  }),
  one(samplePeople.disabled, 'Dora Disabled', { isEnabled: false, lastSignInAt: null }),
  one(samplePeople.gone, samplePeople.gone, { kind: 'missing', userPrincipalName: null, isEnabled: null }),
  one(samplePeople.app, 'Backup Tool', { kind: 'app', userPrincipalName: null, lastSignInAt: null }),
  one(samplePeople.emergency, 'Break Glass 1'),
  one(samplePeople.outerGroup, 'Admins "of" everything', group),
  one(samplePeople.innerGroup, 'Exchange & mail', group),
  one(samplePeople.emptyGroup, 'Nobody yet', group),
];

let rows = 0;
const assignment = (
  principal: SnapshotAssignment['principalId'],
  role: SnapshotAssignment['roleDefinitionId'],
  more: Partial<SnapshotAssignment> = {},
): SnapshotAssignment => ({
  id: `assignment-${(rows += 1)}`,
  principalId: principal,
  roleDefinitionId: role,
  scopeId: '/',
  assignmentType: 'Assigned',
  startAt: '2025-03-01T09:00:00Z',
  endAt: null,
  isOutsidePim: false,
  ...more,
});
const eligibility = (
  principal: SnapshotEligibility['principalId'],
  role: SnapshotEligibility['roleDefinitionId'],
  endAt: string | null,
): SnapshotEligibility => ({
  id: `eligibility-${(rows += 1)}`,
  principalId: principal,
  roleDefinitionId: role,
  scopeId: '/',
  startAt: '2025-06-01T09:00:00Z',
  endAt,
});

const lax: GrantSettings = {
  isExpirationRequired: false,
  maximumMinutes: 525_600,
  isJustificationRequired: false,
  isMultifactorRequired: false,
};
const settings = (
  roleDefinitionId_: SnapshotSettings['roleDefinitionId'],
  activation: Partial<SnapshotSettings['activation']>,
): SnapshotSettings => ({
  roleDefinitionId: roleDefinitionId_,
  policyId: `DirectoryRole_${roleDefinitionId_}`,
  activation: {
    maximumMinutes: 480,
    isJustificationRequired: true,
    isTicketRequired: false,
    isMultifactorRequired: true,
    authenticationContext: null,
    isApprovalRequired: false,
    isApproverJustificationRequired: false,
    approvers: [],
    ...activation,
  },
  eligibility: lax,
  assignment: lax,
  notifications: [
    {
      ruleId: 'Notification_Admin_EndUser_Assignment',
      level: 'All',
      isDefaultRecipientsEnabled: true,
      recipients: [],
    },
  ],
});

let requests = 0;
const activation = (
  day: number,
  outcome: SnapshotActivation['outcome'],
  more: Partial<SnapshotActivation> = {},
): SnapshotActivation => ({
  requestId: requestId(`bbbbbbbb-0000-4000-8000-${String((requests += 1)).padStart(12, '0')}`),
  principalId: samplePeople.ana,
  roleDefinitionId: sampleRoles.exchange,
  requestedAt: `2025-12-${String(day).padStart(2, '0')}T22:30:00Z`,
  outcome,
  activatedAt: outcome === 'activated' ? `2025-12-${String(day).padStart(2, '0')}T22:45:00Z` : null,
  endAt: outcome === 'activated' ? `2025-12-${String(day + 1).padStart(2, '0')}T00:45:00Z` : null,
  justification: 'mailbox migration INC0042',
  decidedBy: outcome === 'activated' || outcome === 'denied' ? samplePeople.ben : null,
  ...more,
});

const { globalAdministrator, exchange, reader, custom } = sampleRoles;

/** A tenant of a screenful with every kind of thing in it, and names that no page should take at their word. */
export const sampleSnapshot: Snapshot = {
  tenantId: tenantId('b8f2d19e-35c6-4a07-8e4d-2719c0a5f3b6'),
  takenAt: '2026-01-05T09:00:00.000Z',
  roles: [
    { id: globalAdministrator, displayName: 'Global Administrator', isBuiltIn: true, isPrivileged: true },
    { id: exchange, displayName: 'Exchange Administrator', isBuiltIn: true, isPrivileged: true },
    { id: reader, displayName: 'Global Reader', isBuiltIn: true, isPrivileged: false },
    { id: custom, displayName: 'Help <b>desk</b> & "more"', isBuiltIn: false, isPrivileged: null },
  ],
  principals,
  groups: [
    {
      id: samplePeople.outerGroup,
      isRoleAssignable: true,
      isManagedByPim: false,
      members: [samplePeople.innerGroup, samplePeople.ben],
    },
    {
      id: samplePeople.innerGroup,
      isRoleAssignable: false,
      isManagedByPim: null,
      members: [samplePeople.ana, samplePeople.outerGroup],
    },
    { id: samplePeople.emptyGroup, isRoleAssignable: null, isManagedByPim: null, members: null },
  ],
  assignments: [
    assignment(samplePeople.ana, globalAdministrator),
    assignment(samplePeople.markup, globalAdministrator),
    assignment(samplePeople.formula, globalAdministrator, { isOutsidePim: true, startAt: null }),
    assignment(samplePeople.emergency, globalAdministrator),
    assignment(samplePeople.outerGroup, exchange),
    assignment(samplePeople.emptyGroup, reader),
    assignment(samplePeople.guest, exchange),
    assignment(samplePeople.disabled, custom),
    assignment(samplePeople.gone, custom),
    assignment(samplePeople.app, exchange),
    assignment(samplePeople.turned, reader, { endAt: '2026-03-01T09:00:00Z' }),
    assignment(samplePeople.unseen, custom, {
      scopeId: '/administrativeUnits/eeeeeeee-0000-4000-8000-000000000001',
    }),
    assignment(samplePeople.ben, globalAdministrator, {
      assignmentType: 'Activated',
      startAt: '2026-01-05T08:30:00Z',
      endAt: '2026-01-05T10:30:00Z',
    }),
  ],
  eligibilities: [
    eligibility(samplePeople.ben, globalAdministrator, '2026-06-01T09:00:00Z'),
    eligibility(samplePeople.ana, exchange, null),
    eligibility(samplePeople.markdown, exchange, '2026-06-01T09:00:00Z'),
    eligibility(samplePeople.innerGroup, reader, null),
  ],
  settings: [
    settings(globalAdministrator, {
      maximumMinutes: 600,
      isApprovalRequired: true,
      approvers: [{ kind: 'person', id: samplePeople.ana }],
    }),
    settings(exchange, {
      isMultifactorRequired: false,
      isJustificationRequired: false,
      isApprovalRequired: true,
      approvers: [{ kind: 'group', id: samplePeople.outerGroup }, { kind: 'requestorManager' }],
    }),
    settings(reader, { authenticationContext: 'c1' }),
  ],
  activations: [
    activation(8, 'activated'),
    activation(9, 'denied', { justification: '<b>please</b>\nnow' }),
    activation(10, 'canceled', { justification: '@SUM(1+1)*cmd|" /C calc"!A0' }),
    activation(11, 'lapsed', { justification: '' }),
    activation(12, 'activated', { principalId: samplePeople.turned, justification: 'pay\u202Eroll' }),
    activation(12, 'activated', { principalId: samplePeople.markdown, justification: '| a | b |' }),
    activation(29, 'waiting'),
  ],
  auditedSince: '2025-12-06T09:00:00.000Z',
  otherUses: [
    {
      principalId: samplePeople.ben,
      roleDefinitionId: globalAdministrator,
      lastActivatedAt: '2025-11-20T10:00:00Z',
      source: 'latchkey',
    },
  ],
  alerts: [
    {
      name: 'RedundantAssignmentAlert',
      isActive: true,
      incidentCount: 1,
      incidents: [
        {
          principalId: samplePeople.markdown,
          roleDefinitionId: exchange,
          lastSeenAt: '2025-08-01T00:00:00Z',
        },
      ],
    },
  ],
  unreachable: [samplePeople.ana],
  notRead: [{ part: 'signIns', code: 'licence_missing' }],
};

/** The same with many more permanent assignments: a tenant that is no reading any more. */
export function largeSnapshot(count: number): Snapshot {
  const ids = Array.from({ length: count }, (_, index) =>
    principalId(`dddddddd-0000-4000-8000-${String(index).padStart(12, '0')}`),
  );
  return {
    ...sampleSnapshot,
    principals: [
      ...sampleSnapshot.principals,
      ...ids.map((id, index) => one(id, `Person ${String(index).padStart(5, '0')}`)),
    ],
    assignments: [...sampleSnapshot.assignments, ...ids.map((id) => assignment(id, reader))],
  };
}

import { principalId, requestId, roleDefinitionId, tenantId, type PrincipalId } from '../../src/pim/ids.ts';
import { type Yardstick } from '../../src/pim/posture/baseline.ts';
import {
  type Snapshot,
  type SnapshotActivation,
  type SnapshotAssignment,
  type SnapshotEligibility,
  type SnapshotGroup,
  type SnapshotPrincipal,
  type SnapshotSettings,
} from '../../src/pim/posture/snapshot.ts';
import { type ApproverReference } from '../../src/pim/policy.ts';
import { GLOBAL_ADMINISTRATOR, PRIVILEGED_ROLE_ADMINISTRATOR } from '../../src/pim/roles.ts';
import { defaultSettings } from '../../src/settings.ts';

const guid = (last: number): string => `00000000-0000-4000-8000-${String(last).padStart(12, '0')}`;

/** Principals of these tests, by a number. */
export const who = (last: number): PrincipalId => principalId(guid(last));

/** When the snapshot was taken. */
const takenAt = '2026-11-26T12:00:00.000Z';

/** So many days before the snapshot; after it where negative. */
export const daysAgo = (days: number): string =>
  new Date(Date.parse(takenAt) - days * 86_400_000).toISOString();

/** Roles of the tenant: three that are privileged, and one that is not. */
export const roles = {
  global: GLOBAL_ADMINISTRATOR,
  privilegedRoles: PRIVILEGED_ROLE_ADMINISTRATOR,
  exchange: roleDefinitionId('29232cdf-9323-42fd-ade2-1d097af3e4de'),
  security: roleDefinitionId('194ae4cb-b126-40b2-bd5b-6091b380977d'),
  reports: roleDefinitionId('4a5d8f65-41da-4de4-8968-e035b65339cf'),
};

/** Two emergency accounts, and everybody else. */
export const people = {
  ana: who(1),
  ben: who(2),
  chi: who(3),
  dora: who(4),
  emergency: who(5),
  spare: who(6),
};

/** A person who signed in yesterday. */
export const aPerson = (
  id: PrincipalId,
  displayName: string,
  more: Partial<SnapshotPrincipal> = {},
): SnapshotPrincipal => ({
  id,
  kind: 'person',
  displayName,
  userPrincipalName: `${displayName.toLowerCase().replaceAll(' ', '.')}@example.org`,
  isEnabled: true,
  isGuest: false,
  lastSignInAt: daysAgo(1),
  ...more,
});

/** A group as a principal. */
export const aGroup = (id: PrincipalId, displayName: string): SnapshotPrincipal => ({
  ...aPerson(id, displayName),
  kind: 'group',
  userPrincipalName: null,
  isEnabled: null,
  lastSignInAt: null,
});

/** An app as a principal. */
export const anApp = (id: PrincipalId, displayName: string): SnapshotPrincipal => ({
  ...aGroup(id, displayName),
  kind: 'app',
  isEnabled: true,
});

/** A group with members that nothing is wrong with. */
export const members = (
  id: PrincipalId,
  inside: readonly PrincipalId[] | null,
  more: Partial<SnapshotGroup> = {},
): SnapshotGroup => ({ id, isRoleAssignable: true, isManagedByPim: null, members: inside, ...more });

/** Permanent, for the whole tenant, for years. */
export const anAssignment = (
  id: PrincipalId,
  more: Partial<SnapshotAssignment> = {},
): SnapshotAssignment => ({
  id: `assignment of ${id} ${JSON.stringify(more)}`,
  principalId: id,
  roleDefinitionId: roles.exchange,
  scopeId: '/',
  assignmentType: 'Assigned',
  startAt: daysAgo(700),
  endAt: null,
  isOutsidePim: false,
  ...more,
});

/** Old enough to be judged, and with an end. */
export const anEligibility = (
  id: PrincipalId,
  more: Partial<SnapshotEligibility> = {},
): SnapshotEligibility => ({
  id: `eligibility of ${id} ${JSON.stringify(more)}`,
  principalId: id,
  roleDefinitionId: roles.exchange,
  scopeId: '/',
  startAt: daysAgo(200),
  endAt: daysAgo(-100),
  ...more,
});

/** An activation ten days ago. */
export const anActivation = (
  id: PrincipalId,
  more: Partial<SnapshotActivation> = {},
): SnapshotActivation => ({
  requestId: requestId(guid(500)),
  principalId: id,
  roleDefinitionId: roles.exchange,
  requestedAt: daysAgo(10),
  outcome: 'activated',
  activatedAt: daysAgo(10),
  endAt: daysAgo(9.9),
  justification: 'because',
  decidedBy: null,
  ...more,
});

const grant = (days: number): SnapshotSettings['eligibility'] => ({
  isExpirationRequired: days > 0,
  maximumMinutes: days * 1_440,
  isJustificationRequired: false,
  isMultifactorRequired: false,
});

/** Settings that every tier of the default baseline is content with. */
export const goodSettings = (
  id: SnapshotSettings['roleDefinitionId'],
  activation: Partial<SnapshotSettings['activation']> = {},
): SnapshotSettings => ({
  roleDefinitionId: id,
  policyId: `DirectoryRole_${id}`,
  activation: {
    maximumMinutes: 240,
    isJustificationRequired: true,
    isTicketRequired: false,
    isMultifactorRequired: true,
    authenticationContext: null,
    isApprovalRequired: false,
    isApproverJustificationRequired: true,
    approvers: [],
    ...activation,
  },
  eligibility: grant(365),
  assignment: grant(180),
  notifications: ['Admin', 'Requestor', 'Approver'].map((recipient) => ({
    ruleId: `Notification_${recipient}_EndUser_Assignment`,
    level: 'All',
    isDefaultRecipientsEnabled: true,
    recipients: [],
  })),
});

/** Approvers by their ids. */
export const approvers = (...ids: readonly PrincipalId[]): readonly ApproverReference[] =>
  ids.map((id) => ({ kind: 'person', id }));

/** The default yardstick, with the tenant's emergency accounts. */
export const yardstick: Yardstick = {
  ...defaultSettings().yardstick,
  breakGlass: [people.emergency, people.spare],
};

const { global, exchange, security, reports, privilegedRoles } = roles;

/** A tenant in which no rule finds anything. Tests change one thing about it. */
export const calm: Snapshot = {
  tenantId: tenantId(guid(999)),
  takenAt,
  roles: [
    { id: global, displayName: 'Global Administrator', isBuiltIn: true, isPrivileged: true },
    {
      id: privilegedRoles,
      displayName: 'Privileged Role Administrator',
      isBuiltIn: true,
      isPrivileged: true,
    },
    { id: exchange, displayName: 'Exchange Administrator', isBuiltIn: true, isPrivileged: true },
    { id: security, displayName: 'Security Administrator', isBuiltIn: true, isPrivileged: true },
    { id: reports, displayName: 'Reports Reader', isBuiltIn: true, isPrivileged: false },
  ],
  principals: [
    aPerson(people.ana, 'Ana'),
    aPerson(people.ben, 'Ben'),
    aPerson(people.chi, 'Chi'),
    aPerson(people.dora, 'Dora'),
    aPerson(people.emergency, 'Emergency', { lastSignInAt: null }),
    aPerson(people.spare, 'Emergency spare', { lastSignInAt: null }),
  ],
  groups: [],
  assignments: [
    anAssignment(people.emergency, { roleDefinitionId: global }),
    anAssignment(people.spare, { roleDefinitionId: global }),
  ],
  eligibilities: [
    anEligibility(people.ana),
    anEligibility(people.ben),
    anEligibility(people.chi, { roleDefinitionId: global }),
    anEligibility(people.dora, { roleDefinitionId: reports, endAt: null }),
  ],
  settings: [
    goodSettings(global, { isApprovalRequired: true, approvers: approvers(people.ana, people.ben) }),
    goodSettings(exchange),
    goodSettings(reports),
  ],
  activations: [
    anActivation(people.ana),
    anActivation(people.ben),
    anActivation(people.chi, { roleDefinitionId: global }),
    anActivation(people.dora, { roleDefinitionId: reports }),
  ],
  auditedSince: daysAgo(120),
  otherUses: [],
  alerts: [],
  unreachable: [],
  notRead: [],
};

/** The calm tenant with more rows, and with other parts in place of its own. */
export function calmWith(
  more: Partial<Pick<Snapshot, 'assignments' | 'eligibilities' | 'principals' | 'activations'>>,
  instead: Partial<Snapshot> = {},
): Snapshot {
  const changed = new Set((more.principals ?? []).map(({ id }) => id));
  return {
    ...calm,
    assignments: [...calm.assignments, ...(more.assignments ?? [])],
    eligibilities: [...calm.eligibilities, ...(more.eligibilities ?? [])],
    activations: [...calm.activations, ...(more.activations ?? [])],
    principals: [...calm.principals.filter(({ id }) => !changed.has(id)), ...(more.principals ?? [])],
    ...instead,
  };
}

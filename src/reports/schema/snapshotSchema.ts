import { z } from 'zod';
import { type ApproverReference } from '../../pim/policy.ts';
import { type NotRead, type Snapshot } from '../../pim/posture/snapshot.ts';
import { count, instant, principal, request, role, tenant, text } from './shapes.ts';

const snapshotRole = z.strictObject({
  id: role,
  displayName: text,
  isBuiltIn: z.boolean(),
  isPrivileged: z.boolean().nullable(),
});

/** What every mention of a principal has. */
export const namedPrincipal = {
  id: principal,
  kind: z.enum(['person', 'group', 'app', 'missing']),
  displayName: text,
  userPrincipalName: text.nullable(),
  isEnabled: z.boolean().nullable(),
  isGuest: z.boolean(),
};

const snapshotPrincipal = z.strictObject({ ...namedPrincipal, lastSignInAt: instant.nullable() });

const group = z.strictObject({
  id: principal,
  isRoleAssignable: z.boolean().nullable(),
  isManagedByPim: z.boolean().nullable(),
  members: z.array(principal).nullable(),
});

const row = {
  id: text,
  principalId: principal,
  roleDefinitionId: role,
  scopeId: text,
  startAt: instant.nullable(),
  endAt: instant.nullable(),
};

const assignment = z.strictObject({
  ...row,
  assignmentType: z.enum(['Assigned', 'Activated']),
  isOutsidePim: z.boolean(),
});

const approver: z.ZodType<ApproverReference> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('person'), id: principal }),
  z.strictObject({ kind: z.literal('group'), id: principal }),
  z.strictObject({ kind: z.literal('requestorManager') }),
]);

const grantSettings = z.strictObject({
  isExpirationRequired: z.boolean(),
  maximumMinutes: z.number(),
  isJustificationRequired: z.boolean(),
  isMultifactorRequired: z.boolean(),
});

/** How a role is set. */
export const roleSettings = z.strictObject({
  roleDefinitionId: role,
  policyId: text,
  activation: z.strictObject({
    maximumMinutes: z.number(),
    isJustificationRequired: z.boolean(),
    isTicketRequired: z.boolean(),
    isMultifactorRequired: z.boolean(),
    authenticationContext: text.nullable(),
    isApprovalRequired: z.boolean(),
    isApproverJustificationRequired: z.boolean(),
    approvers: z.array(approver),
  }),
  eligibility: grantSettings,
  assignment: grantSettings,
  notifications: z.array(
    z.strictObject({
      ruleId: text,
      level: text,
      isDefaultRecipientsEnabled: z.boolean(),
      recipients: z.array(text),
    }),
  ),
});

/** What every mention of an activation has. */
export const activationTimes = {
  requestId: request,
  requestedAt: instant,
  outcome: z.enum(['waiting', 'activated', 'denied', 'canceled', 'lapsed']),
  activatedAt: instant.nullable(),
  endAt: instant.nullable(),
  justification: text,
};

const activation = z.strictObject({
  ...activationTimes,
  principalId: principal,
  roleDefinitionId: role,
  decidedBy: principal.nullable(),
});

const use = z.strictObject({
  principalId: principal,
  roleDefinitionId: role,
  lastActivatedAt: instant,
  source: z.enum(['pimAlert', 'latchkey']),
});

const alert = z.strictObject({
  name: text,
  isActive: z.boolean(),
  incidentCount: count,
  incidents: z.array(
    z.strictObject({
      principalId: principal.nullable(),
      roleDefinitionId: role.nullable(),
      lastSeenAt: instant.nullable(),
    }),
  ),
});

const ruledRole = z.strictObject({ roleDefinitionId: role, rules: z.array(text) });

/** What every mention of an activation that went round rules has. */
export const bypassFacts = {
  requestId: request,
  scopeId: text.nullable(),
  activatedAt: instant,
  minutes: count.nullable(),
  way: z.enum(['elsewhere', 'decidedElsewhere']),
  verdict: z.enum(['bypassed', 'notJudged']),
  rules: z.array(text),
  unmet: z.array(
    z.enum([
      'approvals',
      'approver',
      'hours',
      'maximum',
      'length',
      'coolDown',
      'ticket',
      'ticketNotKnown',
      'scope',
      'unread',
      'broken',
    ]),
  ),
};

const bypass = z.strictObject({
  ...bypassFacts,
  principalId: principal,
  roleDefinitionId: role,
  approvedBy: principal.nullable(),
});

/** What every mention of a planned activation that rules did not allow any more has. */
export const laterBreachFacts = {
  requestId: request,
  scopeId: text,
  startAt: instant,
  minutes: count.nullable(),
  verdict: z.enum(['notMet', 'notJudged']),
  rules: z.array(text),
  unmet: z.array(
    z.enum([
      'approvals',
      'approver',
      'hours',
      'maximum',
      'coolDown',
      'ticket',
      'ticketNotKnown',
      'unread',
      'broken',
    ]),
  ),
};

const laterBreach = z.strictObject({
  ...laterBreachFacts,
  principalId: principal,
  roleDefinitionId: role,
});

/** A part of a tenant that could not be read. */
export const notRead: z.ZodType<NotRead> = z.strictObject({
  part: z.enum([
    'roles',
    'privilegedRoles',
    'assignments',
    'eligibilities',
    'settings',
    'principals',
    'groupMembers',
    'groupEligibilities',
    'signIns',
    'audits',
    'alerts',
  ]),
  code: text,
});

/** A snapshot of a tenant, as a report carries it and as it can be read again. */
export const snapshotSchema: z.ZodType<Snapshot> = z
  .strictObject({
    tenantId: tenant,
    takenAt: instant,
    roles: z.array(snapshotRole),
    principals: z.array(snapshotPrincipal),
    groups: z.array(group),
    assignments: z.array(assignment),
    eligibilities: z.array(z.strictObject(row)),
    settings: z.array(roleSettings),
    activations: z.array(activation),
    auditedSince: instant.nullable(),
    otherUses: z.array(use),
    alerts: z.array(alert),
    unreachable: z.array(principal).nullable(),
    notRead: z.array(notRead),
    ruledRoles: z.array(ruledRole).optional(),
    houseRuleBypasses: z.array(bypass).optional(),
    laterBreaches: z.array(laterBreach).optional(),
  })
  .meta({ id: 'Snapshot', title: 'Snapshot', description: 'What one reading of a tenant found.' });

import { type CardContext } from '../../src/cards/card.ts';
import { type RoleOnCard } from '../../src/cards/roleOnCard.ts';
import { type ApproverReach } from '../../src/cards/requestState.ts';
import { type ApprovalOnCard } from '../../src/cards/approvalCard.ts';
import { type RequestOnCard } from '../../src/cards/requestOnCard.ts';
import {
  principalId,
  requestId,
  roleDefinitionId,
  tenantId,
  type PrincipalId,
  type RoleDefinitionId,
} from '../../src/pim/ids.ts';
import { type PendingApproval } from '../../src/pim/operations/pendingApprovals.ts';
import { type RoleSettings } from '../../src/pim/policy.ts';
import { type CardRecord, type FollowedRequest } from '../../src/pim/records.ts';
import { type ActivationRequest, lapsesAt } from '../../src/pim/requests.ts';
import { type ActiveRole, type EligibleRole, type Role } from '../../src/pim/roles.ts';

/** A Thursday afternoon in Berlin, in winter time. */
export const now = new Date('2026-11-26T14:35:00Z');
export const minutesLater = (minutes: number): Date => new Date(now.getTime() + minutes * 60_000);

export const aContext = (changes: Partial<CardContext> = {}): CardContext => ({
  now,
  timeZone: 'Europe/Berlin',
  locale: 'en-GB',
  actions: 'execute',
  portalUrl: 'https://entra.microsoft.com/#view/approvals',
  ...changes,
});

const guid = (last: number): string => `00000000-0000-4000-8000-${String(last).padStart(12, '0')}`;
export const anId = (last: number): PrincipalId => principalId(guid(last));
const aRoleId = (last: number): RoleDefinitionId => roleDefinitionId(guid(last));
const unitId = `/administrativeUnits/${guid(77)}`;

export const key = { cardId: '01JDM7Z3V5W8X9YABCDEFGHJKM', nonce: 'n'.repeat(43) };
export const draftId = '01JDM7Z3V5W8X9YABCDEFGHJKN';

export const aRole = (changes: Partial<Role> = {}): Role => ({
  id: aRoleId(1),
  displayName: 'Exchange Administrator',
  description: 'Can manage all aspects of the Exchange product.',
  isBuiltIn: true,
  isPrivileged: false,
  ...changes,
});

export const aRoleOnCard = (changes: Partial<RoleOnCard> = {}): RoleOnCard => ({
  roleDefinitionId: aRoleId(1),
  scopeId: '/',
  name: 'Exchange Administrator',
  scopeName: undefined,
  isPrivileged: false,
  isBuiltIn: true,
  description: 'Can manage all aspects of the Exchange product.',
  ...changes,
});

export const aCustomRoleOnCard = (changes: Partial<RoleOnCard> = {}): RoleOnCard =>
  aRoleOnCard({
    roleDefinitionId: aRoleId(2),
    scopeId: unitId,
    scopeName: 'Sales Europe',
    name: 'Helpdesk Password Reset',
    isPrivileged: true,
    isBuiltIn: false,
    ...changes,
  });

export const anEligibleRole = (last = 1, changes: Partial<EligibleRole> = {}): EligibleRole => ({
  eligibilityId: `eligibility-${last}`,
  principalId: anId(1),
  role: aRole({ id: aRoleId(last) }),
  scope: { id: '/', kind: 'tenant', displayName: undefined },
  memberType: 'Direct',
  startAt: undefined,
  endAt: undefined,
  ...changes,
});

export const anActiveRole = (last = 1, changes: Partial<ActiveRole> = {}): ActiveRole => ({
  instanceId: `instance-${last}`,
  principalId: anId(1),
  role: aRole({ id: aRoleId(last) }),
  scope: { id: '/', kind: 'tenant', displayName: undefined },
  memberType: 'Direct',
  assignmentType: 'Activated',
  startAt: minutesLater(-30),
  endAt: minutesLater(90),
  scheduleId: undefined,
  ...changes,
});

export const someSettings = (changes: Partial<RoleSettings> = {}): RoleSettings => ({
  roleDefinitionId: aRoleId(1),
  maximumDurationMinutes: 240,
  isJustificationRequired: true,
  isTicketRequired: false,
  isMultifactorRequired: false,
  authenticationContext: undefined,
  approval: { isRequired: false, isApproverJustificationRequired: false, approvers: [] },
  ...changes,
});

export const anActivationRequest = (changes: Partial<ActivationRequest> = {}): ActivationRequest => ({
  id: requestId(guid(500)),
  status: 'PendingApproval',
  action: 'selfActivate',
  principalId: anId(1),
  roleDefinitionId: aRoleId(1),
  scopeId: '/',
  createdAt: minutesLater(-20),
  approvalId: guid(500),
  justification: 'Mailbox migration',
  ticketNumber: '',
  ticketSystem: '',
  startAt: undefined,
  durationMinutes: 120,
  endAt: undefined,
  createdByName: 'Ana Lima',
  ...changes,
});

export const aFollowedRequest = (changes: Partial<FollowedRequest> = {}): FollowedRequest => ({
  id: requestId(guid(500)),
  tenantId: tenantId(guid(900)),
  requestor: anId(1),
  requestorName: 'Ana Lima',
  requestorUserPrincipalName: 'ana.lima@contoso.example',
  roleDefinitionId: aRoleId(1),
  roleName: 'Exchange Administrator',
  isPrivileged: false,
  isBuiltIn: true,
  scopeId: '/',
  scopeName: undefined,
  durationMinutes: 120,
  justification: 'Mailbox migration of the Lisbon office',
  ticketNumber: 'INC0042',
  ticketSystem: 'ServiceNow',
  status: 'PendingApproval',
  approvalId: guid(500),
  isApproverJustificationRequired: true,
  createdAt: minutesLater(-20),
  startAt: undefined,
  endAt: undefined,
  decision: undefined,
  decidedBy: undefined,
  decidedByName: undefined,
  decisionComment: undefined,
  decidedAt: undefined,
  readAt: now,
  isOpen: true,
  isMadeHere: true,
  ...changes,
});

const aCardRecord = (changes: Partial<CardRecord> = {}): CardRecord => ({
  id: key.cardId,
  kind: 'approval',
  requestId: requestId(guid(500)),
  person: { tenantId: tenantId(guid(900)), id: anId(2) },
  nonce: key.nonce,
  number: 3,
  conversationId: undefined,
  activityId: undefined,
  receipt: 'sent',
  refusal: undefined,
  createdAt: minutesLater(-20),
  replacedBy: undefined,
  inPlaceOf: undefined,
  ...changes,
});

export const aPendingApproval = (changes: Partial<FollowedRequest> = {}, number = 3): PendingApproval => {
  const request = aFollowedRequest(changes);
  return { request, card: aCardRecord({ number }), lapsesAt: lapsesAt(request.createdAt) };
};

export const anApprover = (changes: Partial<ApproverReach> = {}): ApproverReach => ({
  name: 'Ben Okafor',
  userPrincipalName: 'ben.okafor@contoso.example',
  receipt: 'sent',
  refusal: undefined,
  ...changes,
});

export const chi = anApprover({ name: 'Chi Nguyen', userPrincipalName: 'chi.nguyen@contoso.example' });
export const dora = anApprover({
  name: 'Dora Weiss',
  userPrincipalName: 'dora.weiss@contoso.example',
  receipt: 'refused',
  refusal: 'NotInstalled',
});

const asked = {
  role: aRoleOnCard(),
  durationMinutes: 120,
  startAt: undefined,
  justification: 'Mailbox migration of the Lisbon office',
  ticketNumber: 'INC0042',
  ticketSystem: 'ServiceNow',
};

export const aRequestOnCard = (changes: Partial<RequestOnCard> = {}): RequestOnCard => ({
  ...asked,
  key,
  state: { kind: 'checking' },
  ...changes,
});

export const anApprovalOnCard = (changes: Partial<ApprovalOnCard> = {}): ApprovalOnCard => ({
  ...asked,
  key,
  number: 3,
  requestor: {
    displayName: 'Ana Lima',
    userPrincipalName: 'ana.lima@contoso.example',
    isGuest: false,
  },
  lapsesAt: minutesLater(22 * 60),
  requestorActive: ['Reports Reader'],
  lastUsedAt: minutesLater(-9 * 24 * 60),
  othersAsked: 2,
  isCommentRequired: true,
  state: { kind: 'waiting' },
  ...changes,
});

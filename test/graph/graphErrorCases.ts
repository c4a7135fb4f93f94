import { type AskedOfGraph } from '../../src/graph/graphErrors.ts';
import { graphCalls } from '../../src/graph/egress.ts';
import { type PimErrorCode, type PimErrorDetails } from '../../src/pim/errors.ts';

/** What was asked by a call of the table. */
export const asked = (call: keyof typeof graphCalls, given: Partial<AskedOfGraph> = {}): AskedOfGraph => ({
  method: graphCalls[call].method,
  pathTemplate: graphCalls[call].path,
  isDryRun: false,
  ...given,
});

/** An activation. */
export const activate = asked('selfAction', { action: 'selfActivate' });
const deactivate = asked('selfAction', { action: 'selfDeactivate' });
/** The dry run of one. */
export const dryRun = asked('selfAction', { action: 'selfActivate', isDryRun: true });
/** A decision. */
export const decide = asked('decideStep');
/** A read. */
export const list = asked('myEligibilities');

/** Graph's envelope around an error. */
export const error = (code: string, message = '', extra: object = {}): object => ({
  error: { code, message, ...extra },
});
/** What PIM says of rules that are not met. */
export const failed = (message: string): object =>
  error('RoleAssignmentRequestPolicyValidationFailed', `The following policy rules failed: ${message}`);

const challenge = { access_token: { acrs: { essential: true, value: 'c7' } } };
const inUrl = encodeURIComponent(JSON.stringify(challenge));
const base64 = Buffer.from(JSON.stringify(challenge)).toString('base64');
/** What becomes of a time that is too long. */
export const longest = { rule: 'duration_too_long', maximumMinutes: undefined } as const;

/** An answer of Graph and what it means. */
export interface ErrorCase {
  readonly asked?: AskedOfGraph;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object | string;
  readonly code: PimErrorCode;
  readonly details?: PimErrorDetails;
}

/** Errors of Graph as they look on the wire, each with its meaning. */
export const errorCases: Readonly<Record<string, ErrorCase>> = {
  'one rule in the newer message': {
    body: failed('JustificationRule - Justification is required'),
    code: 'policy_not_satisfied',
    details: { unmet: [{ rule: 'justification_missing' }] },
  },
  'several rules in the newer message': {
    body: failed(
      'TicketingRule - Ticket information is required, ExpirationRule - The duration in the request is greater than maximum allowed duration',
    ),
    code: 'policy_not_satisfied',
    details: { unmet: [{ rule: 'ticket_missing' }, longest] },
  },
  'several rules in the older message': {
    body: failed('["JustificationRule","ExpirationRule","MfaRule"]'),
    code: 'policy_not_satisfied',
    details: { unmet: [{ rule: 'justification_missing' }, longest, { rule: 'multifactor_missing' }] },
  },
  'a rule named twice': {
    body: failed('["ExpirationRule","ExpirationRule"]'),
    code: 'policy_not_satisfied',
    details: { unmet: [longest] },
  },
  'a permanent activation': {
    body: failed('ExpirationRule - The policy does not allow permanent assignment'),
    code: 'policy_not_satisfied',
    details: { unmet: [{ rule: 'permanent_not_allowed' }] },
  },
  'a rule that nobody has seen yet': {
    body: failed('MoonPhaseRule - Wait for the full moon'),
    code: 'policy_not_satisfied',
    details: { unmet: [{ rule: 'other', name: 'MoonPhaseRule' }] },
  },
  'an enablement rule that says what it wants': {
    body: failed('EnablementRule - MultiFactorAuthentication, Ticketing'),
    code: 'policy_not_satisfied',
    details: { unmet: [{ rule: 'multifactor_missing' }, { rule: 'ticket_missing' }] },
  },
  'an enablement rule that does not': {
    body: failed('["EnablementRule"]'),
    code: 'policy_not_satisfied',
    details: { unmet: [{ rule: 'other', name: 'EnablementRule' }] },
  },
  'a policy failure without the usual code': {
    body: error('BadRequest', 'The following policy rules failed: TicketingRule'),
    code: 'policy_not_satisfied',
    details: { unmet: [{ rule: 'ticket_missing' }] },
  },
  'multifactor authentication and nothing else': {
    body: failed('MfaRule - Multi-factor authentication is required'),
    code: 'multifactor_required',
    details: {
      unmet: [{ rule: 'multifactor_missing' }],
      claims: '{"access_token":{"amr":{"essential":true,"values":["mfa"]}}}',
    },
  },
  'no eligibility': {
    body: failed('["EligibilityRule"]'),
    code: 'not_eligible',
    details: { unmet: [{ rule: 'eligibility_missing' }] },
  },
  'no eligibility and a rule besides': {
    body: failed('["EligibilityRule","ExpirationRule"]'),
    code: 'not_eligible',
    details: { unmet: [{ rule: 'eligibility_missing' }, longest] },
  },
  'an authentication context, claims URL-encoded': {
    body: error('RoleAssignmentRequestAcrsValidationFailed', `&claims=${inUrl}`),
    code: 'step_up_required',
    details: { claims: JSON.stringify(challenge) },
  },
  'an authentication context, wrapped, claims plain': {
    body: error(
      'UnknownError',
      `RoleAssignmentRequestAcrsValidationFailed claims=${JSON.stringify(challenge)} (see the documentation)`,
    ),
    code: 'step_up_required',
    details: { claims: JSON.stringify(challenge) },
  },
  'an authentication context with claims that cannot be read': {
    body: error('GroupAssignmentRequestAcrsValidationFailed', '&claims=%7Bnonsense'),
    code: 'step_up_required',
  },
  'a challenge in the header': {
    asked: list,
    status: 401,
    headers: { 'www-authenticate': `Bearer realm="", error="insufficient_claims", claims="${base64}"` },
    body: error('InvalidAuthenticationToken', 'Continuous access evaluation resulted in a challenge'),
    code: 'step_up_required',
    details: { claims: JSON.stringify(challenge) },
  },
  'a token that is refused': {
    asked: list,
    status: 401,
    headers: { 'www-authenticate': 'Bearer realm=""' },
    body: error('InvalidAuthenticationToken', 'Lifetime validation failed'),
    code: 'sign_in_required',
  },
  'an active role': { body: error('RoleAssignmentExists', 'exists'), code: 'already_active' },
  'a waiting request': {
    body: error('PendingRoleAssignmentRequest', 'pending'),
    code: 'request_pending_already',
  },
  'nothing to end': {
    asked: deactivate,
    body: error('RoleAssignmentDoesNotExist', 'none'),
    code: 'not_active',
  },
  'an end in the first minutes': {
    asked: deactivate,
    body: error('ActiveDurationTooShort', 'Miniumum Required is 5 minutes.'),
    code: 'too_soon_to_deactivate',
  },
  'an activation of a minute': {
    body: error('ActiveDurationTooShort', 'Miniumum Required is 5 minutes.'),
    code: 'policy_not_satisfied',
    details: { unmet: [{ rule: 'duration_too_short', minimumMinutes: 5 }] },
  },
  'an unknown person': { body: error('SubjectNotFound'), code: 'principal_not_found' },
  'an unknown role': { body: error('RoleNotFound'), code: 'role_not_found' },
  'another scope': { body: error('InvalidScope'), code: 'scope_refused' },
  'an odd schedule': { body: error('InvalidRoleAssignmentRequestSchedule'), code: 'schedule_refused' },
  'a request that cannot be taken back': {
    asked: asked('cancel'),
    body: error('RequestCannotBeCancelled'),
    code: 'request_not_cancelable',
  },
  'a request that cannot be taken back, in other words': {
    asked: asked('cancel'),
    body: error('BadRequest', 'no'),
    code: 'request_not_cancelable',
  },
  'a locked resource': { body: error('ResourceIsLocked'), code: 'resource_locked' },
  'no licence': {
    asked: list,
    body: error('AadPremiumLicenseRequired', 'The tenant needs a license.'),
    code: 'licence_missing',
  },
  'no licence for sign-in activity': {
    asked: list,
    status: 403,
    body: error('Authentication_RequestFromNonPremiumTenantOrB2CTenant', 'No premium license.'),
    code: 'licence_missing',
  },
  'a missing scope as JSON in the message': {
    asked: list,
    status: 403,
    body: error(
      'UnknownError',
      JSON.stringify({
        errorCode: 'PermissionScopeNotGranted',
        message:
          'Authorization failed due to missing permission scope Role.Read.Directory,Role.ReadWrite.Directory.',
        instanceAnnotations: [],
      }),
    ),
    code: 'permission_missing',
    details: {
      scopes: ['Role.Read.Directory', 'Role.ReadWrite.Directory'],
      graphCode: 'PermissionScopeNotGranted',
    },
  },
  'a missing permission and an empty code': {
    asked: asked('approval'),
    status: 403,
    body: error(
      '',
      'Valid permissions not present. User needs one of the following permissions for this action : A.ReadWrite.B,A.Read.B',
    ),
    code: 'permission_missing',
    details: { scopes: ['A.ReadWrite.B', 'A.Read.B'] },
  },
  'a missing permission of the audit log': {
    asked: list,
    status: 403,
    body: error(
      'Authentication_MSGraphPermissionMissing',
      'Calling principal does not have required MSGraph permissions AuditLog.Read.All',
    ),
    code: 'permission_missing',
    details: { scopes: ['AuditLog.Read.All'] },
  },
  'a right that the person lacks': {
    status: 403,
    body: error('UnauthorizedAccessException', 'Attempted to perform an unauthorized operation.'),
    code: 'forbidden',
  },
  'a decision of somebody who is not asked': {
    asked: decide,
    status: 403,
    body: error('UnauthorizedAccessException', 'Attempted to perform an unauthorized operation.'),
    code: 'not_an_approver',
  },
  'a decision that somebody made before': {
    asked: decide,
    status: 409,
    body: error('Conflict', 'done'),
    code: 'already_decided',
  },
  'a reason that an approver left out': {
    asked: decide,
    body: failed('JustificationRule'),
    code: 'policy_not_satisfied',
    details: { unmet: [{ rule: 'justification_missing' }] },
  },
  'approvals that are gone from beta': {
    asked: asked('approval'),
    body: error('BadRequest', "Resource not found for the segment 'roleAssignmentApprovals'."),
    code: 'decide_in_portal',
  },
  'approvals that beta no longer does': { asked: decide, status: 501, body: '', code: 'decide_in_portal' },
  'a request that is not there': {
    asked: asked('request'),
    status: 404,
    body: error('ResourceNotFound', 'gone'),
    code: 'request_not_found',
  },
  'a person who is not there': {
    asked: asked('person'),
    status: 404,
    body: error('Request_ResourceNotFound', 'gone'),
    code: 'principal_not_found',
  },
  'a role definition that is not there': {
    asked: asked('roleDefinition'),
    status: 404,
    body: '',
    code: 'role_not_found',
  },
  'too many requests': {
    asked: list,
    status: 429,
    headers: { 'retry-after': '31' },
    body: error('TooManyRequests', 'Please retry again later.', { innerError: { code: '429' } }),
    code: 'throttled',
    details: { retryAfterSeconds: 31 },
  },
  'too many requests for a change, which was not made': {
    status: 429,
    body: '',
    code: 'throttled',
  },
  'a failing service behind a read': { asked: list, status: 503, body: '<html>', code: 'pim_unavailable' },
  'a failing service behind a change': {
    status: 500,
    body: error('InternalServerError'),
    code: 'outcome_unknown',
  },
  'a failing service behind a decision': { asked: decide, status: 504, body: '', code: 'outcome_unknown' },
  'a failing service behind a dry run': { asked: dryRun, status: 502, body: '', code: 'pim_unavailable' },
  'a query that Graph does not take': {
    asked: list,
    body: error('Request_UnsupportedQuery', 'Or operator not supported'),
    code: 'unexpected_answer',
  },
  'a body that is not Graph’s': {
    asked: list,
    status: 418,
    body: 'short and stout',
    code: 'unexpected_answer',
  },
  'a redirect': { asked: list, status: 302, body: '', code: 'unexpected_answer' },
};

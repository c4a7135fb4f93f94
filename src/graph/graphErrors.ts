import { PimError, type PimErrorCode, type PimErrorDetails } from '../pim/errors.ts';
import { MINIMUM_DURATION_MINUTES } from '../pim/policy.ts';
import { claimsInHeader, claimsInMessage, MULTIFACTOR_CLAIMS } from './claimsChallenge.ts';
import { type GraphCall } from './graphCalls.ts';
import { type GraphErrorBody, readGraphErrorBody } from './graphErrorBody.ts';
import { unmetRulesIn } from './policyRules.ts';

/** What was asked of Graph, as far as it decides what an error means. */
export interface AskedOfGraph {
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** Path of the table of calls. */
  readonly pathTemplate: string;
  /** What the body asks PIM to do, if it has one: `selfActivate`, `selfDeactivate`. */
  readonly action?: string | undefined;
  /** A dry run changes nothing, although it is a POST. */
  readonly isDryRun: boolean;
  /** It was about what somebody else holds. Default: no. */
  readonly isAboutOther?: boolean;
}

/** An answer that is not a success. */
export interface GraphRefusal {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** What a call asks, from its entry in the table and its body. */
export function askedOf(
  call: Pick<GraphCall, 'method' | 'path' | 'group' | 'isBatch' | 'isRead'>,
  body: unknown,
): AskedOfGraph {
  const fields: { action?: unknown; isValidationOnly?: unknown } =
    typeof body === 'object' && body !== null ? body : {};
  return {
    // A batch of ours holds reads alone.
    method: call.isBatch === true || call.isRead === true ? 'GET' : call.method,
    pathTemplate: call.path,
    action: typeof fields.action === 'string' ? fields.action : undefined,
    isDryRun: fields.isValidationOnly === true,
    isAboutOther: call.group === 'administer',
  };
}

/** Whether the call may have changed something. */
export const isWrite = ({ method, isDryRun }: AskedOfGraph): boolean => method !== 'GET' && !isDryRun;

/** What PIM's own codes mean (Graph: "PIM errors"); some are guesses of other clients, mapped in case they are right. */
const byCode: Readonly<Record<string, PimErrorCode>> = {
  RoleAssignmentExists: 'already_active',
  PendingRoleAssignmentRequest: 'request_pending_already',
  RoleAssignmentDoesNotExist: 'not_active',
  ActiveDurationTooShort: 'too_soon_to_deactivate',
  SubjectNotFound: 'principal_not_found',
  RoleNotFound: 'role_not_found',
  RoleDefinitionDoesNotExist: 'role_not_found',
  InvalidScope: 'scope_refused',
  InvalidRoleAssignmentRequest: 'schedule_refused',
  InvalidRoleAssignmentRequestSchedule: 'schedule_refused',
  RequestCannotBeCancelled: 'request_not_cancelable',
  ResourceIsLocked: 'resource_locked',
  FailedAsResourceIsLocked: 'resource_locked',
  AadPremiumLicenseRequired: 'licence_missing',
  Authentication_RequestFromNonPremiumTenantOrB2CTenant: 'licence_missing',
  EligibilityNotFound: 'not_eligible',
  RoleAssignmentRequestNotEligible: 'not_eligible',
};

const missing = new Set(['ResourceNotFound', 'Request_ResourceNotFound', 'ItemNotFound']);

const isApproval = (asked: AskedOfGraph): boolean => asked.pathTemplate.includes('/roleAssignmentApprovals/');
const isDecision = (asked: AskedOfGraph): boolean => isApproval(asked) && asked.method === 'PATCH';

const isReview = ({ pathTemplate }: AskedOfGraph): boolean => pathTemplate.includes('/accessReviews/');

/** Of access reviews: what a status means otherwise than elsewhere. */
function ofReview(status: number, asked: AskedOfGraph): PimErrorCode | undefined {
  if (!isReview(asked)) return undefined;
  if (status === 404) return 'review_not_found';
  if (status === 403 && asked.method === 'PATCH') return 'not_a_reviewer';
  if ((status === 400 || status === 409) && asked.pathTemplate.endsWith('/applyDecisions'))
    return 'review_not_completed';
  return undefined;
}

function notFound({ pathTemplate }: AskedOfGraph): PimErrorCode {
  if (pathTemplate.includes('/accessReviews/')) return 'review_not_found';
  if (pathTemplate.includes('/roleDefinitions')) return 'role_not_found';
  return /^\/(users|groups)\//.test(pathTemplate) ? 'principal_not_found' : 'request_not_found';
}

function byStatus(status: number, asked: AskedOfGraph): PimErrorCode {
  const special = ofReview(status, asked);
  if (special !== undefined) return special;
  if (status === 401) return 'sign_in_required';
  if (status === 403) return isDecision(asked) ? 'not_an_approver' : 'forbidden';
  if (status === 404) return notFound(asked);
  if (status === 409) return 'already_decided';
  if (status === 429) return 'throttled';
  if (status === 400 && asked.pathTemplate.endsWith('/cancel')) return 'request_not_cancelable';
  if (status === 408 || status >= 500) return isWrite(asked) ? 'outcome_unknown' : 'pim_unavailable';
  return 'unexpected_answer';
}

/** Scopes that a 403 names, from any of its wordings. */
function scopesIn({ code, message }: GraphErrorBody): readonly string[] | undefined {
  const list =
    /^Valid permissions not present\.[^:]*:\s*(\S.*)$/s.exec(message)?.[1] ??
    (/PermissionScopeNotGranted|MSGraphPermissionMissing/.test(code)
      ? /(?:scope|permissions)\s([\w.,\s]+)$/.exec(message)?.[1]
      : undefined);
  return list
    ?.split(',')
    .map((scope) => scope.trim().replace(/\.$/, ''))
    .filter((scope) => scope !== '');
}

type Meaning = readonly [PimErrorCode, PimErrorDetails];

function challenge(
  { status, headers }: GraphRefusal,
  { code, message }: GraphErrorBody,
): Meaning | undefined {
  const inHeader = status === 401 ? claimsInHeader(headers.get('www-authenticate')) : undefined;
  if (inHeader !== undefined) return ['step_up_required', { claims: inHeader }];
  if (!/AcrsValidationFailed/i.test(`${code} ${message}`)) return undefined;
  const claims = claimsInMessage(message);
  return ['step_up_required', claims === undefined ? {} : { claims }];
}

function policy({ code, message }: GraphErrorBody): Meaning | undefined {
  if (!/PolicyValidationFailed/i.test(code) && !/policy rules failed/i.test(message)) return undefined;
  const unmet = unmetRulesIn(message);
  const rules = unmet.map(({ rule }) => rule);
  // Without an eligibility nothing else matters; a second factor is all that is left only when nothing else is missing.
  if (rules.includes('eligibility_missing')) return ['not_eligible', { unmet }];
  return rules.join() === 'multifactor_missing'
    ? ['multifactor_required', { unmet, claims: MULTIFACTOR_CLAIMS }]
    : ['policy_not_satisfied', { unmet }];
}

/** Codes that stand for one failed rule each, seen in other clients only. */
const singleRules: Readonly<Record<string, PimErrorDetails>> = {
  JustificationRuleViolated: { unmet: [{ rule: 'justification_missing' }] },
  MaximumDurationExceeded: { unmet: [{ rule: 'duration_too_long', maximumMinutes: undefined }] },
  StartTimeInPast: { unmet: [{ rule: 'start_in_past' }] },
};

function singleRule({ code }: GraphErrorBody, { action }: AskedOfGraph): Meaning | undefined {
  // The same code as for ending an activation too soon.
  if (code === 'ActiveDurationTooShort' && action === 'selfActivate') {
    const unmet = [{ rule: 'duration_too_short', minimumMinutes: MINIMUM_DURATION_MINUTES }] as const;
    return ['policy_not_satisfied', { unmet }];
  }
  const details = singleRules[code];
  return details === undefined ? undefined : ['policy_not_satisfied', details];
}

/** Graph takes no change of a role's settings while a rule about mail to approvers has addresses of its own (seen). */
const lockedSettings = ({ code, message }: GraphErrorBody): Meaning | undefined =>
  /ActivationCustomApproversNotEmpty/i.test(`${code} ${message}`)
    ? ['change_guarded', { guard: 'lockedByApproverRecipients' }]
    : undefined;

function permission(body: GraphErrorBody): Meaning | undefined {
  const scopes = scopesIn(body);
  const isNamed = scopes !== undefined || body.code === 'PermissionScopeNotGranted';
  return isNamed ? ['permission_missing', scopes === undefined ? {} : { scopes }] : undefined;
}

/** Approvals exist under /beta only. When that goes, people decide in the portal. */
function approvalsGone(
  { status }: GraphRefusal,
  body: GraphErrorBody,
  asked: AskedOfGraph,
): Meaning | undefined {
  const isGone = status === 410 || status === 501 || /not found for the segment/i.test(body.message);
  return isApproval(asked) && isGone ? ['decide_in_portal', {}] : undefined;
}

/** Seconds to wait, from `Retry-After`; `undefined` without one. */
export function retryAfterSeconds(headers: Headers): number | undefined {
  const seconds = Number(headers.get('retry-after') ?? NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.ceil(seconds) : undefined;
}

function meaningOf(refusal: GraphRefusal, body: GraphErrorBody, asked: AskedOfGraph): Meaning {
  const gone = approvalsGone(refusal, body, asked);
  if (gone !== undefined) return gone;
  // A failing service does not know what it did, whatever its body says.
  if (refusal.status >= 500) return [byStatus(refusal.status, asked), {}];
  return (
    challenge(refusal, body) ??
    permission(body) ??
    policy(body) ??
    singleRule(body, asked) ??
    lockedSettings(body) ?? [
      byCode[body.code] ?? (missing.has(body.code) ? notFound(asked) : byStatus(refusal.status, asked)),
      {},
    ]
  );
}

/** A refusal of Graph in the domain's words. The body itself, which may hold people's words, is left behind. */
export function pimErrorOfGraph(refusal: GraphRefusal, asked: AskedOfGraph): PimError {
  const body = readGraphErrorBody(refusal.text);
  const [code, details] = meaningOf(refusal, body, asked);
  const graphRequestId = refusal.headers.get('request-id') ?? body.requestId;
  const wait = retryAfterSeconds(refusal.headers);
  return new PimError(code, `Graph answered ${refusal.status} ${body.code}`.trim(), {
    ...details,
    status: refusal.status,
    ...(asked.isAboutOther === true && { isAboutOther: true }),
    ...(body.code !== '' && { graphCode: body.code }),
    ...(graphRequestId !== undefined && { graphRequestId }),
    ...(wait !== undefined && { retryAfterSeconds: wait }),
  });
}

/** Causes of a failed `fetch` by which nothing can have reached the other side. */
const notSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** No answer, or half of one: a change may have happened unless nothing can have been sent. */
export function pimErrorOfSilence(cause: unknown, asked: AskedOfGraph): PimError {
  const isUnclear = isWrite(asked) && !notSent.has(networkCode(cause) ?? '');
  return isUnclear
    ? new PimError('outcome_unknown', 'Graph’s answer was lost', {}, { cause })
    : new PimError('pim_unavailable', 'Graph did not answer', {}, { cause });
}

function networkCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return networkCode(error instanceof AggregateError ? error.errors[0] : error.cause);
}

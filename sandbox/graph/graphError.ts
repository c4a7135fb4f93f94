/** Permission names, the least privileged first, in the order an error names them. */
export type ScopeNames = readonly string[];

/** A refusal as Graph words it: HTTP status, `error.code` and `error.message` exactly as they go on the wire. */
export class GraphError extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What the inner error says besides date and ids. */
  readonly inner: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    message: string,
    headers: Readonly<Record<string, string>> = {},
    inner: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = 'GraphError';
    this.status = status;
    this.code = code;
    this.headers = headers;
    this.inner = inner;
  }
}

/** 401 of a missing, foreign or expired token. */
export function invalidToken(message: string, authorizationUri: string): GraphError {
  // 00000003-0000-0000-c000-000000000000 is the application id of Microsoft Graph itself.
  const challenge = `Bearer realm="", authorization_uri="${authorizationUri}", client_id="00000003-0000-0000-c000-000000000000"`;
  return new GraphError(401, 'InvalidAuthenticationToken', message, { 'WWW-Authenticate': challenge });
}

/** 403 of the PIM service when the token lacks a scope: the real reason is JSON inside the message. */
export function permissionScopeNotGranted(scopes: ScopeNames): GraphError {
  const reason = {
    errorCode: 'PermissionScopeNotGranted',
    message: `Authorization failed due to missing permission scope ${scopes.join(',')}.`,
    instanceAnnotations: [],
  };
  return new GraphError(403, 'UnknownError', JSON.stringify(reason));
}

/** 403 of the approvals under /beta when the token lacks a scope; its code is the empty string. */
export function validPermissionsNotPresent(scopes: ScopeNames): GraphError {
  const needed = scopes.join(',');
  return new GraphError(
    403,
    '',
    `Valid permissions not present. User needs one of the following permissions for this action : ${needed}`,
  );
}

/** 403 of the directory (users, groups, role definitions). */
export const insufficientPrivileges = (): GraphError =>
  new GraphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');

/** 403 of the audit log when the token lacks a permission. */
export const auditPermissionMissing = (scopes: ScopeNames): GraphError =>
  new GraphError(
    403,
    'Authentication_MSGraphPermissionMissing',
    `Calling principal does not have required MSGraph permissions ${scopes.join(',')}`,
  );

/** 403 of sign-in activity where the tenant lacks the licence. */
export const notPremium = (): GraphError =>
  new GraphError(
    403,
    'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
    "Neither tenant is B2C or tenant doesn't have premium license",
  );

/** 403 of Teams when the token lacks a permission. */
export const missingRolePermissions = (scopes: ScopeNames): GraphError =>
  new GraphError(
    403,
    'Forbidden',
    `Missing role permissions on the request. API requires one of '${scopes.join(', ')}'.`,
  );

/** 409 of something that is there already. */
export const conflict = (message: string): GraphError => new GraphError(409, 'Conflict', message);

/** 403 of the audit log when the person holds no role that may read it. */
export const notInAllowedRoles = (): GraphError =>
  new GraphError(403, 'Authentication_RequestFromUnsupportedUserRole', 'User is not in the allowed roles');

/** 403 of the PIM service when the caller has the scope but not the right. */
export const unauthorizedAccess = (): GraphError =>
  new GraphError(403, 'UnauthorizedAccessException', 'Attempted to perform an unauthorized operation.');

/** 400 with the code that OData problems carry. */
export const badRequest = (message: string): GraphError => new GraphError(400, 'BadRequest', message);

/** 405 of a resource that does not take the method. */
export const methodNotAllowed = (): GraphError =>
  new GraphError(405, 'Request_BadRequest', 'Specified HTTP method is not allowed for the request target.');

/** 429 of a caller who asks too often, with the seconds to wait. */
export const tooManyRequests = (seconds: number): GraphError =>
  new GraphError(
    429,
    'TooManyRequests',
    'Please retry again later.',
    { 'Retry-After': String(seconds) },
    { code: '429', message: 'Please retry after', status: '429' },
  );

/** 400 of a path that leads nowhere. */
export const segmentNotFound = (segment: string): GraphError =>
  badRequest(`Resource not found for the segment '${segment}'.`);

/** 400 of a query that the entity set does not take. */
export const unsupportedQuery = (message: string): GraphError =>
  new GraphError(400, 'Request_UnsupportedQuery', message);

/** 404 of the directory. */
export const directoryObjectNotFound = (id: string): GraphError =>
  new GraphError(
    404,
    'Request_ResourceNotFound',
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  );

/** 404 of PIM and policies for an id that is not there. */
export const resourceNotFound = (id: string): GraphError =>
  new GraphError(404, 'ResourceNotFound', `The resource '${id}' is not found.`);

/** What PIM says when it refuses a request: the codes with the texts that were seen; the others are our wording. */
const refusals = {
  RoleAssignmentExists: 'The Role assignment already exists.',
  PendingRoleAssignmentRequest: 'There is already an existing pending Role assignment request.',
  RoleAssignmentDoesNotExist: 'The Role assignment does not exist.',
  // The misspelling is the service's own.
  ActiveDurationTooShort: 'The Active duration is too short. Miniumum Required is 5 minutes.',
  AadPremiumLicenseRequired:
    'The tenant needs to have Microsoft Entra ID P2 or Microsoft Entra ID Governance license.',
  SubjectNotFound: 'The subject is not found.',
  RoleNotFound: 'The role is not found.',
  InvalidScope: 'The scope is invalid.',
  InvalidRoleAssignmentRequest: 'The role assignment request is invalid.',
  InvalidRoleAssignmentRequestSchedule: 'The schedule of the role assignment request is invalid.',
  RequestCannotBeCancelled: 'The request cannot be cancelled in its current state.',
} as const;

/** 400 of PIM by its code. */
export const pimRefusal = (code: keyof typeof refusals): GraphError =>
  new GraphError(400, code, refusals[code]);

/** 400 of an authentication context that the token does not satisfy; the claims are URL-encoded in the message. */
export function acrsValidationFailed(claimValue: string): GraphError {
  const claims = `{"access_token":{"acrs":{"essential":true, "value":"${claimValue}"}}}`;
  return new GraphError(
    400,
    'RoleAssignmentRequestAcrsValidationFailed',
    `&claims=${encodeURIComponent(claims)}`,
  );
}

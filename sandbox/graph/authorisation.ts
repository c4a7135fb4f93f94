import { type Claims, type Tenant, type User } from '../world.ts';
import {
  auditPermissionMissing,
  type GraphError,
  insufficientPrivileges,
  missingRolePermissions,
  permissionScopeNotGranted,
  type ScopeNames,
  validPermissionsNotPresent,
} from './graphError.ts';

/** Who calls, as the verified token says. */
export interface Caller {
  readonly kind: 'user' | 'app';
  /** Object id of the user or of the service principal. */
  readonly id: string;
  readonly name: string;
  readonly user: User | undefined;
  /** Delegated scopes (`scp`) or application permissions (`roles`), lower case. */
  readonly permissions: ReadonlySet<string>;
  /** Authentication methods (`amr`) of the sign-in. */
  readonly methods: ReadonlySet<string>;
  /** Authentication contexts (`acrs`) that the token satisfies. */
  readonly contexts: ReadonlySet<string>;
  /** Client capabilities (`xms_cc`), lower case: PIM answers a claims challenge with success for `cp1` only. */
  readonly capabilities: ReadonlySet<string>;
  readonly claims: Claims;
}

const words = (claim: unknown): string[] =>
  Array.isArray(claim)
    ? claim.filter((word) => typeof word === 'string')
    : typeof claim === 'string'
      ? claim.split(' ')
      : [];

const lowerWords = (claim: unknown): Set<string> => new Set(words(claim).map((word) => word.toLowerCase()));

/** The caller behind verified claims, or why nobody of this tenant is behind them. */
export function callerFrom(claims: Claims, tenant: Tenant): Caller | string {
  const id = typeof claims['oid'] === 'string' ? claims['oid'].toLowerCase() : undefined;
  if (id === undefined) return 'The token has no oid.';
  const isApp = claims['scp'] === undefined;
  const user = isApp ? undefined : tenant.users.find((person) => person.id === id);
  if (!isApp && user === undefined) return 'The user of the token is not in the tenant.';
  if (user?.accountEnabled === false) return 'The account of the user is disabled.';
  return {
    kind: isApp ? 'app' : 'user',
    id,
    name: user?.displayName ?? `${tenant.registration.displayName} (app)`,
    user,
    permissions: lowerWords(isApp ? claims['roles'] : claims['scp']),
    methods: lowerWords(claims['amr']),
    contexts: lowerWords(claims['acrs']),
    capabilities: lowerWords(claims['xms_cc']),
    claims,
  };
}

/** A person at the Entra portal: every permission, signed in with multifactor and any authentication context. */
export function portalCaller(user: User): Caller {
  const contexts = Array.from({ length: 99 }, (_, index) => `c${index + 1}`);
  const none = new Set<string>();
  return {
    kind: 'user',
    id: user.id,
    name: user.displayName,
    user,
    permissions: none,
    methods: new Set(['pwd', 'mfa']),
    contexts: new Set(contexts),
    capabilities: new Set(['cp1']),
    claims: {},
  };
}

/** Whether the token carries one of these permissions. */
export const hasAnyOf = (caller: Caller, scopes: ScopeNames): boolean =>
  scopes.some((scope) => caller.permissions.has(scope.toLowerCase()));

/** What a route asks of the token. */
export interface Permission {
  /** Which service refuses, and so how the refusal is worded. */
  readonly service: 'pim' | 'approvals' | 'directory' | 'audit' | 'teams';
  /** One of these is needed of a user's token; empty: no user may call. */
  readonly delegated: ScopeNames;
  /** One of these is needed of an app-only token; empty: no app may call. */
  readonly application: ScopeNames;
  /** Needed besides, of either. */
  readonly also?: ScopeNames;
}

const refusal = {
  pim: permissionScopeNotGranted,
  approvals: validPermissionsNotPresent,
  directory: insufficientPrivileges,
  audit: auditPermissionMissing,
  teams: missingRolePermissions,
} satisfies Record<Permission['service'], (scopes: ScopeNames) => GraphError>;

/** Throws the true 403 of the service when the token lacks what the route asks. */
export function authorise(caller: Caller, permission: Permission): void {
  const needed = caller.kind === 'user' ? permission.delegated : permission.application;
  // Where apps may not call at all, the error still names the scopes a user would need.
  if (!hasAnyOf(caller, needed))
    throw refusal[permission.service](needed.length > 0 ? needed : permission.delegated);
  if (permission.also !== undefined && !hasAnyOf(caller, permission.also))
    throw refusal[permission.service](permission.also);
}

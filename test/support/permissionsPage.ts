import { REQUIRED_PERMISSIONS } from '../../src/graph/appPermissions.ts';
import { type GraphCall, graphCalls } from '../../src/graph/egress.ts';
import {
  ADMINISTRATION_SCOPES,
  ALERT_SCOPES,
  DECISION_SCOPES,
  EXTENSION_SCOPES,
  OWN_ROLE_SCOPES,
  REVIEW_SCOPES,
  SETTINGS_SCOPES,
} from '../../src/graph/graphScopes.ts';

const calls: readonly GraphCall[] = Object.values(graphCalls);

const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(...head), row(...head.map(() => '---')), ...rows.map((cells) => row(...cells))].join('\n');
const code = (text: string): string => `\`${text}\``;
const codeOrNone = (permission: string | undefined): string =>
  permission === undefined ? '–' : code(permission);

/** What the calls with a permission are used for, each reason once. */
const reasons = (permission: string, of: 'leastApplication' | 'leastDelegated'): string =>
  [...new Set(calls.filter((call) => call[of] === permission).map(({ usedFor }) => usedFor))].join('; ');

const required: ReadonlySet<string> = new Set(REQUIRED_PERMISSIONS);

/** Application permissions: the required ones, then what only some calls can make use of. */
export function applicationPermissions(): string {
  const used = new Set(calls.flatMap(({ leastApplication }) => leastApplication ?? []));
  const optional = [...used].filter((permission) => !required.has(permission)).toSorted();
  const line = (permission: string, isRequired: boolean): readonly string[] => [
    code(permission),
    isRequired ? 'yes' : 'no',
    used.has(permission) ? reasons(permission, 'leastApplication') : 'no call of this version',
  ];
  return table(
    ['Application permission', 'Required', 'Used for'],
    [
      ...REQUIRED_PERMISSIONS.map((permission) => line(permission, true)),
      ...optional.map((permission) => line(permission, false)),
    ],
  );
}

/** Delegated scopes, in the bundles that are asked for. */
export function delegatedScopes(): string {
  const bundles: readonly (readonly [when: string, scopes: readonly string[]])[] = [
    ['with approvals only', DECISION_SCOPES],
    ['when somebody asks for more time', EXTENSION_SCOPES],
    [
      'when an administrator changes what somebody else holds (`administration.changes` only)',
      ADMINISTRATION_SCOPES,
    ],
    ['when an administrator changes how a role is set (`administration.changes` only)', SETTINGS_SCOPES],
    ['when somebody does something with an access review (`reviews.enabled` only)', REVIEW_SCOPES],
    ['when an administrator dismisses one of PIM’s own alerts (`administration.changes` only)', ALERT_SCOPES],
  ];
  const own: ReadonlySet<string> = new Set(OWN_ROLE_SCOPES);
  const whenOf = (scope: string): string =>
    own.has(scope)
      ? 'always'
      : bundles.flatMap(([when, scopes]) => (scopes.includes(scope) ? [when] : [])).join('; ');
  return table(
    ['Delegated scope', 'Asked for'],
    [...new Set(bundles.flatMap(([, scopes]) => scopes))].map((scope) => [code(scope), whenOf(scope)]),
  );
}

/** Every call that can leave the process, with the least permission for each kind of token. */
export function callsWithPermissions(): string {
  return table(
    ['Call', 'Person’s token', 'App’s own token', 'Used for'],
    calls.map(({ method, version, path, leastDelegated, leastApplication, isBatch, usedFor }) => [
      code(`${method} /${version}${path}`),
      codeOrNone(leastDelegated),
      isBatch === true ? 'those of its parts' : codeOrNone(leastApplication),
      usedFor,
    ]),
  );
}

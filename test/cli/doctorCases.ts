import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Reply } from '../graph/localServer.ts';
import { type RunningSandbox } from '../support/runningSandbox.ts';

/** What a case changes before doctor is asked. */
export interface Broken {
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly answers?: Readonly<Record<string, Reply>>;
  readonly inTenant?: (sandbox: RunningSandbox) => Promise<unknown>;
  /** Text of the settings file. */
  readonly settings?: string;
  /** How far our clock is off. Seconds. */
  readonly clockOff?: number;
}

/** What it says about one check then. */
export interface Expected {
  readonly check: string;
  readonly sign: '✓' | '!' | '✗';
  readonly told: RegExp;
  readonly fix: RegExp;
  /** What it must find well all the same. */
  readonly others?: readonly string[];
}

/** Application permissions that are all there should be. */
export const granted = [
  'AuditLog.Read.All',
  'Directory.Read.All',
  'GroupMember.Read.All',
  'RoleAssignmentSchedule.Read.Directory',
  'RoleEligibilitySchedule.Read.Directory',
  'RoleManagement.Read.Directory',
  'RoleManagementAlert.Read.Directory',
  'RoleManagementPolicy.Read.Directory',
  'User.Read.All',
];
const consented = [
  'RoleEligibilitySchedule.Read.Directory',
  'RoleAssignmentSchedule.ReadWrite.Directory',
  'RoleEligibilitySchedule.ReadWrite.Directory',
  'PrivilegedAccess.ReadWrite.AzureAD',
];
/** The tenant grants these application permissions and no others. */
export const permitting =
  (roles: readonly string[]): Broken['inTenant'] =>
  ({ control }) =>
    control.applicationPermissions(roles);
const consenting =
  (scopes: readonly string[]): Broken['inTenant'] =>
  ({ control }) =>
    control.consent(scopes);
const but = (list: readonly string[], name: string): readonly string[] => list.filter((one) => one !== name);
const faulty =
  (path: string, answer: { readonly status: number; readonly body?: unknown }): Broken['inTenant'] =>
  ({ control }) =>
    control.faults.add({ match: { path }, times: 50, ...answer });
const segmentGone = {
  status: 400,
  body: {
    error: { code: 'BadRequest', message: "Resource not found for the segment 'roleAssignmentApprovals'." },
  },
};
const both =
  (first: Broken['inTenant'], second: Broken['inTenant']): Broken['inTenant'] =>
  async (sandbox) => {
    await first?.(sandbox);
    await second?.(sandbox);
  };

/** What is broken, and what doctor says of it. */
export const cases: Readonly<Record<string, readonly [Broken, Expected]>> = {
  'an encryption key of the wrong length': [
    { environment: { LATCHKEY_ENCRYPTION_KEY: 'c2hvcnQ=' } },
    {
      check: 'configuration',
      sign: '✗',
      told: /LATCHKEY_ENCRYPTION_KEY: every key in the list must be 32 bytes/,
      fix: /\.env\.example/,
      others: ['token.graph', 'graph.people', 'publicUrl', 'channelKeys'],
    },
  ],
  'no id of the app': [
    { environment: { MicrosoftAppId: undefined } },
    {
      check: 'token.graph',
      sign: '!',
      told: /not looked at: the configuration is wrong/,
      fix: /configuration/,
      others: ['publicUrl', 'messagingEndpoint', 'channelKeys'],
    },
  ],
  'a wrong secret': [
    { environment: { MicrosoftAppPassword: 'mistyped-7c1f' } },
    {
      check: 'token.graph',
      sign: '✗',
      told: /Entra gives none \(AADSTS7000215\)/,
      fix: /the value of a client secret, not its id/,
      others: ['configuration', 'publicUrl', 'clock', 'channelKeys'],
    },
  ],
  'another tenant': [
    { environment: { MicrosoftAppTenantId: '4d9f1c52-7be0-4f3a-9d61-a85c30e2f7b4' } },
    {
      check: 'token.connector',
      sign: '✗',
      told: /AADSTS90002/,
      fix: /MicrosoftAppTenantId and LATCHKEY_CLOUD/,
    },
  ],
  'a clock that is two minutes off': [
    { clockOff: 120 },
    {
      check: 'clock',
      sign: '✗',
      told: /Microsoft’s clocks are 1[12]\d s behind/,
      fix: /NTP/,
      others: ['token.graph'],
    },
  ],
  'a clock that is half a minute off': [
    { clockOff: -30 },
    { check: 'clock', sign: '!', told: /(?:29|3[0-2]) s ahead/, fix: /NTP/ },
  ],
  'a missing permission': [
    { inTenant: permitting(but(granted, 'AuditLog.Read.All')) },
    {
      check: 'permissions.required',
      sign: '✗',
      told: /missing: AuditLog\.Read\.All$/,
      fix: /API permissions/,
      others: ['graph.people', 'graph.settings'],
    },
  ],
  'what a missing permission reads': [
    { inTenant: permitting(but(granted, 'AuditLog.Read.All')) },
    {
      check: 'graph.auditLog',
      sign: '!',
      told: /asks for AuditLog\.Read\.All/,
      fix: /Grant AuditLog\.Read\.All/,
    },
  ],
  'people that cannot be read': [
    { inTenant: permitting(granted.filter((name) => !/^(?:User|Directory)\./.test(name))) },
    { check: 'graph.people', sign: '✗', told: /asks for User\.Read\.All/, fix: /Grant User\.Read\.All/ },
  ],
  'a permission that could change access': [
    { inTenant: permitting([...granted, 'RoleManagement.ReadWrite.Directory']) },
    {
      check: 'permissions.excess',
      sign: '✗',
      told: /no change is relayed: RoleManagement\.ReadWrite\.Directory$/,
      fix: /Take them away/,
      others: ['permissions.required'],
    },
  ],
  'permissions that serve nothing': [
    { inTenant: permitting([...granted, 'Mail.Read', 'AccessReview.Read.All']) },
    {
      check: 'permissions.excess',
      sign: '!',
      told: /serve nothing as Latchkey is set up: Mail\.Read, AccessReview\.Read\.All$/,
      fix: /Take them away/,
    },
  ],
  'a feature without its permissions': [
    { inTenant: permitting(granted), settings: 'delivery: { installForApprovers: true }\n' },
    {
      check: 'permissions.features',
      sign: '✗',
      told: /AppCatalog\.Read\.All, TeamsAppInstallation\.ReadWriteSelfForUser\.All$/,
      fix: /delivery\.installForApprovers/,
    },
  ],
  'no consent to one’s own roles': [
    { inTenant: consenting(but(consented, 'RoleAssignmentSchedule.ReadWrite.Directory')) },
    {
      check: 'consent.ownRoles',
      sign: '✗',
      told: /missing: RoleAssignmentSchedule\.ReadWrite\.Directory; nobody can activate/,
      fix: /Delegated permissions; then grant admin consent/,
      others: ['permissions.required'],
    },
  ],
  'no consent to approvals': [
    { inTenant: consenting(but(consented, 'PrivilegedAccess.ReadWrite.AzureAD')) },
    {
      check: 'consent.decisions',
      sign: '!',
      told: /missing: PrivilegedAccess\.ReadWrite\.AzureAD/,
      fix: /admin consent/,
      others: ['consent.ownRoles', 'consent.extensions'],
    },
  ],
  'no consent to what is switched on': [
    { settings: 'administration: { changes: true }\n' },
    {
      check: 'consent.administration',
      sign: '✗',
      told: /missing: RoleManagementPolicy\.ReadWrite\.Directory, RoleManagementAlert\.ReadWrite\.Directory/,
      fix: /admin consent/,
    },
  ],
  'consent that cannot be read': [
    { inTenant: permitting(but(granted, 'Directory.Read.All')) },
    {
      check: 'consent.ownRoles',
      sign: '!',
      told: /not looked at: .*Directory\.Read\.All/,
      fix: /Enterprise applications/,
      others: ['graph.people'],
    },
  ],
  'approvals that beta has no more': [
    { inTenant: faulty('/beta/roleManagement/directory/roleAssignmentApprovals/', segmentGone) },
    { check: 'graph.approvals', sign: '✗', told: /does not have them any more/, fix: /newer version/ },
  ],
  'role settings that cannot be read': [
    { inTenant: faulty('/roleManagementPolicyAssignments', { status: 500 }) },
    { check: 'graph.settings', sign: '✗', told: /\(500 /, fix: /Try again/, others: ['graph.people'] },
  ],
  'an app that is not in the catalogue': [
    {
      inTenant: both(
        permitting([...granted, 'AppCatalog.Read.All']),
        faulty('/appCatalogs/', { status: 200, body: { value: [] } }),
      ),
    },
    { check: 'catalogue', sign: '✗', told: /Latchkey is not in it/, fix: /npm run package/ },
  ],
  'keys of the channel that are not to be had': [
    { inTenant: faulty('/botframework/', { status: 503 }) },
    {
      check: 'channelKeys',
      sign: '✗',
      told: /does not publish them/,
      fix: /LATCHKEY_CLOUD/,
      others: ['graph.people'],
    },
  ],
  'a public address where nobody listens': [
    { environment: { LATCHKEY_PUBLIC_URL: 'http://127.0.0.1:1' } },
    {
      check: 'publicUrl',
      sign: '✗',
      told: /cannot be reached/,
      fix: /Start the service/,
      others: ['graph.people'],
    },
  ],
  'a public address of something else': [
    { answers: { 'GET /healthz': { status: 302, headers: { location: 'https://login.example.com/' } } } },
    { check: 'publicUrl', sign: '✗', told: /answers 302/, fix: /proxy in front/ },
  ],
  'a service that is not ready': [
    { answers: { 'GET /readyz': { status: 503, body: { ready: false, reasons: ['database', 'clock'] } } } },
    {
      check: 'readiness',
      sign: '✗',
      told: /not ready: database, clock/,
      fix: /health/,
      others: ['publicUrl', 'messagingEndpoint'],
    },
  ],
  'a messaging endpoint that takes anything': [
    { answers: { 'POST /api/messages': { status: 200 } } },
    {
      check: 'messagingEndpoint',
      sign: '✗',
      told: /took a message from a stranger/,
      fix: /in Latchkey’s place/,
    },
  ],
  'a messaging endpoint that is not passed on': [
    { answers: { 'POST /api/messages': { status: 404 } } },
    { check: 'messagingEndpoint', sign: '✗', told: /answers 404/, fix: /Authorization header/ },
  ],
  'a database that cannot be reached': [
    { environment: { DATABASE_URL: 'postgres://latchkey:hush-4411@127.0.0.1:1/latchkey' } },
    {
      check: 'database',
      sign: '✗',
      told: /cannot be reached \(ECONNREFUSED\)/,
      fix: /DATABASE_URL/,
      others: ['graph.people', 'publicUrl'],
    },
  ],
  'a first group with nobody in it': [
    { settings: "pilot: { groups: ['4d9f1c52-7be0-4f3a-9d61-a85c30e2f7b4'] }\n" },
    { check: 'pilot', sign: '!', told: /0 people are served.*4d9f1c52/, fix: /pilot\.groups/ },
  ],
  'a folder without a database': [
    { environment: { LATCHKEY_DATA_DIR: join(tmpdir(), 'latchkey-nobody-made-this') } },
    { check: 'database', sign: '!', told: /holds no database yet/, fix: /Start the service/ },
  ],
};

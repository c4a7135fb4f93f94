import assert from 'node:assert/strict';
import {
  type SandboxControl,
  type SandboxOptions,
  type RunningSandbox,
  startSandbox,
} from '../../support/runningSandbox.ts';
import { signInAtEntra } from '../../support/entraSignIn.ts';

/** JSON as Graph answers it; tests look into it freely. */
export type Json = Readonly<Record<string, unknown>>;

/** What Graph answered. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  /** The body as sent: for the order of keys. */
  readonly text: string;
  readonly body: Json;
}

/** One line of the journal. */
export interface Happening {
  readonly kind: string;
  readonly summary: string;
  readonly actor?: string;
  readonly status?: number;
  readonly wire?: { readonly request?: string; readonly response?: string };
}

/** How somebody is signed in. */
export interface SignIn {
  readonly scopes?: readonly string[];
  readonly hasMultifactor?: boolean;
  readonly contexts?: readonly string[];
  /** Whether the client says that it understands claims challenges. */
  readonly isCapable?: boolean;
}

/** People of Harbour Light. */
export const people = {
  ana: 'a1a1a1a1-0001-4000-8000-000000000001',
  ben: 'b2b2b2b2-0002-4000-8000-000000000002',
  chi: 'c3c3c3c3-0003-4000-8000-000000000003',
  dara: 'd4d4d4d4-0004-4000-8000-000000000004',
  eli: 'e5e5e5e5-0005-4000-8000-000000000005',
  fay: 'f6f6f6f6-0006-4000-8000-000000000006',
  gus: '07070707-0007-4000-8000-000000000007',
  hana: '08080808-0008-4000-8000-000000000008',
  ivo: '09090909-0009-4000-8000-000000000009',
  jun: '0a0a0a0a-000a-4000-8000-00000000000a',
  kit: '0b0b0b0b-000b-4000-8000-00000000000b',
} as const;

/** Groups, unit and service principal of Harbour Light. */
export const objects = {
  tierOneApprovers: '6a0e1f52-1c3b-4d7e-9b20-5f1e0c7a1101',
  mailTeamLeads: '6a0e1f52-1c3b-4d7e-9b20-5f1e0c7a1102',
  readersCircle: '6a0e1f52-1c3b-4d7e-9b20-5f1e0c7a1103',
  osloOffice: '7b1d2c63-2d4c-4e8f-8a31-602f1d8b2201',
  backupService: '8c2e3d74-3e5d-4f90-9b42-713a2e9c3301',
} as const;

/** Template ids of built-in roles. */
export const roles = {
  globalAdministrator: '62e90394-69f5-4237-9190-012177145e10',
  privilegedRoleAdministrator: 'e8611ab8-c189-46e8-94e1-60213ab1f814',
  exchangeAdministrator: '29232cdf-9323-42fd-ade2-1d097af3e4de',
  userAdministrator: 'fe930be7-5e62-47db-91af-98c3a49a38b1',
  securityAdministrator: '194ae4cb-b126-40b2-bd5b-6091b380977d',
  securityReader: '5d6b6bb7-de71-4623-b4af-96380a352509',
  globalReader: 'f2ef992c-3afb-46b9-b7cf-a126ee74c451',
  helpdeskAdministrator: '729827e3-9c14-49f7-bb1b-9608f156bbb8',
  sharePointAdministrator: 'f28a1f50-f6e7-4571-818b-6a12f2af6b6c',
  teamsAdministrator: '69091246-20e8-4a56-aa4d-066075b2a7a8',
  intuneAdministrator: '3a2c62db-5318-420d-8d74-23affee5d9d5',
  complianceAdministrator: '17315797-102d-40b4-93e0-432062caca18',
  groupsAdministrator: 'fdd7a751-b60b-444a-984c-02652fe8fa1c',
  reportsReader: '4a5d8f65-41da-4de4-8968-e035b65339cf',
  directoryReaders: '88d8e3e3-8f55-4a1e-953a-9b9898b8876b',
} as const;

/** What people of the tenant have consented to. */
const everyday = [
  'User.Read',
  'RoleEligibilitySchedule.Read.Directory',
  'RoleAssignmentSchedule.ReadWrite.Directory',
  'PrivilegedAccess.ReadWrite.AzureAD',
] as const;

/** What administrators' changes need besides. */
export const adminScopes = [
  ...everyday,
  'RoleEligibilitySchedule.ReadWrite.Directory',
  'RoleManagementPolicy.ReadWrite.Directory',
] as const;

const requests = '/v1.0/roleManagement/directory/roleAssignmentScheduleRequests';
const graphScope = (scope: string): string => `https://graph.microsoft.com/${scope}`;

/** Graph of a sandbox of one's own, called with real tokens of that sandbox. */
export class GraphSandbox {
  readonly url: string;
  readonly control: SandboxControl;
  readonly tenantId: string;
  readonly #process: RunningSandbox;
  #tokens = new Map<string, Promise<string>>();

  private constructor(process: RunningSandbox) {
    this.#process = process;
    this.url = process.url;
    this.control = process.control;
    this.tenantId = process.tenantInfo.tenantId;
  }

  static async start(tenant: SandboxOptions['tenant'] = 'harbour'): Promise<GraphSandbox> {
    return new GraphSandbox(await startSandbox({ tenant, isAskedByTest: true }));
  }

  stop(): Promise<void> {
    return this.#process.stop();
  }

  async reset(): Promise<void> {
    await this.control.reset();
    this.#tokens = new Map();
  }

  /** Moves the clock; tokens are fetched anew, since the old ones may have expired. */
  async forward(milliseconds: number): Promise<void> {
    await this.control.forward(milliseconds);
    this.#tokens = new Map();
  }

  /** Calls Graph with a bearer, or without one. `path` starts with the version. */
  async call(
    method: string,
    path: string,
    bearer: string | undefined,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answered> {
    const answer = await fetch(path.startsWith('http') ? path : `${this.url}/graph${path}`, {
      method,
      headers: {
        ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, text, body: parsed(text) };
  }

  /** GET as a person with the everyday scopes. */
  async get(person: string, path: string, signIn: SignIn = {}): Promise<Answered> {
    return this.call('GET', path, await this.personToken(person, signIn));
  }

  async post(person: string, path: string, body: unknown, signIn: SignIn = {}): Promise<Answered> {
    return this.call('POST', path, await this.personToken(person, signIn), body);
  }

  async patch(person: string, path: string, body: unknown, signIn: SignIn = {}): Promise<Answered> {
    return this.call('PATCH', path, await this.personToken(person, signIn), body);
  }

  /** GET as the app itself. */
  async getAsApp(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answered> {
    return this.call('GET', path, await this.appToken(), undefined, headers);
  }

  /** The items of a list to its last page, as the app itself. */
  async everyPageAsApp(path: string): Promise<readonly Json[]> {
    const found: Json[] = [];
    for (let next: unknown = path; typeof next === 'string';) {
      const page = await this.getAsApp(next);
      found.push(...items(page));
      next = page.body['@odata.nextLink'];
    }
    return found;
  }

  /** What the journal tells of calls to Graph, oldest first. */
  async happened(): Promise<readonly Happening[]> {
    const answer = await fetch(`${this.url}/client/happened?since=0`);
    const { happenings } = (await answer.json()) as { happenings: readonly Happening[] };
    return happenings.filter(({ kind }) => kind === 'graph');
  }

  /** Asks for an activation as the person; `wish` replaces what is usual. */
  activate(
    person: string,
    roleDefinitionId: string,
    wish: Json = {},
    signIn: SignIn = {},
  ): Promise<Answered> {
    const body = {
      action: 'selfActivate',
      principalId: person,
      roleDefinitionId,
      directoryScopeId: '/',
      justification: 'Mailbox migration',
      scheduleInfo: { expiration: { type: 'AfterDuration', duration: 'PT1H' } },
      ...wish,
    };
    return this.post(person, requests, body, signIn);
  }

  deactivate(person: string, roleDefinitionId: string): Promise<Answered> {
    const body = { action: 'selfDeactivate', principalId: person, roleDefinitionId, directoryScopeId: '/' };
    return this.post(person, requests, body);
  }

  decide(
    person: string,
    id: string,
    reviewResult: string,
    justification: string | null = 'Fine',
  ): Promise<Answered> {
    const path = `/beta/roleManagement/directory/roleAssignmentApprovals/${id}/steps/${id}`;
    return this.patch(person, path, { reviewResult, justification });
  }

  /** The status of a request, read as its principal. */
  async statusOf(person: string, id: string): Promise<unknown> {
    return (await this.get(person, `${requests}/${id}`)).body['status'];
  }

  /** A token of the app itself with the granted application permissions. */
  appToken(): Promise<string> {
    return this.#once('app', () =>
      this.#redeem({ grant_type: 'client_credentials', scope: graphScope('.default') }),
    );
  }

  /** A token of a person, from an interactive sign-in. Scopes that nobody consented to must be consented first. */
  personToken(person: string, signIn: SignIn = {}): Promise<string> {
    return this.#once(JSON.stringify([person, signIn]), () => this.#signIn(person, signIn));
  }

  async #signIn(
    person: string,
    { scopes = everyday, hasMultifactor, contexts, isCapable }: SignIn,
  ): Promise<string> {
    const accessToken = {
      ...(hasMultifactor === true && { amr: { essential: true, values: ['mfa'] } }),
      ...(contexts !== undefined && { acrs: { essential: true, values: contexts } }),
      ...(isCapable === true && { xms_cc: { values: ['cp1'] } }),
    };
    const redirectUri = 'http://127.0.0.1:3978/auth/end';
    const query = new URLSearchParams({
      client_id: this.#process.tenantInfo.appId,
      response_type: 'code',
      redirect_uri: redirectUri,
      scope: scopes.map(graphScope).join(' '),
      claims: JSON.stringify({ access_token: accessToken }),
    });
    const address = `${this.url}/login/${this.tenantId}/oauth2/v2.0/authorize?${query.toString()}`;
    const code = (await signInAtEntra(address, { as: person })).searchParams.get('code');
    assert.ok(code, 'the sign-in ended without a code');
    return this.#redeem({ grant_type: 'authorization_code', code, redirect_uri: redirectUri });
  }

  async #redeem(form: Readonly<Record<string, string>>): Promise<string> {
    const { appId, secret } = this.#process.tenantInfo;
    const answer = await fetch(`${this.url}/login/${this.tenantId}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({ client_id: appId, client_secret: secret, ...form }),
    });
    const { access_token: token } = (await answer.json()) as { access_token?: string };
    assert.ok(token, `no token: ${answer.status}`);
    return token;
  }

  #once(key: string, fetchToken: () => Promise<string>): Promise<string> {
    const held = this.#tokens.get(key) ?? fetchToken();
    this.#tokens.set(key, held);
    return held;
  }
}

function parsed(text: string): Json {
  return text.startsWith('{') ? (JSON.parse(text) as Json) : {};
}

/** The items of a list. */
export const items = (answered: Answered): readonly Json[] => answered.body['value'] as readonly Json[];

/** The first item of a list; fails where there is none. */
export function first(answered: Answered): Json {
  const [item] = items(answered);
  assert.ok(item, `an empty list: ${answered.text}`);
  return item;
}

/** The code of an error. */
export const codeOf = (answered: Answered): unknown => (answered.body['error'] as Json | undefined)?.['code'];

/** The message of an error. */
export const messageOf = (answered: Answered): unknown =>
  (answered.body['error'] as Json | undefined)?.['message'];

/** Asserts status and code of a refusal. */
export function assertRefused(answered: Answered, status: number, code: string, message?: string): void {
  assert.deepEqual([answered.status, codeOf(answered)], [status, code], answered.text);
  if (message !== undefined) assert.equal(messageOf(answered), message);
}

/** The keys of an object as they came. */
export const keysOf = (object: unknown): string[] => Object.keys(object as Json);

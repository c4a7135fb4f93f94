import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { tenants } from '../sandbox/tenants/tenants.ts';

/** What control tells about the offline tenant. */
export interface TenantInfo {
  readonly tenantId: string;
  readonly appId: string;
  readonly secret: string;
  readonly people: readonly {
    readonly id: string;
    readonly name: string;
    readonly userPrincipalName: string;
  }[];
}

/** A call that reached the offline tenant. */
export interface SeenCall {
  readonly id: number;
  readonly method: string;
  readonly path: string;
  readonly actor: string | null;
  readonly status: number | null;
}

/** A person of the offline tenant. */
export type TenantPerson = TenantInfo['people'][number];

/** The offline tenant of one part, served from this very process on a free port, and its knobs. */
export class ServedTenant {
  readonly url: string;
  /** Where it listens, past whatever stands in front of it. */
  readonly ownUrl: string;
  readonly info: TenantInfo;
  readonly #sandbox: Sandbox;

  private constructor(sandbox: Sandbox, info: TenantInfo) {
    this.#sandbox = sandbox;
    this.url = sandbox.baseUrl;
    this.ownUrl = sandbox.ownUrl;
    this.info = info;
  }

  /** `publicUrl` is where clients reach it, when something stands in front of it. */
  static async start(publicUrl?: string): Promise<ServedTenant> {
    const { harbour } = tenants;
    if (harbour === undefined) throw new Error('The offline tenant is gone');
    const sandbox = await startSandbox(harbour, 0, publicUrl);
    const answer = await fetch(`${sandbox.ownUrl}/control/tenant`);
    return new ServedTenant(sandbox, (await answer.json()) as TenantInfo);
  }

  stop(): Promise<void> {
    return this.#sandbox.stop();
  }

  /** The person with this given name. */
  person(givenName: string): TenantPerson {
    const found = this.info.people.find(({ name }) => name.startsWith(`${givenName} `));
    if (found === undefined) throw new Error(`Nobody here is called ${givenName}`);
    return found;
  }

  /** Turns a knob of control. Throws where control refuses. */
  async control(method: string, path: string, body?: unknown): Promise<unknown> {
    const headers = { 'content-type': 'application/json' };
    const sent = body === undefined ? {} : { headers, body: JSON.stringify(body) };
    const answer = await fetch(`${this.url}/control/${path}`, { method, ...sent });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} /control/${path}: ${answer.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }

  /** The calls whose path matches, oldest first. */
  async calls(path: RegExp): Promise<readonly SeenCall[]> {
    const { calls } = (await this.control('GET', `calls?path=${encodeURIComponent(path.source)}`)) as {
      calls: readonly SeenCall[];
    };
    return calls;
  }

  /** A token for Graph: the app's own, or the one with which it acts for a person. */
  async graphToken(person?: TenantPerson): Promise<string> {
    const { appId, secret, tenantId } = this.info;
    const scope = 'https://graph.microsoft.com/.default';
    const body = new URLSearchParams({ client_id: appId, client_secret: secret, scope });
    if (person === undefined) body.set('grant_type', 'client_credentials');
    else {
      const signedOn = (await this.control('POST', 'tokens', { person: person.id })) as {
        readonly token: string;
      };
      body.set('grant_type', 'urn:ietf:params:oauth:grant-type:jwt-bearer');
      body.set('requested_token_use', 'on_behalf_of');
      body.set('assertion', signedOn.token);
    }
    const answer = await fetch(`${this.url}/login/${tenantId}/oauth2/v2.0/token`, { method: 'POST', body });
    const { access_token: token } = (await answer.json()) as { access_token?: string };
    if (token === undefined) throw new Error(`No token: ${answer.status}`);
    return token;
  }

  /** Asks Graph without any client: as the app, or as a person where apps may not read. */
  async graph(path: string, person?: TenantPerson): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const headers = { authorization: `Bearer ${await this.graphToken(person)}` };
    const answer = await fetch(`${this.url}/graph/v1.0${path}`, { headers });
    if (!answer.ok) throw new Error(`GET ${path}: ${answer.status}`);
    return ((await answer.json()) as { value: readonly Readonly<Record<string, unknown>>[] }).value;
  }
}

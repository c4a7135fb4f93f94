import assert from 'node:assert/strict';
import { startSandbox as serve } from '../../sandbox/sandbox.ts';
import { type OfflineTenant } from '../../sandbox/tenants/offlineTenant.ts';
import { tenants } from '../../sandbox/tenants/tenants.ts';
import { type CountedKind } from './egressKinds.ts';
import { egressFaults, type EgressSwitches } from './egressList.ts';
import { track } from './hooks.ts';

/** The offline tenant as control describes it. */
export interface TenantInfo {
  readonly tenantId: string;
  readonly tenantName: string;
  readonly appId: string;
  readonly secret: string;
  readonly people: readonly {
    readonly id: string;
    readonly name: string;
    readonly userPrincipalName: string;
    readonly isInstalled: boolean;
  }[];
  readonly baseUrl: string;
}

/** The sandbox's time; instants are ISO 8601. */
export interface SandboxTime {
  readonly now: string;
  readonly shiftMs: number;
  readonly upcoming: readonly string[];
}

/** What is to break; see `POST /control/faults`. */
export interface WantedFault {
  /** `path` is a regular expression; `actor` an object id or app id. */
  readonly match?: { readonly method?: string; readonly path?: string; readonly actor?: string };
  readonly times?: number;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly delayMs?: number;
  readonly holdMs?: number;
  readonly cut?: 'before' | 'after';
}

/** A call that reached the sandbox; `status` is null when its connection was cut. */
export interface SeenCall {
  readonly id: number;
  readonly at: string;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly actor: string | null;
  readonly scopes: readonly string[];
  readonly status: number | null;
  readonly requestBody: unknown;
  readonly area: string | null;
  /** Id of the call that this one is a part of: an item of `$batch`. */
  readonly partOf: number | null;
}

/** The knobs of a running sandbox. Each rejects when the sandbox refuses. */
export class SandboxControl {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /** Break a call on purpose, and mend again. */
  readonly faults = {
    add: async (fault: WantedFault): Promise<number> => {
      const { id } = (await this.#ask('POST', 'faults', fault)) as { id: number };
      return id;
    },
    clear: async (): Promise<void> => {
      await this.#ask('DELETE', 'faults');
    },
    /** Whether it has not met all its calls yet. */
    isWaiting: async (id: number): Promise<boolean> => {
      const { faults } = (await this.#ask('GET', 'faults')) as { faults: readonly { id: number }[] };
      return faults.some((fault) => fault.id === id);
    },
  };

  tenant(): Promise<TenantInfo> {
    return this.#ask('GET', 'tenant') as Promise<TenantInfo>;
  }

  /** Back to the seed. */
  async reset(): Promise<void> {
    await this.#ask('POST', 'reset');
  }

  clock(): Promise<SandboxTime> {
    return this.#ask('GET', 'clock') as Promise<SandboxTime>;
  }

  forward(milliseconds: number): Promise<SandboxTime> {
    return this.#ask('POST', 'clock', { forwardMs: milliseconds }) as Promise<SandboxTime>;
  }

  toNextEvent(): Promise<SandboxTime> {
    return this.#ask('POST', 'clock', { toNextEvent: true }) as Promise<SandboxTime>;
  }

  /** Calls whose path matches, oldest first. */
  async calls(path?: RegExp, since = 0): Promise<readonly SeenCall[]> {
    const query = new URLSearchParams({ since: String(since), ...(path && { path: path.source }) });
    const { calls } = (await this.#ask('GET', `calls?${query.toString()}`)) as { calls: SeenCall[] };
    return calls;
  }

  async clearCalls(): Promise<void> {
    await this.#ask('DELETE', 'calls');
  }

  /** Every kind of call to Graph since the sandbox started; no reset takes one away. */
  async callKinds(): Promise<{ readonly kinds: readonly CountedKind[]; readonly isComplete: boolean }> {
    return (await this.#ask('GET', 'call-kinds')) as Awaited<ReturnType<SandboxControl['callKinds']>>;
  }

  /** Changes what an administrator would in the directory: of a person, group, unit or role. Until the next reset. */
  async changeDirectory(
    id: string,
    change: {
      readonly displayName?: string;
      readonly accountEnabled?: boolean;
      readonly userType?: 'Member' | 'Guest';
      readonly members?: readonly string[];
      readonly locale?: string;
    },
  ): Promise<void> {
    await this.#ask('POST', 'directory', { id, ...change });
  }

  /** Fails where something was asked of Graph that Latchkey must not ask, whatever the test was about. */
  async assertEgress(switches: EgressSwitches = {}): Promise<void> {
    const { kinds, isComplete } = await this.callKinds();
    assert.ok(isComplete, 'more kinds of calls than could be kept');
    assert.deepEqual(egressFaults(kinds, switches), [], 'asked of Graph, though it is not on the list');
  }

  /** Acts as a person would in the Entra portal; resolves with what the sandbox answered. */
  portal(
    act: Readonly<Record<string, unknown>> & { readonly actor: string; readonly action: string },
  ): Promise<unknown> {
    return this.#ask('POST', 'portal', act);
  }

  /** Takes somebody out of the directory, until the next reset. */
  async deleteUser(person: string): Promise<void> {
    await this.#ask('POST', 'deleted-users', { person });
  }

  /** Changes a ticket as whoever works on it would; `start` and `end` are ISO 8601. Until the next reset. */
  async changeTicket(change: {
    readonly number: string;
    readonly title?: string;
    readonly state?: string;
    readonly start?: string;
    readonly end?: string;
  }): Promise<void> {
    await this.#ask('POST', 'tickets', change);
  }

  /** Where the sandbox sends activities. */
  async setBot(endpoint: string): Promise<void> {
    await this.#ask('POST', 'bot', { endpoint });
  }

  /** Replaces the consented delegated scopes. */
  async consent(scopes: readonly string[]): Promise<void> {
    await this.#ask('POST', 'consent', { scopes });
  }

  /** Replaces the granted application permissions. */
  async applicationPermissions(roles: readonly string[]): Promise<void> {
    await this.#ask('POST', 'application-permissions', { roles });
  }

  /** Replaces what the app registration holds; what is left out stays. Certificates are PEM. */
  async credentials(registration: {
    readonly secrets?: readonly string[];
    readonly certificates?: readonly string[];
    readonly redirectUris?: readonly string[];
    /** Client ids of managed identities that the registration trusts. */
    readonly managedIdentities?: readonly string[];
    /** Applications beside Latchkey that sign people in without a secret. */
    readonly publicClients?: readonly {
      readonly appId: string;
      readonly displayName: string;
      readonly scopes: readonly string[];
    }[];
    /** Secrets of the key vault, by name. */
    readonly vaultSecrets?: Readonly<Record<string, string>>;
  }): Promise<void> {
    await this.#ask('POST', 'credentials', registration);
  }

  /** The single sign-on token that this person's Teams client holds. */
  async signOnToken(person: string): Promise<string> {
    return ((await this.#ask('POST', 'tokens', { person })) as { token: string }).token;
  }

  /** The token with which the Bot Service would call the bot for this serviceUrl. */
  async channelToken(serviceUrl: string): Promise<string> {
    return ((await this.#ask('POST', 'tokens', { serviceUrl })) as { token: string }).token;
  }

  /** Whether conditional access stops this person's on-behalf-of exchanges with a claims challenge. */
  async challengeOnBehalfOf(actor: string, challengesOnBehalfOf = true): Promise<void> {
    await this.#ask('POST', 'conditional-access', { actor, challengesOnBehalfOf });
  }

  /** How late rows of the audit log come, and whether reading it is limited; what is left out stays. */
  async auditLog(wanted: {
    readonly lagSeconds?: { readonly least: number; readonly most: number };
    readonly isReadLimited?: boolean;
  }): Promise<void> {
    await this.#ask('POST', 'audit-log', wanted);
  }

  async #ask(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(`${this.#url}/control/${path}`, {
      method,
      ...(body !== undefined && {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    });
    const text = await answer.text();
    assert.ok(answer.ok, `${method} /control/${path}: ${answer.status} ${text}`);
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  }
}

/** A sandbox of one's own, without a bot, on a free port. */
export interface RunningSandbox {
  /** `http://127.0.0.1:PORT`, without a trailing slash. */
  readonly url: string;
  readonly tenantInfo: TenantInfo;
  readonly control: SandboxControl;
  stop(): Promise<void>;
}

/** How a sandbox is started, and what Latchkey is switched to while it is asked. */
export interface SandboxOptions extends EgressSwitches {
  readonly tenant?: 'harbour' | 'fjord' | 'quay' | 'meadow';
  /** The test itself asks Graph, so that what was asked says nothing about Latchkey. */
  readonly isAskedByTest?: boolean;
  /** How far its clock is ahead of the real one when it starts; 0 unless given. */
  readonly startShiftMs?: number;
}

/**
 * Serves an offline tenant from this very process, on a free port: a matter of milliseconds, and as many side by side as one
 * likes. Stop it in an `after` hook, which fails where Graph was asked for anything off the list.
 */
export function startSandbox({
  tenant = 'harbour',
  ...options
}: SandboxOptions = {}): Promise<RunningSandbox> {
  const offline = tenants[tenant];
  assert.ok(offline, `There is no tenant ${tenant}`);
  return serveTenant(offline, options);
}

/** The same of a tenant that has no name to be started by. */
export async function serveTenant(
  tenant: OfflineTenant,
  {
    isAskedByTest = false,
    mayAdminister = false,
    mayReview = false,
    startShiftMs = 0,
  }: Omit<SandboxOptions, 'tenant'> = {},
): Promise<RunningSandbox> {
  const sandbox = await serve(tenant, 0, undefined, startShiftMs);
  const close = track(`sandbox ${tenant.directory.name}`);
  const control = new SandboxControl(sandbox.baseUrl);
  let isOver = false;
  return {
    url: sandbox.baseUrl,
    tenantInfo: await control.tenant(),
    control,
    stop: async () => {
      if (isOver) return;
      isOver = true;
      try {
        if (!isAskedByTest) await control.assertEgress({ mayAdminister, mayReview });
      } finally {
        await sandbox.stop();
        close();
      }
    },
  };
}

import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type CountedKind, egressFaults, type EgressSwitches } from './egressList.ts';
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
export interface SandboxProcess {
  /** `http://127.0.0.1:PORT`, without a trailing slash. */
  readonly url: string;
  readonly tenantInfo: TenantInfo;
  readonly control: SandboxControl;
  stop(): Promise<void>;
}

/** Coverage is asked of `src`, which does not run in there; counting what runs there takes a good part of the time. */
function withoutCoverage(): NodeJS.ProcessEnv {
  const environment = { ...process.env };
  delete environment['NODE_V8_COVERAGE'];
  return environment;
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** How a sandbox is started, and what Latchkey is switched to while it is asked. */
export interface SandboxOptions extends EgressSwitches {
  readonly tenant?: 'harbour' | 'fjord' | 'quay' | 'meadow';
  /** The test itself asks Graph, so that what was asked says nothing about Latchkey. */
  readonly isAskedByTest?: boolean;
}

/**
 * Starts `sandbox/main.ts --without-bot` as a child and waits until it listens. Stop it in an `after` hook, which fails
 * where Graph was asked for anything off the list.
 */
export async function startSandbox({
  tenant = 'harbour',
  isAskedByTest = false,
  mayAdminister = false,
}: SandboxOptions = {}): Promise<SandboxProcess> {
  const args = ['sandbox/main.ts', '--without-bot', '--port', '0', '--tenant', tenant];
  // With a channel to this process, so that the sandbox ends even where no hook ran.
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: withoutCoverage(),
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  child.channel?.unref();
  const close = track(`sandbox ${tenant} (pid ${child.pid ?? 'none'})`);
  const stop = async (): Promise<void> => {
    await ended(child);
    close();
  };
  try {
    const url = await listeningUrl(child);
    const control = new SandboxControl(url);
    const stopInOrder = async (): Promise<void> => {
      try {
        if (!isAskedByTest && child.exitCode === null && child.signalCode === null)
          await control.assertEgress({ mayAdminister });
      } finally {
        await stop();
      }
    };
    return { url, tenantInfo: await control.tenant(), control, stop: stopInOrder };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The address the sandbox prints once it listens. */
async function listeningUrl(child: ChildProcess): Promise<string> {
  assert.ok(child.stdout);
  const lines = createInterface({ input: child.stdout });
  for await (const line of lines) {
    const url = /^Sandbox (http:\/\/127\.0\.0\.1:\d+)$/.exec(line)?.[1];
    if (url === undefined) continue;
    child.stdout.resume();
    return url;
  }
  throw new Error('The sandbox ended before it listened.');
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await exit;
}

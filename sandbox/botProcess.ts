import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { setTimeout as wait } from 'node:timers/promises';
import { type SeededTenant } from './tenants/seededTenant.ts';

/** How to start the bot beside the sandbox. */
export interface BotProcessOptions {
  readonly tenant: SeededTenant;
  readonly sandboxUrl: string;
  /** Shows the bot's own output instead of keeping only its last lines. */
  readonly isVerbose: boolean;
}

/** The running bot. */
export interface BotProcess {
  /** Where activities go. */
  readonly endpoint: string;
  /** Resolves when the bot ended without being asked to, with "exit code 1" or the signal. */
  readonly died: Promise<string>;
  /** True as soon as `/readyz` answers 200; false when the bot ended or a minute and a half has passed. */
  ready(): Promise<boolean>;
  /** The end of what the bot wrote. */
  lastLines(): readonly string[];
  /** Moves the bot's clock; resolves when it has answered, after five seconds at the latest. */
  moveClock(shiftMs: number): Promise<void>;
  /** Ends the bot, by force after five seconds. */
  stop(): Promise<void>;
}

const root = fileURLToPath(new URL('..', import.meta.url));
const usualPort = 3978;
const patienceMs = 5_000;
const readyWithinMs = 90_000;
const keptLines = 20;

/** What the operator may still say about a sandboxed bot; nothing else of Latchkey's is handed down. */
const passedOn = [
  'LATCHKEY_LOG_LEVEL',
  'LATCHKEY_SETTINGS_FILE',
  'LATCHKEY_CARD_ACTIONS',
  'LATCHKEY_DATA_DIR',
];

/** Starts the bot on a free port of loopback, aimed at the sandbox by its environment alone. */
export async function startBot(options: BotProcessOptions): Promise<BotProcess> {
  const port = await freePort();
  const child = spawn(process.execPath, ['--import', './sandbox/movedClock.mjs', 'bin/latchkey.mjs'], {
    cwd: root,
    env: botEnvironment(options, port),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // A group of its own: Ctrl-C reaches the sandbox alone, which then ends the bot in order.
    detached: true,
  });
  return new RunningBot(child, `http://127.0.0.1:${port}`, options.isVerbose);
}

class RunningBot implements BotProcess {
  readonly endpoint: string;
  readonly died: Promise<string>;
  readonly #child: ChildProcess;
  readonly #url: string;
  readonly #lastLines: string[] = [];
  #isStopping = false;
  #hasEnded = false;

  constructor(child: ChildProcess, url: string, isVerbose: boolean) {
    this.#child = child;
    this.#url = url;
    this.endpoint = `${url}/api/messages`;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        if (isVerbose) process.stderr.write(text);
        this.#lastLines.push(...text.split('\n').filter((line) => line.trim() !== ''));
        this.#lastLines.splice(0, this.#lastLines.length - keptLines);
      });
    }
    this.died = new Promise((resolve) => {
      child.once('error', (error) => this.#lastLines.push(error.message));
      child.once('close', (code, signal) => {
        this.#hasEnded = true;
        if (!this.#isStopping) resolve(signal ?? `exit code ${code ?? 'unknown'}`);
      });
    });
  }

  async ready(): Promise<boolean> {
    const deadline = performance.now() + readyWithinMs;
    while (!this.#hasEnded && performance.now() < deadline) {
      const answer = await fetch(`${this.#url}/readyz`).catch(() => undefined);
      await answer?.body?.cancel();
      if (answer?.status === 200) return true;
      await wait(100);
    }
    return false;
  }

  lastLines(): readonly string[] {
    return this.#lastLines;
  }

  async moveClock(shiftMs: number): Promise<void> {
    if (this.#hasEnded || !this.#child.connected) return;
    const giveUp = AbortSignal.timeout(patienceMs);
    try {
      const followed = this.#acknowledged(shiftMs, giveUp);
      this.#child.send({ latchkeyClockShiftMs: shiftMs });
      await followed;
    } catch (error) {
      if (!giveUp.aborted) throw error;
      process.stderr.write('The bot did not say that its clock moved.\n');
    }
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    if (this.#hasEnded) return;
    const ended = once(this.#child, 'close');
    this.#child.kill('SIGTERM');
    const force = setTimeout(() => this.#child.kill('SIGKILL'), patienceMs);
    await ended;
    clearTimeout(force);
  }

  async #acknowledged(shiftMs: number, signal: AbortSignal): Promise<void> {
    for (;;) {
      const [message] = (await once(this.#child, 'message', { signal })) as [unknown];
      if ((message as { latchkeyClockShiftMs?: unknown }).latchkeyClockShiftMs === shiftMs) return;
    }
  }
}

function botEnvironment({ tenant, sandboxUrl }: BotProcessOptions, port: number): NodeJS.ProcessEnv {
  // A shell prepared for a real tenant must not leak into the sandboxed bot, least of all its database.
  const ofLatchkey = /^(LATCHKEY_.*|Microsoft.*|DATABASE_URL|NODE_ENV|PORT)$/i;
  const inherited = Object.entries(process.env).filter(
    ([name]) => !ofLatchkey.test(name) || passedOn.includes(name),
  );
  return {
    ...Object.fromEntries(inherited),
    PORT: String(port),
    LATCHKEY_PUBLIC_URL: `http://127.0.0.1:${port}`,
    LATCHKEY_CLOUD: 'sandbox',
    LATCHKEY_SANDBOX_URL: sandboxUrl,
    MicrosoftAppId: tenant.registration.appId,
    MicrosoftAppTenantId: tenant.id,
    MicrosoftAppType: 'SingleTenant',
    MicrosoftAppPassword: tenant.registration.secrets[0],
  };
}

/** The bot's usual port when nobody has it, else any free one. */
async function freePort(): Promise<number> {
  return (await portIfFree(usualPort)) ?? (await portIfFree(0)) ?? 0;
}

async function portIfFree(port: number): Promise<number | undefined> {
  const probe = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      probe.once('error', reject).listen(port, '127.0.0.1', resolve);
    });
    const address = probe.address();
    return typeof address === 'object' ? address?.port : undefined;
  } catch {
    return undefined;
  } finally {
    probe.close();
  }
}

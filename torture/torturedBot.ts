import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../sandbox/freePort.ts';
import { moveClockOf } from '../test/support/clockOfProcess.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const READY_WITHIN_MS = 90_000;
const POLL_MS = 30;
const STOP_WITHIN_MS = 15_000;
const KEPT_LINES = 30;

/** The tenant as the bot is told of it. */
export interface Registration {
  readonly url: string;
  readonly appId: string;
  readonly tenantId: string;
  readonly secret: string;
}

/** The key with which a cycle's bot seals, before and after it was killed. */
const encryptionKey = Buffer.alloc(32, 7);

/** Most bots live for seconds, in which V8 would spend more on making the embedded database's code fast than that saves. */
const forAShortLife = ['--liftoff-only'];

/** Latchkey as everybody starts it, to be killed. */
export class TorturedBot {
  readonly #child: ChildProcess;
  readonly #port: number;
  readonly #lines: string[] = [];

  constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.#port = port;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#lines.push(...text.split('\n').filter((line) => line.trim() !== ''));
        this.#lines.splice(0, this.#lines.length - KEPT_LINES);
      });
    }
  }

  get endpoint(): string {
    return `http://127.0.0.1:${this.#port}/api/messages`;
  }

  get hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** The end of what it wrote. */
  get lastLines(): readonly string[] {
    return this.#lines;
  }

  /** It ended because somebody else had taken its port. */
  get lostItsPort(): boolean {
    return this.hasEnded && this.#lines.some((line) => line.includes('EADDRINUSE'));
  }

  /** Resolves when `/readyz` says 200. */
  async ready(): Promise<void> {
    const deadlineAt = performance.now() + READY_WITHIN_MS;
    while (performance.now() < deadlineAt) {
      if (this.hasEnded) break;
      const answer = await fetch(`http://127.0.0.1:${this.#port}/readyz`).catch(() => undefined);
      await answer?.body?.cancel();
      if (answer?.status === 200) return;
      await pause(POLL_MS);
    }
    throw new Error(`The bot did not become ready:\n${this.#lines.join('\n')}`);
  }

  /** SIGKILL; resolves when the process is gone. */
  async kill(): Promise<void> {
    await this.#ended('SIGKILL');
  }

  /** Ends it in order. @throws Error when it did not end so */
  async stop(): Promise<void> {
    const wasRunning = !this.hasEnded;
    const force = setTimeout(() => this.#child.kill('SIGKILL'), STOP_WITHIN_MS);
    await this.#ended('SIGTERM');
    clearTimeout(force);
    if (wasRunning && this.#child.exitCode !== 0) {
      throw new Error(`The bot did not end in order:\n${this.#lines.join('\n')}`);
    }
  }

  /** Resolves when its clock is so far ahead of the real one. */
  async moveClock(shiftMs: number): Promise<void> {
    if (!this.hasEnded) await moveClockOf(this.#child, shiftMs);
  }

  async #ended(signal: NodeJS.Signals): Promise<void> {
    if (this.hasEnded) return;
    const exit = once(this.#child, 'exit');
    this.#child.kill(signal);
    await exit;
  }
}

/**
 * Starts it on a free port, its clock so far ahead of the real one; `more` is the part of its environment that names its
 * database, and its settings where it has some.
 */
export async function startBot(
  { url, appId, tenantId, secret }: Registration,
  more: Readonly<Record<string, string>>,
  shiftMs = 0,
): Promise<TorturedBot> {
  const port = await freePort();
  const child = spawn(
    process.execPath,
    [...forAShortLife, '--import', './sandbox/movedClock.mjs', 'bin/latchkey.mjs'],
    {
      cwd: root,
      env: {
        ...inherited(),
        PORT: String(port),
        LATCHKEY_PUBLIC_URL: `http://127.0.0.1:${port}`,
        LATCHKEY_CLOUD: 'sandbox',
        LATCHKEY_SANDBOX_URL: url,
        LATCHKEY_LOG_LEVEL: 'info',
        MicrosoftAppId: appId,
        MicrosoftAppTenantId: tenantId,
        MicrosoftAppType: 'SingleTenant',
        MicrosoftAppPassword: secret,
        LATCHKEY_ENCRYPTION_KEY: encryptionKey.toString('base64'),
        ...more,
        CLOCK_SHIFT_MS: String(shiftMs),
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  );
  return new TorturedBot(child, port);
}

/** A shell that is prepared for a real tenant must not leak into a tortured bot. */
function inherited(): NodeJS.ProcessEnv {
  const ours = /^(LATCHKEY_.*|Microsoft.*|DATABASE_URL|NODE_ENV|NODE_V8_COVERAGE|PORT)$/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
}

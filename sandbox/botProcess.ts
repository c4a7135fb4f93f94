import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort, isPortFree } from './freePort.ts';
import { type SeededTenant } from './tenants/seededTenant.ts';
import { ticketKeysInEnvironment } from './tickets/ticketKeys.ts';

/** How to start the bot beside the sandbox. */
export interface BotProcessOptions {
  readonly tenant: SeededTenant;
  readonly sandboxUrl: string;
  /** Shows the bot's own output instead of keeping only its last lines. */
  readonly isVerbose: boolean;
  /** Takes any free port, so that several sandboxes that start at once keep out of each other's way. */
  readonly onAnyPort: boolean;
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
  /** Ends it at once, in the middle of whatever it does, and starts it on what it left; true when it is ready again. */
  killAndRestart(): Promise<boolean>;
  /** Ends the bot, by force after five seconds. */
  stop(): Promise<void>;
}

const root = fileURLToPath(new URL('..', import.meta.url));
const usualPort = 3978;
/** Where the settings of the sandbox take it to be. */
const usualSandboxUrl = 'http://127.0.0.1:4000';
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
  const port = !options.onAnyPort && (await isPortFree(usualPort)) ? usualPort : await freePort();
  // What a killed bot leaves has to be there for the next one.
  const ownFolder =
    process.env['LATCHKEY_DATA_DIR'] === undefined ? await mkdtemp(join(tmpdir(), 'latchkey-')) : undefined;
  const settingsFolder = await mkdtemp(join(tmpdir(), 'latchkey-settings-'));
  const env = {
    LATCHKEY_SETTINGS_FILE: await settingsFor(options.sandboxUrl, settingsFolder),
    ...botEnvironment(options, port),
    ...(ownFolder === undefined ? {} : { LATCHKEY_DATA_DIR: ownFolder }),
    LATCHKEY_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
  };
  const launch = (shiftMs: number): ChildProcess =>
    spawn(process.execPath, ['--import', './sandbox/movedClock.mjs', 'bin/latchkey.mjs'], {
      cwd: root,
      env: { ...env, CLOCK_SHIFT_MS: String(shiftMs) },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // A group of its own: Ctrl-C reaches the sandbox alone, which then ends the bot in order.
      detached: true,
    });
  return new RunningBot(launch, `http://127.0.0.1:${port}`, {
    isVerbose: options.isVerbose,
    ownFolders: [settingsFolder, ...(ownFolder === undefined ? [] : [ownFolder])],
  });
}

/** The sandbox's own settings, with its ticket systems where this sandbox is. */
async function settingsFor(sandboxUrl: string, folder: string): Promise<string> {
  const text = await readFile(join(root, 'sandbox', 'settings.yaml'), 'utf8');
  const file = join(folder, 'settings.yaml');
  await writeFile(file, text.replaceAll(usualSandboxUrl, sandboxUrl));
  return file;
}

class RunningBot implements BotProcess {
  readonly endpoint: string;
  readonly died: Promise<string>;
  readonly #launch: (shiftMs: number) => ChildProcess;
  readonly #url: string;
  readonly #isVerbose: boolean;
  /** Folders that go when the bot is stopped. */
  readonly #ownFolders: readonly string[];
  readonly #lastLines: string[] = [];
  #child: ChildProcess;
  #shiftMs = 0;
  #isStopping = false;
  #hasEnded = false;
  #tellDeath: (how: string) => void = () => undefined;

  constructor(
    launch: (shiftMs: number) => ChildProcess,
    url: string,
    { isVerbose, ownFolders }: { readonly isVerbose: boolean; readonly ownFolders: readonly string[] },
  ) {
    this.#launch = launch;
    this.#url = url;
    this.#isVerbose = isVerbose;
    this.#ownFolders = ownFolders;
    this.endpoint = `${url}/api/messages`;
    this.died = new Promise((resolve) => {
      this.#tellDeath = resolve;
    });
    this.#child = this.#begin();
  }

  #begin(): ChildProcess {
    const child = this.#launch(this.#shiftMs);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        if (this.#isVerbose) process.stderr.write(text);
        this.#lastLines.push(...text.split('\n').filter((line) => line.trim() !== ''));
        this.#lastLines.splice(0, this.#lastLines.length - keptLines);
      });
    }
    child.once('error', (error) => this.#lastLines.push(error.message));
    child.once('close', (code, signal) => {
      this.#hasEnded = true;
      if (!this.#isStopping) this.#tellDeath(signal ?? `exit code ${code ?? 'unknown'}`);
    });
    this.#hasEnded = false;
    return child;
  }

  async killAndRestart(): Promise<boolean> {
    if (this.#isStopping || this.#hasEnded) return false;
    this.#isStopping = true;
    const ended = once(this.#child, 'close');
    this.#child.kill('SIGKILL');
    await ended;
    this.#child = this.#begin();
    this.#isStopping = false;
    await this.moveClock(this.#shiftMs);
    return this.ready();
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
    this.#shiftMs = shiftMs;
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
    if (!this.#hasEnded) {
      const ended = once(this.#child, 'close');
      this.#child.kill('SIGTERM');
      const force = setTimeout(() => this.#child.kill('SIGKILL'), patienceMs);
      await ended;
      clearTimeout(force);
    }
    await Promise.all(this.#ownFolders.map((folder) => rm(folder, { recursive: true, force: true })));
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
    ...ticketKeysInEnvironment,
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

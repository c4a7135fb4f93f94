import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { openEmbedded } from '../../src/store/embedded.ts';
import { moveClockOf } from '../support/clockOfProcess.ts';
import { clonedFolder, silentLogger } from '../support/databases.ts';
import { track } from '../support/hooks.ts';
import {
  type RunningSandbox,
  type SeenCall,
  startSandbox,
  type WantedFault,
} from '../support/runningSandbox.ts';
import { TeamsUser } from '../support/teamsUser.ts';
import { TestClock } from '../support/testClock.ts';
import { type AttackKeys, makeAttackKeys } from './attackKeys.ts';
import { attackedEnvironment, attackedSettings, inherited } from './attackedEnvironment.ts';
import { storedRows } from './storedRows.ts';
import { type WrittenLine, WrittenLog } from './writtenLog.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const POLL_MS = 20;
const WAIT_MS = 10_000;
const READY_WITHIN_MS = 80_000;

/** How the attacked bot is started. */
export interface AttackedOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** The settings let administrators change what others hold: such calls are on the list then. */
  readonly mayAdminister?: boolean;
  /** Alerts are looked for, as they are by default; else the tenant is read only where an attack has it read. */
  readonly watchesAlerts?: boolean;
  /** Settings beside those of every attacked bot, as YAML. */
  readonly settings?: string;
  /** Its memory can be asked for. */
  readonly isMeasured?: boolean;
  /** The people who have the app; by default nobody. */
  readonly installedFor?: readonly string[];
  /** What is done to the tenant before the bot sees it. */
  readonly prepare?: (bot: AttackedBot) => Promise<unknown>;
}

/** Whether people are still there is looked at every eight hours, by ids alone. */
const isLookForDeparted = ({ path, query }: SeenCall): boolean =>
  path.endsWith('/users') && query['$select'] === 'id';

/** What the bot asks by itself, however nobody asks it anything, is left out. */
const isAskedFor = (call: SeenCall): boolean =>
  !isLookForDeparted(call) &&
  !/^\/botframework\/|^\/control\/|^\/client\/|\/auditLogs\/directoryAudits$|^\/login\//.test(call.path);

/** What the bot's database is opened with, while the bot is not there. */
const database = { clock: new TestClock(), logger: silentLogger };

/** Latchkey as everybody starts it, in a process of its own beside an offline tenant, with keys that the test has too. */
export class AttackedBot {
  readonly sandbox: RunningSandbox;
  readonly keys: AttackKeys;
  readonly #log = new WrittenLog();
  readonly #isMeasured: boolean;
  readonly #settings: string;
  readonly #folder: { readonly dataDir: string; readonly remove: () => Promise<void> };
  #child: ChildProcess | undefined;
  #port = 0;
  #shiftMs = 0;
  #lastQuestion = 0;
  #newestSeen = 0;
  #untrack: () => void = () => undefined;

  private constructor(
    sandbox: RunningSandbox,
    keys: AttackKeys,
    folder: { readonly dataDir: string; readonly remove: () => Promise<void> },
    { isMeasured = false, mayAdminister = false, watchesAlerts = false, settings = '' }: AttackedOptions,
  ) {
    this.#isMeasured = isMeasured;
    const alerts = `alerts: { everyMinutes: ${watchesAlerts ? 60 : 0} }\n`;
    this.#settings = `${attackedSettings}${alerts}administration: { changes: ${mayAdminister} }\n${settings}`;
    this.sandbox = sandbox;
    this.keys = keys;
    this.#folder = folder;
  }

  static async start(options: AttackedOptions = {}): Promise<AttackedBot> {
    const { environment = {}, installedFor = [], mayAdminister = false, prepare } = options;
    const keys = await makeAttackKeys();
    const sandbox = await startSandbox({ mayAdminister });
    const bot = new AttackedBot(sandbox, keys, await clonedFolder(), options);
    try {
      await bot.serveKeys();
      await bot.#liftTeamsLimits();
      await prepare?.(bot);
      await bot.#run(environment);
      await Promise.all(installedFor.map((name) => bot.person(name).install()));
      return bot;
    } catch (error) {
      await bot.stop();
      throw error;
    }
  }

  get lines(): readonly WrittenLine[] {
    return this.#log.lines;
  }

  /** What it wrote that is no line of JSON. */
  get otherOutput(): readonly string[] {
    return this.#log.otherOutput;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get port(): number {
    return this.#port;
  }

  get control(): RunningSandbox['control'] {
    return this.sandbox.control;
  }

  get appId(): string {
    return this.sandbox.tenantInfo.appId;
  }

  get tenantId(): string {
    return this.sandbox.tenantInfo.tenantId;
  }

  get serviceUrl(): string {
    return `${this.sandbox.url}/teams/${this.tenantId}/`;
  }

  /** What it is started with. */
  get environment(): Readonly<Record<string, string>> {
    const { url, tenantInfo } = this.sandbox;
    return attackedEnvironment(url, tenantInfo, this.#folder.dataDir, this.#settingsFile);
  }

  get #settingsFile(): string {
    return `${this.#folder.dataDir}.yaml`;
  }

  idOf(givenName: string): string {
    const found = this.sandbox.tenantInfo.people.find(({ name }) => name.startsWith(`${givenName} `));
    assert.ok(found, `Nobody here is called ${givenName}`);
    return found.id;
  }

  person(givenName: string): TeamsUser {
    return new TeamsUser(this.sandbox.url, this.idOf(givenName));
  }

  /** So many minutes from the bot's now, in a token's seconds. */
  minutes(count: number): number {
    return Math.floor((Date.now() + this.#shiftMs) / 1000) + Math.round(count * 60);
  }

  /** The channel's key document holds our keys beside the sandbox's own, or is broken as `fault` says. */
  async serveKeys(fault?: WantedFault): Promise<void> {
    await this.control.faults.clear();
    if (fault !== undefined) {
      await this.control.faults.add({ ...fault, times: 1_000, match: { path: '^/botframework/' } });
      return;
    }
    const answer = await fetch(`${this.sandbox.url}/botframework/v1/.well-known/keys`);
    const { keys } = (await answer.json()) as { keys: readonly object[] };
    const { sound, webchat, unendorsed } = this.keys;
    const body = { keys: [...keys, sound.jwk, webchat.jwk, unendorsed.jwk] };
    await this.control.faults.add({
      match: { path: '^/botframework/v1/\\.well-known/keys$' },
      times: 1_000_000,
      status: 200,
      body,
    });
  }

  /** Moves the tenant's clock and the bot's. */
  async forward(minutes: number): Promise<void> {
    const { shiftMs } = await this.control.forward(minutes * 60_000);
    this.#shiftMs = shiftMs;
    assert.ok(this.#child);
    await moveClockOf(this.#child, shiftMs);
  }

  /** Memory in use once garbage is collected. Only of one that is measured. */
  async heapBytes(): Promise<number> {
    const child = this.#child;
    assert.ok(child && this.#isMeasured);
    this.#lastQuestion += 1;
    const id = this.#lastQuestion;
    child.send({ probe: 'usage', id });
    for (;;) {
      const [message] = (await once(child, 'message')) as [{ id?: number; answer?: { heapBytes: number } }];
      if (message.id === id && message.answer !== undefined) return message.answer.heapBytes;
    }
  }

  /** Lines with this event, those from `since` on. */
  linesOf(event: string, since = 0): readonly WrittenLine[] {
    return this.#log.linesOf(event, since);
  }

  /** Waits until a line with this event stands after the first `since` lines. */
  async waitForLine(event: string, since = 0): Promise<WrittenLine> {
    return this.#log.waitForLine(event, since);
  }

  /** Id of the newest call that reached the tenant. */
  async newestCall(): Promise<number> {
    await this.#newCalls();
    return this.#newestSeen;
  }

  /** Calls of the bot since that one; those left out that it makes by itself, however nobody asks it anything. */
  async callsSince(id: number): Promise<readonly SeenCall[]> {
    return (await this.control.calls(undefined, id)).filter(isAskedFor);
  }

  /** Waits until nothing has been asked of the tenant for a while: whatever was set going is over. */
  async settled(): Promise<void> {
    const quietMs = 400;
    const deadlineAt = performance.now() + 3 * WAIT_MS;
    for (let since = performance.now(); performance.now() - since < quietMs;) {
      await pause(3 * POLL_MS);
      if ((await this.#newCalls()).some(isAskedFor)) since = performance.now();
      assert.ok(performance.now() < deadlineAt, 'the bot never comes to rest');
    }
  }

  /** Calls that were not looked at before: after many attacks the whole log is long. */
  async #newCalls(): Promise<readonly SeenCall[]> {
    const calls = await this.control.calls(undefined, this.#newestSeen);
    this.#newestSeen = calls.at(-1)?.id ?? this.#newestSeen;
    return calls;
  }

  /** Ends the process in order and gives every row that it left in its database, each as text. */
  async stopAndRead(): Promise<readonly string[]> {
    await this.#end();
    const { db, close } = await openEmbedded({ dataDir: this.#folder.dataDir, ...database });
    try {
      return await storedRows(db);
    } finally {
      await close();
    }
  }

  /** Ends it while its database is changed by hand; `again` starts it on the same one. */
  async restartAround(
    work: (db: Awaited<ReturnType<typeof openEmbedded>>['db']) => Promise<unknown>,
    environment: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    await this.#end();
    const { db, close } = await openEmbedded({ dataDir: this.#folder.dataDir, ...database });
    try {
      await work(db);
    } finally {
      await close();
    }
    await this.#run(environment);
  }

  async stop(): Promise<void> {
    try {
      await this.#end();
    } finally {
      try {
        await this.sandbox.stop();
      } finally {
        await rm(this.#settingsFile, { force: true });
        await this.#folder.remove();
      }
    }
  }

  async #run(environment: Readonly<Record<string, string>>): Promise<void> {
    // Attacks come faster and more often than people ask: how often one may is not what they are about.
    await writeFile(this.#settingsFile, this.#settings);
    const measuring = this.#isMeasured ? ['--expose-gc', '--import', './bench/probe.ts'] : [];
    const args = [...measuring, '--import', './sandbox/movedClock.mjs', 'bin/latchkey.mjs'];
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...inherited(), ...this.environment, ...environment },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    child.channel?.unref();
    this.#child = child;
    this.#untrack = track(`attacked bot (pid ${child.pid ?? 'none'})`);
    const since = this.lines.length;
    this.#log.listen(child);
    await this.#ready(since);
    await this.control.setBot(`${this.url}/api/messages`);
  }

  /** Teams counts what a bot sends to a chat; how often that is tried is not what attacks are about either. */
  async #liftTeamsLimits(): Promise<void> {
    await fetch(`${this.sandbox.url}/client/channel`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ hasRateLimits: false }),
    });
  }

  async #ready(since: number): Promise<void> {
    const deadlineAt = performance.now() + READY_WITHIN_MS;
    while (performance.now() < deadlineAt && this.#child?.exitCode === null) {
      const listening = this.lines.slice(since).find(({ facts }) => facts['msg'] === 'Latchkey listens');
      if (listening !== undefined) {
        this.#port = Number(listening.facts['port']);
        const answer = await fetch(`${this.url}/readyz`);
        await answer.body?.cancel();
        if (answer.status === 200) return;
      }
      await pause(POLL_MS);
    }
    assert.fail(`The bot did not become ready:\n${this.#log.text()}`);
  }

  async #end(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined) return;
    if (child.exitCode === null && child.signalCode === null) {
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      await exit;
    }
    this.#untrack();
    assert.equal(child.exitCode, 0, `the bot ended otherwise:\n${this.otherOutput.join('\n')}`);
  }
}

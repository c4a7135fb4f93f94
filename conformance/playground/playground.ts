import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../sandbox/freePort.ts';
import { SANDBOX_VARIABLE } from '../hosts/hosts.ts';
import { fileOf } from '../packages.ts';
import { type TenantInfo, type TenantPerson } from '../tenant.ts';
import { configurationOf, personalChatId, playgroundUserId } from './configuration.ts';

/** A message as a playground tells its page. */
interface Shown {
  readonly messageId: string;
  readonly text?: string;
  readonly attachments?: readonly { readonly contentType: string; readonly content?: unknown }[];
}

type Json = Readonly<Record<string, unknown>>;

/** A button that was found on a card, with the message that it is on. */
export interface FoundButton {
  readonly messageId: string;
  readonly button: Json;
}

const patienceMs = 90_000;
const keptCharacters = 4_000;

/** One Microsoft 365 Agents Playground, with one person at it, driven by the routes that its own page uses. */
export class Playground {
  readonly connectorUrl: string;
  /** Newest content of each message of the bot, oldest message first. */
  readonly messages = new Map<string, Shown>();
  /** Hosts beyond this machine that it tried to reach. */
  readonly keptIn = new Set<string>();
  /** How often a message was shown anew. */
  updates = 0;
  readonly #url: string;
  readonly #child: ChildProcess;
  readonly #person: TenantPerson;
  readonly #logFile: string;
  #socket: WebSocket | undefined;
  #output = '';

  private constructor(url: string, child: ChildProcess, person: TenantPerson, logFile: string) {
    this.#logFile = logFile;
    this.#url = url;
    this.connectorUrl = `${url}/_connector`;
    this.#child = child;
    this.#person = person;
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        for (const [, host = ''] of text.matchAll(/^\[kept in\] (\S+)$/gmu)) this.keptIn.add(host);
        this.#output = `${this.#output}${text}`.slice(-keptCharacters);
      });
  }

  static async start(given: {
    readonly info: TenantInfo;
    readonly person: TenantPerson;
    readonly folder: string;
    readonly botEndpoint: string;
    readonly sandboxUrl: string;
  }): Promise<Playground> {
    const { info, person, folder, botEndpoint, sandboxUrl } = given;
    const port = await freePort();
    const logFile = join(folder, `${person.id}.log`);
    const configuration = join(folder, `${person.id}.yml`);
    await writeFile(configuration, configurationOf(info, person));
    const preload = new URL('../hosts/hostPreload.ts', import.meta.url).href;
    const cli = fileOf('@microsoft/m365agentsplayground/cli.js');
    const args = ['-e', botEndpoint, '-c', 'msteams', '-p', String(port), '--dt'];
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', '--import', preload, cli, ...args],
      {
        cwd: folder,
        env: {
          PATH: process.env['PATH'],
          HOME: folder,
          TEAMSAPPTESTER_BROWSER: 'none',
          M365_AGENTS_PLAYGROUND_CONFIG_PATH: configuration,
          M365_AGENTS_PLAYGROUND_LOGFILE: logFile,
          [SANDBOX_VARIABLE]: sandboxUrl,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    const playground = new Playground(`http://localhost:${port}`, child, person, logFile);
    try {
      await playground.#open();
    } catch (error) {
      await playground.stop();
      throw error;
    }
    return playground;
  }

  async stop(): Promise<void> {
    this.#socket?.close();
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'close');
    this.#child.kill('SIGTERM');
    const force = setTimeout(() => this.#child.kill('SIGKILL'), 5_000);
    await ended;
    clearTimeout(force);
  }

  /** The app is installed for the person. */
  async install(): Promise<void> {
    await this.#post(
      `/_debug/conversation/${encodeURIComponent(personalChatId(this.#person))}/installation`,
      {},
    );
  }

  /** The person types something. */
  async say(text: string): Promise<void> {
    await this.#post(
      `/_conversation/v1/conversations/${encodeURIComponent(personalChatId(this.#person))}/messages`,
      {
        from: { id: playgroundUserId(this.#person) },
        text,
        textFormat: 'plain',
      },
    );
  }

  /** The person presses a button (`Action.Execute`); resolves with the card that the bot answers. */
  async press({ messageId, button }: FoundButton, inputs: Json = {}): Promise<unknown> {
    const data = { ...(button['data'] as Json | undefined), ...inputs };
    const { value } = (await this.#post('/_conversation/v1/invoke', {
      name: 'adaptiveCard/action',
      value: { action: { type: 'Action.Execute', verb: button['verb'], data }, trigger: 'manual' },
      from: { id: playgroundUserId(this.#person) },
      conversation: { id: personalChatId(this.#person) },
      replyToId: messageId,
    })) as { readonly value?: unknown };
    return value;
  }

  /** Everything the person can read, as one text. */
  read(): string {
    return JSON.stringify([...this.messages.values()]);
  }

  /** Waits for a button with this verb, on the newest message that has one. */
  async buttonOf(verb: string): Promise<FoundButton> {
    return this.#waitFor(`a button ${verb}`, () => {
      for (const { messageId, attachments = [] } of [...this.messages.values()].reverse()) {
        const button = attachments
          .flatMap(({ content }) => objectsIn(content))
          .find((one) => one['verb'] === verb && one['type'] === 'Action.Execute');
        if (button !== undefined) return { messageId, button };
      }
      return undefined;
    });
  }

  /** Waits until the person can read this. */
  waitForText(text: string): Promise<true> {
    return this.#waitFor(`"${text}"`, () => (this.read().includes(text) ? true : undefined));
  }

  /** Waits until the person cannot read this any more. */
  waitUntilGone(text: string): Promise<true> {
    return this.#waitFor(`end of "${text}"`, () => (this.read().includes(text) ? undefined : true));
  }

  async #waitFor<Found>(what: string, look: () => Found | undefined): Promise<Found> {
    const deadline = performance.now() + patienceMs;
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      if (performance.now() > deadline)
        throw new Error(`No ${what} in the playground of ${this.#person.name}: ${this.read().slice(-1_500)}`);
      await pause(50);
    }
  }

  async #open(): Promise<void> {
    await this.#waitForServer();
    const socket = new WebSocket(
      `${this.#url.replace('http', 'ws')}/_ws_conversation/v1/conversations/stream`,
    );
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => {
      this.#hear(
        JSON.parse(String(data)) as { action?: string; message?: Shown & { from?: { id?: string } } },
      );
    });
    await once(socket, 'open');
  }

  async #waitForServer(): Promise<void> {
    const deadline = performance.now() + patienceMs;
    for (;;) {
      const answer = await fetch(`${this.#url}/_debug/ping`).catch(() => undefined);
      await answer?.body?.cancel();
      if (answer?.ok === true) return;
      if (this.#child.exitCode !== null || performance.now() > deadline)
        throw new Error(
          `The playground did not start: ${this.#output}${await readFile(this.#logFile, 'utf8')}`,
        );
      await pause(100);
    }
  }

  #hear({ message }: { readonly message?: Shown & { readonly from?: { readonly id?: string } } }): void {
    if (message?.from?.id?.startsWith('28:') !== true) return;
    if (this.messages.has(message.messageId)) this.updates += 1;
    this.messages.set(message.messageId, message);
  }

  async #post(path: string, body: unknown): Promise<unknown> {
    const answer = await fetch(`${this.#url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`The playground refused ${path}: ${answer.status} ${text}`);
    try {
      return JSON.parse(text);
    } catch {
      return {};
    }
  }
}

/** Every object in a card. */
function objectsIn(value: unknown): readonly Json[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Json, ...Object.values(value).flatMap(objectsIn)];
}

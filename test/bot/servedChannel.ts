import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { type Activity } from 'botbuilder';
import {
  type BotServer,
  type BotServerOptions,
  createServer,
  type PageRequest,
} from '../../src/bot/server.ts';
import { aTeamsActivity, type Channel } from '../support/channel.ts';
import { track } from '../support/hooks.ts';
import { GuardedChannel, serviceUrl } from './guardedChannel.ts';
import { type HeardLogger } from './heardLogger.ts';

/** The bot's server on a free port behind a real guard, and what it was asked to do. */
export class ServedChannel {
  readonly turns: Activity[] = [];
  readonly pages: PageRequest[] = [];
  readonly lateInvokeBody = {
    statusCode: 200,
    type: 'application/vnd.microsoft.activity.message',
    value: 'Working',
  };
  origin = '';
  metricsOrigin = '';
  readonly #guarded: GuardedChannel;
  #server: BotServer | undefined;
  #untrack = (): void => undefined;

  private constructor(guarded: GuardedChannel) {
    this.#guarded = guarded;
  }

  /** Starts the channel; the server starts with `serve`. */
  static async start(): Promise<ServedChannel> {
    return new ServedChannel(await GuardedChannel.start());
  }

  get logger(): HeardLogger {
    return this.#guarded.logger;
  }

  get channel(): Channel {
    return this.#guarded.channel;
  }

  /** Starts the server with what a test wants otherwise. */
  async serve(otherwise: Partial<BotServerOptions> = {}): Promise<void> {
    this.#server = createServer({ ...this.#soundOptions(), ...otherwise });
    this.#untrack = track('bot server');
    const { port, metricsPort } = await this.#server.listen(0, '127.0.0.1');
    this.origin = `http://127.0.0.1:${port}`;
    this.metricsOrigin = metricsPort === undefined ? '' : `http://127.0.0.1:${metricsPort}`;
  }

  /** Closes the server alone. */
  async close(): Promise<void> {
    await this.#server?.close();
    this.#untrack();
  }

  async stop(): Promise<void> {
    await this.close();
    await this.#guarded.stop();
  }

  /** Posts an activity with a sound token. */
  async post(
    activity: Readonly<Record<string, unknown>> = {},
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Response> {
    const authorization = `Bearer ${await this.channel.token()}`;
    return fetch(`${this.origin}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization, ...headers },
      body: JSON.stringify(aTeamsActivity(serviceUrl, activity)),
    });
  }

  /** Writes bytes to the server and reads until it closes the connection. */
  async raw(bytes: string): Promise<string> {
    const socket = connect({ port: Number(new URL(this.origin).port), host: '127.0.0.1' });
    socket.write(bytes);
    return text(socket);
  }

  /** Asserts a status without a body, and without a header that tells of the framework. */
  async assertBare(response: Response, status: number): Promise<void> {
    assert.equal(response.status, status);
    assert.equal(await response.text(), '');
    for (const name of ['server', 'x-powered-by', 'allow', 'content-type']) {
      assert.ok(!response.headers.has(name), name);
    }
  }

  #soundOptions(): BotServerOptions {
    return {
      guard: this.#guarded.guard,
      onActivity: (activity) => {
        this.turns.push(activity);
        return Promise.resolve({ status: 200 });
      },
      lateInvokeBody: this.lateInvokeBody,
      signInPages: {
        start: (asked) => {
          this.pages.push(asked);
          const setCookies = ['a=1; Secure', 'b=2'];
          return Promise.resolve({ status: 302, location: 'https://login.example/', setCookies });
        },
        end: (asked) => {
          this.pages.push(asked);
          return Promise.resolve({ status: 200, html: '<p>Done</p>', policy: ["script-src 'sha256-x'"] });
        },
      },
      health: () => Promise.resolve({ ready: true, reasons: [] }),
      metrics: () => Promise.resolve('turns_total 1\n'),
      logger: this.logger,
    };
  }
}

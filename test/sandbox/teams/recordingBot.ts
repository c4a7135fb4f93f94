import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import assert from 'node:assert/strict';
import { createRemoteJWKSet, jwtVerify, type JWTPayload } from 'jose';
import { track } from '../../support/hooks.ts';

/** An activity as Teams sends it, read loosely. */
export type Activity = Readonly<Record<string, unknown>> & {
  readonly type: string;
  readonly id?: string;
  readonly name?: string;
  readonly text?: string;
  readonly value?: unknown;
};

/** What the bot was sent, and what its token said. */
interface Received {
  readonly activity: Activity;
  readonly claims: JWTPayload;
}

/** What the bot answers; `undefined` says nothing until the caller gives up. */
interface BotReply {
  readonly status: number;
  readonly body?: unknown;
}

const DEADLINE_MS = 45_000;

/** A bot that checks the channel's token as the protocol demands, remembers what it was sent and answers as told. */
export class RecordingBot {
  readonly received: Received[] = [];
  /** Why posts were turned away with 401. */
  readonly refused: string[] = [];
  /** What to answer to an activity. */
  reply: (activity: Activity) => BotReply | undefined = () => ({ status: 200 });
  readonly #server: Server;
  readonly #done = track('recording bot');

  private constructor(server: Server) {
    this.#server = server;
  }

  /** Listens on a free port and trusts the keys that the sandbox publishes for the channel. */
  static async start(sandboxUrl: string, appId: string): Promise<RecordingBot> {
    const verify = await channelTokenCheck(sandboxUrl, appId);
    const server = createServer((request, response) => {
      void bot.#take(request, verify).then((reply) => {
        if (reply === undefined) return;
        response.writeHead(reply.status, { 'content-type': 'application/json' });
        response.end(reply.body === undefined ? '' : JSON.stringify(reply.body));
      });
    });
    const bot = new RecordingBot(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return bot;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/api/messages`;
  }

  /** Waits for an activity that satisfies the question; ten seconds at most. */
  async waitFor(isWanted: (activity: Activity) => boolean): Promise<Received> {
    const deadlineAt = performance.now() + DEADLINE_MS;
    for (;;) {
      const found = this.received.find(({ activity }) => isWanted(activity));
      if (found !== undefined) return found;
      const seen = this.received.map(({ activity }) => activity.name ?? activity.type).join(', ');
      assert.ok(performance.now() < deadlineAt, `no such activity came; came: ${seen}`);
      await pause(20);
    }
  }

  /** Forgets everything; answers 200 again. */
  reset(): void {
    this.received.length = 0;
    this.refused.length = 0;
    this.reply = () => ({ status: 200 });
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    this.#done();
  }

  async #take(request: IncomingMessage, verify: TokenCheck): Promise<BotReply | undefined> {
    const activity = JSON.parse(await bodyOf(request)) as Activity;
    try {
      const claims = await verify(request.headers.authorization ?? '');
      assert.equal(claims['serviceurl'], activity['serviceUrl']);
      this.received.push({ activity, claims });
    } catch (error) {
      this.refused.push(String(error));
      return { status: 401 };
    }
    return this.reply(activity);
  }
}

type TokenCheck = (authorization: string) => Promise<JWTPayload>;

async function channelTokenCheck(sandboxUrl: string, appId: string): Promise<TokenCheck> {
  const metadata = await fetch(`${sandboxUrl}/botframework/v1/.well-known/openidconfiguration`);
  const { jwks_uri: keysUrl } = (await metadata.json()) as { jwks_uri: string };
  const published = (await (await fetch(keysUrl)).json()) as {
    keys: { kid: string; endorsements?: string[] }[];
  };
  const keys = createRemoteJWKSet(new URL(keysUrl));
  return async (authorization) => {
    const [, token = ''] = /^Bearer (\S+)$/.exec(authorization) ?? [];
    const checks = { issuer: 'https://api.botframework.com', audience: appId };
    const { payload, protectedHeader } = await jwtVerify(token, keys, checks);
    const key = published.keys.find(({ kid }) => kid === protectedHeader.kid);
    assert.ok(key?.endorsements?.includes('msteams'), 'the key is not endorsed for Teams');
    return payload;
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

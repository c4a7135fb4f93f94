import assert from 'node:assert/strict';
import { startSandbox, type RunningSandbox } from '../../support/runningSandbox.ts';
import { TeamsUser } from '../../support/teamsUser.ts';
import { RecordingBot } from './recordingBot.ts';

/** What a call to the sandbox answered. */
interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

/** People of the harbour tenant that these tests use. */
export const people = {
  ana: 'a1a1a1a1-0001-4000-8000-000000000001',
  ben: 'b2b2b2b2-0002-4000-8000-000000000002',
  eli: 'e5e5e5e5-0005-4000-8000-000000000005',
  hana: '08080808-0008-4000-8000-000000000008',
  kit: '0b0b0b0b-000b-4000-8000-00000000000b',
} as const;

/** The sandbox with a bot that only records, and the bot's way to the connector. */
export class TeamsSandbox {
  readonly url: string;
  readonly bot: RecordingBot;
  readonly tenantId: string;
  readonly appId: string;
  readonly botToken: string;
  readonly #sandbox: RunningSandbox;

  private constructor(sandbox: RunningSandbox, bot: RecordingBot, botToken: string) {
    this.#sandbox = sandbox;
    this.url = sandbox.url;
    this.bot = bot;
    this.tenantId = sandbox.tenantInfo.tenantId;
    this.appId = sandbox.tenantInfo.appId;
    this.botToken = botToken;
  }

  static async start(): Promise<TeamsSandbox> {
    const sandbox = await startSandbox({ isAskedByTest: true });
    const bot = await RecordingBot.start(sandbox.url, sandbox.tenantInfo.appId);
    const token = await appToken(sandbox, 'https://api.botframework.com/.default');
    return new TeamsSandbox(sandbox, bot, token);
  }

  /** The seed again, nothing recorded, the bot known. */
  async reset(): Promise<void> {
    await this.#sandbox.control.reset();
    await this.#sandbox.control.setBot(this.bot.endpoint);
    this.bot.reset();
  }

  async stop(): Promise<void> {
    await this.bot.stop();
    await this.#sandbox.stop();
  }

  user(oid: string): TeamsUser {
    return new TeamsUser(this.url, oid);
  }

  get(path: string): Promise<Answered> {
    return call(`${this.url}${path}`, 'GET');
  }

  post(path: string, body: unknown): Promise<Answered> {
    return call(`${this.url}${path}`, 'POST', body);
  }

  put(path: string, body: unknown): Promise<Answered> {
    return call(`${this.url}${path}`, 'PUT', body);
  }

  /** Calls the connector as the bot; `path` comes after `v3/conversations`. */
  connector(method: string, path: string, body?: unknown, token = this.botToken): Promise<Answered> {
    return call(`${this.url}/teams/${this.tenantId}/v3/conversations${path}`, method, body, {
      authorization: `Bearer ${token}`,
    });
  }

  /** An app-only token of the bot for another audience. */
  tokenFor(scope: string): Promise<string> {
    return appToken(this.#sandbox, scope);
  }

  /** The activity with which a person's Teams made the bot known; installs the app to get it. */
  async meet(oid: string): Promise<{ conversationId: string; mri: string }> {
    this.bot.reset();
    await this.user(oid).install();
    const { activity } = await this.bot.waitFor(({ type }) => type === 'installationUpdate');
    const { id: conversationId } = activity['conversation'] as { id: string };
    const { id: mri } = activity['from'] as { id: string };
    return { conversationId, mri };
  }

  /** Sends an activity into a conversation and expects it to be taken; resolves to its id. */
  async send(conversationId: string, activity: object): Promise<string> {
    const { status, body } = await this.connector('POST', activitiesOf(conversationId), activity);
    assert.equal(status, 201);
    return String(body['id']);
  }
}

/** The connector's path for sending into a conversation. */
export const activitiesOf = (conversationId: string, activityId?: string): string =>
  `/${encodeURIComponent(conversationId)}/activities${activityId === undefined ? '' : `/${activityId}`}`;

/** A message with an Adaptive Card. */
export const cardMessage = (body: readonly unknown[], actions: readonly unknown[] = []): object => ({
  type: 'message',
  summary: 'A card',
  attachments: [adaptiveCard(body, actions)],
});

/** An Adaptive Card attachment. */
export const adaptiveCard = (body: readonly unknown[], actions: readonly unknown[] = []): object => ({
  contentType: 'application/vnd.microsoft.card.adaptive',
  content: { type: 'AdaptiveCard', version: '1.5', body, actions },
});

/** A message with a card that asks for sign-in. */
export const oauthMessage = (over: object = {}): object => ({
  type: 'message',
  attachments: [
    {
      contentType: 'application/vnd.microsoft.card.oauth',
      content: {
        text: 'Please sign in',
        connectionName: 'latchkey',
        buttons: [{ type: 'signin', title: 'Sign in', value: 'https://bot.example/auth/start?t=1' }],
        tokenExchangeResource: { id: 'exchange-1', uri: 'api://botid-1' },
        ...over,
      },
    },
  ],
});

/** The code in an error body. */
export const codeOf = ({ body }: Answered): unknown =>
  (body['error'] as Readonly<Record<string, unknown>> | undefined)?.['code'];

async function appToken({ url, tenantInfo: tenant }: RunningSandbox, scope: string): Promise<string> {
  const response = await fetch(`${url}/login/${tenant.tenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: tenant.appId,
      client_secret: tenant.secret,
      scope,
    }),
  });
  const { access_token: token } = (await response.json()) as { access_token?: string };
  assert.ok(token !== undefined, `no token, status ${response.status}`);
  return token;
}

async function call(
  url: string,
  method: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answered> {
  const response = await fetch(url, {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
  };
}

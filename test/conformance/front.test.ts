import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { configurationOf } from '../../conformance/playground/configuration.ts';
import { type Activity, askedSignIn } from '../../conformance/playground/envelope.ts';
import { Front } from '../../conformance/playground/front.ts';
import { track } from '../support/hooks.ts';

interface Seen {
  readonly line: string;
  readonly authorization: string | undefined;
  readonly body: Activity;
}

/** A server that answers everything with the same, and remembers what it was asked. */
class Recorder {
  readonly seen: Seen[] = [];
  readonly #answer: Activity;
  readonly #waiting: (() => void)[] = [];
  readonly #server = createServer((request, response) => {
    void (async () => {
      const text = (await request.toArray()).map(String).join('');
      const body = text === '' ? {} : (JSON.parse(text) as Activity);
      const { authorization } = request.headers;
      this.seen.push({ line: `${request.method ?? ''} ${request.url ?? ''}`, authorization, body });
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(this.#answer));
      for (const tell of this.#waiting.splice(0)) tell();
    })();
  });
  readonly #untrack = track('recorder');

  constructor(answer: Activity) {
    this.#answer = answer;
  }

  async start(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Resolves when this many requests have come. */
  async until(count: number): Promise<void> {
    while (this.seen.length < count)
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    this.#untrack();
  }
}

const post = (url: string, body: unknown): Promise<Response> =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

const oauthCard = {
  contentType: 'application/vnd.microsoft.card.oauth',
  content: { connectionName: 'graph', tokenExchangeResource: { id: 'exchange-1' } },
};

describe('what stands between a playground, the bot and the tenant', () => {
  const sandbox = new Recorder({ token: 'signed' });
  const bot = new Recorder({ type: 'card' });
  const playground = new Recorder({ id: 'message-1' });
  let front: Front;

  before(async () => {
    front = await Front.open();
    front.standBefore({
      sandboxUrl: await sandbox.start(),
      botEndpoint: `${await bot.start()}/api/messages`,
    });
    front.add('ana', { id: 'object-id', connectorUrl: `${await playground.start()}/_connector` });
  });

  after(async () => {
    await front.close();
    for (const recorder of [sandbox, bot, playground]) await recorder.stop();
  });

  it('hands a person’s activity to the bot with the channel’s token, for the address that it bears', async () => {
    const activity = {
      type: 'message',
      text: 'my roles',
      serviceUrl: 'http://localhost:1/',
      from: { id: '29:a' },
    };
    const answer = await post(front.botEndpointFor('ana'), activity);
    assert.deepEqual(await answer.json(), { type: 'card' });
    const serviceUrl = `${front.url}/playground/ana/`;
    assert.deepEqual(sandbox.seen.at(-1)?.body, { serviceUrl });
    assert.deepEqual(bot.seen.at(-1), {
      line: 'POST /api/messages',
      authorization: 'Bearer signed',
      body: { ...activity, serviceUrl },
    });
  });

  it('hands the bot’s messages to the playground, and takes them away itself', async () => {
    const address = `${front.url}/playground/ana/v3/conversations/a/activities`;
    assert.deepEqual(await (await post(address, { type: 'message', text: 'hello' })).json(), {
      id: 'message-1',
    });
    assert.equal(playground.seen.at(-1)?.line, 'POST /_connector/v3/conversations/a/activities');
    assert.equal((await fetch(`${address}/message-1`, { method: 'DELETE' })).status, 200);
    assert.equal(playground.seen.length, 1);
    assert.deepEqual([...front.stoodInFor.keys()], ['a message taken away (DELETE)']);
  });

  it('answers a sign-in card as the client of the person who spoke last', async () => {
    const before = bot.seen.length;
    const address = `${front.url}/playground/ana/v3/conversations/a/activities`;
    const answer = await post(address, { type: 'message', attachments: [oauthCard] });
    assert.equal(answer.status, 201);
    await bot.until(before + 1);
    const { id } = (await answer.json()) as { id: string };
    const { type, name, replyToId, value, from, text } = bot.seen.at(-1)?.body ?? {};
    assert.deepEqual(
      { type, name, replyToId, value, from, text },
      {
        type: 'invoke',
        name: 'signin/tokenExchange',
        replyToId: id,
        value: { id: 'exchange-1', connectionName: 'graph', token: 'signed' },
        from: { id: '29:a' },
        text: undefined,
      },
    );
    assert.ok(sandbox.seen.some((one) => one.body['person'] === 'object-id'));
    assert.equal(playground.seen.length, 1);
  });

  it('hands everything else to the tenant', async () => {
    await fetch(`${front.url}/graph/v1.0/me?$select=id`, {
      headers: { authorization: 'Bearer of-a-person' },
    });
    const { line, authorization } = sandbox.seen.at(-1) ?? { line: '', authorization: '' };
    assert.deepEqual([line, authorization], ['GET /graph/v1.0/me?$select=id', 'Bearer of-a-person']);
  });

  it('takes no other card for a sign-in', () => {
    assert.equal(
      askedSignIn({ attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: {} }] }),
      undefined,
    );
    assert.equal(askedSignIn({ type: 'typing' }), undefined);
  });

  it('gives a playground the ids of the tenant, and no more people than it takes', () => {
    const people = Array.from({ length: 9 }, (_, index) => ({
      id: `id-${index}`,
      name: `Person ${index}`,
      userPrincipalName: `p${index}@x`,
    }));
    const info = { tenantId: 'tenant', appId: 'app', secret: '', people };
    const [first] = people;
    assert.ok(first);
    const {
      tenantId,
      bot: account,
      currentUser,
      users,
    } = JSON.parse(configurationOf(info, first)) as {
      tenantId: string;
      bot: { id: string };
      currentUser: { aadObjectId: string };
      users: readonly { aadObjectId: string }[];
    };
    assert.deepEqual(
      [tenantId, account.id, currentUser.aadObjectId, users.length],
      ['tenant', '28:app', 'id-0', 5],
    );
  });
});

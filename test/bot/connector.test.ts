import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { type AddressInfo } from 'node:net';
import { type Connector, createConnector } from '../../src/bot/connector.ts';
import { type ConnectorOptions } from '../../src/bot/connectorCall.ts';
import { SendError } from '../../src/bot/sendError.ts';
import { TestClock } from '../support/testClock.ts';
import { type ConnectorAnswer, FakeConnector } from './fakeConnector.ts';
import { HeardLogger } from './heardLogger.ts';

describe('createConnector', () => {
  let teams: FakeConnector;
  let logger: HeardLogger;
  let pauses: number[];
  let chat: { readonly serviceUrl: string; readonly conversationId: string };

  beforeEach(async () => {
    teams = await FakeConnector.start();
    logger = new HeardLogger();
    pauses = [];
    chat = { serviceUrl: teams.serviceUrl, conversationId: 'a:1' };
  });

  afterEach(async () => teams.stop());

  const aConnector = (otherwise: Partial<ConnectorOptions> = {}): Connector =>
    createConnector({
      token: () => Promise.resolve('token-of-the-bot'),
      allowedServiceUrls: (url) => url.startsWith('http://127.0.0.1:'),
      fetch,
      clock: new TestClock(),
      logger,
      deadlineMilliseconds: 5_000,
      pause: (milliseconds) => {
        pauses.push(milliseconds);
        return Promise.resolve();
      },
      ...otherwise,
    });

  /** What sending fails with. */
  async function failure(sending: Promise<unknown>): Promise<Partial<SendError>> {
    const error = await sending.then(
      () => assert.fail('It was sent'),
      (thrown: unknown) => thrown,
    );
    assert.ok(error instanceof SendError, String(error));
    const { kind, code, status, retryAfterSeconds } = error;
    return { kind, code, status, retryAfterSeconds };
  }

  const failed = (kind: string, code: string, status?: number, retryAfterSeconds?: number): object => ({
    kind,
    code,
    status,
    retryAfterSeconds,
  });
  const coded = (status: number, code: string): ConnectorAnswer => ({
    status,
    body: { error: { code, message: 'x' } },
  });

  it('sends with the bot’s token and says the id', async () => {
    assert.deepEqual(await aConnector().send(chat, { type: 'message', text: 'Hello' }), { id: 'activity-1' });
    assert.deepEqual(teams.requests, [
      {
        method: 'POST',
        path: '/teams/v3/conversations/a%3A1/activities',
        authorization: 'Bearer token-of-the-bot',
        body: { type: 'message', text: 'Hello' },
      },
    ]);
  });

  it('replies, updates and removes at the paths of the REST API', async () => {
    const connector = aConnector();
    await connector.send(chat, {}, '1700');
    await connector.update(chat, '1701', {});
    teams.answers.push({ status: 204 });
    await connector.remove(chat, '1702');
    assert.deepEqual(teams.calls, [
      'POST /teams/v3/conversations/a%3A1/activities/1700',
      'PUT /teams/v3/conversations/a%3A1/activities/1701',
      'DELETE /teams/v3/conversations/a%3A1/activities/1702',
    ]);
  });

  it('takes a service URL with or without a slash at its end', async () => {
    await aConnector().send({ ...chat, serviceUrl: teams.serviceUrl.slice(0, -1) }, {});
    assert.deepEqual(teams.calls, ['POST /teams/v3/conversations/a%3A1/activities']);
  });

  it('lets no id change the path', async () => {
    await aConnector().send({ ...chat, conversationId: '19:x@thread.v2;messageid=1/../../?a=b#c' }, {});
    assert.deepEqual(teams.calls, [
      'POST /teams/v3/conversations/19%3Ax%40thread.v2%3Bmessageid%3D1%2F..%2F..%2F%3Fa%3Db%23c/activities',
    ]);
  });

  for (const conversationId of ['', '.', '..']) {
    it(`refuses the id "${conversationId}", which would mean another path`, async () => {
      const sending = aConnector().send({ ...chat, conversationId }, {});
      assert.deepEqual(await failure(sending), failed('refused', 'BadId'));
      assert.deepEqual(teams.calls, []);
    });
  }

  it('refuses an address off the list before it even asks for a token', async () => {
    let tokens = 0;
    const connector = aConnector({
      token: () => Promise.resolve(String((tokens += 1))),
      allowedServiceUrls: () => false,
    });
    assert.deepEqual(await failure(connector.send(chat, {})), failed('refused', 'ServiceUrlNotAllowed'));
    assert.deepEqual([tokens, teams.calls], [0, []]);
    assert.equal(logger.of('send.refused').length, 1);
  });

  it('creates the personal conversation with one member by its Teams id', async () => {
    teams.answers.push({ status: 201, body: { id: 'a:2' } });
    const person = { serviceUrl: teams.serviceUrl, tenantId: 't', userId: '29:ana', botId: '28:bot' };
    assert.deepEqual(await aConnector().createConversation(person), { conversationId: 'a:2' });
    const [request] = teams.requests;
    assert.equal(request?.path, '/teams/v3/conversations');
    assert.deepEqual(request.body, {
      isGroup: false,
      bot: { id: '28:bot' },
      members: [{ id: '29:ana' }],
      tenantId: 't',
      channelData: { tenant: { id: 't' } },
    });
  });

  it('says an empty id where Teams gives none', async () => {
    teams.answers.push({ status: 202, body: {} }, { status: 200 });
    const connector = aConnector();
    assert.deepEqual(await connector.send(chat, { type: 'typing' }), { id: '' });
    assert.deepEqual(await connector.send(chat, { type: 'typing' }), { id: '' });
  });

  it('turns the pages of the roster', async () => {
    const ana = { id: '29:ana', name: 'Ana', objectId: 'a1' };
    const ben = { id: '29:ben', aadObjectId: 'b2', userPrincipalName: 'ben@x', tenantId: 't', email: null };
    teams.answers.push(
      { status: 200, body: { members: [ana], continuationToken: 'next page' } },
      { status: 200, body: { members: [ben], continuationToken: '' } },
    );
    const members = await aConnector().members(chat);
    assert.deepEqual(
      members.map(({ id, aadObjectId, tenantId }) => [id, aadObjectId, tenantId]),
      [
        ['29:ana', 'a1', undefined],
        ['29:ben', 'b2', 't'],
      ],
    );
    assert.deepEqual(teams.calls, [
      'GET /teams/v3/conversations/a%3A1/pagedmembers?pageSize=500',
      'GET /teams/v3/conversations/a%3A1/pagedmembers?pageSize=500&continuationToken=next+page',
    ]);
  });

  describe('sending', () => {
    const cases: readonly (readonly [ConnectorAnswer, object])[] = [
      [coded(400, 'BadArgument'), failed('refused', 'BadArgument', 400)],
      [coded(401, 'BotNotRegistered'), failed('notSent', 'BotNotRegistered', 401)],
      [coded(403, 'ConversationBlockedByUser'), failed('refused', 'ConversationBlockedByUser', 403)],
      [coded(403, 'ForbiddenOperationException'), failed('refused', 'ForbiddenOperationException', 403)],
      [coded(404, 'ConversationNotFound'), failed('gone', 'ConversationNotFound', 404)],
      [coded(412, 'PreconditionFailed'), failed('throttled', 'PreconditionFailed', 412)],
      [coded(413, 'MessageSizeTooBig'), failed('tooBig', 'MessageSizeTooBig', 413)],
      [{ status: 429, headers: { 'retry-after': '7' } }, failed('throttled', 'Http429', 429, 7)],
      [{ status: 429, headers: { 'retry-after': '99999' } }, failed('throttled', 'Http429', 429, 3_600)],
      [
        { status: 429, headers: { 'retry-after': 'Mon, 05 Jan 2026 09:00:30 GMT' } },
        failed('throttled', 'Http429', 429, 30),
      ],
      [{ status: 429, headers: { 'retry-after': 'soon' } }, failed('throttled', 'Http429', 429)],
      [coded(500, 'ServiceError'), failed('unclear', 'ServiceError', 500)],
      [{ status: 502 }, failed('unclear', 'Http502', 502)],
      [{ status: 503, headers: { 'retry-after': '1' } }, failed('unclear', 'Http503', 503, 1)],
      [coded(504, 'a code of\nseveral words'), failed('unclear', 'Http504', 504)],
      [{ status: 307, headers: { location: '/elsewhere' } }, failed('refused', 'Http307', 307)],
    ];
    for (const [answer, expected] of cases) {
      it(`is tried once and fails with ${JSON.stringify(expected)}`, async () => {
        teams.answers.push(answer);
        assert.deepEqual(await failure(aConnector().send(chat, {})), expected);
        assert.equal(teams.calls.length, 1);
        assert.deepEqual(pauses, []);
      });
    }

    for (const answer of ['cut', 'halfAnAnswer'] as const) {
      it(`is unclear after ${answer === 'cut' ? 'a cut connection' : 'half an answer'}`, async () => {
        teams.answers.push(answer);
        const { kind } = await failure(aConnector().send(chat, {}));
        assert.equal(kind, 'unclear');
        assert.equal(teams.calls.length, 1);
      });
    }

    it('is unclear when no answer comes within the deadline', async () => {
      teams.answers.push('silence');
      const sending = aConnector({ deadlineMilliseconds: 50 }).send(chat, {});
      assert.deepEqual(await failure(sending), failed('unclear', 'Timeout'));
    });

    it('is unclear when it was taken but the answer cannot be read', async () => {
      teams.answers.push({ status: 201, body: { id: 7 } });
      assert.deepEqual(await failure(aConnector().send(chat, {})), failed('unclear', 'UnreadableAnswer'));
    });

    it('surely did not happen where nobody listens', async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      const serviceUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
      server.close();
      await once(server, 'close');
      const { kind, code } = await failure(aConnector().send({ ...chat, serviceUrl }, {}));
      assert.deepEqual([kind, code], ['notSent', 'ECONNREFUSED']);
    });

    it('surely did not happen without a token', async () => {
      const connector = aConnector({ token: () => Promise.reject(new Error('the secret of the bot')) });
      assert.deepEqual(await failure(connector.send(chat, {})), failed('notSent', 'TokenUnavailable'));
      assert.deepEqual(teams.calls, []);
      assert.doesNotMatch(logger.text, /secret/);
    });
  });

  describe('updating, removing and reading', () => {
    for (const status of [412, 429, 502, 503, 504]) {
      it(`is tried again after ${status}`, async () => {
        teams.answers.push({ status }, { status }, { status: 200, body: { members: [] } });
        await aConnector().update(chat, '1', {});
        assert.equal(teams.calls.length, 3);
        assert.equal(pauses.length, 2);
        assert.ok(pauses.every((pause) => pause >= 250 && pause <= 5_000));
      });
    }

    it('waits as long as it says', async () => {
      teams.answers.push({ status: 429, headers: { 'retry-after': '2' } }, { status: 200 });
      await aConnector().remove(chat, '1');
      assert.deepEqual(pauses, [2_000]);
    });

    it('leaves a long wait to whoever asked', async () => {
      teams.answers.push({ status: 429, headers: { 'retry-after': '60' } });
      assert.deepEqual(
        await failure(aConnector().update(chat, '1', {})),
        failed('throttled', 'Http429', 429, 60),
      );
      assert.deepEqual(pauses, []);
    });

    it('ends after four times', async () => {
      teams.answers.push({ status: 503 }, { status: 503 }, { status: 503 }, { status: 503 });
      assert.deepEqual(await failure(aConnector().members(chat)), failed('unclear', 'Http503', 503));
      assert.equal(teams.calls.length, 4);
    });

    it('is not tried again after what will not change', async () => {
      teams.answers.push(coded(404, 'ActivityNotFoundInConversation'));
      const updating = aConnector().update(chat, '1', {});
      assert.deepEqual(await failure(updating), failed('gone', 'ActivityNotFoundInConversation', 404));
      assert.equal(teams.calls.length, 1);
    });
  });

  it('logs what failed, without words, tokens or ids of people', async () => {
    teams.answers.push(coded(403, 'BotDisabledByAdmin'));
    await failure(aConnector().send(chat, { text: 'a secret of Ana' }));
    assert.deepEqual(logger.of('send.failed'), [
      { event: 'send.failed', method: 'POST', kind: 'refused', code: 'BotDisabledByAdmin', status: 403 },
    ]);
    assert.doesNotMatch(logger.text, /secret|token-of-the-bot|a:1/);
  });
});

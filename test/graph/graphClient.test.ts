import assert from 'node:assert/strict';
import { freePort } from '../../sandbox/freePort.ts';
import { createGraphClient, type GraphCallMade, type GraphClient } from '../../src/graph/graphClient.ts';
import { graphCalls } from '../../src/graph/egress.ts';
import { isPimError, PimError, type PimErrorCode } from '../../src/pim/errors.ts';
import { principalId } from '../../src/pim/ids.ts';
import { type LocalServer, type Received, type Reply, startServer } from './localServer.ts';

const me = principalId('11111111-1111-4111-8111-111111111111');
const id = '22222222-2222-4222-8222-222222222222';

type Answer = Reply | 'hang' | 'cut' | undefined;

const activation = {
  action: 'selfActivate',
  principalId: me,
  roleDefinitionId: id,
  directoryScopeId: '/',
  justification: 'because',
  scheduleInfo: { expiration: { type: 'AfterDuration', duration: 'PT1H' } },
};

const refusedWith = (code: PimErrorCode) => (error: unknown) => isPimError(error, code);

describe('createGraphClient', () => {
  let server: LocalServer;
  let answers: Answer[];
  let answerTo: ((request: Received) => Answer) | undefined;
  let tokens: string[];
  let forgotten: number;
  let made: GraphCallMade[];
  let client: GraphClient;

  before(async () => {
    server = await startServer((request) => (answerTo === undefined ? answers.shift() : answerTo(request)));
  });

  after(() => server.stop());

  const clientWith = (deadlineMs = 20_000): GraphClient =>
    createGraphClient({
      account: { graphUrl: `${server.url}/graph`, groups: ['read', 'self', 'approve'], owner: me },
      tokens: {
        token: () => Promise.resolve(tokens.shift() ?? 'token'),
        forget: () => {
          forgotten += 1;
        },
      },
      deadlineMs,
      jitter: () => 0,
      newId: () => 'call-1',
      priority: 'High',
      onCall: (call) => made.push(call),
    });

  beforeEach(() => {
    server.received.length = 0;
    answers = [];
    answerTo = undefined;
    tokens = [];
    forgotten = 0;
    made = [];
    client = clientWith();
  });

  const get = (): Promise<unknown> => client.get(graphCalls.request, { ids: [id] });
  const send = (): Promise<unknown> => client.send(graphCalls.selfAction, { body: activation });

  it('sends token, call id and priority', async () => {
    answers = [{ body: { id } }];
    assert.deepEqual(await get(), { id });
    const [request] = server.received;
    assert.equal(request?.url, `/graph/v1.0/roleManagement/directory/roleAssignmentScheduleRequests/${id}`);
    assert.equal(request.headers.authorization, 'Bearer token');
    assert.equal(request.headers['client-request-id'], 'call-1');
    assert.equal(request.headers['x-ms-throttle-priority'], 'High');
  });

  it('encodes the query', async () => {
    answers = [{ body: { value: [] } }];
    await client.items(graphCalls.myRequests, { query: { filter: "status ne 'A&B=C'" } });
    const query = new URL(server.received[0]?.url ?? '', server.url).searchParams;
    assert.deepEqual([...query], [['$filter', "status ne 'A&B=C'"]]);
  });

  it('tells of every attempt', async () => {
    answers = [{ status: 503, headers: { 'retry-after': '0' } }, { body: {} }];
    await get();
    assert.deepEqual(
      made.map(({ method, version, pathTemplate, status }) => [method, version, pathTemplate, status]),
      [
        ['GET', 'v1.0', graphCalls.request.path, 503],
        ['GET', 'v1.0', graphCalls.request.path, 200],
      ],
    );
    assert.ok(made.every(({ milliseconds }) => milliseconds >= 0));
  });

  for (const status of [429, 503, 504]) {
    it(`reads again after ${status}, at most twice`, async () => {
      const busy = { status, headers: { 'retry-after': '0' } };
      answers = [busy, busy, { body: { ok: true } }];
      assert.deepEqual(await get(), { ok: true });
      answers = [busy, busy, busy, { body: {} }];
      server.received.length = 0;
      await assert.rejects(get(), refusedWith(status === 429 ? 'throttled' : 'pim_unavailable'));
      assert.equal(server.received.length, 3);
    });
  }

  it('reads again where the connection or the body was cut', async () => {
    answers = [undefined, 'cut', { body: { ok: true } }];
    assert.deepEqual(await get(), { ok: true });
  });

  it('does not wait for longer than 20 seconds', async () => {
    answers = [{ status: 429, headers: { 'retry-after': '21' } }];
    await assert.rejects(get(), (error: unknown) => {
      assert.ok(isPimError(error, 'throttled'));
      assert.equal(error.details.retryAfterSeconds, 21);
      return true;
    });
    assert.equal(server.received.length, 1);
  });

  for (const status of [500, 502]) {
    it(`does not read again after ${status}`, async () => {
      answers = [{ status }];
      await assert.rejects(get(), refusedWith('pim_unavailable'));
      assert.equal(server.received.length, 1);
    });
  }

  const unclear: Readonly<Record<string, Answer>> = {
    'a 500': { status: 500 },
    'a 503 that asks to come again': { status: 503, headers: { 'retry-after': '0' } },
    'a cut connection': undefined,
    'a cut body': 'cut',
    'a body that is no JSON': { status: 201, body: 'created' },
  };
  for (const [title, answer] of Object.entries(unclear)) {
    it(`sends a change once and does not know what became of it after ${title}`, async () => {
      answers = [answer, { status: 201, body: {} }];
      await assert.rejects(send(), refusedWith('outcome_unknown'));
      assert.equal(server.received.length, 1);
    });
  }

  it('gives a change up at its deadline', async () => {
    client = clientWith(100);
    answers = ['hang'];
    await assert.rejects(send(), refusedWith('outcome_unknown'));
    assert.equal(server.received.length, 1);
    assert.deepEqual(
      made.map(({ status }) => status),
      [undefined],
    );
  });

  it('gives a read up at its deadline, three times', async () => {
    client = clientWith(100);
    answers = ['hang', 'hang', 'hang'];
    await assert.rejects(get(), refusedWith('pim_unavailable'));
    assert.equal(server.received.length, 3);
  });

  it('does not send a change again that was throttled', async () => {
    answers = [{ status: 429, headers: { 'retry-after': '0' } }];
    await assert.rejects(send(), refusedWith('throttled'));
    assert.equal(server.received.length, 1);
  });

  it('takes a lost dry run for what it is', async () => {
    answers = [undefined];
    const body = { ...activation, isValidationOnly: true };
    await assert.rejects(client.send(graphCalls.selfAction, { body }), refusedWith('pim_unavailable'));
    assert.equal(server.received.length, 1);
  });

  it('takes an empty answer to a change', async () => {
    answers = [{ status: 204 }];
    assert.equal(await client.send(graphCalls.cancel, { ids: [id] }), undefined);
    assert.equal(server.received[0]?.body, '');
  });

  it('follows no redirect', async () => {
    answers = [{ status: 302, headers: { location: '/graph/v1.0/users' } }];
    await assert.rejects(get(), refusedWith('unexpected_answer'));
    answers = [{ status: 307, headers: { location: '/graph/v1.0/users' } }];
    await assert.rejects(send(), refusedWith('unexpected_answer'));
    assert.equal(server.received.length, 2);
  });

  it('reads once more with a new token where the old one is refused', async () => {
    tokens = ['old', 'new'];
    answers = [{ status: 401 }, { body: { ok: true } }];
    assert.deepEqual(await get(), { ok: true });
    assert.equal(forgotten, 1);
    assert.deepEqual(
      server.received.map(({ headers }) => headers.authorization),
      ['Bearer old', 'Bearer new'],
    );
    answers = [{ status: 401 }, { status: 401 }, { body: {} }];
    await assert.rejects(get(), refusedWith('sign_in_required'));
    assert.equal(server.received.length, 4);
  });

  it('asks the person at once where Graph wants their presence', async () => {
    const claims = Buffer.from('{"access_token":{"nbf":{"essential":true}}}').toString('base64');
    answers = [
      {
        status: 401,
        headers: { 'www-authenticate': `Bearer error="insufficient_claims", claims="${claims}"` },
      },
    ];
    await assert.rejects(get(), refusedWith('step_up_required'));
    assert.equal(server.received.length, 1);
  });

  it('sends nothing without a token', async () => {
    client = createGraphClient({
      account: { graphUrl: server.url, groups: ['read'], owner: me },
      tokens: {
        token: () => Promise.reject(new PimError('consent_required', 'no', { scopes: ['A'] })),
        forget: () => undefined,
      },
      deadlineMs: 20_000,
      jitter: () => 0,
      newId: () => '',
      priority: 'Low',
    });
    await assert.rejects(get(), refusedWith('consent_required'));
    assert.deepEqual(server.received, []);
  });

  it('sends nothing that is not in the table', async () => {
    await assert.rejects(
      client.get(graphCalls.request, { ids: ['../users'] }),
      refusedWith('egress_refused'),
    );
    await assert.rejects(client.get(graphCalls.person, { ids: [id] }), refusedWith('egress_refused'));
    const body = { ...activation, action: 'adminAssign' };
    await assert.rejects(client.send(graphCalls.selfAction, { body }), refusedWith('egress_refused'));
    assert.deepEqual(server.received, []);
  });

  it('knows that nothing was sent to a server that is not there', async () => {
    client = createGraphClient({
      account: { graphUrl: `http://127.0.0.1:${await freePort()}`, groups: ['self'], owner: me },
      tokens: { token: () => Promise.resolve('token'), forget: () => undefined },
      deadlineMs: 20_000,
      jitter: () => 0,
      newId: () => '',
      priority: 'Low',
    });
    await assert.rejects(send(), refusedWith('pim_unavailable'));
  });

  describe('lists', () => {
    const path = '/graph/v1.0/roleManagement/directory/roleAssignmentScheduleRequests';
    const mine = `${path}/filterByCurrentUser(on='principal')`;

    it('reads every page, empty ones too', async () => {
      answerTo = ({ url }) => {
        const token = new URL(url, server.url).searchParams.get('$skiptoken');
        const next = (name: string): object => ({
          '@odata.nextLink': `${server.url}${mine}?$filter=x%20eq%20'1'&$skiptoken=${encodeURIComponent(name)}`,
        });
        if (token === null) return { body: { value: [1, 2], ...next('a=/+&b') } };
        if (token === 'a=/+&b') return { body: { value: [], ...next('c') } };
        assert.equal(token, 'c');
        return { body: { value: [3], '@odata.nextLink': null } };
      };
      assert.deepEqual(await client.items(graphCalls.myRequests), [1, 2, 3]);
      assert.ok(server.received.every(({ headers }) => headers.authorization === 'Bearer token'));
    });

    for (const link of [
      'https://graph.example.com/v1.0/x',
      `URL/graph/v1.0/users?$skiptoken=1`,
      `URL/graph/beta/roleManagement/directory/roleAssignmentScheduleRequests/filterByCurrentUser(on='principal')`,
      `URL/login/x`,
      'nonsense',
    ]) {
      it(`does not follow a next page to ${link}`, async () => {
        answers = [{ body: { value: [1], '@odata.nextLink': link.replace('URL', server.url) } }];
        await assert.rejects(client.items(graphCalls.myRequests), refusedWith('egress_refused'));
        assert.equal(server.received.length, 1);
      });
    }

    it('does not read a list without an end', async () => {
      answerTo = () => ({ body: { value: [], '@odata.nextLink': `${server.url}${mine}?$skiptoken=1` } });
      await assert.rejects(client.items(graphCalls.myRequests), refusedWith('unexpected_answer'));
    });

    it('takes nothing else for a list', async () => {
      answers = [{ body: { id } }];
      await assert.rejects(client.items(graphCalls.myRequests), refusedWith('unexpected_answer'));
      answers = [{ body: 'plain' }];
      await assert.rejects(client.items(graphCalls.myRequests), refusedWith('unexpected_answer'));
    });
  });
});

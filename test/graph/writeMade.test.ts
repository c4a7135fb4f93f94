import assert from 'node:assert/strict';
import { createGraphClient, type GraphClient } from '../../src/graph/graphClient.ts';
import { graphCalls } from '../../src/graph/graphCalls.ts';
import { isPimError, PimError } from '../../src/pim/errors.ts';
import { principalId } from '../../src/pim/ids.ts';
import { type WriteMade } from '../../src/pim/ports.ts';
import { type LocalServer, type Reply, startServer } from './localServer.ts';

const me = principalId('33333333-3333-4333-8333-333333333333');
const role = '44444444-4444-4444-8444-444444444444';
const request = '55555555-5555-4555-8555-555555555555';
const graphRequestId = '66666666-6666-4666-8666-666666666666';

const claims = { amr: ['pwd', 'mfa'], acrs: ['c1'], iat: 1_767_603_600, uti: 'aBcDeF' };
const token = `head.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.signature`;
const facts = {
  methods: ['pwd', 'mfa'],
  contexts: ['c1'],
  issuedAt: new Date('2026-01-05T09:00:00Z'),
  id: 'aBcDeF',
};

const deactivation = {
  action: 'selfDeactivate',
  principalId: me,
  roleDefinitionId: role,
  directoryScopeId: '/',
};
const dryRun = {
  ...deactivation,
  action: 'selfActivate',
  justification: 'x',
  isValidationOnly: true,
  scheduleInfo: { expiration: { type: 'AfterDuration', duration: 'PT1H' } },
};

describe('a client of Graph, about what it changed', () => {
  let server: LocalServer;
  let answer: Reply | 'cut' | undefined;
  let made: WriteMade[];
  let dates: (string | null)[];
  let happened: string[];
  let mayGo: () => Promise<void>;
  let client: GraphClient;

  before(async () => {
    server = await startServer(() => {
      happened.push('sent');
      return answer;
    });
  });

  after(() => server.stop());

  beforeEach(() => {
    made = [];
    dates = [];
    happened = [];
    mayGo = () => Promise.resolve();
    answer = { status: 201, headers: { 'request-id': graphRequestId }, body: { id: request } };
    client = createGraphClient({
      account: { graphUrl: `${server.url}/graph`, groups: ['read', 'self', 'approve'], owner: me },
      tokens: {
        token: () => {
          happened.push('token');
          return Promise.resolve(token);
        },
        forget: () => undefined,
      },
      deadlineMs: 20_000,
      jitter: () => 0,
      newId: () => 'call-1',
      priority: 'High',
      onWrite: (write) => made.push(write),
      beforeWrite: () => {
        happened.push('asked');
        return mayGo();
      },
      onDate: (date) => dates.push(date),
    });
  });

  it('tells by which token it went out and how Graph names the call', async () => {
    await client.send(graphCalls.selfAction, { body: deactivation });
    assert.deepEqual(made, [{ token: facts, graphRequestId }]);
    assert.ok(!JSON.stringify(made).includes('signature'), 'never the token itself');
  });

  it('tells the same of a change that was refused', async () => {
    answer = { status: 403, headers: { 'request-id': graphRequestId }, body: { error: { code: 'No' } } };
    await assert.rejects(client.send(graphCalls.selfAction, { body: deactivation }));
    assert.deepEqual(made, [{ token: facts, graphRequestId }]);
  });

  it('tells of a change whose answer was lost, without a name for the call', async () => {
    answer = 'cut';
    await assert.rejects(client.send(graphCalls.selfAction, { body: deactivation }));
    assert.deepEqual(made, [{ token: facts, graphRequestId: undefined }]);
  });

  it('tells nothing of reading and of dry runs', async () => {
    await client.get(graphCalls.request, { ids: [request] });
    await client.send(graphCalls.selfAction, { body: dryRun });
    assert.deepEqual(made, []);
  });

  it('asks whether a change may go when it has its token, directly before it is sent', async () => {
    await client.send(graphCalls.selfAction, { body: deactivation });
    assert.deepEqual(happened, ['token', 'asked', 'sent']);
  });

  it('neither sends nor tells of a change that may not go', async () => {
    mayGo = () => Promise.reject(new PimError('relay_off', 'Switched off meanwhile'));
    await assert.rejects(
      client.send(graphCalls.selfAction, { body: deactivation }),
      (error: unknown) => isPimError(error, 'relay_off') && error.message === 'Switched off meanwhile',
    );
    assert.deepEqual(happened, ['token', 'asked']);
    assert.deepEqual(made, []);
  });

  it('asks nothing before reading and dry runs', async () => {
    await client.get(graphCalls.request, { ids: [request] });
    await client.send(graphCalls.selfAction, { body: dryRun });
    assert.deepEqual(happened, ['token', 'sent', 'token', 'sent']);
  });

  it('tells what time it is at Graph', async () => {
    answer = { headers: { date: 'Mon, 05 Jan 2026 09:00:00 GMT' }, body: {} };
    await client.get(graphCalls.request, { ids: [request] });
    assert.deepEqual(dates, ['Mon, 05 Jan 2026 09:00:00 GMT']);
  });
});

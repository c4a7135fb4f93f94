import assert from 'node:assert/strict';
import { request } from 'node:http';
import { startSandbox, type RunningSandbox } from '../support/runningSandbox.ts';

const keys = '/botframework/v1/.well-known/keys';

describe('control', () => {
  let sandbox: RunningSandbox;

  before(async () => {
    sandbox = await startSandbox({ isAskedByTest: true });
  });

  after(() => sandbox.stop());

  beforeEach(() => sandbox.control.reset());

  const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${sandbox.url}${path}`, { headers });

  const post = async (path: string, body: unknown): Promise<number> => {
    const answer = await fetch(`${sandbox.url}${path}`, { method: 'POST', body: JSON.stringify(body) });
    await answer.body?.cancel();
    return answer.status;
  };

  it('says who the tenant is', async () => {
    const { tenantName, appId, people, baseUrl } = await sandbox.control.tenant();
    assert.deepEqual(
      [tenantName, appId, baseUrl],
      ['Harbour Light', '3c9d2e10-7a8b-4c5d-9e0f-112233445566', sandbox.url],
    );
    assert.deepEqual(people.find(({ name }) => name === 'Hana Sato')?.isInstalled, false);
    assert.equal(people.length, 12);
  });

  it('lets a Global Administrator grant what is missing, and nobody else', async () => {
    const idOf = (name: string): string =>
      sandbox.tenantInfo.people.find((one) => one.name === name)?.id ?? '';
    const wish = {
      delegated: ['RoleManagementPolicy.ReadWrite.Directory'],
      application: ['AppCatalog.Read.All'],
    };
    const ask = (body: unknown): Promise<Response> =>
      fetch(`${sandbox.url}/control/admin-consent`, { method: 'POST', body: JSON.stringify(body) });
    const refused = await ask({ administrator: idOf('Ana Ruiz'), ...wish });
    assert.equal(refused.status, 403);
    assert.match(await refused.text(), /Authorization_RequestDenied/);
    const granted = await ask({ administrator: idOf('Eli Novak'), ...wish });
    const { delegated, application } = (await granted.json()) as Record<string, readonly string[]>;
    assert.ok(
      delegated?.includes('User.Read') && delegated.includes('RoleManagementPolicy.ReadWrite.Directory'),
    );
    assert.ok(application?.includes('User.Read.All') && application.includes('AppCatalog.Read.All'));
    assert.equal(await post('/control/admin-consent', { administrator: idOf('Eli Novak'), roles: [] }), 400);
  });

  it('tells a bot of one’s own what it has to know, and refuses to install for strangers', async () => {
    const text = await (await get('/control/environment')).text();
    assert.match(text, /^LATCHKEY_CLOUD="sandbox"$/m);
    assert.match(text, /^MicrosoftAppPassword="harbour-light-is-a-make-believe-tenant"$/m);
    assert.match(text, /^LATCHKEY_TICKET_SECRET_CHANGES="Basic \S+"$/m);
    const people = ['0f0f0f0f-000f-4000-8000-00000000000f'];
    assert.equal(await post('/control/installations', { people }), 400);
  });

  describe('clock', () => {
    it('moves forward, and back to the real time with a reset', async () => {
      const { shiftMs, now } = await sandbox.control.forward(3_600_000);
      assert.equal(shiftMs, 3_600_000);
      assert.ok(Date.parse(now) - Date.now() > 3_000_000);
      await sandbox.control.reset();
      assert.equal((await sandbox.control.clock()).shiftMs, 0);
    });

    it('moves to the next event that waits', async () => {
      const { upcoming } = await sandbox.control.clock();
      const moved = await sandbox.control.toNextEvent();
      if (upcoming[0] === undefined) assert.equal(moved.shiftMs, 0);
      else assert.ok(Date.parse(moved.now) >= Date.parse(upcoming[0]));
    });

    it('refuses to go back', async () => {
      assert.equal(await post('/control/clock', { forwardMs: -1 }), 400);
      assert.equal(await post('/control/clock', {}), 400);
    });
  });

  describe('faults', () => {
    it('answers instead of the area, as often as asked', async () => {
      const body = { error: { code: 'TooManyRequests' } };
      const headers = { 'retry-after': '3' };
      await sandbox.control.faults.add({ match: { path: 'keys$' }, times: 2, status: 429, headers, body });
      for (const status of [429, 429, 200]) {
        const answer = await get(keys);
        assert.equal(answer.status, status);
        if (status === 429) {
          assert.equal(answer.headers.get('retry-after'), '3');
          assert.deepEqual(await answer.json(), body);
        }
      }
    });

    it('matches method and actor', async () => {
      const actor = 'a1a1a1a1-0001-4000-8000-000000000001';
      const person = await sandbox.control.signOnToken(actor);
      await sandbox.control.faults.add({ match: { method: 'get', actor }, status: 503 });
      assert.equal((await get(keys)).status, 200);
      assert.equal((await get(keys, { authorization: `Bearer ${person}` })).status, 503);
    });

    it('matches a path whether or not it is percent-encoded', async () => {
      await sandbox.control.faults.add({ match: { path: "on='approver'" }, times: 2, status: 500 });
      assert.equal((await get("/graph/v1.0/x(on='approver')")).status, 500);
      assert.equal((await get('/graph/v1.0/x(on=%27approver%27)')).status, 500);
    });

    it('cuts the connection before anything is done', async () => {
      await sandbox.control.faults.add({ match: { path: '^/client/' }, cut: 'before' });
      const chat = '/client/chats/a1a1a1a1-0001-4000-8000-000000000001';
      await assert.rejects(post(`${chat}/block`, {}));
      const [call] = await sandbox.control.calls(/block/);
      assert.equal(call?.status, null);
    });

    it('cuts the connection after it is done', async () => {
      const scope = encodeURIComponent('https://graph.microsoft.com/.default');
      const { appId, secret, tenantId } = sandbox.tenantInfo;
      const form = `grant_type=client_credentials&client_id=${appId}&client_secret=${secret}&scope=${scope}`;
      const url = `${sandbox.url}/login/${tenantId}/oauth2/v2.0/token`;
      await sandbox.control.faults.add({ match: { path: '/token$' }, cut: 'after' });
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      await assert.rejects(fetch(url, { method: 'POST', body: form, headers }));
      const happened = (await (await get('/client/happened?since=0')).json()) as {
        happenings: { summary: string }[];
      };
      assert.ok(happened.happenings.some(({ summary }) => summary.startsWith('Latchkey got a token')));
    });

    it('lets a delayed call through', async () => {
      await sandbox.control.faults.add({ match: { path: 'keys$' }, delayMs: 20 });
      assert.equal((await get(keys)).status, 200);
    });

    it('holds back the answer of a call that is done already', async () => {
      await sandbox.control.clearCalls();
      await sandbox.control.faults.add({ match: { path: 'keys$' }, holdMs: 60_000 });
      const giveUp = new AbortController();
      const held = fetch(`${sandbox.url}${keys}`, { signal: giveUp.signal });
      let seen = await sandbox.control.calls(/keys$/);
      while (seen[0]?.status !== 200) seen = await sandbox.control.calls(/keys$/);
      giveUp.abort();
      await assert.rejects(held);
    });

    it('lets no call of the world before a reset act in the one after', async () => {
      await sandbox.control.faults.add({ match: { path: 'keys$' }, delayMs: 60_000 });
      const delayed = assert.rejects(get(keys));
      let seen = await sandbox.control.calls(/keys$/);
      while (seen.length === 0) seen = await sandbox.control.calls(/keys$/);
      await sandbox.control.reset();
      await delayed;
      assert.deepEqual(await sandbox.control.calls(/keys$/), []);
    });

    it('never breaks control itself', async () => {
      await sandbox.control.faults.add({ status: 500 });
      await sandbox.control.faults.clear();
      assert.equal((await get(keys)).status, 200);
    });

    it('lists what waits, and refuses what it does not understand', async () => {
      await sandbox.control.faults.add({ match: { path: 'x' }, times: 3, cut: 'before' });
      const { faults } = (await (await get('/control/faults')).json()) as {
        faults: Record<string, unknown>[];
      };
      assert.deepEqual(
        [faults[0]?.['match'], faults[0]?.['times'], faults[0]?.['cut']],
        [{ path: 'x' }, 3, 'before'],
      );
      assert.equal(await post('/control/faults', { match: { path: '(' }, status: 500 }), 400);
      assert.equal(await post('/control/faults', { stauts: 500 }), 400);
    });
  });

  describe('calls', () => {
    it('tells who called with which scopes, and hides tokens and secrets', async () => {
      const person = await sandbox.control.signOnToken('a1a1a1a1-0001-4000-8000-000000000001');
      await fetch(`${sandbox.url}/teams/x/?a=1`, {
        method: 'POST',
        headers: { authorization: `Bearer ${person}` },
        body: JSON.stringify({ name: 'signin/tokenExchange', value: { token: person, id: 'exchange-1' } }),
      });
      const [call] = await sandbox.control.calls(/^\/teams\/x\/$/);
      assert.ok(call);
      assert.deepEqual(
        [call.method, call.query, call.actor, call.scopes, call.area],
        ['POST', { a: '1' }, 'a1a1a1a1-0001-4000-8000-000000000001', ['access_as_user'], 'teams'],
      );
      assert.deepEqual(call.requestBody, {
        name: 'signin/tokenExchange',
        value: { token: '[removed]', id: 'exchange-1' },
      });
    });

    it('hides what a form would give away, but not the code of an error', async () => {
      const form = 'grant_type=authorization_code&code=1.secret&client_secret=hidden&code_verifier=hidden';
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const path = `/login/${sandbox.tenantInfo.tenantId}/oauth2/v2.0/token`;
      await fetch(`${sandbox.url}${path}`, { method: 'POST', headers, body: form });
      await post('/control/faults', {
        status: 500,
        body: { error: { code: 'BadRequest' } },
        match: { path: 'never' },
      });
      const told = (await sandbox.control.calls())
        .map(({ requestBody }) => JSON.stringify(requestBody))
        .join();
      assert.ok(!told.includes('hidden') && !told.includes('1.secret'), told);
      assert.ok(told.includes('BadRequest'));
    });

    it('gives those after an id, and forgets on demand', async () => {
      await get(keys);
      const [first] = await sandbox.control.calls(/keys/);
      await get(keys);
      assert.equal((await sandbox.control.calls(/keys/, first?.id)).length, 1);
      await sandbox.control.clearCalls();
      assert.deepEqual(await sandbox.control.calls(/keys/), []);
    });
  });

  describe('directory', () => {
    const ana = 'a1a1a1a1-0001-4000-8000-000000000001';
    const nameOfAna = async (): Promise<string | undefined> =>
      (await sandbox.control.tenant()).people.find(({ id }) => id === ana)?.name;

    it('is changed until the next reset', async () => {
      await sandbox.control.changeDirectory(ana, { displayName: 'Ana Ruiz-Berg', accountEnabled: false });
      assert.equal(await nameOfAna(), 'Ana Ruiz-Berg');
      await sandbox.control.reset();
      assert.equal(await nameOfAna(), 'Ana Ruiz');
    });

    it('refuses whom the tenant does not have, and what an entry has not', async () => {
      const nobody = '99999999-9999-4999-8999-999999999999';
      assert.equal(await post('/control/directory', { id: nobody, displayName: 'x' }), 404);
      assert.equal(await post('/control/directory', { id: ana, members: [] }), 404);
      assert.equal(await post('/control/directory', { id: ana, oid: nobody }), 400);
    });
  });

  describe('kinds of calls', () => {
    it('outlive a reset, without ids and words', async () => {
      const authorization = `Bearer ${await sandbox.control.signOnToken('a1a1a1a1-0001-4000-8000-000000000001')}`;
      await get('/graph/v1.0/users/a1a1a1a1-0001-4000-8000-000000000001?$select=displayName', {
        authorization,
      });
      await sandbox.control.reset();
      const { kinds, isComplete } = await sandbox.control.callKinds();
      const kind = kinds.find(({ path }) => path === '/graph/v1.0/users/{id}');
      assert.ok(isComplete);
      assert.deepEqual([kind?.by, kind?.options, kind?.calls], ['person', ['$select'], 1]);
    });

    it('has those that take a token where none belongs', async () => {
      const authorization = `Bearer ${await sandbox.control.signOnToken('a1a1a1a1-0001-4000-8000-000000000001')}`;
      await get('/elsewhere', { authorization });
      await get('/nowhere');
      const { kinds } = await sandbox.control.callKinds();
      assert.deepEqual(
        kinds.filter(({ area }) => area !== 'graph').map(({ path }) => path),
        ['/elsewhere'],
      );
    });
  });

  describe('server', () => {
    it('answers 404 for what nobody serves', async () => {
      assert.equal((await get('/graph/v1.0/nothing-here')).status >= 400, true);
      assert.equal((await get('/control/nothing-here')).status, 404);
    });

    it('refuses bodies above one megabyte', async () => {
      assert.equal(await post('/control/bot', { endpoint: 'x'.repeat(1_100_000) }), 413);
    });

    it('refuses other host names, so that no web page reaches it by one', async () => {
      const status = await new Promise<number | undefined>((resolve, reject) => {
        const headers = { host: 'rebound.example' };
        request(`${sandbox.url}/control/tenant`, { headers }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        })
          .on('error', reject)
          .end();
      });
      assert.equal(status, 421);
    });

    it('refuses to be steered by another site’s page', async () => {
      assert.equal((await get('/control/tenant', { origin: 'https://evil.example' })).status, 403);
      assert.equal((await get('/control/tenant', { origin: sandbox.url })).status, 200);
    });
  });
});

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { type BotServerOptions, createServer } from '../../src/bot/server.ts';
import { aTeamsActivity } from '../support/channel.ts';
import { serviceUrl } from './guardedChannel.ts';
import { ServedChannel } from './servedChannel.ts';
import { teamsLibraryPath } from '../../src/bot/signIn/teamsLibrary.ts';

describe('createServer', () => {
  let there: ServedChannel;

  beforeEach(async () => {
    there = await ServedChannel.start();
  });

  afterEach(async () => there.stop());

  describe('messages', () => {
    it('are handed to the bot and answered', async () => {
      await there.serve();
      await there.assertBare(await there.post({ text: 'my roles' }), 200);
      assert.deepEqual(
        there.turns.map(({ text: said }) => said),
        ['my roles'],
      );
    });

    it('are answered with the body of the bot, as JSON', async () => {
      await there.serve({ onActivity: () => Promise.resolve({ status: 412, body: { id: 'x' } }) });
      const response = await there.post({ type: 'invoke', name: 'signin/tokenExchange' });
      assert.equal(response.status, 412);
      assert.equal(response.headers.get('content-type'), 'application/json; charset=utf-8');
      assert.deepEqual(await response.json(), { id: 'x' });
    });

    it('are refused without a body when the guard refuses them', async () => {
      await there.serve();
      await there.assertBare(await there.post({}, { authorization: '' }), 401);
      await there.assertBare(await there.post({ conversation: { id: 'a:1' } }), 403);
      await there.assertBare(await there.post({ channelId: undefined }), 400);
      assert.deepEqual(there.turns, []);
    });

    it('are refused with two Authorization headers on the wire', async () => {
      await there.serve();
      const body = JSON.stringify(aTeamsActivity(serviceUrl));
      const request = httpRequest(`${there.origin}/api/messages`, {
        method: 'POST',
        headers: [
          ['Host', 'bot.example'],
          ['Content-Type', 'application/json'],
          ['Content-Length', String(Buffer.byteLength(body))],
          ['Authorization', `Bearer ${await there.channel.token()}`],
          ['Authorization', 'Bearer another'],
        ].flat(),
      });
      request.end(body);
      const [response] = (await once(request, 'response')) as [IncomingMessage];
      await text(response);
      assert.equal(response.statusCode, 401);
    });

    it('tell nobody when the bot fails, but the log', async () => {
      await there.serve({ onActivity: () => Promise.reject(new Error('a secret of Ana')) });
      await there.assertBare(await there.post(), 500);
      assert.deepEqual(
        there.logger.of('turn.failed').map(({ activityType, errorName }) => [activityType, errorName]),
        [['message', 'Error']],
      );
      assert.doesNotMatch(there.logger.text, /secret/);
    });
  });

  describe('sign-in pages', () => {
    it('get query and cookies, without what came twice', async () => {
      await there.serve();
      const headers = { cookie: 'state=1; twice=a; twice=b; =x; plain; with=a=b' };
      await fetch(`${there.origin}/auth/start?ticket=a%20b&x=`, { headers, redirect: 'manual' });
      assert.deepEqual(there.pages, [
        { query: { ticket: 'a b', x: '' }, cookies: { state: '1', with: 'a=b' } },
      ]);
    });

    it('are not asked when a parameter came twice', async () => {
      await there.serve();
      await there.assertBare(await fetch(`${there.origin}/auth/end?code=a&code=b`), 400);
      assert.deepEqual(there.pages, []);
    });

    it('redirect and set cookies', async () => {
      await there.serve();
      const response = await fetch(`${there.origin}/auth/start`, { redirect: 'manual' });
      await there.assertBare(response, 302);
      assert.equal(response.headers.get('location'), 'https://login.example/');
      assert.deepEqual(response.headers.getSetCookie(), ['a=1; Secure', 'b=2']);
    });

    it('load, frame, keep and tell nothing', async () => {
      await there.serve();
      const response = await fetch(`${there.origin}/auth/end`);
      assert.equal(await response.text(), '<p>Done</p>');
      const expected = {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy':
          "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; script-src 'sha256-x'",
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
      };
      for (const [name, value] of Object.entries(expected)) assert.equal(response.headers.get(name), value);
    });

    it('bring Teams’ library along from the same origin, to be kept for long', async () => {
      await there.serve();
      const response = await fetch(`${there.origin}${teamsLibraryPath}`);
      assert.equal(response.status, 200);
      assert.match(await response.text(), /microsoftTeams/);
      assert.match(response.headers.get('content-type') ?? '', /^text\/javascript/);
      assert.equal(response.headers.get('cache-control'), 'public, max-age=31536000, immutable');
      assert.match(teamsLibraryPath, /-\d+\.\d+\.\d+\.js$/, 'another version has another address');
    });

    it('can replace a directive of the policy', async () => {
      const page = { status: 200, html: '', policy: ["form-action 'self'"] };
      const answering = async (): Promise<typeof page> => Promise.resolve(page);
      await there.serve({ signInPages: { start: answering, end: answering } });
      const policy = (await fetch(`${there.origin}/auth/end`)).headers.get('content-security-policy');
      assert.equal(policy, "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'");
    });

    it('tell nobody when they fail', async () => {
      const failing = (): Promise<never> => Promise.reject(new Error('a secret of Ana'));
      await there.serve({ signInPages: { start: failing, end: failing } });
      await there.assertBare(await fetch(`${there.origin}/auth/end`), 500);
      assert.equal(there.logger.of('page.failed').length, 1);
      assert.doesNotMatch(there.logger.text, /secret/);
    });
  });

  describe('health', () => {
    it('is alive', async () => {
      await there.serve();
      const response = await fetch(`${there.origin}/healthz`);
      assert.deepEqual([response.status, await response.text()], [200, 'ok']);
    });

    it('is ready, or says why not', async () => {
      let health = { ready: true, reasons: [] as string[] };
      await there.serve({ health: () => Promise.resolve(health) });
      assert.equal((await fetch(`${there.origin}/readyz`)).status, 200);
      health = { ready: false, reasons: ['The database does not answer'] };
      const response = await fetch(`${there.origin}/readyz`);
      assert.equal(response.status, 503);
      assert.deepEqual(await response.json(), health);
    });

    it('is not ready when nobody knows', async () => {
      await there.serve({ health: () => Promise.reject(new Error('a secret of Ana')) });
      const response = await fetch(`${there.origin}/readyz`);
      assert.equal(response.status, 503);
      assert.deepEqual(await response.json(), { ready: false, reasons: ['The health check failed'] });
    });

    it('is not ready when the answer takes too long', async () => {
      await there.serve({
        health: async () => new Promise(() => undefined),
        limits: { healthMilliseconds: 20 },
      });
      assert.equal((await fetch(`${there.origin}/readyz`)).status, 503);
    });
  });

  describe('metrics', () => {
    it('are for this machine', async () => {
      await there.serve();
      const response = await fetch(`${there.origin}/metrics`);
      assert.equal(response.headers.get('content-type'), 'text/plain; version=0.0.4; charset=utf-8');
      assert.equal(await response.text(), 'turns_total 1\n');
    });

    for (const name of ['x-forwarded-for', 'X-Forwarded-Proto', 'forwarded', 'via', 'x-real-ip']) {
      it(`are not for whoever a proxy asks for (${name})`, async () => {
        await there.serve();
        await there.assertBare(
          await fetch(`${there.origin}/metrics`, { headers: { [name]: '127.0.0.1' } }),
          404,
        );
      });
    }

    it('have a listener of their own where they are given one, and that alone', async () => {
      await there.serve({ metricsListener: { host: '127.0.0.1', port: 0 } });
      await there.assertBare(await fetch(`${there.origin}/metrics`), 404);
      const response = await fetch(`${there.metricsOrigin}/metrics`, {
        headers: { 'x-forwarded-for': '10.0.0.1' },
      });
      assert.equal(await response.text(), 'turns_total 1\n');
      await there.assertBare(await fetch(`${there.metricsOrigin}/healthz`), 404);
    });

    it('tell nobody when they fail', async () => {
      await there.serve({ metrics: () => Promise.reject(new Error('a secret of Ana')) });
      await there.assertBare(await fetch(`${there.origin}/metrics`), 500);
    });
  });

  it('says when it cannot listen', async () => {
    await there.serve();
    const second = createServer({ ...({} as BotServerOptions), logger: there.logger });
    await assert.rejects(second.listen(Number(new URL(there.origin).port), '127.0.0.1'), {
      code: 'EADDRINUSE',
    });
    await second.close();
  });

  it('can be closed twice', async () => {
    await there.serve();
    await there.close();
    await there.close();
  });
});

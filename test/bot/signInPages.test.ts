import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { type PageAnswer, type SignInPages } from '../../src/bot/pages.ts';
import { codeHashOf } from '../../src/bot/signIn.ts';
import { createSignInPages, type SignInPagesDeps } from '../../src/bot/signInPages.ts';
import { PimError } from '../../src/pim/errors.ts';
import { type Person } from '../../src/pim/ids.ts';
import { type InteractiveSignIn } from '../../src/pim/ports.ts';
import { type SignIn } from '../../src/pim/records.ts';
import { InMemorySignIns } from '../support/inMemorySignOns.ts';
import { OperationWorld } from '../support/operationWorld.ts';

describe('createSignInPages', () => {
  let world: OperationWorld;
  let ana: Person;
  let ben: Person;
  let signIns: InMemorySignIns;
  let asked: Parameters<InteractiveSignIn['authorizeUrl']>[0][];
  let redeemed: Parameters<InteractiveSignIn['redeem']>[0][];
  let redeem: () => Person;
  let pages: SignInPages;
  const make = (changes: Partial<SignInPagesDeps> = {}): SignInPages =>
    createSignInPages({
      ...world.with({}),
      signIns,
      interactive: {
        authorizeUrl: (ask) => {
          asked.push(ask);
          return Promise.resolve('https://login.example.com/authorize');
        },
        redeem: async (answer) => {
          redeemed.push(answer);
          await Promise.resolve();
          return {
            person: redeem(),
            graphToken: {
              accessToken: 'a token',
              expiresAt: new Date(world.clock.now().getTime() + 3_600_000),
              scopes: ['User.Read'],
              methods: ['mfa'],
              contexts: [],
            },
          };
        },
      },
      person: (id) => world.directory.person(id),
      publicUrl: 'https://latchkey.example.com',
      defaultScopes: ['User.Read'],
      ...changes,
    });

  beforeEach(async () => {
    world = new OperationWorld();
    ana = await world.person('Ana Ruiz');
    ben = await world.person('Ben Okafor');
    signIns = new InMemorySignIns(world.clock);
    asked = [];
    redeemed = [];
    redeem = () => ana;
    pages = make();
    const createdAt = world.clock.now();
    await signIns.open({
      id: 'ticket-1',
      person: ana,
      kind: 'interactive',
      continuation: { kind: 'text', text: 'my roles' },
      operationId: undefined,
      cardActivityId: undefined,
      interactive: {
        state: 'state-1',
        nonce: 'nonce-1',
        codeVerifier: 'verifier-1',
        claims: '{"access_token":{}}',
        scopes: [],
        browserSecret: undefined,
        codeHash: undefined,
        provisional: undefined,
      },
      createdAt,
      expiresAt: new Date(createdAt.getTime() + 600_000),
    });
  });

  const start = (ticket = 'ticket-1', on = pages): Promise<PageAnswer> =>
    on.start({ query: { t: ticket }, cookies: {} });
  const cookieOf = ({ setCookies = [] }: PageAnswer): Record<string, string> => {
    const [name = '', value = ''] = (setCookies[0] ?? '').split(';')[0]?.split('=') ?? [];
    return { [name]: value };
  };
  const end = (cookies: Record<string, string>, query: Record<string, string> = {}): Promise<PageAnswer> =>
    pages.end({ query: { state: 'state-1', code: 'code-1', ...query }, cookies });
  const stored = async (): Promise<SignIn | undefined> => signIns.of('ticket-1');

  it('sends the browser to sign in, with a challenge and a cookie of its own', async () => {
    const answer = await start();
    assert.equal(answer.status, 302);
    assert.equal(answer.location, 'https://login.example.com/authorize');
    assert.match(answer.setCookies?.[0] ?? '', /; HttpOnly; SameSite=Lax; Path=\/auth; Max-Age=600; Secure$/);
    const [ask] = asked;
    assert.equal(ask?.codeChallenge, createHash('sha256').update('verifier-1').digest('base64url'));
    assert.equal(ask.loginHint, 'ana.ruiz@example.com');
    assert.equal(ask.redirectUri, 'https://latchkey.example.com/auth/end');
    assert.equal(ask.claims, '{"access_token":{}}');
    assert.deepEqual(ask.scopes, ['User.Read']);
  });

  it('does without a hint where the directory does not answer, and without Secure on loopback', async () => {
    const answer = await start(
      'ticket-1',
      make({
        person: () => Promise.reject(new Error('down')),
        publicUrl: 'http://127.0.0.1:3978',
      }),
    );
    assert.doesNotMatch(answer.setCookies?.[0] ?? '', /Secure/);
    assert.equal(asked[0]?.loginHint, undefined);
  });

  it('starts once: whoever has the link after that gets nothing', async () => {
    await start();
    assert.equal((await start()).status, 410);
    assert.equal((await start('ticket-2')).status, 410);
    assert.equal((await pages.start({ query: {}, cookies: {} })).status, 410);
  });

  it('starts again in the browser that closed its window, until there is a code', async () => {
    const cookies = cookieOf(await start());
    const query = { t: 'ticket-1' };
    const again = await pages.start({ query, cookies });
    assert.equal(again.status, 302);
    assert.deepEqual(cookieOf(again), cookies);
    assert.equal((await pages.start({ query, cookies: { latchkey_sign_in: 'another' } })).status, 410);
    assert.equal((await end(cookies)).status, 200);
    assert.equal((await pages.start({ query, cookies })).status, 410);
  });

  it('starts nothing after ten minutes', async () => {
    world.clock.forward(10);
    assert.equal((await start()).status, 410);
    assert.deepEqual(asked, []);
  });

  it('shows a code that is stored as its hash alone, and holds the proof', async () => {
    const answer = await end(cookieOf(await start()));
    assert.equal(answer.status, 200);
    const code = /<code id="code">([^<]+)<\/code>/.exec(answer.html ?? '')?.[1] ?? '';
    assert.match(code, /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    const signIn = await stored();
    assert.equal(signIn?.interactive?.codeHash, codeHashOf(code));
    assert.ok(signIn.interactive.provisional);
    assert.deepEqual(redeemed[0], {
      code: 'code-1',
      codeVerifier: 'verifier-1',
      nonce: 'nonce-1',
      scopes: ['User.Read'],
      redirectUri: 'https://latchkey.example.com/auth/end',
      claims: '{"access_token":{}}',
    });
    assert.ok((answer.policy ?? []).some((directive) => directive.startsWith("script-src 'sha256-")));
    assert.doesNotMatch(answer.html ?? '', /a token|secret/);
  });

  it('takes the answer once', async () => {
    const cookies = cookieOf(await start());
    await end(cookies);
    assert.equal((await end(cookies)).status, 410);
    assert.equal(redeemed.length, 1);
  });

  it('takes no answer from another browser, and redeems nothing', async () => {
    await start();
    const others: readonly Record<string, string>[] = [
      {},
      { latchkey_sign_in: '' },
      { latchkey_sign_in: 'secret-wrong' },
    ];
    for (const cookies of others) assert.equal((await end(cookies)).status, 403);
    assert.deepEqual(redeemed, []);
  });

  it('refuses a cookie of other characters and the same length, without falling over', async () => {
    const [secret = ''] = Object.values(cookieOf(await start()));
    assert.equal((await end({ latchkey_sign_in: 'é'.repeat(secret.length) })).status, 403);
  });

  it('takes no answer before the start', async () => {
    assert.equal((await end({ latchkey_sign_in: '' })).status, 403);
    assert.deepEqual(redeemed, []);
  });

  it('knows no other state', async () => {
    const cookies = cookieOf(await start());
    assert.equal((await end(cookies, { state: 'state-2' })).status, 410);
    assert.equal((await pages.end({ query: {}, cookies })).status, 410);
  });

  it('takes no answer after ten minutes', async () => {
    const cookies = cookieOf(await start());
    world.clock.forward(10);
    assert.equal((await end(cookies)).status, 410);
  });

  it('refuses another person, uses the link up, and holds nothing', async () => {
    const cookies = cookieOf(await start());
    redeem = () => ben;
    assert.equal((await end(cookies)).status, 403);
    assert.equal(await stored(), undefined);
    assert.equal(world.audit.entries.at(-1)?.facts?.['reason'], 'another_person');
  });

  it('refuses the same person of another tenant', async () => {
    const cookies = cookieOf(await start());
    redeem = () => ({ ...ana, tenantId: '000000f0-0000-4000-8000-000000000002' as Person['tenantId'] });
    assert.equal((await end(cookies)).status, 403);
  });

  it('says which way it failed: consent, a changed mind, or a code that is none', async () => {
    const answers = new Set<string>();
    const queries: readonly Record<string, string>[] = [
      { error: 'access_denied', error_description: 'AADSTS90094: an administrator has to consent' },
      { error: 'access_denied', error_description: 'the person went back' },
    ];
    for (const query of queries) {
      const before = await stored();
      const cookies = cookieOf(await start());
      const unfinished = { query: { state: before?.interactive?.state ?? '', ...query }, cookies };
      const answer = await pages.end(unfinished);
      assert.equal(answer.status, 200);
      assert.doesNotMatch(answer.html ?? '', /AADSTS|went back/, 'nothing from outside is shown');
      answers.add(answer.html ?? '');
      assert.equal((await pages.end(unfinished)).status, 410, 'the answer counts once');
      assert.equal(
        (await pages.start({ query: { t: 'ticket-1' }, cookies })).status,
        302,
        'the same browser may begin again',
      );
      assert.equal((await start()).status, 410, 'no other may');
      await signIns.take('ticket-1');
      if (before !== undefined) await signIns.open(before);
    }
    assert.equal(answers.size, 2);
    redeem = () => {
      throw new PimError('forbidden', 'The nonce does not fit');
    };
    assert.equal((await end(cookieOf(await start()))).status, 502);
    assert.equal(world.audit.entries.at(-1)?.facts?.['reason'], 'forbidden');
  });

  it('says no more than that it failed where the mistake is ours', async () => {
    const cookies = cookieOf(await start());
    redeem = () => {
      throw new TypeError('a mistake of ours');
    };
    const answer = await end(cookies);
    assert.equal(answer.status, 502);
    assert.doesNotMatch(answer.html ?? '', /mistake/);
    assert.equal(world.audit.entries.at(-1)?.facts?.['reason'], 'unexpected');
  });
});

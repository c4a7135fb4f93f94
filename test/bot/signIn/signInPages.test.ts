import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { type PageAnswer, type SignInPages } from '../../../src/bot/pages.ts';
import { codeHashOf } from '../../../src/bot/signIn/signInCode.ts';
import { createSignInPages, type SignInPagesDeps } from '../../../src/bot/signIn/signInPages.ts';
import { PimError } from '../../../src/pim/errors.ts';
import { type Person } from '../../../src/pim/ids.ts';
import { type InteractiveSignIn } from '../../../src/pim/ports.ts';
import { type SignIn } from '../../../src/pim/records.ts';
import { InMemorySignIns } from '../../support/inMemorySignOns.ts';
import { OperationWorld } from '../../support/operationWorld.ts';
import { anOpenSignIn } from './signInSamples.ts';

describe('createSignInPages', () => {
  let world: OperationWorld;
  let ana: Person;
  let ben: Person;
  let signIns: InMemorySignIns;
  let asked: Parameters<InteractiveSignIn['authorizeUrl']>[0][];
  let redeemed: Parameters<InteractiveSignIn['redeem']>[0][];
  let redeem: () => Person;
  let pages: SignInPages;
  let renewals: { readonly id: string; readonly problem: string }[];
  let renew: () => Promise<boolean>;
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
      localeOf: () => Promise.resolve(undefined),
      defaultLocale: 'en',
      renew: ({ id }, problem) => {
        renewals.push({ id, problem });
        return renew();
      },
      publicUrl: 'https://latchkey.example.com',
      clientOrigins: [],
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
    renewals = [];
    renew = () => Promise.resolve(true);
    pages = make();
    await signIns.open(anOpenSignIn(ana, world.clock.now()));
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

  it('starts in one browser: a second one ends the sign-in, and the chat has a fresh link', async () => {
    await start();
    const second = await start();
    assert.equal(second.status, 410);
    assert.match(second.html ?? '', /opened in two browsers.*a new button is there/s);
    assert.deepEqual(renewals, [{ id: 'ticket-1', problem: 'otherBrowser' }]);
    assert.equal(await stored(), undefined);
    assert.equal(world.audit.entries.at(-1)?.facts?.['reason'], 'another_browser');
    assert.equal((await start()).status, 410);
    assert.equal(renewals.length, 1, 'a link that is used up makes no new one');
  });

  it('starts nothing without a link of ours', async () => {
    assert.equal((await start('ticket-2')).status, 410);
    assert.equal((await pages.start({ query: {}, cookies: {} })).status, 410);
    assert.deepEqual(renewals, []);
  });

  it('starts again in the browser that closed its window, also the one with the code', async () => {
    const cookies = cookieOf(await start());
    const query = { t: 'ticket-1' };
    const again = await pages.start({ query, cookies });
    assert.equal(again.status, 302);
    assert.deepEqual(cookieOf(again), cookies);
    assert.equal((await end(cookies)).status, 200);
    const withCode = await stored();
    assert.equal((await pages.start({ query, cookies })).status, 302);
    const anew = (await stored())?.interactive;
    assert.deepEqual([anew?.codeHash, anew?.provisional], [undefined, undefined]);
    assert.notEqual(anew?.state, withCode?.interactive?.state);
    assert.notEqual(anew?.codeVerifier, withCode?.interactive?.codeVerifier);
    assert.equal((await end(cookies)).status, 410, 'the answer before counts no more');
  });

  it('starts nothing after ten minutes', async () => {
    world.clock.forward(10);
    assert.equal((await start()).status, 410);
    assert.deepEqual(asked, []);
  });

  it('shows a code that is stored as its hash alone, and holds the proof', async () => {
    const answer = await end(cookieOf(await start()));
    assert.equal(answer.status, 200);
    const code = /<code id="code"[^>]*>([^<]+)<\/code>/.exec(answer.html ?? '')?.[1] ?? '';
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
    const script = (answer.policy ?? []).find((directive) => directive.startsWith('script-src '));
    assert.match(
      script ?? '',
      /^script-src 'sha256-[^']+' https:\/\/latchkey\.example\.com\/auth\/teams-js-[\d.]+\.js$/,
    );
    assert.doesNotMatch(answer.html ?? '', /a token|secret/);
  });

  it('names the origins of Teams clients where they are not Microsoft’s', async () => {
    const [cookies, clientOrigins] = [cookieOf(await start()), ['http://127.0.0.1:4000']];
    const { html = '' } = await make({ clientOrigins }).end({
      query: { state: 'state-1', code: 'c' },
      cookies,
    });
    assert.ok(html.includes('data-clients="[&#34;http://127.0.0.1:4000&#34;]"'), html);
  });

  it('takes the answer once', async () => {
    const cookies = cookieOf(await start());
    await end(cookies);
    assert.equal((await end(cookies)).status, 410);
    assert.equal(redeemed.length, 1);
  });

  it('takes no answer before the start', async () => {
    assert.equal((await end({ latchkey_sign_in: '' })).status, 403);
    assert.deepEqual([redeemed, await stored()], [[], undefined]);
  });

  const foreign: readonly Record<string, string>[] = [
    {},
    { latchkey_sign_in: '' },
    { latchkey_sign_in: 'secret-wrong' },
  ];
  for (const cookies of foreign) {
    it(`takes no answer from another browser with ${JSON.stringify(cookies)}, and leaves nothing open`, async () => {
      const own = cookieOf(await start());
      const answer = await end(cookies);
      assert.equal(answer.status, 403);
      assert.match(answer.html ?? '', /began in another browser.*a new button is there/s);
      assert.deepEqual(redeemed, []);
      assert.deepEqual(renewals, [{ id: 'ticket-1', problem: 'foreignCallback' }]);
      assert.equal(world.audit.entries.at(-1)?.facts?.['reason'], 'foreign_callback');
      assert.equal((await end(own)).status, 410, 'the answer is nobody’s any more');
    });
  }

  it('tells the operator of links that are not good, and nobody what is wrong with them', async () => {
    const [answer, other] = [await start('ticket-2'), await end({}, { state: 'x' })];
    assert.equal(answer.html, other.html);
    const events = world.logged.map(({ facts }) => (facts as { event?: string }).event);
    assert.deepEqual(events, ['signIn.unknownLink', 'signIn.unknownLink']);
    assert.deepEqual(world.audit.entries, []);
  });

  it('refuses a cookie of other characters and the same length, without falling over', async () => {
    const [secret = ''] = Object.values(cookieOf(await start()));
    assert.equal((await end({ latchkey_sign_in: 'é'.repeat(secret.length) })).status, 403);
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
    const answer = await end(cookies);
    assert.equal(answer.status, 403);
    assert.match(answer.html ?? '', /a new button is there/);
    assert.equal(await stored(), undefined);
    assert.deepEqual(renewals, [{ id: 'ticket-1', problem: 'otherPerson' }]);
    assert.equal(await world.tokens.of(ben), undefined);
    assert.equal((await end(cookies)).status, 410);
    assert.equal(renewals.length, 1);
    assert.equal(world.audit.entries.at(-1)?.facts?.['reason'], 'another_person');
  });

  it('refuses the same person of another tenant', async () => {
    const cookies = cookieOf(await start());
    redeem = () => ({ ...ana, tenantId: '000000f0-0000-4000-8000-000000000002' as Person['tenantId'] });
    assert.equal((await end(cookies)).status, 403);
    assert.equal(world.audit.entries.at(-1)?.facts?.['reason'], 'another_organization');
    assert.equal(await stored(), undefined);
  });

  const failures: readonly (readonly [string, Record<string, string>, string])[] = [
    ['a changed mind', { error: 'access_denied', error_description: 'the person went back' }, 'notFinished'],
    [
      'consent refused',
      { error: 'access_denied', error_description: 'AADSTS65004: declined' },
      'notFinished',
    ],
    [
      'consent that an administrator has to give',
      { error: 'access_denied', error_description: 'AADSTS90094: consent of an administrator' },
      'consentMissing',
    ],
    ['Entra’s own trouble', { error: 'server_error', error_description: 'AADSTS90033' }, 'failed'],
  ];
  for (const [what, query, problem] of failures) {
    it(`ends with a fresh link in the chat after ${what}`, async () => {
      const cookies = cookieOf(await start());
      const asked = { query: { state: 'state-1', ...query }, cookies };
      const answer = await pages.end(asked);
      assert.equal(answer.status, 200);
      assert.doesNotMatch(answer.html ?? '', /AADSTS|went back/, 'nothing from outside is shown');
      assert.match(answer.html ?? '', /a new button is there/);
      assert.deepEqual(renewals, [{ id: 'ticket-1', problem }]);
      assert.equal(await stored(), undefined);
      assert.equal(world.audit.entries.at(-1)?.facts?.['reason'], 'not_finished');
      assert.equal((await pages.end(asked)).status, 410, 'the answer counts once');
    });
  }

  it('promises no button where there is none', async () => {
    redeem = () => ben;
    renew = () => Promise.resolve(false);
    const answer = await end(cookieOf(await start()));
    assert.match(answer.html ?? '', /ask again for what you wanted/);
    assert.doesNotMatch(answer.html ?? '', /a new button/);
  });

  it('says what happened also where Teams does not take the card', async () => {
    redeem = () => ben;
    renew = () => Promise.reject(new Error('Teams is away'));
    const answer = await end(cookieOf(await start()));
    assert.equal(answer.status, 403);
    assert.match(answer.html ?? '', /ask again for what you wanted/);
    assert.equal(world.logged.at(-1)?.level, 'warn');
  });

  for (const [mistake, reason] of [
    [new PimError('forbidden', 'The nonce does not fit'), 'forbidden'],
    [new TypeError('a mistake of ours'), 'unexpected'],
  ] as const) {
    it(`says no more than that it failed after ${mistake.name}, and ends with a fresh link`, async () => {
      const cookies = cookieOf(await start());
      redeem = () => {
        throw mistake;
      };
      const answer = await end(cookies);
      assert.equal(answer.status, 502);
      assert.doesNotMatch(answer.html ?? '', /mistake|nonce/);
      assert.equal(world.audit.entries.at(-1)?.facts?.['reason'], reason);
      assert.deepEqual(renewals, [{ id: 'ticket-1', problem: 'failed' }]);
    });
  }
});

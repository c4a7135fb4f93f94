import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { openPage, press, signInAtEntra } from '../../support/entraSignIn.ts';
import { startSandbox, type RunningSandbox } from '../../support/runningSandbox.ts';
import { ana, claimsIn, dara, EntraClient, jun, redirectUri } from './entraClient.ts';

const stepUp = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';

describe('authorize', () => {
  let sandbox: RunningSandbox;
  let client: EntraClient;

  before(async () => {
    sandbox = await startSandbox({ isAskedByTest: true });
    client = new EntraClient(sandbox);
  });

  after(() => sandbox.stop());

  beforeEach(() => sandbox.control.reset());

  it('lists the people of the tenant, and puts the focus on the hinted one', async () => {
    const page = await openPage(client.authorizeUrl({ login_hint: 'Dara.Singh@harbourlight.example' }));
    assert.equal(page.status, 200);
    for (const { name } of sandbox.tenantInfo.people) assert.ok(page.html.includes(name), name);
    assert.match(page.html, new RegExp(`value="${dara}"\\s+aria-current="true" autofocus`));
    assert.equal(page.html.match(/autofocus/g)?.length, 1);
  });

  it('allows its own style alone, no script, no frame, and a form that leads to the app', async () => {
    const page = await openPage(client.authorizeUrl());
    const style = /<style>([^]*)<\/style>/.exec(page.html)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    assert.equal(
      page.headers.get('content-security-policy'),
      `default-src 'none'; style-src 'sha256-${hash}'; form-action 'self' http://127.0.0.1:5999; ` +
        "frame-ancestors 'none'; base-uri 'none'",
    );
    assert.equal(page.headers.get('x-frame-options'), 'DENY');
    assert.ok(!page.html.includes('<script'));
  });

  it('goes back to the app with a code and the state as it was sent', async () => {
    const ended = await signInAtEntra(client.authorizeUrl({ state: 'a b&c=d"é' }), { as: ana });
    assert.equal(`${ended.origin}${ended.pathname}`, redirectUri);
    assert.equal(ended.searchParams.get('state'), 'a b&c=d"é');
    assert.ok(ended.searchParams.get('code'));
  });

  it('hands the answer over by a form when asked to, escaped', async () => {
    const first = await openPage(client.authorizeUrl({ response_mode: 'form_post', state: '"><script>' }));
    const page = await press(first, sandbox.url, 'person', ana);
    assert.equal(page.location, undefined);
    assert.match(page.html, new RegExp(`<form method="post" action="${redirectUri}"`));
    assert.match(page.html, /name="state" value="&quot;&gt;&lt;script&gt;"/);
    const code = /name="code" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
    assert.equal(claimsIn(await client.redeem(code))['oid'], ana);
  });

  it('asks for a second factor only when the claims or the prompt demand it', async () => {
    const plain = await client.redeem(await client.code({ as: ana }));
    assert.deepEqual(claimsIn(plain)['amr'], ['pwd']);
    const factor = '{"id_token":{"amr":{"essential":true,"values":["mfa"]}}}';
    const demands: Record<string, string>[] = [{ claims: factor }, { prompt: 'login' }];
    for (const demand of demands) {
      const page = await press(await openPage(client.authorizeUrl(demand)), sandbox.url, 'person', ana);
      assert.match(page.html, /Approve with authenticator/);
    }
  });

  it('tells the app when the person cancels', async () => {
    const ended = await signInAtEntra(client.authorizeUrl({ claims: stepUp }), { as: ana, proof: 'cancel' });
    assert.equal(ended.searchParams.get('error'), 'access_denied');
    assert.match(ended.searchParams.get('error_description') ?? '', /^AADSTS65004: /);
    assert.equal(ended.searchParams.get('state'), 'as it was sent');
  });

  it('does not let anybody through who has no second factor', async () => {
    const ended = await signInAtEntra(client.authorizeUrl({ claims: stepUp }), { as: jun });
    assert.match(ended.searchParams.get('error_description') ?? '', /^AADSTS50079: /);
    const page = await press(
      await openPage(client.authorizeUrl({ claims: stepUp })),
      sandbox.url,
      'person',
      jun,
    );
    const forced = await press(page, sandbox.url, 'proof', 'approve');
    assert.match(forced.location?.searchParams.get('error_description') ?? '', /^AADSTS50079: /);
  });

  it('takes a form of an earlier page for nothing', async () => {
    const first = await openPage(client.authorizeUrl({ claims: stepUp }));
    await press(first, sandbox.url, 'person', ana);
    const again = await press(first, sandbox.url, 'person', dara);
    assert.match(again.html, /Prove that it is you[^]*Ana Ruiz/);
  });

  it('is over once it has ended', async () => {
    const first = await openPage(client.authorizeUrl());
    await press(first, sandbox.url, 'person', ana);
    assert.equal((await press(first, sandbox.url, 'person', ana)).status, 410);
  });

  it('answers prompt=none with interaction_required, since no session is kept', async () => {
    const { location } = await openPage(client.authorizeUrl({ prompt: 'none' }));
    assert.equal(location?.searchParams.get('error'), 'interaction_required');
  });

  it('sends people who may not consent back with consent_required', async () => {
    const url = client.authorizeUrl({ scope: 'openid RoleManagement.ReadWrite.Directory' });
    const page = await press(await openPage(url), sandbox.url, 'person', ana);
    assert.match(page.html, /An administrator must consent[^]*RoleManagement\.ReadWrite\.Directory/);
    const forced = await press(page, sandbox.url, 'consent', 'accept');
    assert.equal(forced.location?.searchParams.get('error'), 'access_denied');
    assert.equal(forced.location.searchParams.get('error_subcode'), 'consent_required');
  });

  it('lets a Global Administrator consent for everybody', async () => {
    const scope = 'RoleManagement.ReadWrite.Directory';
    const code = await client.code({ as: dara }, { scope: `openid ${scope}` });
    assert.equal(claimsIn(await client.redeem(code))['scp'], scope);
    const signOn = await sandbox.control.signOnToken(ana);
    assert.equal(claimsIn(await client.onBehalfOf(signOn, { scope }))['scp'], scope);
    await sandbox.control.reset();
    assert.equal((await client.onBehalfOf(await sandbox.control.signOnToken(ana), { scope })).status, 400);
  });

  it('asks an administrator again when the prompt says so, and nobody else', async () => {
    const url = client.authorizeUrl({ prompt: 'consent' });
    const page = await press(await openPage(url), sandbox.url, 'person', dara);
    assert.match(page.html, /Permissions requested[^]*User\.Read/);
    assert.ok((await press(page, sandbox.url, 'consent', 'accept')).location?.searchParams.get('code'));
    assert.ok(
      (await press(await openPage(url), sandbox.url, 'person', ana)).location?.searchParams.get('code'),
    );
  });

  for (const [title, fields, aadsts] of [
    ['an unknown app', { client_id: '11111111-2222-4333-8444-555555555555' }, 700016],
    ['an address that is not registered', { redirect_uri: 'http://127.0.0.1:5999/auth/end/' }, 50011],
    ['an address on another host', { redirect_uri: 'http://127.0.0.1:80@evil.example/auth/end' }, 50011],
    ['an address on another loopback path', { redirect_uri: 'http://127.0.0.1:5999/elsewhere' }, 50011],
  ] as const) {
    it(`shows ${title} on its own page instead of going there`, async () => {
      const page = await openPage(client.authorizeUrl(fields));
      assert.deepEqual([page.status, page.location], [400, undefined]);
      assert.match(page.html, new RegExp(`AADSTS${aadsts}`));
    });
  }

  for (const [title, fields, error] of [
    ['another response type', { response_type: 'token' }, 'unsupported_response_type'],
    ['a plain code challenge', { code_challenge: 'x'.repeat(43) }, 'invalid_request'],
    ['claims that cannot be read', { claims: '{' }, 'invalid_request'],
    ['scopes of two resources', { scope: 'User.Read https://api.botframework.com/x' }, 'invalid_scope'],
  ] as const) {
    it(`sends ${title} back to the app as an error`, async () => {
      const { location } = await openPage(client.authorizeUrl(fields));
      assert.equal(location?.searchParams.get('error'), error);
    });
  }
});

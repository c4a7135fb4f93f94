import assert from 'node:assert/strict';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { type Activity } from './recordingBot.ts';
import { oauthMessage, people, TeamsSandbox } from './teamsSandbox.ts';

const isExchange = ({ name }: Activity): boolean => name === 'signin/tokenExchange';

describe('signing on from a client', () => {
  let sandbox: TeamsSandbox;
  let conversationId: string;

  before(async () => {
    sandbox = await TeamsSandbox.start();
  });

  beforeEach(async () => {
    await sandbox.reset();
    ({ conversationId } = await sandbox.meet(people.ana));
    sandbox.bot.reset();
  });

  after(() => sandbox.stop());

  const signInOf = async (id: string): Promise<string | undefined> =>
    (await sandbox.user(people.ana).messages()).find((message) => message.id === id)?.signIn;
  const settled = async (id: string): Promise<string | undefined> => {
    const isSettled = (signIn: string | undefined): boolean => signIn === 'done' || signIn === 'button';
    await sandbox
      .user(people.ana)
      .waitUntil('the sign-in card to settle', (messages) =>
        messages.some((message) => message.id === id && isSettled(message.signIn)),
      );
    return signInOf(id);
  };

  it('happens silently, with a token of this very person for the bot', async () => {
    const id = await sandbox.send(conversationId, oauthMessage());
    const { activity } = await sandbox.bot.waitFor(isExchange);
    const { token, ...value } = activity.value as { token: string };
    assert.deepEqual(value, { id: 'exchange-1', connectionName: 'latchkey' });
    const claims = await claimsOf(token);
    assert.equal(claims['oid'], people.ana);
    assert.equal(claims['scp'], 'access_as_user');
    assert.equal(await settled(id), 'done');
  });

  it('leaves the button when the bot answers 412', async () => {
    sandbox.bot.reply = () => ({ status: 412, body: { failureDetail: 'consent' } });
    const id = await sandbox.send(conversationId, oauthMessage());
    assert.equal(await settled(id), 'button');
    assert.equal(await sandbox.user(people.ana).waitForSignInLink(), 'https://bot.example/auth/start?t=1');
    assert.equal(sandbox.bot.received.length, 1);
  });

  it('does nothing where the card names no exchange, or where single sign-on is off', async () => {
    const plain = await sandbox.send(conversationId, oauthMessage({ tokenExchangeResource: undefined }));
    assert.equal(await signInOf(plain), 'button');
    await sandbox.user(people.ana).settings({ sso: 'off' });
    const card = await sandbox.send(conversationId, oauthMessage());
    assert.equal(await signInOf(card), 'button');
    assert.deepEqual(sandbox.bot.received, []);
  });

  it('tells the bot why the client could not', async () => {
    await sandbox.user(people.ana).settings({ sso: 'fail:resourcematchfailed' });
    const id = await sandbox.send(conversationId, oauthMessage());
    const { activity } = await sandbox.bot.waitFor(({ name }) => name === 'signin/failure');
    assert.equal((activity.value as { code: string }).code, 'resourcematchfailed');
    assert.equal(await settled(id), 'button');
  });

  it('can offer the token of another person', async () => {
    await sandbox.user(people.ana).settings({ sso: `wrong-person:${people.ben}` });
    await sandbox.send(conversationId, oauthMessage());
    const { activity } = await sandbox.bot.waitFor(isExchange);
    const claims = await claimsOf((activity.value as { token: string }).token);
    assert.equal(claims['oid'], people.ben);
    assert.equal((activity['from'] as { aadObjectId: string }).aadObjectId, people.ana);
  });

  it('comes from every client that the person has open, with the same exchange id', async () => {
    await sandbox.user(people.ana).settings({ clients: 2 });
    const statuses = [412, 200];
    sandbox.bot.reply = () => ({ status: statuses.shift() ?? 500 });
    const id = await sandbox.send(conversationId, oauthMessage());
    assert.equal(await settled(id), 'done');
    const exchanges = sandbox.bot.received.map(({ activity }) => activity);
    assert.deepEqual(
      exchanges.map(({ value }) => (value as { id: string }).id),
      ['exchange-1', 'exchange-1'],
    );
    assert.notEqual(exchanges[0]?.id, exchanges[1]?.id);
  });

  it('can be tried again by hand', async () => {
    sandbox.bot.reply = () => ({ status: 412 });
    const activityId = await sandbox.send(conversationId, oauthMessage());
    await settled(activityId);
    sandbox.bot.reply = () => ({ status: 200 });
    const answer = await sandbox.post(`/client/chats/${people.ana}/signin`, { activityId });
    assert.equal(answer.body['botStatus'], 200);
    assert.equal(await signInOf(activityId), 'done');
  });

  it('ends with the code of the sign-in page', async () => {
    await sandbox.user(people.ana).verifySignIn('745254');
    const { activity } = await sandbox.bot.waitFor(({ name }) => name === 'signin/verifyState');
    assert.deepEqual(activity.value, { state: '745254' });
  });

  it('keeps the token out of the journal', async () => {
    const id = await sandbox.send(conversationId, oauthMessage());
    await settled(id);
    const { activity } = await sandbox.bot.waitFor(isExchange);
    const { body } = await sandbox.get('/client/happened');
    const journal = JSON.stringify(body);
    assert.match(journal, /signin\/tokenExchange/);
    assert.ok(!journal.includes((activity.value as { token: string }).token));
  });

  async function claimsOf(token: string): Promise<Readonly<Record<string, unknown>>> {
    const base = `${sandbox.url}/login/${sandbox.tenantId}`;
    const metadata = await sandbox.get(`/login/${sandbox.tenantId}/v2.0/.well-known/openid-configuration`);
    const keys = createRemoteJWKSet(new URL(`${base}/discovery/v2.0/keys`));
    const { payload } = await jwtVerify(token, keys, {
      issuer: String(metadata.body['issuer']),
      audience: [sandbox.appId, `api://botid-${sandbox.appId}`],
    });
    return payload;
  }
});

import assert from 'node:assert/strict';
import { EventStream } from './eventStream.ts';
import { people, TeamsSandbox } from './teamsSandbox.ts';

describe('ClientApi', () => {
  let sandbox: TeamsSandbox;
  let conversationId: string;

  before(async () => {
    sandbox = await TeamsSandbox.start();
  });

  beforeEach(async () => {
    await sandbox.reset();
    ({ conversationId } = await sandbox.meet(people.ana));
  });

  after(() => sandbox.stop());

  const anaInList = async (): Promise<Readonly<Record<string, unknown>>> => {
    const { body } = await sandbox.get('/client/people');
    const list = body['people'] as Readonly<Record<string, unknown>>[];
    return list.find(({ id }) => id === people.ana) ?? {};
  };
  const send = (text: string): Promise<string> => sandbox.send(conversationId, { type: 'message', text });

  it('lists the people of the tenant and the bot', async () => {
    const { body } = await sandbox.get('/client/people');
    assert.deepEqual(body['bot'], { id: `28:${sandbox.appId}`, name: 'Latchkey' });
    assert.equal((body['people'] as unknown[]).length, 12);
    const { settings, ...ana } = await anaInList();
    assert.deepEqual(settings, { sso: 'silent', clients: 1 });
    assert.deepEqual(ana, {
      id: people.ana,
      name: 'Ana Ruiz',
      givenName: 'Ana',
      userPrincipalName: 'ana.ruiz@harbourlight.example',
      jobTitle: 'Messaging engineer',
      timeZone: 'Europe/Oslo',
      locale: 'en-GB',
      isGuest: false,
      isInstalled: true,
      isBlocked: false,
      unread: 0,
    });
  });

  it('counts what a person has not read yet', async () => {
    await send('one');
    await send('two');
    await sandbox.get(`/client/chats/${people.ana}?peek=true`);
    assert.equal((await anaInList())['unread'], 2);
    await sandbox.get(`/client/chats/${people.ana}`);
    assert.equal((await anaInList())['unread'], 0);
  });

  it('notes in the chat who added and removed the app', async () => {
    await sandbox.user(people.ana).uninstall();
    const notices = (await sandbox.user(people.ana).messages()).map(({ notice }) => notice);
    assert.deepEqual(notices, ['Ana Ruiz added Latchkey', 'Ana Ruiz removed Latchkey']);
    assert.equal((await anaInList())['isInstalled'], false);
  });

  it('keeps the last five hundred messages of a chat', async () => {
    await sandbox.put('/client/channel', { hasRateLimits: false });
    for (let number = 1; number <= 505; number += 1) await send(`message ${number}`);
    const messages = await sandbox.user(people.ana).messages();
    assert.equal(messages.length, 500);
    assert.equal(messages.at(-1)?.text, 'message 505');
  });

  it('offers commands with a title and a description', async () => {
    const { body } = await sandbox.get('/client/suggestions');
    const offered = body['suggestions'] as { title: string; description: string }[];
    assert.ok(offered.length > 0);
    assert.ok(offered.every(({ title, description }) => title !== '' && description !== ''));
  });

  it('refuses what makes no sense', async () => {
    const statusOf = async (path: string, body: unknown): Promise<number> =>
      (await sandbox.post(`/client/chats/${path}`, body)).status;
    assert.equal(await statusOf(`${sandbox.tenantId}/messages`, { text: 'x' }), 404);
    assert.equal(await statusOf(`${people.ana}/messages`, { text: ' ' }), 400);
    assert.equal(await statusOf(`${people.ana}/nonsense`, {}), 404);
    assert.equal(await statusOf(`${people.ana}/signin`, { activityId: '1' }), 404);
    assert.equal((await sandbox.put(`/client/chats/${people.ana}/settings`, { sso: 'x' })).status, 400);
    assert.equal((await sandbox.put(`/client/chats/${people.ana}/settings`, { clients: 0 })).status, 400);
  });

  it('goes back to the seed', async () => {
    await send('hello');
    await sandbox.user(people.ana).uninstall();
    await sandbox.user(people.hana).install();
    await sandbox.user(people.ana).settings({ sso: 'off' });
    await sandbox.reset();
    assert.deepEqual(await sandbox.user(people.ana).messages(), []);
    const { isInstalled, settings, unread } = await anaInList();
    assert.deepEqual([isInstalled, settings, unread], [true, { sso: 'silent', clients: 1 }, 0]);
    const answer = await sandbox.post(`/client/chats/${people.hana}/messages`, { text: 'hello' });
    assert.equal(answer.status, 409);
  });

  describe('events', () => {
    it('tell of messages, changes, removals and typing in one chat', async () => {
      const events = await EventStream.follow(`${sandbox.url}/client/events?person=${people.ana}`);
      const ben = await sandbox.meet(people.ben);
      await sandbox.send(ben.conversationId, { type: 'message', text: 'not for Ana' });
      const path = `/${encodeURIComponent(conversationId)}/activities`;
      await sandbox.connector('POST', path, { type: 'typing' });
      const id = await send('hello');
      await sandbox.connector('PUT', `${path}/${id}`, { type: 'message', text: 'changed' });
      await sandbox.connector('DELETE', `${path}/${id}`);
      await events.next('typing');
      const message = await events.next('message');
      assert.equal(message.payload['chat'], people.ana);
      assert.equal((message.payload['message'] as { text: string }).text, 'hello');
      const update = await events.next('update');
      assert.equal((update.payload['message'] as { text: string }).text, 'changed');
      const removal = await events.next('delete');
      assert.equal((removal.payload['message'] as { isDeleted: boolean }).isDeleted, true);
      const chats = events.seen.map(({ payload }) => payload['chat']).filter((chat) => chat !== undefined);
      assert.deepEqual(new Set(chats), new Set([people.ana]));
      await events.close();
    });

    it('go on where a client has left off', async () => {
      const events = await EventStream.follow(`${sandbox.url}/client/events`);
      await send('one');
      const { id } = await events.next('message');
      await events.close();
      await send('two');
      const resumed = await EventStream.follow(`${sandbox.url}/client/events`, id);
      const missed = await resumed.next('message');
      assert.equal((missed.payload['message'] as { text: string }).text, 'two');
      await resumed.close();
    });

    it('tell a client that missed too much to begin anew', async () => {
      const events = await EventStream.follow(`${sandbox.url}/client/events`, '999999999');
      await events.next('reset');
      await events.close();
    });

    it('tell what happened and that the clock was moved', async () => {
      const events = await EventStream.follow(`${sandbox.url}/client/events`);
      await sandbox.user(people.ana).say('my roles');
      const happening = await events.next('happening');
      assert.equal(happening.payload['summary'], 'Ana Ruiz wrote: my roles');
      await sandbox.post('/control/clock', { forwardMs: 3_600_000 });
      const clock = await events.next('clock');
      assert.ok(new Date(String(clock.payload['now'])).getTime() > Date.now() + 3_500_000);
      await events.close();
    });
  });
});

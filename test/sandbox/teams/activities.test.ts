import assert from 'node:assert/strict';
import { activitiesOf, people, TeamsSandbox } from './teamsSandbox.ts';

describe('activities to the bot', () => {
  let sandbox: TeamsSandbox;

  before(async () => {
    sandbox = await TeamsSandbox.start();
  });

  beforeEach(() => sandbox.reset());

  after(() => sandbox.stop());

  it('carry what Teams puts into a typed message', async () => {
    const { id, botStatus } = await sandbox.user(people.eli).say('activate <Exchange> & more');
    assert.equal(botStatus, 200);
    const { activity } = await sandbox.bot.waitFor(({ type }) => type === 'message');
    const { timestamp, localTimestamp, from, conversation, ...rest } = activity as unknown as {
      timestamp: string;
      localTimestamp: string;
      from: { id: string };
      conversation: { id: string };
    };
    assert.match(from.id, /^29:1[\w-]+$/);
    assert.match(conversation.id, /^a:1[\w-]+$/);
    assert.match(localTimestamp, /\+0[12]:00$/);
    assert.equal(new Date(localTimestamp).getTime(), new Date(timestamp).getTime());
    assert.deepEqual(rest, {
      type: 'message',
      id,
      text: 'activate <Exchange> & more',
      textFormat: 'plain',
      attachments: [{ contentType: 'text/html', content: '<p>activate &lt;Exchange&gt; &amp; more</p>' }],
      channelId: 'msteams',
      serviceUrl: `${sandbox.url}/teams/${sandbox.tenantId}/`,
      recipient: { id: `28:${sandbox.appId}`, name: 'Latchkey' },
      channelData: { tenant: { id: sandbox.tenantId } },
      entities: [
        { type: 'clientInfo', locale: 'en-GB', country: 'GB', platform: 'Web', timezone: 'Europe/Berlin' },
      ],
      locale: 'en-GB',
      localTimezone: 'Europe/Berlin',
    });
    assert.deepEqual(from, { id: from.id, name: 'Eli Novak', aadObjectId: people.eli });
    assert.deepEqual(conversation, {
      conversationType: 'personal',
      id: conversation.id,
      tenantId: sandbox.tenantId,
    });
  });

  it('come with a token of the channel for this service URL', async () => {
    await sandbox.user(people.ana).say('help');
    const { claims, activity } = await sandbox.bot.waitFor(({ type }) => type === 'message');
    assert.deepEqual(sandbox.bot.refused, []);
    assert.equal(claims.iss, 'https://api.botframework.com');
    assert.equal(claims.aud, sandbox.appId);
    assert.equal(claims['serviceurl'], activity['serviceUrl']);
  });

  it('name the same person and chat by the same ids again', async () => {
    await sandbox.user(people.ana).say('one');
    await sandbox.user(people.ana).say('two');
    await sandbox.user(people.ben).say('three');
    const [one, two, three] = sandbox.bot.received.map(({ activity }) => activity);
    assert.deepEqual(one?.['from'], two?.['from']);
    assert.deepEqual(one?.['conversation'], two?.['conversation']);
    assert.notDeepEqual(two?.['from'], three?.['from']);
    assert.notEqual(one?.id, two?.id);
  });

  it('tell of an installation with the person, and of the bot as a new member without the object id', async () => {
    await sandbox.user(people.hana).install();
    const [joined, installed] = sandbox.bot.received.map(({ activity }) => activity);
    assert.equal(joined?.type, 'conversationUpdate');
    assert.deepEqual(joined['membersAdded'], [{ id: `28:${sandbox.appId}` }]);
    assert.equal((joined['from'] as { aadObjectId?: string }).aadObjectId, undefined);
    assert.equal(installed?.type, 'installationUpdate');
    assert.equal(installed['action'], 'add');
    assert.equal((installed['from'] as { aadObjectId?: string }).aadObjectId, people.hana);
  });

  it('tell of a removal', async () => {
    await sandbox.user(people.ana).uninstall();
    assert.deepEqual(
      sandbox.bot.received.map(({ activity }) => [activity.type, activity['action']]),
      [['installationUpdate', 'remove']],
    );
  });

  it('are delivered a second time with the same id when the bot fails', async () => {
    const statuses = [500, 200];
    sandbox.bot.reply = () => ({ status: statuses.shift() ?? 200 });
    const { id, botStatus } = await sandbox.user(people.ana).say('help');
    assert.equal(botStatus, 200);
    assert.deepEqual(
      sandbox.bot.received.map(({ activity }) => activity.id),
      [id, id],
    );
  });

  it('are delivered a second time when the bot does not answer in time, and then given up', async () => {
    await sandbox.put('/client/channel', { giveUpAfterMs: 50 });
    sandbox.bot.reply = () => undefined;
    const { botStatus } = await sandbox.user(people.ana).say('help');
    assert.equal(botStatus, null);
    assert.equal(sandbox.bot.received.length, 2);
  });

  it('are not repeated when the bot refuses them', async () => {
    sandbox.bot.reply = () => ({ status: 403 });
    const { botStatus } = await sandbox.user(people.ana).say('help');
    assert.equal(botStatus, 403);
    assert.equal(sandbox.bot.received.length, 1);
  });

  it('can be anything at all, with any token', async () => {
    const good = await sandbox.post('/client/activities', {
      person: people.ana,
      activity: { type: 'messageReaction', reactionsAdded: [{ type: 'like' }] },
    });
    assert.deepEqual(good.body, { botStatus: 200 });
    assert.equal(sandbox.bot.received[0]?.activity.type, 'messageReaction');
    for (const tokenOptions of [{ authorization: null }, { serviceUrl: 'https://elsewhere.example/' }]) {
      const refused = await sandbox.post('/client/activities', {
        person: people.ana,
        activity: {},
        tokenOptions,
      });
      assert.deepEqual(refused.body, { botStatus: 401 });
    }
    assert.equal(sandbox.bot.received.length, 1);
  });

  it('mention the bot in a channel, whose thread the bot can answer', async () => {
    await sandbox.post('/client/teams-channel', { oid: people.ana });
    await sandbox.user(people.ana).say('my roles', { conversation: 'team' });
    const { activity } = await sandbox.bot.waitFor(({ type }) => type === 'message');
    const conversation = activity['conversation'] as { id: string };
    assert.match(conversation.id, /^19:.+@thread\.tacv2;messageid=\d+$/);
    assert.deepEqual(conversation, {
      isGroup: true,
      conversationType: 'channel',
      id: conversation.id,
      tenantId: sandbox.tenantId,
    });
    assert.equal(activity.text, '<at>Latchkey</at> my roles');
    assert.deepEqual((activity['entities'] as unknown[])[1], {
      type: 'mention',
      text: '<at>Latchkey</at>',
      mentioned: { id: `28:${sandbox.appId}`, name: 'Latchkey' },
    });
    const answer = await sandbox.connector('POST', activitiesOf(conversation.id), {
      type: 'message',
      text: 'Ask me in our own chat.',
    });
    assert.equal(answer.status, 201);
  });

  it('are not sent for somebody without the app, or who has blocked the bot', async () => {
    for (const oid of [people.hana, people.kit]) {
      const answer = await sandbox.post(`/client/chats/${oid}/messages`, { text: 'hello' });
      assert.equal(answer.status, 409);
    }
    assert.deepEqual(sandbox.bot.received, []);
  });
});

import assert from 'node:assert/strict';
import { drawRecordedCard } from '../../src/bot/cardViews.ts';
import { SendError, type SendErrorKind } from '../../src/bot/sendError.ts';
import { TeamsMessenger } from '../../src/bot/teamsMessenger.ts';
import { PimError } from '../../src/pim/errors.ts';
import { type Person } from '../../src/pim/ids.ts';
import { SharedHoldings } from '../../src/pim/operations/sharedHoldings.ts';
import { SharedSettings } from '../../src/pim/operations/sharedSettings.ts';
import { type Attempt, type Delivery } from '../../src/pim/ports.ts';
import { type CardRecord, type FollowedRequest, type OutboundMessage } from '../../src/pim/records.ts';
import { aSession, RecordingChat } from '../support/chatWorld.ts';
import { aConversation } from '../support/inMemoryRecords.ts';
import { approvalWorld, type ApprovalWorld } from '../support/operationWorld.ts';

let made: ApprovalWorld;
let request: FollowedRequest;
let chat: RecordingChat;
let messenger: TeamsMessenger;
let isAdministrator: (id: Person['id']) => Promise<boolean>;

beforeEach(async () => {
  made = await approvalWorld();
  request = await made.ask();
  chat = new RecordingChat();
  isAdministrator = () => Promise.resolve(false);
  messenger = new TeamsMessenger({
    ...made.world.with({}),
    lookback: made.world.lookback,
    holdings: new SharedHoldings(made.world),
    roleSettings: new SharedSettings(made.world),
    administrators: { has: ({ id }) => isAdministrator(id) },
    chatWith: () => chat,
    cardContextFor: (conversation) => aSession(conversation.person, made.world.clock).card,
  });
});
const firstAttempt: Attempt = {
  isBegun: false,
  turn: () => Promise.resolve(),
  begin: () => Promise.resolve(true),
};
const deliver = (person: Person, message: OutboundMessage, attempt = firstAttempt): Promise<Delivery> =>
  messenger.deliver(person, message, attempt);
const cardOf = (person: ApprovalWorld['ben']): CardRecord => {
  const card = made.world.cards.all.find((one) => one.person.id === person.id);
  assert.ok(card);
  return card;
};

describe('TeamsMessenger', () => {
  it('creates nothing twice: not what had begun to leave, and not what is somebody else’s to send', async () => {
    const { id } = cardOf(made.ben);
    const card = { kind: 'card', cardId: id } as const;
    const notice = { kind: 'notice', notice: 'approvalReminder', requestId: request.id } as const;
    for (const message of [card, notice]) {
      assert.deepEqual(await deliver(made.ben, message, { ...firstAttempt, isBegun: true }), {
        kind: 'unclear',
      });
      const stale = { ...firstAttempt, begin: () => Promise.resolve(false) };
      assert.deepEqual(await deliver(made.ben, message, stale), { kind: 'nothing' });
    }
    assert.deepEqual(chat.sent, []);
  });

  it('makes no second card beside one that may have arrived', async () => {
    const { id } = cardOf(made.ben);
    const message = { kind: 'card', cardId: id } as const;
    await made.world.cards.setReceipt(id, 'refused', 'Unclear');
    assert.deepEqual(await deliver(made.ben, message), { kind: 'nothing' });
    assert.deepEqual(chat.sent, []);
    await made.world.cards.setReceipt(id, 'queued');
    assert.equal((await deliver(made.ben, message)).kind, 'sent');
  });

  it('updates what is there however often that was begun', async () => {
    const { id } = cardOf(made.ben);
    await made.world.cards.setSent(id, 'a:1', 'activity-9');
    const message = { kind: 'card', cardId: id } as const;
    const delivery = await deliver(made.ben, message, { ...firstAttempt, isBegun: true });
    assert.deepEqual(delivery, {
      kind: 'sent',
      conversationId: `a:${made.ben.id}`,
      activityId: 'activity-9',
      isUpdate: true,
    });
  });

  it('updates nothing that has become somebody else’s to draw', async () => {
    const { id } = cardOf(made.ben);
    await made.world.cards.setSent(id, 'a:1', 'activity-9');
    const stale = { ...firstAttempt, begin: () => Promise.resolve(false) };
    assert.deepEqual(await deliver(made.ben, { kind: 'card', cardId: id }, stale), { kind: 'nothing' });
    assert.deepEqual(chat.updated, []);
  });

  it('says of a card that was shown elsewhere while it was drawn that it has moved', async () => {
    const { id } = cardOf(made.ben);
    await made.world.cards.setSent(id, 'a:1', 'activity-9');
    chat.beforeSending = async () => {
      await made.world.cards.setSent(id, 'a:1', 'activity-10');
      throw new SendError('gone', { code: 'MessageNotFound' });
    };
    assert.deepEqual(await deliver(made.ben, { kind: 'card', cardId: id }), { kind: 'moved' });
  });

  it('creates a card that was never sent, and updates it from then on', async () => {
    const card = cardOf(made.ben);
    const message = { kind: 'card', cardId: card.id } as const;
    assert.deepEqual(await deliver(made.ben, message), {
      kind: 'sent',
      conversationId: `a:${made.ben.id}`,
      activityId: 'activity-1',
    });
    await made.world.cards.setSent(card.id, `a:${made.ben.id}`, 'activity-1');
    await deliver(made.ben, message);
    assert.equal(chat.sent.length, 1);
    assert.deepEqual(chat.updated, ['activity-1']);
  });

  it('sends nothing to whom the app is not installed for', async () => {
    await made.world.conversations.markUninstalled(made.ben);
    const message = { kind: 'card', cardId: cardOf(made.ben).id } as const;
    const refused = { kind: 'refused', code: 'NotInstalled' };
    assert.deepEqual(await deliver(made.ben, message), refused);
    const stranger = made.world.pim.addPerson('Stranger');
    assert.deepEqual(await deliver(stranger, { kind: 'digest', localDate: '2026-01-05' }), refused);
    assert.deepEqual(chat.sent, []);
  });

  it('has nothing to say of a card or request that is gone, and of an empty day', async () => {
    const nothing = { kind: 'nothing' };
    assert.deepEqual(await deliver(made.ben, { kind: 'card', cardId: 'gone' }), nothing);
    const quiet = await made.world.person('Quiet Person');
    assert.deepEqual(await deliver(quiet, { kind: 'digest', localDate: '2026-01-05' }), nothing);
    const card = cardOf(made.ben);
    made.world.requests.saved.clear();
    assert.deepEqual(await deliver(made.ben, { kind: 'card', cardId: card.id }), nothing);
    const notice = { kind: 'notice', notice: 'requestActive', requestId: request.id } as const;
    assert.deepEqual(await deliver(made.ana, notice), nothing);
  });

  it('sends no digest that comes too late to help', async () => {
    const { clock } = made.world;
    const message = { kind: 'digest', localDate: '2026-01-05', until: clock.now().toISOString() } as const;
    assert.equal((await deliver(made.ben, message)).kind, 'sent');
    clock.forward(1);
    assert.deepEqual(await deliver(made.ben, message), { kind: 'nothing' });
  });

  it('reads the tenant once for the digests of many', async () => {
    const { directory } = made.world;
    const tenant = await directory.holdings();
    let readings = 0;
    directory.holdings = () => {
      readings += 1;
      return Promise.resolve({ ...tenant, activeRolesOf: () => Promise.resolve([]) });
    };
    directory.activeRolesOf = () => assert.fail('read for one person');
    const message = { kind: 'digest', localDate: '2026-01-05' } as const;
    for (const person of [made.ben, made.dara, made.ben])
      assert.equal((await deliver(person, message)).kind, 'sent');
    assert.equal(readings, 1);
  });

  describe('with the administrators’ digest', () => {
    const digest = (): Parameters<TeamsMessenger['deliver']>[1] => {
      const now = made.world.clock.now().getTime();
      return {
        kind: 'administratorsDigest',
        localDate: '2026-01-05',
        since: new Date(now - 86_400_000).toISOString(),
        until: new Date(now + 3_600_000).toISOString(),
      };
    };

    beforeEach(() => {
      made.world.lookback.refused = [{ code: 'NotInstalled', count: 2 }];
    });

    it('sends it to whom is a member at that moment alone', async () => {
      assert.deepEqual(await deliver(made.ben, digest()), { kind: 'nothing' });
      isAdministrator = (id) => Promise.resolve(id === made.ben.id);
      assert.equal((await deliver(made.ben, digest())).kind, 'sent');
      assert.match(JSON.stringify(chat.sent), /Teams refused 2 cards: NotInstalled/);
      assert.deepEqual(await deliver(made.dara, digest()), { kind: 'nothing' });
    });

    it('sends nothing while the members cannot be read', async () => {
      isAdministrator = () => Promise.reject(new PimError('pim_unavailable', 'down'));
      await assert.rejects(deliver(made.ben, digest()), PimError);
      assert.deepEqual(chat.sent, []);
    });

    it('sends nothing where nothing happened', async () => {
      isAdministrator = () => Promise.resolve(true);
      made.world.lookback.refused = [];
      assert.deepEqual(await deliver(made.ben, digest()), { kind: 'nothing' });
    });
  });

  it('sends a digest and every kind of notice', async () => {
    assert.equal((await deliver(made.ben, { kind: 'digest', localDate: '2026-01-05' })).kind, 'sent');
    await made.world.cards.setRefused(cardOf(made.dara).id, 'NotInstalled');
    const notices = [
      'requestDecided',
      'requestActive',
      'requestEnded',
      'approversUnreachable',
      'approvalReminder',
    ] as const;
    for (const notice of notices) {
      const person = notice === 'approvalReminder' ? made.ben : made.ana;
      const delivery = await deliver(person, { kind: 'notice', notice, requestId: request.id });
      assert.equal(delivery.kind, 'sent', notice);
    }
    assert.match(JSON.stringify(chat.sent.at(-1)), /approve 1/);
  });

  const table: readonly (readonly [kind: SendErrorKind, create: string, update: string])[] = [
    ['throttled', 'later', 'later'],
    ['notSent', 'later', 'later'],
    ['unclear', 'unclear', 'later'],
    ['gone', 'refused', 'nothing'],
    ['refused', 'refused', 'refused'],
    ['tooBig', 'refused', 'refused'],
  ];
  for (const [kind, create, update] of table) {
    it(`takes a send that is ${kind} as ${create} when creating, ${update} when updating`, async () => {
      const card = cardOf(made.ben);
      chat.beforeSending = () => {
        throw new SendError(kind, { code: 'Code', retryAfterSeconds: 7 });
      };
      const message = { kind: 'card', cardId: card.id } as const;
      assert.equal((await deliver(made.ben, message)).kind, create);
      await made.world.cards.setSent(card.id, 'a:1', 'activity-1');
      const updated = await deliver(made.ben, message);
      assert.equal(updated.kind, update);
      if (updated.kind === 'later') assert.equal(updated.afterSeconds, 7);
    });
  }

  it('passes on what is no failure of sending', async () => {
    chat.beforeSending = () => {
      throw new TypeError('a mistake of ours');
    };
    await assert.rejects(deliver(made.ben, { kind: 'card', cardId: cardOf(made.ben).id }), TypeError);
  });
});

describe('drawRecordedCard', () => {
  it('leaves out what cannot be read, and draws the card all the same', async () => {
    const { directory } = made.world;
    directory.person = () => Promise.reject(new Error('down'));
    directory.activeRolesOf = () => Promise.reject(new Error('down'));
    directory.role = () => Promise.reject(new Error('down'));
    const { card } = aSession(made.ben, made.world.clock);
    const drawn = await drawRecordedCard(made.world, cardOf(made.ben), card);
    assert.match(JSON.stringify(drawn?.content), /Ana Ruiz/);
  });

  it('shows the requestor who was asked', async () => {
    const { card: own } = await made.world.cards.open({
      id: made.world.random.ulid(),
      kind: 'request',
      requestId: request.id,
      person: made.ana,
      nonce: 'n'.repeat(32),
    });
    const { card } = aSession(made.ana, made.world.clock);
    const drawn = await drawRecordedCard(made.world, own, card);
    assert.match(JSON.stringify(drawn?.content), /Ben Okafor/);
  });

  it('shows them as far as they are known while the directory cannot be read', async () => {
    const { world, ana, ben, dara } = made;
    const { card: own } = await world.cards.open({
      id: world.random.ulid(),
      kind: 'request',
      requestId: request.id,
      person: ana,
      nonce: 'n'.repeat(32),
    });
    await world.conversations.remember(aConversation(dara, { name: '' }));
    await world.cards.setRefused(cardOf(dara).id, 'ConversationBlockedByUser');
    await world.cards.setSent(cardOf(ben).id, 'a:1', 'activity-1');
    world.directory.people = () => Promise.reject(new PimError('pim_unavailable', 'down'));
    const drawn = await drawRecordedCard(world, own, aSession(ana, world.clock).card);
    const text = JSON.stringify(drawn?.content);
    assert.match(text, /Waiting for Ben Okafor or somebody whose name is not known\./);
    assert.match(text, /1 of 2 have the request/);
    assert.match(text, /Somebody whose name is not known has blocked Latchkey/);
    assert.doesNotMatch(text, /no longer in the directory/);
  });
});

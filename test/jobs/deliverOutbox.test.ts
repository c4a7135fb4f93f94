import assert from 'node:assert/strict';
import { type Person } from '../../src/pim/ids.ts';
import { type Delivery, type Messenger } from '../../src/pim/ports.ts';
import { type OutboundMessage } from '../../src/pim/records.ts';
import { OperationWorld } from '../support/operationWorld.ts';
import { aRequestId } from '../support/storeWorld.ts';
import { deliveryOn, digest, reminder, sent } from './deliveryOn.ts';

describe('deliverOutbox', () => {
  let world: OperationWorld;
  let ana: Person;
  let ben: Person;
  let answers: (Delivery | Error)[];
  let delivered: string[];
  let attempts: boolean[];

  const { add, aCard, cardNow, deliverBy } = deliveryOn(() => world);

  beforeEach(async () => {
    world = new OperationWorld();
    ana = await world.person('Ana Ruiz');
    ben = await world.person('Ben Okafor');
    answers = [];
    delivered = [];
    attempts = [];
  });

  const deliverAnswers: Messenger['deliver'] = async (person, message, { isBegun }) => {
    attempts.push(isBegun);
    const answer = answers.shift() ?? sent;
    delivered.push(`${person.id === ana.id ? 'ana' : 'ben'} ${message.kind}`);
    await Promise.resolve();
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const messenger: { deliver: Messenger['deliver'] } = { deliver: deliverAnswers };
  const deliver = (): Promise<void> => deliverBy(messenger);

  it('sends everything that is due, one person’s messages in order', async () => {
    await add(ana, reminder);
    await add(ben, reminder);
    await aCard(ana);
    await deliver();
    assert.deepEqual(
      delivered.filter((line) => line.startsWith('ana')),
      ['ana reminder', 'ana card'],
    );
    assert.equal(await world.outbox.depth(), 0);
  });

  it('notes where a card lies', async () => {
    const card = await aCard(ana);
    await deliver();
    const { receipt, conversationId, activityId } = (await cardNow(card)) ?? {};
    assert.deepEqual([receipt, conversationId, activityId], ['sent', 'a:1', 'activity-1']);
  });

  it('draws a card again, at once, that was shown elsewhere while it was drawn', async () => {
    const card = await aCard(ana);
    await deliver();
    await world.cards.setSent(card.id, 'a:1', 'activity-2');
    await add(ana, { kind: 'card', cardId: card.id });
    delivered = [];
    const drawnIn = (activityId: string): Delivery => ({
      kind: 'sent',
      conversationId: 'a:1',
      activityId,
      isUpdate: true,
    });
    answers = [drawnIn('activity-1'), { kind: 'moved' }, drawnIn('activity-2')];
    await deliver();
    assert.deepEqual(delivered, ['ana card', 'ana card', 'ana card']);
    assert.equal((await cardNow(card))?.activityId, 'activity-2');
    assert.equal(await world.outbox.depth(), 0);
  });

  describe('whose lease ran out while Teams took it', () => {
    let lateAnswer: Delivery;

    beforeEach(() => {
      lateAnswer = sent;
    });

    const lost = async (message: OutboundMessage): Promise<void> => {
      messenger.deliver = async () => {
        messenger.deliver = deliverAnswers;
        world.clock.forward(2);
        const [entry] = await world.outbox.claim(1, 60);
        assert.ok(entry && (await world.outbox.remove(entry)));
        return lateAnswer;
      };
      await add(ana, message);
      await deliver();
    };

    it('is drawn once more where it is a card: another drawing may lie beneath it', async () => {
      const card = await aCard(ben);
      await deliver();
      delivered = [];
      await lost({ kind: 'card', cardId: card.id });
      assert.deepEqual(delivered, ['ana card']);
      await lost({ kind: 'reviewCard', cardId: world.random.ulid() });
      assert.deepEqual(delivered, ['ana card', 'ana reviewCard']);
      assert.equal(await world.outbox.depth(), 0);
    });

    it('is drawn as the card that took over its message, where one did', async () => {
      const requestId = aRequestId();
      const kind = 'approval';
      const [first, second] = [world.random.ulid(), world.random.ulid()];
      await world.cards.open({ id: first, kind, requestId, person: ana, nonce: 'n' });
      await world.cards.setSent(first, 'a:1', 'activity-1');
      const later = { id: second, kind, requestId: aRequestId(), person: ana, nonce: 'n' } as const;
      await world.cards.open(later, [requestId]);
      const cardIds: string[] = [];
      const queue = world.outbox.add.bind(world.outbox);
      world.outbox.add = (entries) => {
        for (const { message } of entries) if (message.kind === 'card') cardIds.push(message.cardId);
        return queue(entries);
      };
      lateAnswer = { ...sent, isUpdate: true };
      await lost({ kind: 'card', cardId: first });
      assert.deepEqual(cardIds, [first, second]);
    });

    it('is not sent again where it is anything else', async () => {
      await lost(digest);
      assert.deepEqual(delivered, []);
      assert.equal(await world.outbox.depth(), 0);
    });
  });

  it('notes why Teams refused a card, and does not try again', async () => {
    const card = await aCard(ana);
    answers = [{ kind: 'refused', code: 'ConversationBlockedByUser' }];
    await deliver();
    const { receipt, refusal } = (await cardNow(card)) ?? {};
    assert.deepEqual([receipt, refusal], ['refused', 'ConversationBlockedByUser']);
    assert.equal(await world.outbox.depth(), 0);
  });

  it('drops what there is nothing to say about, and any other message that is refused', async () => {
    await add(ana, reminder);
    await add(ben, reminder);
    answers = [{ kind: 'nothing' }, { kind: 'refused', code: 'NotInstalled' }];
    await deliver();
    assert.equal(await world.outbox.depth(), 0);
  });

  it('never repeats a send that may have arrived', async () => {
    const card = await aCard(ana);
    answers = [{ kind: 'unclear' }];
    await deliver();
    await deliver();
    assert.deepEqual(delivered, ['ana card']);
    assert.equal(await world.outbox.depth(), 0);
    const { receipt, refusal } = (await cardNow(card)) ?? {};
    assert.deepEqual([receipt, refusal], ['refused', 'Unclear']);
  });

  it('says of a message whether an earlier attempt had begun, until it is known what came of it', async () => {
    await add(ana, reminder);
    const [first] = await world.outbox.claim(1, 60);
    assert.ok(first && (await world.outbox.begin(first)));
    world.clock.forward(2);
    answers = [{ kind: 'later', afterSeconds: undefined }];
    await deliver();
    world.clock.forward(1);
    await deliver();
    assert.deepEqual(attempts, [true, false]);
    assert.equal(await world.outbox.begin(first), false, 'it has become somebody else’s');
  });

  it('begins nothing more when the process is about to end', async () => {
    await add(ana, reminder);
    await add(ana, reminder);
    const stopping = new AbortController();
    const sending = deliverBy(
      {
        deliver: (person, message, attempt) => {
          stopping.abort();
          return messenger.deliver(person, message, attempt);
        },
      },
      { signal: stopping.signal },
    );
    await sending;
    assert.equal(delivered.length, 1);
    assert.equal(await world.outbox.depth(), 1);
  });

  it('tries again not before Teams said', async () => {
    await add(ana, reminder);
    answers = [{ kind: 'later', afterSeconds: 30 }];
    await deliver();
    world.clock.forward(29 / 60);
    await deliver();
    assert.equal(delivered.length, 1);
    world.clock.forward(1 / 60);
    await deliver();
    assert.equal(delivered.length, 2);
    assert.equal(await world.outbox.depth(), 0);
  });

  it('waits ten minutes at the most, whatever Teams said', async () => {
    await add(ana, reminder);
    answers = [{ kind: 'later', afterSeconds: 86_400 }];
    await deliver();
    world.clock.forward(10);
    await deliver();
    assert.equal(await world.outbox.depth(), 0);
  });

  it('is not stopped by one recipient that fails', async () => {
    await add(ana, reminder);
    await add(ben, reminder);
    answers = [new Error('cannot be drawn'), sent];
    await deliver();
    assert.deepEqual(delivered.sort(), ['ana reminder', 'ben reminder']);
    assert.deepEqual(world.outbox.toldTo(ana), ['reminder']);
    assert.deepEqual(world.outbox.waitingFor(ben), []);
    world.clock.forward(1);
    await deliver();
    assert.equal(await world.outbox.depth(), 0);
  });

  it('sends each message once where two deliver at the same time', async () => {
    await add(ana, reminder);
    await add(ben, reminder);
    await aCard(ana);
    await Promise.all([deliver(), deliver(), deliver()]);
    assert.deepEqual(delivered.sort(), ['ana card', 'ana reminder', 'ben reminder']);
  });

  it('notes an outcome when the database is back, and sends nothing again', async () => {
    const card = await aCard(ana);
    const setSent = world.cards.setSent.bind(world.cards);
    let failures = 3;
    world.cards.setSent = (...given) =>
      (failures -= 1) >= 0 ? Promise.reject(new Error('the database is away')) : setSent(...given);
    await deliver();
    assert.equal((await cardNow(card))?.receipt, 'sent');
    assert.deepEqual(delivered, ['ana card']);
    assert.equal(await world.outbox.depth(), 0);
  });

  it('goes on with the others where an outcome cannot be noted', async () => {
    await aCard(ana);
    await add(ben, reminder);
    world.cards.setSent = () => Promise.reject(new Error('the database is down'));
    await assert.rejects(deliver());
    assert.deepEqual(world.outbox.waitingFor(ben), []);
  });
});

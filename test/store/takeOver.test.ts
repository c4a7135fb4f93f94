import assert from 'node:assert/strict';
import { type RequestId } from '../../src/pim/ids.ts';
import { type CardRecord } from '../../src/pim/records.ts';
import { engines, type TestDatabase } from '../support/databases.ts';
import {
  anAuditEntry,
  aRequestId,
  OVER_AT_ONCE,
  storeWorld,
  ulid,
  type StoreWorld,
} from '../support/storeWorld.ts';

for (const engine of engines) {
  describe(`A card that takes over the message of another one, on ${engine.name}`, () => {
    let database: TestDatabase;
    let world: StoreWorld;
    let earlier: CardRecord;

    before(async () => {
      database = await engine.open();
    });

    after(() => database.close());

    beforeEach(async () => {
      world = storeWorld(database);
      const { id } = await open(aRequestId(), []);
      await world.cards.setSent(id, 'a:1', '17');
      earlier = await read(id);
    });

    const open = async (requestId: RequestId, inPlaceOf: readonly RequestId[]): Promise<CardRecord> => {
      const { cards, ben } = world;
      const wanted = { id: ulid(), kind: 'approval', requestId, person: ben, nonce: ulid() } as const;
      return (await cards.open(wanted, inPlaceOf)).card;
    };
    const after1 = (): Promise<CardRecord> => open(aRequestId(), [earlier.requestId]);
    const read = async (id: string): Promise<CardRecord> => {
      const card = await world.cards.of(id);
      assert.ok(card);
      return card;
    };
    const queueDrawing = (): Promise<void> =>
      world.outbox.add([{ id: ulid(), person: world.ben, message: { kind: 'card', cardId: earlier.id } }]);

    it('lies where that one lay, with a nonce and a number of its own', async () => {
      const card = await after1();
      assert.deepEqual(
        [card.conversationId, card.activityId, card.receipt, card.inPlaceOf],
        ['a:1', '17', 'queued', earlier.id],
      );
      const { nonce, number, ...replaced } = await read(earlier.id);
      assert.deepEqual([nonce, number], [earlier.nonce, 1]);
      assert.notEqual(card.nonce, nonce);
      assert.equal(card.number, 2);
      assert.deepEqual(
        [replaced.activityId, replaced.receipt, replaced.replacedBy],
        [undefined, 'stale', card.id],
      );
    });

    it('leaves the earlier number to the earlier request', async () => {
      await after1();
      assert.equal((await open(aRequestId(), [])).number, 3);
      assert.equal((await world.cards.numbered(world.ben, 1))?.id, earlier.id);
      const open1 = await world.cards.openOf(world.ben, 'approval');
      assert.ok(open1.every(({ id }) => id !== earlier.id));
    });

    it('keeps its message, whatever is noted late of the earlier one', async () => {
      const card = await after1();
      assert.equal(await world.cards.setSent(earlier.id, 'a:1', '17'), undefined);
      assert.equal(await world.cards.setUpdated(earlier.id, '17'), false);
      await world.cards.setReceipt(earlier.id, 'queued');
      assert.equal((await read(earlier.id)).receipt, 'stale');
      assert.equal((await read(earlier.id)).activityId, undefined);
      assert.equal((await read(card.id)).activityId, '17');
    });

    it('is itself taken over, and the first one then points to the last', async () => {
      const second = await after1();
      await world.cards.setSent(second.id, 'a:1', '17');
      const third = await open(aRequestId(), [second.requestId, earlier.requestId]);
      assert.deepEqual([third.activityId, third.inPlaceOf], ['17', second.id]);
      assert.equal((await read(earlier.id)).replacedBy, third.id);
      assert.equal((await read(second.id)).replacedBy, third.id);
    });

    it('is a message of its own while the earlier one is being drawn', async () => {
      await queueDrawing();
      await world.outbox.claim(10, 60);
      assert.equal((await after1()).activityId, undefined);
      assert.equal((await read(earlier.id)).activityId, '17');
    });

    it('is a message of its own while somebody may be at a drawing whose lease has run out', async () => {
      await queueDrawing();
      await world.outbox.claim(10, OVER_AT_ONCE);
      assert.equal((await after1()).activityId, undefined);
    });

    it('is a message of its own while nobody knows what came of the last drawing', async () => {
      await queueDrawing();
      const [entry] = await world.outbox.claim(10, 60);
      assert.ok(entry);
      await world.outbox.postpone(entry, world.clock.now());
      assert.equal((await after1()).activityId, undefined);
    });

    it('takes over from a drawing that nobody has begun', async () => {
      await queueDrawing();
      assert.equal((await after1()).activityId, '17');
    });

    it('is a message of its own where the earlier one may not have arrived, or lies nowhere', async () => {
      await world.cards.setReceipt(earlier.id, 'refused', 'Unclear');
      assert.equal((await after1()).activityId, undefined);
      const queued = await open(aRequestId(), []);
      assert.equal((await open(aRequestId(), [queued.requestId])).activityId, undefined);
    });

    it('is a message of its own where Teams takes no update of the earlier one any more', async () => {
      await world.cards.setRefused(earlier.id, 'ConversationBlockedByUser');
      assert.equal((await after1()).activityId, undefined);
      assert.equal((await read(earlier.id)).activityId, '17');
    });

    it('is a message of its own once its person has begun to decide on the earlier one', async () => {
      const { operations, ben } = world;
      const intent = { kind: 'decide', requestId: earlier.requestId, decision: 'Deny', comment: '' } as const;
      await operations.open({ id: ulid(), person: ben, intent }, anAuditEntry(ben));
      assert.equal((await after1()).activityId, undefined);
    });

    it('is made once, however often it is asked for', async () => {
      const requestId = aRequestId();
      const made = await Promise.all(Array.from({ length: 10 }, () => open(requestId, [earlier.requestId])));
      assert.equal(new Set(made.map(({ id }) => id)).size, 1);
      assert.equal((await read(earlier.id)).replacedBy, made[0]?.id);
    });

    it('goes to one of two requests that come at the same moment', async () => {
      const cards = await Promise.all([after1(), after1(), after1()]);
      assert.deepEqual(cards.map(({ activityId }) => activityId).toSorted(), ['17', undefined, undefined]);
    });

    it('leaves other people’s cards alone', async () => {
      const { cards, ana } = world;
      const wanted = {
        id: ulid(),
        kind: 'approval',
        requestId: aRequestId(),
        person: ana,
        nonce: 'n',
      } as const;
      assert.equal((await cards.open(wanted, [earlier.requestId])).card.activityId, undefined);
      assert.equal((await read(earlier.id)).activityId, '17');
    });
  });
}

import assert from 'node:assert/strict';
import { type Person, type RequestId } from '../../src/pim/ids.ts';
import { type CardKind, type CardRecord } from '../../src/pim/records.ts';
import { engines, type TestDatabase } from '../support/databases.ts';
import { aFollowedRequest, aRequestId, storeWorld, ulid, type StoreWorld } from '../support/storeWorld.ts';

interface Asked {
  readonly person?: Person;
  readonly requestId?: RequestId;
  readonly kind?: CardKind;
}

const openCard = (
  { cards, ben }: StoreWorld,
  { person = ben, requestId = aRequestId(), kind = 'approval' }: Asked = {},
): Promise<{ card: CardRecord; isNew: boolean }> =>
  cards.open({ id: ulid(), kind, requestId, person, nonce: 'n-1' });

const numberOf = async (world: StoreWorld, asked?: Asked): Promise<number | undefined> =>
  (await openCard(world, asked)).card.number;

for (const engine of engines) {
  describe(`SqlCards on ${engine.name}`, () => {
    let database: TestDatabase;

    before(async () => {
      database = await engine.open();
    });

    after(() => database.close());

    it('makes one card per request, kind and person', async () => {
      const world = storeWorld(database);
      const requestId = aRequestId();
      const first = await openCard(world, { requestId });
      assert.ok(first.isNew);
      assert.deepEqual(first.card, {
        id: first.card.id,
        kind: 'approval',
        requestId,
        person: world.ben,
        nonce: 'n-1',
        number: 1,
        conversationId: undefined,
        activityId: undefined,
        receipt: 'queued',
        refusal: undefined,
        createdAt: world.clock.now(),
        replacedBy: undefined,
        inPlaceOf: undefined,
      });
      assert.deepEqual(await openCard(world, { requestId }), { card: first.card, isNew: false });
      assert.ok((await openCard(world, { requestId, kind: 'request' })).isNew);
      assert.ok((await openCard(world, { requestId, person: world.ana })).isNew);
      assert.equal((await world.cards.ofRequest(world.tenantId, requestId)).length, 3);
    });

    it('makes one card when many ask at once', async () => {
      const world = storeWorld(database);
      const requestId = aRequestId();
      const opened = await Promise.all(Array.from({ length: 20 }, () => openCard(world, { requestId })));
      assert.equal(opened.filter(({ isNew }) => isNew).length, 1);
      assert.equal(new Set(opened.map(({ card }) => card.id)).size, 1);
    });

    describe('number', () => {
      it('counts up for each approver on their own', async () => {
        const world = storeWorld(database);
        assert.equal(await numberOf(world), 1);
        assert.equal(await numberOf(world), 2);
        assert.equal(await numberOf(world, { person: world.ana }), 1);
        assert.equal(await numberOf(world, { kind: 'request' }), undefined);
      });

      it('is never given twice when requests come at the same moment', async () => {
        const world = storeWorld(database);
        const numbers = await Promise.all(Array.from({ length: 20 }, () => numberOf(world)));
        assert.deepEqual(
          numbers.toSorted((a, b) => (a ?? 0) - (b ?? 0)),
          Array.from({ length: 20 }, (_, index) => index + 1),
        );
      });

      it('is the lowest that is free', async () => {
        const world = storeWorld(database);
        const first = (await openCard(world)).card;
        const second = (await openCard(world)).card;
        assert.equal(await numberOf(world), 3);
        await world.cards.setReceipt(first.id, 'acted');
        await world.cards.setReceipt(second.id, 'stale');
        assert.equal(await numberOf(world), 1);
        assert.equal(await numberOf(world), 2);
        assert.equal(await numberOf(world), 4);
      });

      it('stays taken while a card that was sent or refused can be open', async () => {
        const world = storeWorld(database);
        const sent = (await openCard(world)).card;
        await world.cards.setSent(sent.id, 'a:1', '1');
        const refused = (await openCard(world)).card;
        await world.cards.setReceipt(refused.id, 'refused', 'ConversationBlockedByUser');
        assert.equal(await numberOf(world), 3);
      });

      it('is free again after 25 hours', async () => {
        const world = storeWorld(database);
        await openCard(world);
        world.clock.forward(25 * 60 - 1);
        assert.equal(await numberOf(world), 2);
        world.clock.forward(1);
        assert.equal(await numberOf(world), 1);
      });

      it('stays taken for as long as the request is open, and counts 25 hours from the request', async () => {
        const world = storeWorld(database);
        const request = aFollowedRequest(world.ana, world.clock.now());
        await world.requests.save(request);
        world.clock.forward(20 * 60);
        assert.equal(await numberOf(world, { requestId: request.id }), 1);
        world.clock.forward(10 * 60);
        assert.equal(await numberOf(world), 2);
        await world.requests.save({ ...request, isOpen: false });
        assert.equal(await numberOf(world), 1);
      });
    });

    it('finds the newest card with a number', async () => {
      const world = storeWorld(database);
      const { card } = await openCard(world);
      await world.cards.setReceipt(card.id, 'acted');
      world.clock.forward(1);
      const again = (await openCard(world)).card;
      assert.equal((await world.cards.numbered(world.ben, 1))?.id, again.id);
      assert.equal(await world.cards.numbered(world.ana, 1), undefined);
      for (const nonsense of [0, -1, 2, 1.5, 1e300, Number.NaN]) {
        assert.equal(await world.cards.numbered(world.ben, nonsense), undefined);
      }
    });

    it('lists the cards of a kind that may still be pressed, newest first', async () => {
      const world = storeWorld(database);
      const opened: CardRecord[] = [];
      for (let count = 0; count < 5; count += 1) opened.push((await openCard(world)).card);
      const [queued, sent, refused, acted, stale] = opened.map(({ id }) => id);
      assert.ok(queued && sent && refused && acted && stale);
      await world.cards.setSent(sent, 'a:1', '1');
      await world.cards.setReceipt(refused, 'refused', 'NotInstalled');
      await world.cards.setReceipt(acted, 'acted');
      await world.cards.setReceipt(stale, 'stale');
      await openCard(world, { kind: 'request' });
      const open = await world.cards.openOf(world.ben, 'approval');
      assert.deepEqual(
        open.map(({ id }) => id),
        [refused, sent, queued],
      );
    });

    it('notes where a card lies and what became of it', async () => {
      const world = storeWorld(database);
      const { id } = (await openCard(world)).card;
      await world.cards.setReceipt(id, 'refused', 'NotInstalled');
      assert.equal((await world.cards.of(id))?.refusal, 'NotInstalled');
      await world.cards.setSent(id, 'a:1', '17');
      const sent = await world.cards.of(id);
      assert.equal(sent?.receipt, 'sent');
      assert.equal(sent.refusal, undefined);
      assert.equal(sent.conversationId, 'a:1');
      assert.equal(sent.activityId, '17');
    });

    it('notes an update only of the message in which the card lies', async () => {
      const world = storeWorld(database);
      const { id } = (await openCard(world)).card;
      assert.equal(await world.cards.setUpdated(id, '17'), false, 'it lies nowhere yet');
      await world.cards.setSent(id, 'a:1', '17');
      await world.cards.setReceipt(id, 'refused', 'BadGateway');
      assert.equal(await world.cards.setUpdated(id, '16'), false);
      assert.equal((await world.cards.of(id))?.refusal, 'BadGateway');
      assert.equal(await world.cards.setUpdated(id, '17'), true);
      const { receipt, refusal, activityId } = (await world.cards.of(id)) ?? {};
      assert.deepEqual([receipt, refusal, activityId], ['sent', undefined, '17']);
      await world.cards.setReceipt(id, 'acted');
      assert.equal(await world.cards.setUpdated(id, '17'), true);
      assert.equal((await world.cards.of(id))?.receipt, 'acted');
    });

    it('keeps a card that was seen where it lies as sent when an update of it is refused, and why', async () => {
      const world = storeWorld(database);
      const { cards } = world;
      const fresh = (await openCard(world)).card;
      const sent = (await openCard(world)).card;
      const acted = (await openCard(world)).card;
      await cards.setSent(sent.id, 'a:1', '1');
      await cards.setSent(acted.id, 'a:1', '2');
      await cards.setReceipt(acted.id, 'acted');
      for (const { id } of [fresh, sent, acted]) await cards.setRefused(id, 'NotInstalled');
      const now = await Promise.all([fresh, sent, acted].map(({ id }) => cards.of(id)));
      assert.deepEqual(
        now.map((card) => [card?.receipt, card?.refusal]),
        [
          ['refused', 'NotInstalled'],
          ['sent', 'NotInstalled'],
          ['acted', 'NotInstalled'],
        ],
      );
      assert.equal(await cards.setUpdated(sent.id, '1'), true);
      assert.equal((await cards.of(sent.id))?.refusal, undefined);
    });

    it('lists the cards of which Teams refused the last, of every kind, the oldest first', async () => {
      const world = storeWorld(database);
      const { cards, ana, ben, clock } = world;
      const opened: CardRecord[] = [];
      for (const kind of ['approval', 'request', 'approval', 'approval'] as const) {
        opened.push((await openCard(world, { kind })).card);
        clock.forward(1);
      }
      const [first, second, updated] = opened.map(({ id }) => id);
      assert.ok(first && second && updated);
      await openCard(world, { person: ana });
      await cards.setRefused(first, 'NotInstalled');
      await cards.setSent(second, 'a:1', '1');
      await cards.setRefused(second, 'NotInstalled');
      await cards.setRefused(updated, 'NotInstalled');
      await cards.setSent(updated, 'a:1', '2');
      const found = await cards.refusedOf(ben);
      assert.deepEqual(
        found.map(({ id }) => id),
        [first, second],
      );
      assert.deepEqual(await cards.refusedOf(ana), []);
    });

    it('does not take a press back when the sending is noted late', async () => {
      const world = storeWorld(database);
      const { id } = (await openCard(world)).card;
      await world.cards.setReceipt(id, 'acted');
      await world.cards.setSent(id, 'a:1', '17');
      const card = await world.cards.of(id);
      assert.equal(card?.receipt, 'acted');
      assert.equal(card.activityId, '17');
    });

    it('knows nothing of another tenant', async () => {
      const { id } = (await openCard(storeWorld(database))).card;
      assert.equal(await storeWorld(database).cards.of(id), undefined);
    });

    it('finds the last card that each person was sent, or that Teams refused', async () => {
      const world = storeWorld(database);
      const { cards, ana, ben, clock } = world;
      const sent = (await openCard(world)).card;
      await cards.setSent(sent.id, 'a:1', '1');
      clock.forward(1);
      const refused = (await openCard(world)).card;
      await cards.setReceipt(refused.id, 'refused', 'ConversationBlockedByUser');
      clock.forward(1);
      await openCard(world);
      await openCard(world, { person: ana });
      const other = (await openCard(world, { person: ana, kind: 'request' })).card;
      await cards.setSent(other.id, 'a:2', '2');
      const found = await cards.lastAnswered([ana, ben], 'approval');
      assert.deepEqual(
        found.map(({ id, refusal }) => [id, refusal]),
        [[refused.id, 'ConversationBlockedByUser']],
      );
      assert.deepEqual(await cards.lastAnswered([], 'approval'), []);
    });
  });
}

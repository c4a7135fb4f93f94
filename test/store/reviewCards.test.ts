import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { roleDefinitionId, type Person } from '../../src/pim/ids.ts';
import { type OutboundMessage } from '../../src/pim/records.ts';
import { reviewId, roundId, type RoundKey } from '../../src/pim/reviews/review.ts';
import { engines, type TestDatabase } from '../support/databases.ts';
import { storeWorld, type StoreWorld, ulid } from '../support/storeWorld.ts';

const exchange = roleDefinitionId('29232cdf-9323-42fd-ade2-1d097af3e4de');
const aRound = (): RoundKey => ({ reviewId: reviewId(randomUUID()), roundId: roundId(randomUUID()) });

const toAnnounce = (person: Person, round: RoundKey) => ({
  id: ulid(),
  messageId: ulid(),
  person,
  round,
  roleDefinitionId: exchange,
  nonce: 'n'.repeat(22),
});

/** What is queued, taken out of the queue. */
async function queued({ outbox }: StoreWorld): Promise<readonly OutboundMessage[]> {
  const found: OutboundMessage[] = [];
  for (;;) {
    const entries = await outbox.claim(10, 60);
    if (entries.length === 0) return found;
    for (const entry of entries) {
      found.push(entry.message);
      await outbox.remove(entry);
    }
  }
}

for (const engine of engines) {
  describe(`SqlReviewCards on ${engine.name}`, () => {
    let database: TestDatabase;

    before(async () => {
      database = await engine.open();
    });

    after(() => database.close());

    it('makes one card for each round and person, whoever announces it and how often, and queues it with it', async () => {
      const world = storeWorld(database);
      const { reviewCards, ana, ben, tenantId } = world;
      const [round, other] = [aRound(), aRound()];
      const first = toAnnounce(ana, round);
      const counts = await Promise.all([
        reviewCards.announce([first, toAnnounce(ben, round)]),
        reviewCards.announce([toAnnounce(ben, round), toAnnounce(ana, round)]),
      ]);
      assert.deepEqual(counts.toSorted(), [0, 2]);
      assert.equal(await reviewCards.announce([toAnnounce(ana, other)]), 1);
      const messages = await queued(world);
      assert.equal(messages.length, 3);
      const cards = await reviewCards.ofRound(tenantId, round);
      assert.deepEqual(cards.map(({ person }) => person.id).toSorted(), [ana.id, ben.id].toSorted());
      for (const { id, receipt, activityId } of cards) {
        assert.deepEqual([receipt, activityId], ['queued', undefined]);
        assert.ok(messages.some((message) => message.kind === 'reviewCard' && message.cardId === id));
      }
      assert.equal((await reviewCards.openOf(ana)).length, 2);
      assert.deepEqual(await storeWorld(database).reviewCards.of(first.id), undefined);
    });

    it('lists what Teams refused: old drawings in a chat, and what never came while its round runs', async () => {
      const { tenantId, reviewCards, ana, ben } = storeWorld(database);
      const [never, unclear, ended, outdated, fresh] = Array.from({ length: 5 }, () =>
        toAnnounce(ana, aRound()),
      );
      assert.ok(never && unclear && ended && outdated && fresh);
      await reviewCards.announce([never, unclear, ended, outdated, fresh]);
      for (const { id } of [outdated, fresh]) await reviewCards.setSent(id, 'a:1', id);
      for (const { id } of [never, ended, outdated])
        await reviewCards.setReceipt(id, 'refused', 'NotInstalled');
      await reviewCards.setReceipt(unclear.id, 'refused', 'Unclear');
      await reviewCards.close(tenantId, ended.round, ulid);
      const found = await reviewCards.refusedOf(ana);
      assert.deepEqual(found.map(({ id }) => id).toSorted(), [never.id, outdated.id].toSorted());
      assert.deepEqual(await reviewCards.refusedOf(ben), []);
    });

    it('notes where a card lies and why Teams refused it', async () => {
      const { reviewCards, ana } = storeWorld(database);
      const card = toAnnounce(ana, aRound());
      await reviewCards.announce([card]);
      await reviewCards.setReceipt(card.id, 'refused', 'NotInstalled');
      const refused = await reviewCards.of(card.id);
      assert.deepEqual([refused?.receipt, refused?.refusal], ['refused', 'NotInstalled']);
      await reviewCards.setSent(card.id, 'a:chat', '17');
      const sent = await reviewCards.of(card.id);
      assert.deepEqual([sent?.receipt, sent?.refusal, sent?.activityId], ['sent', undefined, '17']);
      assert.equal(sent?.nonce, card.nonce);
    });

    it('reminds of a card once for its life', async () => {
      const world = storeWorld(database);
      const { reviewCards, ana, clock } = world;
      const given = toAnnounce(ana, aRound());
      await reviewCards.announce([given]);
      const card = await reviewCards.of(given.id);
      assert.ok(card);
      const answers = await Promise.all([reviewCards.remind(card, ulid()), reviewCards.remind(card, ulid())]);
      clock.forward(30 * 24 * 60);
      answers.push(await reviewCards.remind(card, ulid()));
      assert.deepEqual(answers.toSorted(), [false, false, true]);
      const kinds = (await queued(world)).map(({ kind }) => kind);
      assert.deepEqual(kinds, ['reviewCard', 'reviewReminder']);
    });

    it('draws every card of a round that is over once more, and forgets it later', async () => {
      const world = storeWorld(database);
      const { reviewCards, ana, ben, clock, tenantId } = world;
      const [over, running] = [aRound(), aRound()];
      await reviewCards.announce([toAnnounce(ana, over), toAnnounce(ben, over), toAnnounce(ana, running)]);
      await queued(world);
      assert.equal((await reviewCards.openRounds(tenantId)).length, 2);
      await reviewCards.close(tenantId, over, ulid);
      await reviewCards.close(tenantId, over, ulid);
      assert.equal((await queued(world)).length, 2);
      assert.deepEqual(await reviewCards.openRounds(tenantId), [running]);
      assert.deepEqual(
        (await reviewCards.openOf(ana)).map(({ round }) => round),
        [running],
      );
      clock.forward(10);
      await reviewCards.sweep(clock.now());
      assert.deepEqual(await reviewCards.ofRound(tenantId, over), []);
      assert.equal((await reviewCards.ofRound(tenantId, running)).length, 1);
    });

    it('forgets the cards of whoever has left', async () => {
      const { reviewCards, personalRecords, ana, ben, tenantId } = storeWorld(database);
      const round = aRound();
      await reviewCards.announce([toAnnounce(ana, round), toAnnounce(ben, round)]);
      await personalRecords.forget(ana);
      assert.deepEqual(
        (await reviewCards.ofRound(tenantId, round)).map(({ person }) => person.id),
        [ben.id],
      );
    });
  });
}

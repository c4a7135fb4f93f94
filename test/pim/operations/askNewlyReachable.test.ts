import assert from 'node:assert/strict';
import { type CardRecord } from '../../../src/pim/records.ts';
import { askNewlyReachable } from '../../../src/pim/operations/askNewlyReachable.ts';
import { recordReceipt } from '../../../src/pim/operations/recordReceipt.ts';
import { reviewId, roundId } from '../../../src/pim/reviews/review.ts';
import { aConversation } from '../../support/inMemoryRecords.ts';
import { approvalWorld, toDecide, type ApprovalWorld } from '../../support/operationWorld.ts';
import { aRequestId } from '../../support/storeWorld.ts';

describe('askNewlyReachable', () => {
  let made: ApprovalWorld;

  beforeEach(async () => {
    made = await approvalWorld();
    await made.world.conversations.markUninstalled(made.ben);
  });

  const install = async (): Promise<number> => {
    await made.world.conversations.remember(aConversation(made.ben, { name: 'Ben Okafor' }));
    return askNewlyReachable(made.world, made.ben);
  };

  it('brings what still waits, once', async () => {
    const { world, ben, ask } = made;
    await ask();
    assert.deepEqual(world.outbox.waitingFor(ben), []);
    assert.equal(await install(), 1);
    assert.deepEqual(world.outbox.waitingFor(ben), ['card']);
    assert.equal(await install(), 0);
  });

  it('brings nothing that was decided meanwhile', async () => {
    const { world, ben, dara, ask } = made;
    const { id } = await ask();
    await world.does(dara, toDecide(id));
    world.outbox.clear();
    assert.equal(await install(), 0);
    assert.deepEqual(world.outbox.waitingFor(ben), []);
  });

  describe('of somebody who removed the app after a card came', () => {
    let card: CardRecord;

    const refuse = (): Promise<boolean> =>
      recordReceipt(made.world, card.id, { receipt: 'refused', code: 'NotInstalled' });

    beforeEach(async () => {
      const { world, ben, ask } = made;
      await world.conversations.remember(aConversation(ben));
      await ask();
      const found = world.cards.all.find(({ person, kind }) => person.id === ben.id && kind === 'approval');
      assert.ok(found);
      card = found;
      await recordReceipt(world, card.id, { receipt: 'sent', conversationId: 'a:1', activityId: '1' });
      await world.conversations.markUninstalled(ben);
      world.outbox.clear();
    });

    it('has the card drawn to its end, although the request is decided', async () => {
      const { world, ben, dara } = made;
      await world.does(dara, toDecide(card.requestId, 'Deny'));
      assert.deepEqual(world.outbox.waitingFor(ben), ['card']);
      await refuse();
      world.outbox.clear();
      assert.equal(await install(), 1);
      assert.deepEqual(world.outbox.waitingFor(ben), ['card']);
      assert.equal((await world.cards.of(card.id))?.receipt, 'sent');
    });

    it('draws it no more once Teams has taken it', async () => {
      await refuse();
      await install();
      await recordReceipt(made.world, card.id, {
        receipt: 'sent',
        conversationId: 'a:1',
        activityId: '1',
        isUpdate: true,
      });
      assert.equal(await install(), 0);
    });

    it('has it drawn with the other copies, whatever came of an earlier update', async () => {
      const { world, ben, dara } = made;
      await world.cards.setReceipt(card.id, 'refused', 'GivenUp');
      await world.does(dara, toDecide(card.requestId, 'Deny'));
      assert.deepEqual(world.outbox.waitingFor(ben), ['card']);
    });
  });

  it('has a reviewer’s card sent that never came, and drawn again where its last drawing did not', async () => {
    const { world, ben } = made;
    const id = world.random.ulid();
    const round = { reviewId: reviewId(aRequestId()), roundId: roundId(aRequestId()) };
    const { id: roleDefinitionId } = made.exchange;
    const messageId = world.random.ulid();
    await world.reviewCards.announce([{ id, person: ben, round, roleDefinitionId, nonce: 'n', messageId }]);
    world.outbox.clear();
    await world.reviewCards.setReceipt(id, 'refused', 'NotInstalled');
    assert.equal(await install(), 1);
    world.outbox.clear();
    await world.reviewCards.setSent(id, 'a:1', '1');
    await world.reviewCards.setReceipt(id, 'refused', 'NotInstalled');
    assert.equal(await install(), 1);
    assert.deepEqual(world.outbox.waitingFor(ben), ['reviewCard']);
  });
});

import assert from 'node:assert/strict';
import { type CardRecord } from '../../../src/pim/records.ts';
import { recordReceipt } from '../../../src/pim/operations/recordReceipt.ts';
import { approvalWorld, type ApprovalWorld } from '../../support/operationWorld.ts';

describe('recordReceipt', () => {
  let made: ApprovalWorld;
  let approvals: readonly CardRecord[];

  beforeEach(async () => {
    made = await approvalWorld();
    const { world, ask } = made;
    await ask();
    world.outbox.clear();
    approvals = world.cards.all.filter(({ kind }) => kind === 'approval');
  });

  const sent = (activityId: string): Parameters<typeof recordReceipt>[2] => ({
    receipt: 'sent',
    conversationId: 'a:chat',
    activityId,
  });
  const refused = { receipt: 'refused', code: 'ConversationBlockedByUser' } as const;
  const first = (): string => approvals[0]?.id ?? '';
  const second = (): string => approvals[1]?.id ?? '';

  it('tells the requestor once, when every approver has the card', async () => {
    const { world, ana } = made;
    await recordReceipt(world, first(), sent('1'));
    assert.deepEqual(world.outbox.waitingFor(ana), []);
    await recordReceipt(world, second(), sent('2'));
    assert.deepEqual(world.outbox.waitingFor(ana), ['card']);
  });

  it('says at once that Teams refused one', async () => {
    const { world, ana } = made;
    await recordReceipt(world, first(), refused);
    assert.deepEqual(world.outbox.waitingFor(ana), ['card']);
    assert.equal((await world.cards.of(first()))?.refusal, 'ConversationBlockedByUser');
  });

  it('says once that nobody could be reached', async () => {
    const { world, ana } = made;
    await recordReceipt(world, first(), refused);
    await recordReceipt(world, second(), refused);
    const waiting = world.outbox.waitingFor(ana);
    assert.equal(waiting.filter((kind) => kind === 'approversUnreachable').length, 1);
  });

  it('tells nothing when a card is only drawn again', async () => {
    const { world, ana } = made;
    await recordReceipt(world, first(), sent('1'));
    await recordReceipt(world, second(), sent('2'));
    const before = world.outbox.waitingFor(ana).length;
    await recordReceipt(world, first(), sent('1'));
    assert.equal(world.outbox.waitingFor(ana).length, before);
  });

  it('still says that somebody has the card of which Teams takes no update any more', async () => {
    const { world, ana } = made;
    await recordReceipt(world, first(), sent('1'));
    await recordReceipt(world, second(), sent('2'));
    world.outbox.clear();
    await recordReceipt(world, first(), refused);
    await recordReceipt(world, second(), { receipt: 'refused', code: 'NotInstalled' });
    const now = await Promise.all([first(), second()].map((id) => world.cards.of(id)));
    assert.deepEqual(
      now.map((card) => [card?.receipt, card?.refusal]),
      [
        ['sent', 'ConversationBlockedByUser'],
        ['sent', 'NotInstalled'],
      ],
    );
    assert.deepEqual(world.outbox.waitingFor(ana), []);
  });

  it('says that somebody has the card after all', async () => {
    const { world, ana } = made;
    await recordReceipt(world, first(), { receipt: 'refused', code: 'Unclear' });
    await recordReceipt(world, second(), sent('2'));
    world.outbox.clear();
    await recordReceipt(world, first(), sent('1'));
    assert.deepEqual(world.outbox.waitingFor(ana), ['card']);
  });

  it('counts nobody as reached on whose message of another card Teams did not take this one', async () => {
    const { world, ana, ask } = made;
    await recordReceipt(world, first(), sent('1'));
    const [before] = approvals;
    assert.ok(before);
    await world.does(ana, { kind: 'cancel', requestId: before.requestId });
    await ask({ justification: 'Mailbox is stuck again' });
    const card = world.cards.all.find(({ inPlaceOf }) => inPlaceOf === before.id);
    assert.ok(card);
    await recordReceipt(world, card.id, refused);
    assert.equal((await world.cards.of(card.id))?.receipt, 'refused');
  });

  it('forgets a receipt for a card that is not there', async () => {
    const { world, ana } = made;
    await recordReceipt(world, '01JUNKJUNKJUNKJUNKJUNKJUNK', sent('1'));
    assert.deepEqual(world.outbox.waitingFor(ana), []);
  });
});

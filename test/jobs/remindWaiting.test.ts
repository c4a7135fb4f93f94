import assert from 'node:assert/strict';
import { remindWaiting, type ReminderSettings } from '../../src/jobs/remindWaiting.ts';
import { remindApprovers } from '../../src/pim/operations/remindApprovers.ts';
import { type FollowedRequest } from '../../src/pim/records.ts';
import { aConversation } from '../support/inMemoryRecords.ts';
import { approvalWorld, toActivate, toDecide, type ApprovalWorld } from '../support/operationWorld.ts';

const usual: ReminderSettings = {
  everyMinutes: 60,
  most: 3,
  quietHours: { from: '22:00', to: '07:00' },
  defaultTimeZone: 'UTC',
};

describe('remindWaiting', () => {
  let made: ApprovalWorld;
  let request: FollowedRequest;

  beforeEach(async () => {
    made = await approvalWorld();
    request = await made.ask();
    await deliver();
  });

  /** Everything has reached its people, and the outbox is empty. */
  async function deliver(): Promise<void> {
    const { world } = made;
    for (const { id, receipt } of world.cards.all)
      if (receipt === 'queued') await world.cards.setSent(id, 'a:1', `activity-${id}`);
    world.outbox.clear();
  }
  const run = (changes: Partial<ReminderSettings> = {}): Promise<void> =>
    remindWaiting({ ...made.world.with({}), settings: { ...usual, ...changes } });
  const waitingForBen = (): readonly string[] => made.world.outbox.waitingFor(made.ben);

  it('reminds everybody who was reached, so long after the asking and no sooner', async () => {
    made.world.clock.forward(59);
    await run();
    assert.deepEqual(made.world.outbox.waiting, []);
    made.world.clock.forward(1);
    await run();
    assert.deepEqual(waitingForBen(), ['reminder']);
    assert.deepEqual(made.world.outbox.waitingFor(made.dara), ['reminder']);
  });

  it('sends each once, however many run at once and however often', async () => {
    made.world.clock.forward(60);
    await Promise.all([run(), run(), run()]);
    await run();
    assert.deepEqual(waitingForBen(), ['reminder']);
    made.world.clock.forward(59);
    await run();
    assert.deepEqual(waitingForBen(), ['reminder']);
  });

  it('stops at the most, and counts what the requestor wished for', async () => {
    made.world.clock.forward(20);
    assert.deepEqual(await remindApprovers(made.world, request), { kind: 'sent', approvers: 2 });
    for (let turn = 0; turn < 5; turn += 1) {
      made.world.clock.forward(60);
      await run();
    }
    assert.deepEqual(waitingForBen(), ['approvalReminder', 'reminder', 'reminder']);
    assert.deepEqual(await remindApprovers(made.world, request), { kind: 'enough' });
  });

  it('leaves what waits for votes here alone: the rules of the house say when their voters are reminded', async () => {
    await made.world.requests.save({ ...request, isHeld: true });
    made.world.clock.forward(90);
    await run();
    assert.deepEqual(made.world.outbox.waiting, []);
  });

  it('sends none where none are wanted', async () => {
    made.world.clock.forward(90);
    await run({ most: 0 });
    assert.deepEqual(made.world.outbox.waiting, []);
  });

  it('tells an approver of several requests in one message', async () => {
    const { world, reader, ana } = made;
    const { approval } = world.pim.settingsOf(request.roleDefinitionId);
    world.pim.setSettings(reader, { approval });
    world.clock.forward(30);
    await world.does(ana, toActivate(reader));
    await deliver();
    world.clock.forward(30);
    await run();
    assert.deepEqual(
      waitingForBen(),
      ['reminder'],
      'the second is too young to be due, and is told of all the same',
    );
    world.clock.forward(30);
    await run();
    assert.deepEqual(waitingForBen(), ['reminder'], 'not again within the hour');
    world.clock.forward(30);
    await run();
    assert.deepEqual(waitingForBen(), ['reminder', 'reminder']);
  });

  it('waits for the end of quiet hours, each approver’s own', async () => {
    const { world, ben, dara } = made;
    await world.conversations.remember(aConversation(ben, { timeZone: 'Asia/Tokyo' }));
    await world.conversations.remember(aConversation(dara, { timeZone: 'Europe/Oslo' }));
    // 14:00 in Oslo, 22:00 in Tokyo.
    world.clock.forward(4 * 60);
    await run();
    assert.deepEqual(waitingForBen(), []);
    assert.deepEqual(world.outbox.waitingFor(dara), ['reminder']);
    world.clock.forward(9 * 60 - 1);
    await run();
    assert.deepEqual(waitingForBen(), []);
    world.clock.forward(1);
    await run();
    assert.deepEqual(waitingForBen(), ['reminder'], 'at seven in Tokyo, one for the whole night');
  });

  it('leaves alone whoever decided, or has no app any more, and what has lapsed', async () => {
    const { world, ben, dara } = made;
    await world.conversations.markUninstalled(ben);
    world.clock.forward(60);
    await run();
    assert.deepEqual(waitingForBen(), []);
    await world.does(dara, toDecide(request.id));
    world.outbox.clear();
    world.clock.forward(120);
    await run();
    assert.deepEqual(world.outbox.waitingFor(dara), []);
    const late = await approvalWorld();
    await late.ask();
    late.world.clock.forward(24 * 60);
    await remindWaiting({
      ...late.world.with({}),
      settings: { ...usual, quietHours: { from: '00:00', to: '00:00' } },
    });
    assert.ok(!late.world.outbox.waitingFor(late.ben).includes('reminder'));
  });
});

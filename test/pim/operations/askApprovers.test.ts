import assert from 'node:assert/strict';
import { PimError } from '../../../src/pim/errors.ts';
import { askApprovers } from '../../../src/pim/operations/askApprovers.ts';
import { listPendingApprovals } from '../../../src/pim/operations/listPendingApprovals.ts';
import { MOST_REMINDERS, remindApprovers } from '../../../src/pim/operations/remindApprovers.ts';
import { approvalWorld, toDecide, type ApprovalWorld } from '../../support/operationWorld.ts';

let made: ApprovalWorld;

beforeEach(async () => {
  made = await approvalWorld();
});

describe('askApprovers', () => {
  it('queues one card for each approver, however often it is called', async () => {
    const { world, ana, ben, dara, ask } = made;
    const request = await ask();
    await askApprovers(world, request);
    assert.deepEqual(world.outbox.waitingFor(ben), ['card']);
    assert.deepEqual(world.outbox.waitingFor(dara), ['card']);
    assert.deepEqual(world.outbox.toldTo(ana), []);
    const asked = world.audit.entries.find(({ event }) => event === 'approvers.asked');
    assert.deepEqual(asked?.facts, { approvers: 2, reachable: 2 });
  });

  it('notes who has no app installed, and asks the others', async () => {
    const { world, ben, dara, ask } = made;
    await world.conversations.markUninstalled(dara);
    await ask();
    const cards = world.cards.all
      .filter(({ kind }) => kind === 'approval')
      .map(({ person, receipt, refusal }) => [person.id, receipt, refusal]);
    assert.deepEqual(cards, [
      [ben.id, 'queued', undefined],
      [dara.id, 'refused', 'NotInstalled'],
    ]);
    assert.deepEqual(world.outbox.waitingFor(dara), []);
  });

  it('tells the requestor where nobody can be reached', async () => {
    const { world, ana, ben, dara, ask } = made;
    await world.conversations.markUninstalled(ben);
    await world.conversations.markUninstalled(dara);
    await ask();
    assert.deepEqual(world.outbox.toldTo(ana), ['approversUnreachable']);
    assert.ok(world.audit.events.includes('approvers.unreachable'));
  });

  it('reaches with its next call whoever installed the app meanwhile', async () => {
    const { world, ben, ask } = made;
    await world.conversations.markUninstalled(ben);
    const request = await ask();
    const conversation = await world.conversations.of(ben);
    assert.ok(conversation);
    await world.conversations.remember({ ...conversation, isInstalled: true });
    await askApprovers(world, request);
    assert.deepEqual(world.outbox.waitingFor(ben), ['card']);
  });

  it('asks nobody about a request that does not wait', async () => {
    const { world, ask } = made;
    const request = await ask();
    world.outbox.clear();
    await askApprovers(world, { ...request, status: 'Denied' });
    assert.deepEqual(world.outbox.waiting, []);
  });
});

describe('remindApprovers', () => {
  it('reminds those who were reached, a quarter of an hour apart, three times', async () => {
    const { world, ben, dara, ask } = made;
    const request = await ask();
    const [card] = world.cards.all;
    assert.ok(card);
    await world.cards.setSent(card.id, 'a:1', 'activity-1');
    assert.deepEqual(await remindApprovers(world, request), { kind: 'tooSoon', minutes: 15 });
    world.clock.forward(14);
    assert.deepEqual(await remindApprovers(world, request), { kind: 'tooSoon', minutes: 1 });
    world.outbox.clear();
    for (let turn = 1; turn <= MOST_REMINDERS; turn += 1) {
      world.clock.forward(turn === 1 ? 1 : 15);
      assert.deepEqual(await remindApprovers(world, request), { kind: 'sent', approvers: 1 });
      const again = turn < MOST_REMINDERS ? { kind: 'tooSoon', minutes: 15 } : { kind: 'enough' };
      assert.deepEqual(await remindApprovers(world, request), again);
    }
    world.clock.forward(15);
    assert.deepEqual(await remindApprovers(world, request), { kind: 'enough' });
    assert.deepEqual(world.outbox.waitingFor(ben), Array(3).fill('approvalReminder'));
    assert.deepEqual(world.outbox.waitingFor(dara), ['card'], 'whose card was not sent yet');
  });

  it('counts one reminder where two are wished for at once', async () => {
    const { world, ask } = made;
    const request = await ask();
    const [card] = world.cards.all;
    assert.ok(card);
    await world.cards.setSent(card.id, 'a:1', 'activity-1');
    world.clock.forward(20);
    const results = await Promise.all([remindApprovers(world, request), remindApprovers(world, request)]);
    assert.deepEqual(results.map(({ kind }) => kind).sort(), ['sent', 'tooSoon']);
  });

  it('has nobody to remind where nobody was reached', async () => {
    const { world, ask } = made;
    const request = await ask();
    world.clock.forward(20);
    assert.deepEqual(await remindApprovers(world, request), { kind: 'sent', approvers: 0 });
  });

  it('does not count as reminded whoever has removed the app since the card came', async () => {
    const { world, ask } = made;
    const request = await ask();
    const [card] = world.cards.all;
    assert.ok(card);
    await world.cards.setSent(card.id, 'a:1', 'activity-1');
    await world.cards.setRefused(card.id, 'NotInstalled');
    world.clock.forward(20);
    assert.deepEqual(await remindApprovers(world, request), { kind: 'sent', approvers: 0 });
  });

  it('reminds nobody of what is decided', async () => {
    const { world, ben, ask } = made;
    const { id } = await ask();
    await world.does(ben, toDecide(id));
    world.clock.forward(60);
    assert.deepEqual(await remindApprovers(world, world.followed(id)), { kind: 'notWaiting' });
  });
});

describe('listPendingApprovals', () => {
  it('gives each request the approver’s own number, and keeps it', async () => {
    const { world, ana, ben, reader, ask } = made;
    const first = await ask();
    const { approval } = world.pim.settingsOf(first.roleDefinitionId);
    world.pim.setSettings(reader, { approval });
    const role = { roleDefinitionId: reader.id, scopeId: '/' };
    await world.pim.as(ana).selfActivate(role, {
      durationMinutes: 30,
      justification: 'Asked in the portal',
      ticketNumber: '',
      ticketSystem: '',
      startAt: undefined,
    });
    const listed = async (): Promise<unknown> =>
      (await listPendingApprovals(world, world.pim.as(ben)))
        .map(({ card, request }) => [card.number, request.roleName, request.justification])
        .sort();
    const expected = [
      [1, 'Exchange Administrator', 'Mailbox is stuck'],
      [2, 'Reports Reader', 'Asked in the portal'],
    ];
    assert.deepEqual(await listed(), expected);
    assert.deepEqual(await listed(), expected);
    assert.equal(world.requests.saved.size, 2, 'what the portal asked is followed from now on');
  });

  it('asks for comments where the settings cannot be read', async () => {
    const { world, ben, ask } = made;
    await ask();
    world.requests.saved.clear();
    world.directory.settingsOf = () => Promise.reject(new PimError('pim_unavailable', 'Down'));
    const [listed] = await listPendingApprovals(world, world.pim.as(ben));
    assert.equal(listed?.request.isApproverJustificationRequired, true);
  });

  it('lists nothing of one’s own', async () => {
    const { world, ana, ask } = made;
    await ask();
    assert.deepEqual(await listPendingApprovals(world, world.pim.as(ana)), []);
  });
});

import assert from 'node:assert/strict';
import { requestId } from '../../../src/pim/ids.ts';
import { BrokenOffDecisions, decidedBy, NEVER_READ } from '../../support/brokenOffDecisions.ts';
import { approvalWorld, type ApprovalWorld, toDecide } from '../../support/operationWorld.ts';

let made: ApprovalWorld;
let decisions: BrokenOffDecisions;

beforeEach(async () => {
  made = await approvalWorld();
  decisions = new BrokenOffDecisions(made.world);
});

describe('a decision whose process ended', () => {
  it('has its request read before anybody is asked again', async () => {
    const { world, ben, ask } = made;
    const asked = await ask();
    const operation = await decisions.open(ben, asked);
    await decisions.isRead(asked);
    world.outbox.clear();
    await decisions.settle(operation);
    assert.deepEqual(world.followed(asked.id).readAt, NEVER_READ, 'a reading is asked for');
    assert.deepEqual(world.outbox.waiting, []);
    await decisions.settle(operation);
    await decisions.settle(operation);
    assert.deepEqual(world.outbox.waiting, [], 'the reading was not made yet');
    assert.equal(await decisions.stateOf(operation), 'RUNNING');
  });

  it('is open to a second press once PIM is seen to wait still', async () => {
    const { world, ana, ben, dara, ask } = made;
    const asked = await ask();
    const operation = await decisions.open(ben, asked);
    await decisions.settle(operation);
    await decisions.isRead(asked);
    world.outbox.clear();
    await decisions.settle(operation);
    const stored = await world.operations.of(operation.id);
    assert.deepEqual([stored?.state, stored?.outcome], ['UNKNOWN', { errorCode: 'outcome_unknown' }]);
    const { event, facts, roleDefinitionId } = world.audit.entries.at(-1) ?? {};
    assert.deepEqual(
      [event, facts, roleDefinitionId],
      [
        'decision.unclear',
        { decision: 'Approve', errorCode: 'outcome_unknown', requestor: ana.id },
        asked.roleDefinitionId,
      ],
    );
    assert.deepEqual(world.outbox.waitingFor(ben), ['card']);
    assert.deepEqual(world.outbox.waitingFor(dara), [], 'nobody else’s card has changed');
    assert.deepEqual(world.outbox.waitingFor(ana), []);
    assert.equal((await world.run(operation))?.state, 'DONE');
  });

  it('gives the buttons back once of every run, and says nothing more of it', async () => {
    const { world, ben, ask } = made;
    const asked = await ask();
    const operation = await decisions.open(ben, asked);
    await decisions.settle(operation);
    await decisions.isRead(asked);
    await decisions.settle(operation);
    const rows = world.audit.events.length;
    // What was leased once more to be left open is looked at once more.
    await decisions.settle(operation);
    await decisions.isRead(asked);
    await decisions.settle(operation);
    world.outbox.clear();
    for (let sweep = 0; sweep < 3; sweep += 1) {
      await decisions.isRead(asked);
      await decisions.settle(operation);
    }
    assert.deepEqual(world.outbox.waiting, []);
    assert.equal(world.audit.events.length, rows);
    assert.ok(world.followed(asked.id).readAt > NEVER_READ, 'no reading is asked for any more');
  });

  it('is looked into whatever became of another one on the same request', async () => {
    const { world, ben, dara, ask } = made;
    const asked = await ask();
    const first = await decisions.open(ben, asked);
    const second = await decisions.open(dara, asked);
    await decisions.settle(first);
    await decisions.isRead(asked);
    await decisions.settle(first);
    world.outbox.clear();
    await decisions.settle(second);
    assert.deepEqual(world.followed(asked.id).readAt, NEVER_READ);
    await decisions.isRead(asked);
    await decisions.settle(second);
    assert.deepEqual(world.outbox.waitingFor(dara), ['card']);
    assert.deepEqual(world.outbox.waitingFor(ben), []);
  });

  it('leaves an approver alone who has no card of it', async () => {
    const { world, ask } = made;
    const asked = await ask();
    const chi = await world.person('Chi Nguyen');
    const operation = await decisions.open(chi, asked);
    await decisions.settle(operation);
    await decisions.isRead(asked);
    world.outbox.clear();
    await decisions.settle(operation);
    assert.equal(await decisions.stateOf(operation), 'UNKNOWN');
    assert.deepEqual(world.outbox.waiting, []);
  });

  it('takes its own requestor’s card for no approver’s', async () => {
    const { world, ana, ask } = made;
    const asked = await ask();
    const operation = await decisions.open(ana, asked);
    await decisions.settle(operation);
    await decisions.isRead(asked);
    world.outbox.clear();
    await decisions.settle(operation);
    assert.deepEqual(world.outbox.waiting, []);
  });

  it('is given back without a look where no process had begun it', async () => {
    const { world, ben, ask } = made;
    const asked = await ask();
    const operation = await world.open(ben, toDecide(asked.id));
    await world.requests.save({ ...asked, readAt: NEVER_READ });
    world.outbox.clear();
    await decisions.settle(operation);
    assert.deepEqual(world.outbox.waitingFor(ben), ['card']);
    assert.equal(await decisions.stateOf(operation), 'INTENT');
    assert.equal(world.audit.events.at(-1), 'decision.requested');
    await decisions.settle(operation);
    assert.equal(world.outbox.waiting.length, 1);
  });

  it('is not taken from whoever has taken it up meanwhile', async () => {
    const { ben, ask } = made;
    const asked = await ask();
    const operation = await decisions.open(ben, asked);
    await decisions.settle(operation);
    await decisions.isRead(asked);
    await decisions.isLeftAlone(operation);
  });

  it('keeps what is known of one that stays unclear', async () => {
    const { world, ben, ask } = made;
    const asked = await ask();
    const operation = await decisions.open(ben, asked);
    const claimed = await world.operations.claim(operation.id, 60);
    assert.ok(claimed);
    await world.operations.settle(
      claimed,
      'UNKNOWN',
      { errorCode: 'outcome_unknown', graphRequestId: 'graph-1' },
      { event: 'decision.unclear', tenantId: ben.tenantId, actor: ben.id },
    );
    const rows = world.audit.events.length;
    await decisions.settle(operation);
    await decisions.isRead(asked);
    world.outbox.clear();
    await decisions.settle(operation);
    const stored = await world.operations.of(operation.id);
    assert.equal(stored?.outcome.graphRequestId, 'graph-1');
    assert.equal(stored.fence, 2, 'nobody leased it for that');
    assert.equal(world.audit.events.length, rows);
    assert.deepEqual(world.outbox.waitingFor(ben), ['card']);
  });

  it('waits where its request is not known', async () => {
    const { world, ben } = made;
    const unknown = requestId('00000099-0000-4000-8000-000000000099');
    const operation = await world.open(ben, toDecide(unknown));
    await decisions.settle(operation);
    assert.equal(await decisions.stateOf(operation), 'INTENT');
    assert.deepEqual(world.outbox.waiting, []);
  });
});

describe('a decision that PIM turns out to have', () => {
  it('is done where it is this person’s', async () => {
    const { world, ana, ben, ask } = made;
    const asked = await ask();
    const operation = await decisions.open(ben, asked);
    await decisions.isRead(asked, decidedBy(ben));
    world.outbox.clear();
    await decisions.settle(operation);
    const stored = await world.operations.of(operation.id);
    assert.deepEqual(
      [stored?.state, stored?.outcome],
      ['DONE', { requestId: asked.id, status: 'Provisioned' }],
    );
    const { event, facts } = world.audit.entries.at(-1) ?? {};
    assert.deepEqual(
      [event, facts],
      ['decision.recorded', { decision: 'Approve', readBack: true, requestor: ana.id }],
    );
    assert.deepEqual(world.outbox.waiting, [], 'whoever read it had the cards drawn');
  });

  const others: readonly [title: string, by: 'ben' | 'dara', 'Approve' | 'Deny'][] = [
    ['the same of somebody else', 'dara', 'Approve'],
    ['the opposite of this person, made elsewhere', 'ben', 'Deny'],
    ['the opposite of somebody else', 'dara', 'Deny'],
  ];
  for (const [title, by, decision] of others) {
    it(`came too late where it is ${title}`, async () => {
      const { world, ana, ben, ask } = made;
      const asked = await ask();
      const operation = await decisions.open(ben, asked);
      await decisions.isRead(asked, decidedBy(made[by], decision));
      await decisions.settle(operation);
      const stored = await world.operations.of(operation.id);
      const outcome = { requestId: asked.id, errorCode: 'already_decided' };
      assert.deepEqual([stored?.state, stored?.outcome], ['CONFLICT', outcome]);
      const { event, facts } = world.audit.entries.at(-1) ?? {};
      assert.deepEqual(
        [event, facts],
        [
          'decision.superseded',
          { decision: 'Approve', readBack: true, errorCode: 'already_decided', requestor: ana.id },
        ],
      );
    });
  }

  it('came too late where the request has ended without one', async () => {
    const { world, ben, ask } = made;
    const asked = await ask();
    const operation = await decisions.open(ben, asked);
    await decisions.isRead(asked, { status: 'TimedOut', isOpen: false });
    await decisions.settle(operation);
    const stored = await world.operations.of(operation.id);
    const outcome = { requestId: asked.id, errorCode: 'request_not_pending' };
    assert.deepEqual([stored?.state, stored?.outcome], ['CONFLICT', outcome]);
    assert.equal(world.audit.entries.at(-1)?.facts?.['errorCode'], 'request_not_pending');
  });

  it('counts although its status is still that of a request that waits', async () => {
    const { ben, ask } = made;
    const asked = await ask();
    const operation = await decisions.open(ben, asked);
    await decisions.isRead(asked, { ...decidedBy(ben), status: 'PendingApproval' });
    await decisions.settle(operation);
    assert.equal(await decisions.stateOf(operation), 'DONE');
  });

  it('is left to whoever has taken it up meanwhile', async () => {
    const { ben, ask } = made;
    const asked = await ask();
    const operation = await decisions.open(ben, asked);
    await decisions.isRead(asked, decidedBy(ben));
    await decisions.isLeftAlone(operation);
  });
});

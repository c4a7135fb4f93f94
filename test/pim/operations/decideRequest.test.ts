import assert from 'node:assert/strict';
import { type Approval } from '../../../src/pim/approvals.ts';
import { PimError } from '../../../src/pim/errors.ts';
import { withDecision } from '../../../src/pim/operations/decideRequest.ts';
import { type OperationResult, runOperation } from '../../../src/pim/operations/runOperation.ts';
import { type PimGateway } from '../../../src/pim/ports.ts';
import { APPROVAL_WINDOW_MINUTES } from '../../../src/pim/requests.ts';
import { aSignOn } from '../../support/inMemorySignOns.ts';
import { approvalWorld, toDecide, type ApprovalWorld } from '../../support/operationWorld.ts';

describe('decideRequest', () => {
  let made: ApprovalWorld;

  beforeEach(async () => {
    made = await approvalWorld();
  });
  const decisions = (): readonly string[] =>
    made.world.pim.writes.filter(({ kind }) => kind === 'decide').map(({ decision = '' }) => decision);

  for (const decision of ['Approve', 'Deny'] as const) {
    it(`takes ${decision} to PIM with the comment, and says who decided`, async () => {
      const { world, ben, ask } = made;
      const { id } = await ask();
      const { state, request } = await world.does(ben, toDecide(id, decision, 'As planned'));
      assert.equal(state, 'DONE');
      assert.equal(request?.decision, decision);
      assert.equal(request.decidedByName, 'Ben Okafor');
      assert.equal(request.decisionComment, 'As planned');
      assert.equal(world.statusOf(id), decision === 'Approve' ? 'Provisioned' : 'Denied');
      assert.deepEqual(decisions(), [decision]);
    });
  }

  it('refuses a decision on one’s own request before PIM is asked', async () => {
    const { world, ana, ask } = made;
    const { id } = await ask();
    world.pim.calls.length = 0;
    const result = await world.does(ana, toDecide(id));
    assert.equal(result.error?.code, 'self_approval');
    assert.deepEqual(world.pim.calls, []);
  });

  it('refuses one’s own request even for somebody who is named as approver', async () => {
    const { world, ana, exchange, ask } = made;
    const { approval } = world.pim.settingsOf(exchange.id);
    world.pim.setSettings(exchange, {
      approval: { ...approval, approvers: [...approval.approvers, { kind: 'person', id: ana.id }] },
    });
    const { id } = await ask();
    assert.equal((await world.does(ana, toDecide(id))).error?.code, 'self_approval');
    assert.deepEqual(decisions(), []);
  });

  it('refuses what was decided in the portal since the card was sent, and says by whom', async () => {
    const { world, ben, dara, ask } = made;
    const { id } = await ask();
    await world.pim.as(dara).decide(id, id, 'Deny', 'Not now');
    const result = await world.does(ben, toDecide(id));
    assert.equal(result.state, 'CONFLICT');
    assert.equal(result.error?.code, 'already_decided');
    assert.equal(result.error.details.decidedBy, 'Dara Lind');
    assert.equal(result.request?.decision, 'Deny');
    assert.deepEqual(decisions(), ['Deny']);
  });

  it('refuses whoever is no approver, and changes nothing', async () => {
    const { world, ask } = made;
    const { id } = await ask();
    const bystander = await world.person('By Stander');
    const result = await world.does(bystander, toDecide(id));
    assert.equal(result.error?.code, 'not_an_approver');
    assert.deepEqual(decisions(), []);
    assert.equal(world.statusOf(id), 'PendingApproval');
  });

  it('refuses an approver who was taken off the list since the card was sent', async () => {
    const { world, ben, dara, exchange, ask } = made;
    const { id } = await ask();
    const { approval } = world.pim.settingsOf(exchange.id);
    world.pim.setSettings(exchange, {
      approval: { ...approval, approvers: [{ kind: 'person', id: dara.id }] },
    });
    assert.equal((await world.does(ben, toDecide(id))).error?.code, 'not_an_approver');
    assert.deepEqual(decisions(), []);
  });

  it('refuses a request that lapsed', async () => {
    const { world, ben, ask } = made;
    const { id } = await ask();
    world.clock.forward(APPROVAL_WINDOW_MINUTES + 1);
    const result = await world.does(ben, toDecide(id));
    assert.equal(result.error?.code, 'request_not_pending');
    assert.deepEqual(decisions(), []);
  });

  it('refuses a request that differs from its card', async () => {
    const { world, ben, reader, ask } = made;
    const changes = [{ roleDefinitionId: reader.id }, { durationMinutes: 480 }, { scopeId: '/other' }];
    for (const change of changes) {
      const { id } = await ask();
      const stored = world.pim.stored(id);
      const before = stored.request;
      stored.request = { ...before, ...change };
      if ('roleDefinitionId' in change) {
        world.pim.setSettings(reader, { approval: world.pim.settingsOf(before.roleDefinitionId).approval });
      }
      const result = await world.does(ben, toDecide(id));
      assert.equal(result.error?.code, 'request_changed', JSON.stringify(change));
      assert.equal(result.state, 'CONFLICT');
      stored.request = { ...before, status: 'Canceled' };
    }
    assert.deepEqual(decisions(), []);
  });

  it('does not say it is decided when reading back shows nothing', async () => {
    const { world, ben, ask } = made;
    const { id } = await ask();
    const undecided = await world.pim.as(ben).approval(id);
    const pim = world.pim.as(ben);
    const result = await runWith({ ...pim, approval: () => Promise.resolve(undecided) }, id);
    assert.equal(result?.state, 'UNKNOWN');
    assert.equal(result.error?.code, 'outcome_unknown');
    assert.equal(world.followed(id).decision, undefined);
  });

  it('loses to somebody whose decision stands there when it is read back', async () => {
    const { world, ben, dara, ask } = made;
    const { id } = await ask();
    const pim = world.pim.as(ben);
    const result = await runWith(
      { ...pim, decide: () => world.pim.as(dara).decide(id, id, 'Approve', 'Mine') },
      id,
    );
    assert.equal(result?.state, 'CONFLICT');
    assert.equal(result.error?.details.decidedBy, 'Dara Lind');
    assert.equal(world.followed(id).decidedBy, dara.id);
  });

  it('loses to the same person’s other decision, made elsewhere', async () => {
    const { world, ben, ask } = made;
    const { id } = await ask();
    const pim = world.pim.as(ben);
    const result = await runWith({ ...pim, decide: () => pim.decide(id, id, 'Deny', 'In the portal') }, id);
    assert.equal(result?.state, 'CONFLICT');
    assert.equal(world.followed(id).decision, 'Deny');
  });

  it('leaves the judgement to PIM where two decide at once', async () => {
    const { world, ben, dara, ask } = made;
    const { id } = await ask();
    const results = await Promise.all([
      world.does(ben, toDecide(id, 'Approve')),
      world.does(dara, toDecide(id, 'Deny')),
    ]);
    assert.deepEqual(results.map(({ state }) => state).sort(), ['CONFLICT', 'DONE']);
    assert.equal(decisions().length, 1);
  });

  it('passes on that PIM needs a comment', async () => {
    const { world, ben, ask } = made;
    const { id } = await ask();
    const result = await world.does(ben, toDecide(id, 'Approve', ''));
    assert.equal(result.error?.code, 'policy_not_satisfied');
    assert.deepEqual(result.error.details.unmet, [{ rule: 'justification_missing' }]);
    assert.deepEqual(decisions(), []);
  });

  it('passes on that PIM’s beta is not there', async () => {
    const { world, ben, ask } = made;
    const { id } = await ask();
    world.pim.failNext('approval', new PimError('decide_in_portal', 'Not there'));
    const result = await world.does(ben, toDecide(id));
    assert.equal(result.error?.code, 'decide_in_portal');
    assert.equal(result.state, 'REFUSED');
  });

  async function runWith(
    pim: PimGateway,
    id: Parameters<typeof toDecide>[0],
  ): Promise<OperationResult | undefined> {
    const { world, ben } = made;
    const operation = await world.open(ben, toDecide(id));
    const signOn = aSignOn(ben, world.clock, { operationId: operation.id });
    return runOperation(world.with({ pimFor: () => pim }), operation.id, signOn);
  }
});

describe('withDecision', () => {
  const approval = (step: Partial<Approval['steps'][number]>): Approval => ({
    id: 'approval-1',
    steps: [
      {
        id: 'step-1',
        isAssignedToMe: false,
        status: 'Completed',
        reviewResult: 'Approve',
        justification: '',
        reviewedAt: undefined,
        reviewedBy: undefined,
        ...step,
      },
    ],
  });

  it('changes nothing while nothing is decided', async () => {
    const { world, ask } = await approvalWorld();
    const followed = await ask();
    const undecided = approval({ reviewResult: 'NotReviewed', status: 'InProgress' });
    assert.equal(withDecision(followed, undecided, world.clock.now()), followed);
  });

  it('takes the time of reading where PIM tells none, and leaves an empty comment out', async () => {
    const { world, ask } = await approvalWorld();
    const decided = withDecision(await ask(), approval({}), world.clock.now());
    assert.deepEqual(decided.decidedAt, world.clock.now());
    assert.equal(decided.decisionComment, undefined);
    assert.equal(decided.decidedBy, undefined);
    assert.equal(decided.status, 'PendingProvisioning');
  });

  it('keeps a status that is beyond waiting', async () => {
    const { world, ask } = await approvalWorld();
    const granted = { ...(await ask()), status: 'Granted' };
    assert.equal(withDecision(granted, approval({}), world.clock.now()).status, 'Granted');
  });
});

import assert from 'node:assert/strict';
import { type AuditedActivity } from '../../../src/pim/directoryAudits.ts';
import { learnFromAuditLog } from '../../../src/pim/operations/learnFromAuditLog.ts';
import { type FollowedRequest } from '../../../src/pim/records.ts';
import { approvalWorld, type ApprovalWorld, toDecide } from '../../support/operationWorld.ts';

describe('learnFromAuditLog, of a request that was taken for active', () => {
  let made: ApprovalWorld;
  let request: FollowedRequest;

  beforeEach(async () => {
    made = await approvalWorld();
    request = await made.ask();
    made.world.outbox.clear();
  });

  const learn = (activity: AuditedActivity): Promise<void> =>
    learnFromAuditLog(made.world, made.ana.tenantId, {
      id: `row of ${activity}`,
      activity,
      at: made.world.clock.now(),
      requestId: request.id,
      roleDefinitionId: made.exchange.id,
      principalId: made.ana.id,
      actor: { id: made.dara.id, displayName: 'Dara Lind' },
      reason: 'Not today',
      startAt: undefined,
      endAt: undefined,
    });
  const taken = async (changes: Partial<FollowedRequest>): Promise<void> => {
    const startAt = made.world.clock.now();
    const endAt = new Date(startAt.getTime() + 3_600_000);
    await made.world.requests.save({ ...request, status: 'Provisioned', startAt, endAt, ...changes });
  };
  const seen = (): readonly unknown[] => {
    const { status, startAt, endAt, isOpen } = made.world.followed(request.id);
    return [status, startAt, endAt, isOpen];
  };

  for (const [activity, status] of [
    ['canceled', 'Canceled'],
    ['denied', 'Denied'],
    ['lapsed', 'TimedOut'],
  ] as const) {
    it(`believes PIM that it was ${activity}, tells the requestor, and no end of an activation`, async () => {
      const { world, ana, ben } = made;
      await taken({});
      await learn(activity);
      assert.deepEqual(seen(), [status, undefined, undefined, false]);
      assert.deepEqual(world.outbox.toldTo(ana), ['requestDecided']);
      assert.deepEqual(world.outbox.waitingFor(ben), ['card']);
      assert.ok(!world.audit.events.includes('activation.ended'));
      world.outbox.clear();
      await learn(activity);
      assert.deepEqual(world.outbox.waiting, [], 'once');
    });
  }

  it('believes PIM also where its end was told already', async () => {
    const { world, ana, ben } = made;
    await taken({ status: 'Revoked', isOpen: false });
    await learn('canceled');
    assert.deepEqual(seen(), ['Canceled', undefined, undefined, false]);
    assert.deepEqual(world.outbox.toldTo(ana), []);
    assert.deepEqual(world.outbox.waitingFor(ben), ['card']);
  });

  it('knows who denied it', async () => {
    await taken({});
    await learn('denied');
    const { decision, decidedByName, decisionComment } = made.world.followed(request.id);
    assert.deepEqual([decision, decidedByName, decisionComment], ['Deny', 'Dara Lind', 'Not today']);
  });

  it('learns nothing from an approval of what is active, nor from a row about what is over without it', async () => {
    const { world, ben } = made;
    await taken({});
    const before = seen();
    await learn('approved');
    assert.deepEqual(seen(), before);
    await world.requests.save(request);
    await world.does(ben, toDecide(request.id, 'Deny', 'Ours'));
    await learn('canceled');
    assert.equal(world.followed(request.id).status, 'Denied');
  });
});

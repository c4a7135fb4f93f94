import assert from 'node:assert/strict';
import { decisionOf, stepForMe } from '../../src/pim/approvals.ts';
import { PimError } from '../../src/pim/errors.ts';
import { requestId } from '../../src/pim/ids.ts';
import { type PimGateway } from '../../src/pim/ports.ts';
import { isOpen, phaseOf } from '../../src/pim/requests.ts';
import { isSameRole, roleAtScope, type RoleAtScope } from '../../src/pim/roles.ts';
import { type ContractPerson, eligibleFor, input, type PimWorld, refusedWith } from './pimContract.ts';

export { type ContractPerson, type PimWorld } from './pimContract.ts';

/** What any `PimGateway` owes us. Run on the in-memory PIM, and on `GraphPim` talking HTTP to the sandbox. */
export function behavesLikePim(open: () => Promise<PimWorld>): void {
  let world: PimWorld;
  let requestor: PimGateway;

  beforeEach(async () => {
    world = await open();
    requestor = await world.as('requestor');
  });

  const target = async (name: string): Promise<RoleAtScope> =>
    roleAtScope(await eligibleFor(requestor, name));

  const awaiting = async (person: ContractPerson): Promise<readonly string[]> =>
    (await (await world.as(person)).requestsAwaitingMe()).map(({ id }) => id);

  /** A waiting request and its step as an approver sees it. */
  async function waiting() {
    const made = await requestor.selfActivate(await target(world.roles.approved), input());
    const approver = await world.as('approver');
    assert.ok(made.approvalId);
    const step = stepForMe(await approver.approval(made.approvalId));
    assert.ok(step);
    return { made, approver, approvalId: made.approvalId, stepId: step.id };
  }

  describe('own roles', () => {
    it('lists what the person may activate, each role at each scope once', async () => {
      const roles = await requestor.eligibleRoles();
      const keys = roles.map(({ role, scope }) => `${role.id} ${scope.id}`);
      assert.equal(new Set(keys).size, keys.length);
      const scoped = await eligibleFor(requestor, world.roles.scoped);
      assert.equal(scoped.scope.kind, 'administrativeUnit');
      assert.ok(scoped.scope.displayName);
      const throughGroup = await eligibleFor(requestor, world.roles.throughGroup);
      assert.equal(throughGroup.memberType, 'Group');
      assert.notEqual(throughGroup.principalId, requestor.actor.id);
    });

    it('activates a role for as long as was asked', async () => {
      const role = await target(world.roles.plain);
      const made = await requestor.selfActivate(role, input());
      assert.ok(['active', 'provisioning'].includes(phaseOf(made.status)), made.status);
      assert.equal(made.action, 'selfActivate');
      assert.equal(made.principalId, requestor.actor.id);
      await world.forward(1);
      const active = (await requestor.activeRoles()).find((one) => isSameRole(roleAtScope(one), role));
      assert.ok(active?.startAt && active.endAt);
      assert.equal(active.assignmentType, 'Activated');
      assert.equal(active.scheduleId, made.id);
      assert.equal(Math.round((active.endAt.getTime() - active.startAt.getTime()) / 60_000), 45);
      await world.forward(45);
      assert.deepEqual(await requestor.activeRoles(), []);
    });

    it('gives a request back as it was made', async () => {
      const made = await requestor.selfActivate(
        await target(world.roles.scoped),
        input({ ticketNumber: 'INC-7', ticketSystem: 'Desk' }),
      );
      const read = await requestor.request(made.id);
      assert.equal(read.justification, input().justification);
      assert.deepEqual([read.ticketNumber, read.ticketSystem], ['INC-7', 'Desk']);
      assert.equal(read.durationMinutes, 45);
      assert.ok(isSameRole(read, made));
      assert.ok(read.createdAt);
      assert.ok(Math.abs(read.createdAt.getTime() - world.now().getTime()) < 60_000);
    });

    it('activates a role that the person has through a group', async () => {
      const role = await target(world.roles.throughGroup);
      await requestor.selfActivate(role, input());
      await world.forward(1);
      const active = (await requestor.activeRoles()).find((one) => isSameRole(roleAtScope(one), role));
      assert.equal(active?.principalId, requestor.actor.id);
    });

    it('plans an activation for later', async () => {
      const role = await target(world.roles.plain);
      const startAt = new Date(world.now().getTime() + 60 * 60_000);
      const made = await requestor.selfActivate(role, input({ startAt }));
      assert.equal(phaseOf(made.status), 'scheduled');
      assert.equal(Math.round((made.startAt?.getTime() ?? 0) / 1000), Math.round(startAt.getTime() / 1000));
      assert.deepEqual(await requestor.activeRoles(), []);
      await assert.rejects(requestor.selfActivate(role, input()), refusedWith('request_pending_already'));
      await requestor.cancel(made.id);
      assert.equal(phaseOf((await requestor.request(made.id)).status), 'canceled');
    });

    it('refuses what is active already', async () => {
      const role = await target(world.roles.plain);
      await requestor.selfActivate(role, input());
      await world.forward(1);
      await assert.rejects(requestor.selfActivate(role, input()), refusedWith('already_active'));
    });

    it('refuses a role that the person is not eligible for', async () => {
      await assert.rejects(requestor.selfActivate(world.roles.ofOther, input()), refusedWith('not_eligible'));
    });

    it('refuses the role at another scope than the eligibility’s', async () => {
      const role = await target(world.roles.scoped);
      await assert.rejects(
        requestor.selfActivate({ ...role, scopeId: '/' }, input()),
        refusedWith('scope_refused'),
      );
    });

    it('names every rule that is not met at once', async () => {
      const role = await target(world.roles.scoped);
      const wanted = input({ durationMinutes: 23 * 60, justification: '' });
      await assert.rejects(requestor.selfActivate(role, wanted), (error: unknown) => {
        assert.ok(error instanceof PimError);
        assert.equal(error.code, 'policy_not_satisfied');
        const rules = (error.details.unmet ?? []).map(({ rule }) => rule);
        assert.deepEqual([...rules].sort(), ['duration_too_long', 'justification_missing']);
        return true;
      });
      assert.deepEqual(await requestor.myRequests({ isOpenOnly: false }), []);
    });

    it('checks an activation without making it', async () => {
      const role = await target(world.roles.approved);
      await requestor.checkActivation(role, input());
      await assert.rejects(
        requestor.checkActivation(role, input({ justification: '' })),
        refusedWith('policy_not_satisfied'),
      );
      assert.deepEqual(await requestor.myRequests({ isOpenOnly: false }), []);
    });

    it('ends an activation, but not in its first five minutes', async () => {
      const role = await target(world.roles.plain);
      await requestor.selfActivate(role, input());
      await world.forward(1);
      await assert.rejects(requestor.selfDeactivate(role), refusedWith('too_soon_to_deactivate'));
      await world.forward(6);
      const made = await requestor.selfDeactivate(role);
      assert.equal(made.action, 'selfDeactivate');
      assert.equal(phaseOf(made.status), 'ended');
      await world.forward(1);
      assert.deepEqual(await requestor.activeRoles(), []);
    });

    it('has nothing to end where nothing is active', async () => {
      await assert.rejects(
        requestor.selfDeactivate(await target(world.roles.plain)),
        refusedWith('not_active'),
      );
    });

    it('knows no request that is not there', async () => {
      const id = requestId('0f0f0f0f-0000-4000-8000-0f0f0f0f0f0f');
      await assert.rejects(requestor.request(id), refusedWith('request_not_found'));
      await assert.rejects(requestor.cancel(id), refusedWith('request_not_found'));
    });
  });

  describe('approval', () => {
    it('asks the approvers and nobody else', async () => {
      const { made } = await waiting();
      assert.equal(phaseOf(made.status), 'waitingForApproval');
      assert.deepEqual(await awaiting('approver'), [made.id]);
      assert.deepEqual(await awaiting('otherApprover'), [made.id]);
      assert.deepEqual(await awaiting('requestor'), []);
      assert.deepEqual(await awaiting('bystander'), []);
      assert.deepEqual(await requestor.activeRoles(), []);
      assert.deepEqual(
        (await requestor.myRequests({ isOpenOnly: true })).map(({ id }) => id),
        [made.id],
      );
    });

    it('lets an approver read the request', async () => {
      const { made, approver } = await waiting();
      const read = await approver.request(made.id);
      assert.equal(read.principalId, requestor.actor.id);
      assert.equal(read.justification, input().justification);
    });

    it('takes no second request while one waits', async () => {
      const { made } = await waiting();
      await assert.rejects(requestor.selfActivate(made, input()), refusedWith('request_pending_already'));
    });

    it('approves', async () => {
      const { made, approver, approvalId, stepId } = await waiting();
      await approver.decide(approvalId, stepId, 'Approve', 'Fine');
      const decided = decisionOf(await approver.approval(approvalId));
      assert.equal(decided?.decision, 'Approve');
      assert.equal(decided.step.justification, 'Fine');
      assert.equal(decided.step.reviewedBy?.id, approver.actor.id);
      await world.forward(1);
      assert.equal(phaseOf((await requestor.request(made.id)).status), 'active');
      assert.ok((await requestor.activeRoles()).some((one) => isSameRole(roleAtScope(one), made)));
      assert.deepEqual(await awaiting('otherApprover'), []);
    });

    it('approves a planned activation, which then waits for its time', async () => {
      const startAt = new Date(world.now().getTime() + 120 * 60_000);
      const made = await requestor.selfActivate(await target(world.roles.approved), input({ startAt }));
      assert.equal(phaseOf(made.status), 'waitingForApproval');
      assert.deepEqual(await awaiting('approver'), [made.id]);
      const approver = await world.as('approver');
      await approver.decide(
        made.id,
        stepForMe(await approver.approval(made.id))?.id ?? '',
        'Approve',
        'Fine',
      );
      assert.equal(phaseOf((await requestor.request(made.id)).status), 'scheduled');
    });

    it('denies', async () => {
      const { made, approver, approvalId, stepId } = await waiting();
      await approver.decide(approvalId, stepId, 'Deny', 'Not today');
      assert.equal(decisionOf(await approver.approval(approvalId))?.decision, 'Deny');
      const read = await requestor.request(made.id);
      assert.equal(phaseOf(read.status), 'denied');
      assert.equal(isOpen(read), false);
      await world.forward(1);
      assert.deepEqual(await requestor.activeRoles(), []);
    });

    it('lets the first decision stand', async () => {
      const { approver, approvalId, stepId } = await waiting();
      await approver.decide(approvalId, stepId, 'Deny', 'No');
      const other = await world.as('otherApprover');
      await assert.rejects(
        other.decide(approvalId, stepId, 'Approve', 'Yes'),
        refusedWith('already_decided'),
      );
      assert.equal(decisionOf(await other.approval(approvalId))?.decision, 'Deny');
    });

    it('takes no decision from the requestor or a bystander', async () => {
      const { made, approvalId, stepId } = await waiting();
      for (const person of ['requestor', 'bystander'] as const) {
        const pim = await world.as(person);
        await assert.rejects(
          pim.decide(approvalId, stepId, 'Approve', 'Yes'),
          refusedWith('not_an_approver'),
        );
      }
      assert.equal(phaseOf((await requestor.request(made.id)).status), 'waitingForApproval');
    });

    it('asks approvers for their reason', async () => {
      const { approver, approvalId, stepId } = await waiting();
      await assert.rejects(
        approver.decide(approvalId, stepId, 'Approve', ''),
        refusedWith('policy_not_satisfied'),
      );
    });

    it('lets the requestor take a request back, once', async () => {
      const { made, approver, approvalId, stepId } = await waiting();
      const bystander = await world.as('bystander');
      await assert.rejects(bystander.cancel(made.id), refusedWith('forbidden'));
      await requestor.cancel(made.id);
      assert.equal(phaseOf((await requestor.request(made.id)).status), 'canceled');
      assert.deepEqual(await awaiting('approver'), []);
      assert.deepEqual(await requestor.myRequests({ isOpenOnly: true }), []);
      await assert.rejects(requestor.cancel(made.id), refusedWith('request_not_cancelable'));
      await assert.rejects(
        approver.decide(approvalId, stepId, 'Approve', 'Yes'),
        refusedWith('already_decided'),
      );
    });

    it('lets a request lapse after a day', async () => {
      const { made, approvalId, stepId } = await waiting();
      await world.forward(24 * 60 + 1);
      // Nobody's proof of yesterday is good any more.
      const [read, approver] = [
        await (await world.as('requestor')).request(made.id),
        await world.as('approver'),
      ];
      assert.equal(isOpen(read), false);
      await assert.rejects(
        approver.decide(approvalId, stepId, 'Approve', 'Yes'),
        refusedWith('already_decided'),
      );
    });

    it('lists requests newest first', async () => {
      const first = await requestor.selfActivate(await target(world.roles.scoped), input());
      await world.forward(1);
      const { made } = await waiting();
      assert.deepEqual(
        (await requestor.myRequests({ isOpenOnly: false })).map(({ id }) => id),
        [made.id, first.id],
      );
    });
  });
}

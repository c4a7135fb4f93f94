import assert from 'node:assert/strict';
import { type AuditedActivity, type DirectoryAudit } from '../../../src/pim/directoryAudits.ts';
import { type PrincipalId, requestId, type RequestId } from '../../../src/pim/ids.ts';
import { learnFromAuditLog } from '../../../src/pim/operations/learnFromAuditLog.ts';
import { listPendingApprovals } from '../../../src/pim/operations/listPendingApprovals.ts';
import { settle } from '../../../src/pim/operations/refreshRequest.ts';
import { tagged } from '../../../src/pim/requests.ts';
import { type Role } from '../../../src/pim/roles.ts';
import { approvalWorld, toActivate, toDecide, type ApprovalWorld } from '../../support/operationWorld.ts';

const elsewhere = requestId('e0e0e0e0-0000-4000-8000-00000000000e');

describe('learnFromAuditLog', () => {
  let made: ApprovalWorld;

  beforeEach(async () => {
    made = await approvalWorld();
  });

  const row = (
    activity: AuditedActivity,
    id: RequestId,
    changes: Partial<DirectoryAudit> = {},
  ): DirectoryAudit => ({
    id: `row of ${activity}`,
    activity,
    at: made.world.clock.now(),
    requestId: id,
    roleDefinitionId: made.exchange.id,
    principalId: made.ana.id,
    actor: undefined,
    reason: '',
    startAt: undefined,
    endAt: undefined,
    ...changes,
  });
  const learn = (audit: DirectoryAudit): Promise<void> =>
    learnFromAuditLog(made.world, made.ana.tenantId, audit);
  const actor = (id: PrincipalId, displayName: string): DirectoryAudit['actor'] => ({ id, displayName });

  describe('of a request that was made in the portal', () => {
    it('gives every approver a card, once', async () => {
      const { world, ana, ben, dara, exchange } = made;
      const at = world.clock.now();
      const audit = row('approvalRequested', elsewhere, {
        reason: 'Asked in the portal',
        startAt: at,
        endAt: new Date(at.getTime() + 90 * 60_000),
      });
      await learn(audit);
      const { status, durationMinutes, justification, requestorName, isMadeHere, roleDefinitionId } =
        world.followed(elsewhere);
      assert.deepEqual(
        { status, durationMinutes, justification, requestorName, isMadeHere, roleDefinitionId },
        {
          status: 'PendingApproval',
          durationMinutes: 90,
          justification: 'Asked in the portal',
          requestorName: 'Ana Ruiz',
          isMadeHere: false,
          roleDefinitionId: exchange.id,
        },
      );
      for (const person of [ben, dara]) assert.deepEqual(world.outbox.waitingFor(person), ['card']);
      assert.deepEqual(world.outbox.toldTo(ana), []);
      await learn(audit);
      assert.deepEqual(world.outbox.waitingFor(ben), ['card']);
    });

    it('lets an approver decide on it here', async () => {
      const { world, ana, ben, exchange } = made;
      const { id, justification } = await world.pim
        .as(ana)
        .selfActivate(
          { roleDefinitionId: exchange.id, scopeId: '/' },
          { durationMinutes: 60, justification: 'x', ticketNumber: '', ticketSystem: '', startAt: undefined },
        );
      await learn(row('approvalRequested', id, { reason: justification }));
      assert.equal((await world.does(ben, toDecide(id))).state, 'DONE');
      assert.equal(world.statusOf(id), 'Provisioned');
    });

    it('asks approvers also where its scope cannot be known, and the card says so', async () => {
      const { world, ana, ben, dara, exchange } = made;
      const unit = '/administrativeUnits/aaaaaaaa-0000-4000-8000-00000000000a';
      world.pim.makeEligible(ana, exchange, {
        scope: { id: unit, kind: 'administrativeUnit', displayName: 'Oslo' },
      });
      await learn(row('approvalRequested', elsewhere));
      const { scopeId, scopeName } = world.followed(elsewhere);
      assert.deepEqual([scopeId, scopeName], ['', undefined]);
      for (const person of [ben, dara]) assert.deepEqual(world.outbox.waitingFor(person), ['card']);
      assert.ok(world.logged.some(({ facts }) => 'event' in facts && facts.event === 'request.scopeUnknown'));
    });

    describe('by somebody who is eligible at several scopes', () => {
      const unit = '/administrativeUnits/aaaaaaaa-0000-4000-8000-00000000000a';
      let id: RequestId;

      beforeEach(async () => {
        const { world, ana, exchange } = made;
        world.pim.makeEligible(ana, exchange, {
          scope: { id: unit, kind: 'administrativeUnit', displayName: 'Oslo' },
        });
        const { justification, ...request } = await world.pim.as(ana).selfActivate(
          { roleDefinitionId: exchange.id, scopeId: unit },
          {
            durationMinutes: 60,
            justification: 'x',
            ticketNumber: '',
            ticketSystem: '',
            startAt: undefined,
          },
        );
        ({ id } = request);
        await learn(row('approvalRequested', id, { reason: justification }));
      });

      const scope = (): readonly unknown[] => {
        const { scopeId, scopeName } = made.world.followed(id);
        return [scopeId, scopeName];
      };

      it('approves nothing that the card did not show: the first press brings the scope, the second decides', async () => {
        const { world, ben, dara } = made;
        world.outbox.clear();
        const { state, error } = await world.does(ben, toDecide(id));
        assert.deepEqual([state, error?.code], ['REFUSED', 'scope_unseen']);
        assert.equal(world.statusOf(id), 'PendingApproval');
        assert.deepEqual(scope(), [unit, 'Oslo']);
        assert.deepEqual(world.outbox.waitingFor(dara), ['card'], 'every card says it now');
        assert.equal((await world.does(ben, toDecide(id))).state, 'DONE');
        assert.equal(world.statusOf(id), 'Provisioned');
      });

      it('denies at once: that holds anywhere', async () => {
        const { world, ben } = made;
        assert.equal((await world.does(ben, toDecide(id, 'Deny'))).state, 'DONE');
        assert.equal(world.statusOf(id), 'Denied');
      });

      it('says the scope as soon as an approver has listed what waits', async () => {
        const { world, ben } = made;
        const [pending] = await listPendingApprovals(world, world.pim.as(ben));
        assert.equal(pending?.request.scopeId, unit);
        assert.deepEqual(scope(), [unit, 'Oslo']);
      });

      it('says it when it is active, and takes no other activation of the role for it', async () => {
        const { world, ben } = made;
        const followed = world.followed(id);
        const [other] = world.pim.actives;
        assert.equal(other, undefined);
        await world.pim
          .as(ben)
          .decide(
            followed.approvalId ?? id,
            (await world.pim.as(ben).approval(id)).steps[0]?.id ?? '',
            'Approve',
            'ok',
          );
        const [held] = world.pim.actives;
        assert.ok(held);
        const reading = { status: undefined, active: [{ ...held, scheduleId: 'another' }] };
        assert.equal(settle(followed, reading, world.clock.now()).endAt, undefined);
        const settled = settle(followed, { ...reading, active: [held] }, world.clock.now());
        assert.deepEqual([settled.status, settled.scopeId, settled.scopeName], ['Provisioned', unit, 'Oslo']);
      });
    });

    it('counts as made here where it carries the tag of an operation that was never finished', async () => {
      const { world, ana, exchange } = made;
      const operation = await world.open(ana, toActivate(exchange));
      await world.operations.claim(operation.id, 60);
      await learn(row('approvalRequested', elsewhere, { reason: tagged('Mailbox', operation.id) }));
      assert.equal(world.followed(elsewhere).isMadeHere, true);
      assert.equal(world.followed(elsewhere).justification, 'Mailbox');
    });
  });

  describe('of what became of a request', () => {
    beforeEach(() => {
      // An app that may not read approvals learns of a decision from the log alone.
      made.world.directory.canReadApprovals = false;
    });

    it('knows who denied it, and why', async () => {
      const { world, ana, ben, dara, ask } = made;
      const { id } = await ask();
      world.outbox.clear();
      await learn(row('denied', id, { actor: actor(dara.id, 'Dara Lind'), reason: 'Not today' }));
      const { status, decision, decidedByName, decisionComment, isOpen } = world.followed(id);
      assert.deepEqual(
        { status, decision, decidedByName, decisionComment, isOpen },
        {
          status: 'Denied',
          decision: 'Deny',
          decidedByName: 'Dara Lind',
          decisionComment: 'Not today',
          isOpen: false,
        },
      );
      assert.deepEqual(world.outbox.toldTo(ana), ['requestDecided']);
      assert.deepEqual(world.outbox.waitingFor(ben), ['card']);
    });

    it('knows who approved it, before it is active', async () => {
      const { world, dara, ask } = made;
      const { id } = await ask();
      await learn(row('approved', id, { actor: actor(dara.id, 'Dara Lind'), reason: 'Go on' }));
      const { status, decision, decidedByName, isOpen } = world.followed(id);
      assert.deepEqual(
        { status, decision, decidedByName, isOpen },
        { status: 'PendingProvisioning', decision: 'Approve', decidedByName: 'Dara Lind', isOpen: true },
      );
    });

    for (const [activity, status] of [
      ['canceled', 'Canceled'],
      ['lapsed', 'TimedOut'],
    ] as const) {
      it(`knows that it is ${activity}`, async () => {
        const { world, ben, ask } = made;
        const { id } = await ask();
        world.outbox.clear();
        await learn(row(activity, id));
        assert.equal(world.followed(id).status, status);
        assert.deepEqual(world.outbox.waitingFor(ben), ['card']);
      });
    }

    it('does not overwrite what was decided here', async () => {
      const { world, ben, dara, ask } = made;
      const { id } = await ask();
      await world.does(ben, toDecide(id, 'Deny', 'Ours'));
      await learn(row('approved', id, { actor: actor(dara.id, 'Dara Lind') }));
      assert.equal(world.followed(id).decisionComment, 'Ours');
      assert.equal(world.followed(id).status, 'Denied');
    });

    it('has an activation read again that began or ended', async () => {
      const { world, ben, ask } = made;
      const { id } = await ask();
      await world.does(ben, toDecide(id));
      for (const activity of ['activated', 'ended'] as const) {
        const { requests, leaseUntil } = await world.requests.claimDue(10, 60);
        const nextReadingAt = new Date(world.clock.now().getTime() + 3_600_000);
        await world.requests.putOff(
          { requests, leaseUntil },
          requests.map((request) => ({ ...request, nextReadingAt })),
        );
        assert.deepEqual((await world.requests.claimDue(10, 60)).requests, []);
        await learn(row(activity, id));
        assert.equal((await world.requests.claimDue(10, 60)).requests.length, 1, activity);
      }
    });
  });

  describe('of an activation', () => {
    const bypasses = (): number =>
      made.world.audit.events.filter((event) => event === 'activation.bypassed').length;

    it('records one that went past Latchkey, once', async () => {
      const { world, ana, reader } = made;
      const audit = row('activated', elsewhere, { roleDefinitionId: reader.id, reason: 'In the portal' });
      await learn(audit);
      await learn(audit);
      assert.equal(bypasses(), 1);
      const entry = world.audit.entries.at(-1);
      assert.deepEqual(
        [entry?.actor, entry?.roleDefinitionId, entry?.requestId, entry?.facts?.['principal']],
        [ana.id, reader.id, elsewhere, ana.id],
      );
      assert.doesNotMatch(JSON.stringify(entry), /Ana|In the portal/, 'an id alone');
    });

    const ours = async (role: Role): Promise<void> => {
      const { world, ana } = made;
      const { request, operation } = await world.does(ana, toActivate(role));
      assert.ok(request);
      await learn(row('activated', request.id));
      world.requests.saved.clear();
      await learn(row('activated', request.id, { reason: tagged('x', operation.id) }));
    };

    it('records none that was asked for here', async () => {
      await ours(made.reader);
      assert.equal(bypasses(), 0);
    });

    it('is not taken in by a tag that nobody gave out', async () => {
      await learn(row('activated', elsewhere, { reason: 'x [ref:01JABCDEFGHJKMNPQRSTVWXYZ0]' }));
      assert.equal(bypasses(), 1);
    });
  });
});

import assert from 'node:assert/strict';
import { type Person } from '../../../src/pim/ids.ts';
import { withDecision } from '../../../src/pim/operations/decideRequest.ts';
import { type OperationResult, runOperation } from '../../../src/pim/operations/runOperation.ts';
import { type PimGateway } from '../../../src/pim/ports.ts';
import { type FollowedRequest } from '../../../src/pim/records.ts';
import { type ActivationRequest } from '../../../src/pim/requests.ts';
import { UNKNOWN_SCOPE } from '../../../src/pim/roles.ts';
import { aSignOn } from '../../support/inMemorySignOns.ts';
import { approvalWorld, type ApprovalWorld, toDecide } from '../../support/operationWorld.ts';

const unit = '/administrativeUnits/000000a0-0000-4000-8000-000000000001';

describe('what an approver was shown', () => {
  let made: ApprovalWorld;
  let asked: FollowedRequest;

  beforeEach(async () => {
    made = await approvalWorld();
    asked = await made.ask();
  });

  const codeOf = (result: OperationResult | undefined): string => result?.error?.code ?? result?.state ?? '';

  /** In PIM the request is now like this. */
  const inPim = (changes: Partial<ActivationRequest>): void => {
    const stored = made.world.pim.stored(asked.id);
    stored.request = { ...stored.request, ...changes };
  };

  /** The card was drawn of this. */
  const onCard = (changes: Partial<FollowedRequest>): Promise<void> =>
    made.world.requests.save({ ...made.world.followed(asked.id), ...changes });

  const decides = async (decision: 'Approve' | 'Deny' = 'Approve'): Promise<string> =>
    codeOf(await made.world.does(made.ben, toDecide(asked.id, decision)));

  /** Decides where PIM answers some calls otherwise. */
  async function decidesWith(changes: (pim: PimGateway) => Partial<PimGateway>): Promise<string> {
    const { world, ben } = made;
    const operation = await world.open(ben, toDecide(asked.id));
    const signOn = aSignOn(ben, world.clock, { operationId: operation.id });
    const pimFor = (): PimGateway => ({ ...world.pim.as(ben), ...changes(world.pim.as(ben)) });
    return codeOf(await runOperation(world.with({ pimFor }), operation.id, signOn));
  }

  const writes = (): number => made.world.pim.writes.filter(({ kind }) => kind === 'decide').length;

  for (const decision of ['Approve', 'Deny'] as const) {
    it(`is no longer it where PIM has the request of somebody else: ${decision} is refused`, async () => {
      inPim({ principalId: made.dara.id });
      assert.equal(await decides(decision), 'request_changed');
      assert.equal(writes(), 0);
    });
  }

  it('promised no duration where its card named none', async () => {
    await onCard({ durationMinutes: undefined });
    assert.equal(await decides(), 'DONE');
  });

  it('is it where PIM names no duration', async () => {
    inPim({ durationMinutes: undefined });
    assert.equal(await decides(), 'DONE');
  });

  it('is it where PIM does not list it for this approver: its steps have the last word', async () => {
    assert.equal(await decidesWith(() => ({ requestsAwaitingMe: () => Promise.resolve([]) })), 'DONE');
    assert.equal(writes(), 1);
  });

  it('is compared with this request, not with another one that waits', async () => {
    const { world, ana, reader, ben } = made;
    world.pim.setSettings(reader, { approval: world.pim.settingsOf(asked.roleDefinitionId).approval });
    const { request: other } = await world.does(ana, {
      kind: 'activate',
      roleDefinitionId: reader.id,
      scopeId: '/',
      durationMinutes: 120,
      justification: 'Another one',
      ticketNumber: '',
      ticketSystem: '',
      startAt: undefined,
    });
    assert.ok(other);
    const listed = await world.pim.as(ben).requestsAwaitingMe();
    assert.deepEqual(
      listed.map(({ id }) => id),
      [other.id, asked.id],
    );
    assert.equal(await decides(), 'DONE');
  });

  it('is decided at the approval that PIM names, where that is another than its own number', async () => {
    const approvalId = '000000e0-0000-4000-8000-000000000001';
    await onCard({ approvalId });
    const heard: string[] = [];
    const end = await decidesWith((pim) => ({
      approval: (id) => {
        heard.push(id);
        return pim.approval(asked.id);
      },
      decide: (id, ...rest) => {
        heard.push(id);
        return pim.decide(asked.id, ...rest);
      },
    }));
    assert.equal(end, 'DONE');
    assert.deepEqual(heard, [approvalId, approvalId, approvalId]);
  });

  it('is decided at its own number where nobody has seen its approval', async () => {
    await onCard({ approvalId: undefined });
    assert.equal(await decides(), 'DONE');
  });

  it('is not this person’s where only a later step is', async () => {
    const end = await decidesWith((pim) => ({
      approval: async (id) => {
        const approval = await pim.approval(id);
        const [step] = approval.steps;
        assert.ok(step);
        return {
          ...approval,
          steps: [
            { ...step, isAssignedToMe: false },
            { ...step, status: 'Initializing' },
          ],
        };
      },
    }));
    assert.equal(end, 'not_an_approver');
    assert.equal(writes(), 0);
  });

  it('waits no longer where every step is over', async () => {
    const end = await decidesWith((pim) => ({
      approval: async (id) => {
        const approval = await pim.approval(id);
        return { ...approval, steps: approval.steps.map((step) => ({ ...step, status: 'Expired' })) };
      },
    }));
    assert.equal(end, 'request_not_pending');
  });

  describe('where the card could not say at which scope', () => {
    beforeEach(() => onCard({ scopeId: UNKNOWN_SCOPE }));

    it('is not approved, and nothing is learnt, where PIM does not list it for this approver', async () => {
      assert.equal(
        await decidesWith(() => ({ requestsAwaitingMe: () => Promise.resolve([]) })),
        'scope_unseen',
      );
      assert.equal(made.world.followed(asked.id).scopeId, UNKNOWN_SCOPE);
      assert.equal(writes(), 0);
    });

    it('is no longer it where PIM has another role, whichever way it is decided', async () => {
      inPim({ scopeId: unit, durationMinutes: 480 });
      assert.equal(await decides('Deny'), 'request_changed');
      assert.equal(
        made.world.followed(asked.id).scopeId,
        unit,
        'where it was asked for is learnt all the same',
      );
      assert.equal(writes(), 0);
    });

    it('is denied where it matches otherwise', async () => {
      inPim({ scopeId: unit });
      assert.equal(await decides('Deny'), 'DONE');
      assert.equal(made.world.followed(asked.id).scopeId, unit);
    });
  });
});

describe('what a decision means for the request', () => {
  let made: ApprovalWorld;
  let asked: FollowedRequest;

  beforeEach(async () => {
    made = await approvalWorld();
    asked = await made.ask();
  });

  const decidedBy = (person: Person, decision: 'Approve' | 'Deny', changes: Partial<FollowedRequest> = {}) =>
    withDecision(
      { ...asked, ...changes },
      {
        id: asked.id,
        steps: [
          {
            id: asked.id,
            isAssignedToMe: true,
            status: 'Completed',
            reviewResult: decision,
            justification: 'As planned',
            reviewedAt: new Date('2026-01-05T08:59:00Z'),
            reviewedBy: { id: person.id, displayName: 'Ben Okafor' },
          },
        ],
      },
      made.world.clock.now(),
    );

  it('says by whom, when and why', () => {
    const {
      decision,
      decidedBy: by,
      decidedByName,
      decidedAt,
      decisionComment,
      readAt,
    } = decidedBy(made.ben, 'Approve');
    assert.deepEqual(
      { decision, by, decidedByName, decidedAt, decisionComment, readAt },
      {
        decision: 'Approve',
        by: made.ben.id,
        decidedByName: 'Ben Okafor',
        decidedAt: new Date('2026-01-05T08:59:00Z'),
        decisionComment: 'As planned',
        readAt: made.world.clock.now(),
      },
    );
  });

  const now = new Date('2026-01-05T09:00:00Z');
  const ends: readonly [
    title: string,
    'Approve' | 'Deny',
    Partial<FollowedRequest>,
    status: string,
    isOpen: boolean,
  ][] = [
    ['is being provisioned once approved', 'Approve', {}, 'PendingProvisioning', true],
    [
      'is scheduled where it begins later',
      'Approve',
      { startAt: new Date(now.getTime() + 1) },
      'Granted',
      true,
    ],
    ['is being provisioned where it begins now', 'Approve', { startAt: now }, 'PendingProvisioning', true],
    ['stays active where that was seen before', 'Approve', { status: 'Provisioned' }, 'Provisioned', true],
    ['stays over where it has ended', 'Approve', { status: 'Revoked', isOpen: false }, 'Revoked', false],
    ['is over once denied', 'Deny', {}, 'Denied', false],
    ['is denied whatever was read before', 'Deny', { status: 'Provisioned' }, 'Denied', false],
  ];
  for (const [title, decision, changes, status, isOpen] of ends) {
    it(title, () => {
      const after = decidedBy(made.ben, decision, changes);
      assert.deepEqual([after.status, after.isOpen], [status, isOpen]);
    });
  }
});

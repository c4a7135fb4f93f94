import assert from 'node:assert/strict';
import { type DirectoryAudit } from '../../../src/pim/directoryAudits.ts';
import { PimError } from '../../../src/pim/errors.ts';
import { requestId } from '../../../src/pim/ids.ts';
import { hasAskedFor } from '../../../src/pim/operations/askedForHere.ts';
import { learnFromAuditLog } from '../../../src/pim/operations/learnFromAuditLog.ts';
import { type Operation } from '../../../src/pim/records.ts';
import { tagged } from '../../../src/pim/requests.ts';
import { UNKNOWN_SCOPE } from '../../../src/pim/roles.ts';
import { approvalWorld, toActivate, type ApprovalWorld } from '../../support/operationWorld.ts';

const elsewhere = requestId('e0e0e0e0-0000-4000-8000-00000000000e');
const unit = '/administrativeUnits/aaaaaaaa-0000-4000-8000-00000000000a';
let made: ApprovalWorld;

beforeEach(async () => {
  made = await approvalWorld();
});

describe('hasAskedFor', () => {
  type Told = Parameters<typeof hasAskedFor>[1];
  const lost = { state: 'UNKNOWN', fence: 1, outcome: { errorCode: 'outcome_unknown' } } as const;
  const operation = (changes: Partial<Operation>): Operation => ({
    id: '01JABCDEFGHJKMNPQRSTVWXYZ0',
    person: made.ana,
    intent: toActivate(made.reader),
    cardActivityId: undefined,
    createdAt: made.world.clock.now(),
    ...lost,
    ...changes,
  });
  const told = (changes: Partial<Told>): Told => ({
    requestId: elsewhere,
    requestor: made.ana,
    roleDefinitionId: made.reader.id,
    scopeId: UNKNOWN_SCOPE,
    ...changes,
  });

  const mayHave: Readonly<Record<string, Partial<Operation>>> = {
    'is being sent': { state: 'RUNNING', outcome: {} },
    'lost its answer': {},
    'was given up after its answer was lost': { state: 'REFUSED', outcome: { errorCode: 'outcome_unknown' } },
    'was given up a day after its answer was lost': {
      state: 'REFUSED',
      fence: 2,
      outcome: { errorCode: 'outcome_never_learnt' },
    },
    'was not sent again so long after its answer was lost': {
      state: 'REFUSED',
      fence: 2,
      outcome: { errorCode: 'asked_too_long_ago' },
    },
    'waits for its person after its answer was lost': {
      state: 'NEEDS_USER',
      fence: 2,
      outcome: { errorCode: 'sign_in_required' },
    },
    'was sent again after its answer was lost, and PIM had it': {
      state: 'REFUSED',
      fence: 2,
      outcome: { errorCode: 'already_active' },
    },
    'has this request from PIM': { state: 'DONE', outcome: { requestId: elsewhere } },
  };
  for (const [title, changes] of Object.entries(mayHave)) {
    it(`counts one that ${title}`, () => {
      assert.equal(hasAskedFor(operation(changes), told({})), true);
    });
  }

  const hasNot: Readonly<Record<string, Partial<Operation>>> = {
    'has another request from PIM': {
      state: 'DONE',
      outcome: { requestId: requestId('e0e0e0e0-0000-4000-8000-00000000000f') },
    },
    'was never begun': { state: 'INTENT', fence: 0, outcome: {} },
    'was not begun within a quarter of an hour': {
      state: 'REFUSED',
      outcome: { errorCode: 'asked_too_long_ago' },
    },
    'was refused before PIM had it': { state: 'REFUSED', outcome: { errorCode: 'house_rules' } },
    'was refused by PIM': { state: 'REFUSED', outcome: { errorCode: 'already_active' } },
    'was refused when its person had signed in': {
      state: 'REFUSED',
      fence: 2,
      outcome: { errorCode: 'house_rules' },
    },
    'waits for its person and was never sent': {
      state: 'NEEDS_USER',
      outcome: { errorCode: 'step_up_required' },
    },
  };
  for (const [title, changes] of Object.entries(hasNot)) {
    it(`does not count one that ${title}`, () => {
      assert.equal(hasAskedFor(operation(changes), told({})), false);
    });
  }

  it('counts none of another person, role, place or kind, nor where nobody says whose or which', () => {
    const { ben, exchange, reader } = made;
    for (const changes of [
      { requestor: ben },
      { requestor: undefined },
      { roleDefinitionId: exchange.id },
      { roleDefinitionId: undefined },
      { scopeId: unit },
    ])
      assert.equal(hasAskedFor(operation({}), told(changes)), false, JSON.stringify(changes));
    const intent = { kind: 'deactivate', roleDefinitionId: reader.id, scopeId: '/' } as const;
    assert.equal(hasAskedFor(operation({ intent }), told({})), false);
    assert.equal(hasAskedFor(operation({}), told({ scopeId: '/' })), true);
  });
});

describe('learnFromAuditLog, of an activation with a tag', () => {
  const learn = (changes: Partial<DirectoryAudit>): Promise<void> =>
    learnFromAuditLog(made.world, made.ana.tenantId, {
      id: 'row',
      activity: 'activated',
      at: made.world.clock.now(),
      requestId: elsewhere,
      roleDefinitionId: made.reader.id,
      principalId: made.ana.id,
      actor: undefined,
      reason: '',
      startAt: undefined,
      endAt: undefined,
      ...changes,
    });
  const bypasses = (): number =>
    made.world.audit.events.filter((event) => event === 'activation.bypassed').length;

  it('records a bypass where the tag is another person’s', async () => {
    const { world, dara, reader } = made;
    world.pim.makeEligible(dara, reader);
    const { operation } = await world.does(dara, toActivate(reader));
    await learn({ reason: tagged('x', operation.id) });
    assert.equal(bypasses(), 1);
  });

  it('records a bypass where the tag is of an earlier activation of the person’s own', async () => {
    const { world, ana, reader } = made;
    const { operation } = await world.does(ana, toActivate(reader));
    await learn({ reason: tagged('x', operation.id) });
    assert.equal(bypasses(), 1);
  });

  it('records a bypass where the tag is of a wish that was refused here', async () => {
    const { world, ana, reader } = made;
    const { operation, state } = await world.does(ana, toActivate(reader, { justification: '' }));
    assert.equal(state, 'REFUSED');
    await learn({ reason: tagged('x', operation.id) });
    assert.equal(bypasses(), 1);
  });

  it('records none where the answer to it was lost, or is not noted yet', async () => {
    const { world, ana, reader } = made;
    const running = await world.open(ana, toActivate(reader));
    await world.operations.claim(running.id, 60);
    await learn({ reason: tagged('x', running.id) });
    world.pim.failNext('selfActivate', new PimError('outcome_unknown', 'No answer'), 'after');
    const { operation } = await world.does(ana, toActivate(reader));
    const [own] = world.pim.actives;
    await learn({ requestId: requestId(own?.scheduleId ?? ''), reason: tagged('x', operation.id) });
    assert.equal(bypasses(), 0);
  });

  it('does not follow a request of the portal as made here', async () => {
    const { world, ana, exchange, reader } = made;
    const { operation } = await world.does(ana, toActivate(reader));
    const reason = tagged('x', operation.id);
    await learn({ activity: 'approvalRequested', roleDefinitionId: exchange.id, reason });
    assert.equal(world.followed(elsewhere).isMadeHere, false);
  });
});

describe('activateRole, whose answer was lost', () => {
  it('takes no request of another role for its own, whatever tag that carries', async () => {
    const { world, ana, exchange, reader } = made;
    world.pim.failNext('selfActivate', new PimError('outcome_unknown', 'No answer'), 'before');
    const { operation } = await world.does(ana, toActivate(reader));
    const other = await world.pim.as(ana).selfActivate(
      { roleDefinitionId: exchange.id, scopeId: '/' },
      {
        durationMinutes: 60,
        justification: tagged('x', operation.id),
        ticketNumber: '',
        ticketSystem: '',
        startAt: undefined,
      },
    );
    const { request } = (await world.run(operation)) ?? {};
    assert.equal(request?.roleDefinitionId, reader.id);
    assert.equal(world.requests.saved.has(other.id), false);
  });
});

import assert from 'node:assert/strict';
import { PimError } from '../../../src/pim/errors.ts';
import { runOperation } from '../../../src/pim/operations/runOperation.ts';
import { type Intent } from '../../../src/pim/records.ts';
import { type Scope } from '../../../src/pim/roles.ts';
import { aGraphToken, aSignOn } from '../../support/inMemorySignOns.ts';
import { approvalWorld, toActivate, type ApprovalWorld } from '../../support/operationWorld.ts';

let made: ApprovalWorld;

beforeEach(async () => {
  made = await approvalWorld();
});

describe('activateRole', () => {
  it('sends the person’s words with our tag, and shows them without', async () => {
    const { world, ana, reader } = made;
    const operation = await world.open(ana, toActivate(reader));
    const result = await world.run(operation);
    assert.ok(result?.request);
    const { request } = world.pim.stored(result.request.id);
    assert.equal(request.justification, `Mailbox is stuck [ref:${operation.id}]`);
    assert.equal(result.request.justification, 'Mailbox is stuck');
  });

  const refused: Readonly<Record<string, [Partial<Extract<Intent, { kind: 'activate' }>>, string]>> = {
    'too long': [{ durationMinutes: 481 }, 'duration_too_long'],
    'too short': [{ durationMinutes: 4 }, 'duration_too_short'],
    'no reason': [{ justification: '' }, 'justification_missing'],
    'too many words': [{ justification: 'x'.repeat(451) }, 'justification_too_long'],
    'a start that is over': [{ startAt: '2026-01-05T08:00:00Z' }, 'start_in_past'],
  };
  for (const [title, [changes, rule]] of Object.entries(refused)) {
    it(`refuses ${title} before PIM is asked`, async () => {
      const { world, ana, reader } = made;
      const result = await world.does(ana, toActivate(reader, changes));
      assert.deepEqual(
        result.error?.details.unmet?.map((unmet) => unmet.rule),
        [rule],
      );
      assert.deepEqual(world.pim.calls, []);
    });
  }

  it('asks for the ticket that a role wants', async () => {
    const { world, ana, reader } = made;
    world.pim.setSettings(reader, { isTicketRequired: true });
    const result = await world.does(ana, toActivate(reader));
    assert.deepEqual(result.error?.details.unmet, [{ rule: 'ticket_missing' }]);
    const second = await world.does(ana, toActivate(reader, { ticketNumber: 'INC-1', ticketSystem: 'ITSM' }));
    assert.equal(second.request?.ticketNumber, 'INC-1');
    assert.equal(second.request.ticketSystem, 'ITSM');
  });

  it('leaves to PIM who is eligible', async () => {
    const { world, ben, reader } = made;
    assert.equal((await world.does(ben, toActivate(reader))).error?.code, 'not_eligible');
    assert.deepEqual(world.pim.writes, []);
    assert.equal(world.requests.saved.size, 0);
  });

  it('parks what needs a step-up until the person has passed it', async () => {
    const { world, ana, reader } = made;
    world.pim.setSettings(reader, { authenticationContext: 'c1' });
    const operation = await world.open(ana, toActivate(reader));
    const first = await world.run(operation);
    assert.equal(first?.state, 'NEEDS_USER');
    assert.match(first.error?.details.claims ?? '', /c1/);
    assert.ok(!world.pim.calls.includes('selfActivate'), 'what PIM is known to refuse is not sent');
    world.pim.contexts.set(ana.id, ['c1']);
    const graphToken = aGraphToken(world.clock, { contexts: ['c1'] });
    const second = await world.run(operation, { graphToken });
    assert.equal(second?.state, 'DONE');
    assert.deepEqual(second.request?.proof, { methods: ['pwd', 'mfa'], contexts: ['c1'] });
    assert.equal(world.pim.writes.length, 1);
  });

  it('leaves the judgement to PIM where the token cannot be read, and claims nothing then', async () => {
    const { world, ana, reader } = made;
    world.pim.setSettings(reader, { authenticationContext: 'c1' });
    world.pim.contexts.set(ana.id, ['c1']);
    const operation = await world.open(ana, toActivate(reader));
    const graphToken = aGraphToken(world.clock, { methods: [], contexts: [] });
    const result = await world.run(operation, { graphToken });
    assert.equal(result?.state, 'DONE');
    assert.equal(result.request?.proof, undefined);
  });

  it('takes the token that carries the context, whichever came last', async () => {
    const { world, ana, reader } = made;
    world.pim.setSettings(reader, { authenticationContext: 'c1' });
    world.pim.contexts.set(ana.id, ['c1']);
    const operation = await world.open(ana, toActivate(reader));
    const result = await world.run(operation, {
      graphToken: aGraphToken(world.clock, { contexts: ['c2'] }),
      otherGraphTokens: [aGraphToken(world.clock, { contexts: ['c1'] })],
    });
    assert.equal(result?.state, 'DONE');
    assert.deepEqual(result.request?.proof?.contexts, ['c1']);
  });

  it('takes the newest token where it answers a challenge that our settings do not know of', async () => {
    const { world, ana, reader } = made;
    world.pim.setSettings(reader, { authenticationContext: 'c1' });
    world.pim.contexts.set(ana.id, ['c1']);
    const operation = await world.open(ana, toActivate(reader));
    const tokens = {
      graphToken: aGraphToken(world.clock, { contexts: ['c7'] }),
      otherGraphTokens: [aGraphToken(world.clock, { contexts: ['c1'] })],
    };
    const result = await world.run(operation, tokens, ['context c1', 'context c7']);
    assert.deepEqual(result?.request?.proof?.contexts, ['c7']);
  });

  it('signs nobody in for what PIM has something else against', async () => {
    const { world, ana, reader } = made;
    await world.does(ana, toActivate(reader));
    world.pim.setSettings(reader, { authenticationContext: 'c1' });
    const result = await world.does(ana, toActivate(reader));
    assert.deepEqual([result.state, result.error?.code], ['REFUSED', 'already_active']);
  });

  it('demands nothing twice: what was answered and is demanded again is the end', async () => {
    const { world, ana, reader } = made;
    world.pim.setSettings(reader, { authenticationContext: 'c1' });
    const operation = await world.open(ana, toActivate(reader));
    const other = await world.run(operation, {}, ['context c2']);
    assert.equal(other?.state, 'NEEDS_USER', 'another context is another demand');
    const again = await world.run(operation, {}, ['context c2', 'context c1']);
    assert.deepEqual([again?.state, again?.error?.code], ['REFUSED', 'proof_insufficient']);
    assert.equal(world.audit.entries.at(-1)?.facts?.['errorCode'], 'proof_insufficient');
    assert.deepEqual(world.pim.writes, []);
  });

  it('names the administrative unit, and an unnamed place by its id', async () => {
    const { world, ana, reader } = made;
    const unit: Scope = { id: '/administrativeUnits/1', kind: 'administrativeUnit', displayName: 'Oslo' };
    const object: Scope = { id: '/object-1', kind: 'object', displayName: undefined };
    for (const [scope, name] of [
      [unit, 'Oslo'],
      [object, '/object-1'],
    ] as const) {
      world.pim.makeEligible(ana, reader, { scope });
      const result = await world.does(ana, toActivate(reader, { scopeId: scope.id }));
      assert.equal(result.request?.scopeName, name);
      assert.equal(result.request.scopeId, scope.id);
    }
  });

  it('does without the scope’s name where eligibilities cannot be read beside the submission', async () => {
    const { world, ana, reader } = made;
    world.pim.failNext('eligibleRoles', new PimError('pim_unavailable', 'Down'));
    const result = await world.does(ana, toActivate(reader));
    assert.equal(result.state, 'DONE');
    assert.equal(result.request?.scopeName, undefined);
    assert.equal(result.request?.roleName, 'Reports Reader');
  });

  it('schedules what begins later', async () => {
    const { world, ana, reader } = made;
    const result = await world.does(ana, toActivate(reader, { startAt: '2026-01-05T20:00:00.000Z' }));
    assert.equal(result.request?.status, 'Granted');
    assert.deepEqual(result.request.startAt, new Date('2026-01-05T20:00:00Z'));
  });
});

describe('deactivateRole', () => {
  const toDeactivate = (): Intent => ({
    kind: 'deactivate',
    roleDefinitionId: made.reader.id,
    scopeId: '/',
  });

  it('gives the role back and closes what is followed of it', async () => {
    const { world, ana, reader } = made;
    const { request } = await world.does(ana, toActivate(reader));
    assert.ok(request);
    await world.requests.save({ ...request, endAt: new Date('2026-01-05T10:00:00Z') });
    world.clock.forward(10);
    assert.equal((await world.does(ana, toDeactivate())).state, 'DONE');
    const followed = world.followed(request.id);
    assert.equal(followed.status, 'Revoked');
    assert.equal(followed.isOpen, false);
    assert.deepEqual(world.audit.events.slice(-2), ['deactivation.requested', 'deactivation.done']);
  });

  it('closes it also where the answer was lost', async () => {
    const { world, ana, reader } = made;
    const { request } = await world.does(ana, toActivate(reader));
    assert.ok(request);
    await world.requests.save({ ...request, endAt: new Date('2026-01-05T10:00:00Z') });
    world.clock.forward(10);
    world.pim.failNext('selfDeactivate', new PimError('outcome_unknown', 'Lost'), 'after');
    const operation = await world.open(ana, toDeactivate());
    await world.run(operation);
    assert.equal((await world.run(operation))?.state, 'DONE');
    assert.equal(world.followed(request.id).isOpen, false);
  });

  it('refuses within the first five minutes, and the role stays', async () => {
    const { world, ana, reader } = made;
    await world.does(ana, toActivate(reader));
    const result = await world.does(ana, toDeactivate());
    assert.equal(result.error?.code, 'too_soon_to_deactivate');
    assert.equal((await world.pim.as(ana).activeRoles()).length, 1);
  });

  it('does not say it is gone while it is there', async () => {
    const { world, ana, reader } = made;
    const { request } = await world.does(ana, toActivate(reader));
    assert.ok(request);
    await world.requests.save({ ...request, endAt: new Date('2026-01-05T10:00:00Z') });
    world.pim.as(ana);
    const stubborn = { ...world.pim.as(ana), selfDeactivate: () => Promise.resolve(request as never) };
    const operation = await world.open(ana, toDeactivate());
    const result = await runOperation(
      world.with({ pimFor: () => stubborn }),
      operation.id,
      aSignOn(ana, world.clock),
    );
    assert.equal(result?.state, 'UNKNOWN');
    assert.equal(world.followed(request.id).isOpen, true);
    assert.deepEqual(world.followed(request.id).readAt, new Date(0), 'it is read again at once');
  });

  it('leaves a standing assignment of the same role alone', async () => {
    const { world, ana, reader } = made;
    world.pim.makePermanent(ana, reader);
    assert.equal((await world.does(ana, toDeactivate())).error?.code, 'not_active');
    assert.equal((await world.pim.as(ana).activeRoles()).length, 1);
  });
});

import assert from 'node:assert/strict';
import { lookAtActivations, type LookAtActivationsDeps } from '../../src/jobs/lookAtActivations.ts';
import { PimError } from '../../src/pim/errors.ts';
import { judgeIn } from '../support/houseRules.ts';
import { InMemoryHouseBypasses } from '../support/inMemoryHouseBypasses.ts';
import { approvalWorld, type ApprovalWorld, toActivate } from '../support/operationWorld.ts';

describe('lookAtActivations', () => {
  let made: ApprovalWorld;
  let bypasses: InMemoryHouseBypasses;
  let deps: LookAtActivationsDeps;

  beforeEach(async () => {
    made = await approvalWorld();
    const { world, ana, ben } = made;
    bypasses = new InMemoryHouseBypasses(world);
    const rule = {
      name: 'Two',
      appliesTo: { roles: ['Reports Reader'] },
      approvals: [{ from: { people: [ben.id] } }],
      owners: { people: [ben.id] },
    };
    deps = {
      ...world.with({ houseJudge: judgeIn(world, [rule]), houseBypasses: bypasses }),
      tenantId: ana.tenantId,
      lookedAt: new Set(),
    };
  });

  const inPortal = (): Promise<unknown> =>
    made.world.pim
      .as(made.ana)
      .selfActivate(
        { roleDefinitionId: made.reader.id, scopeId: '/' },
        { durationMinutes: 120, justification: 'x', ticketNumber: '', ticketSystem: '', startAt: undefined },
      );

  it('finds what the log never told, once it had time to, and once', async () => {
    const { world, ben } = made;
    await inPortal();
    await lookAtActivations(deps);
    assert.equal(bypasses.all.length, 0, 'the log goes first');
    world.clock.forward(31);
    await Promise.all([lookAtActivations(deps), lookAtActivations(deps)]);
    world.clock.forward(6);
    await lookAtActivations({ ...deps, lookedAt: new Set() });
    assert.deepEqual(
      bypasses.all.map(({ way, minutes, lines }) => [way, minutes, lines.map(({ thing }) => thing)]),
      [['elsewhere', 120, ['approvals']]],
    );
    assert.deepEqual(world.outbox.toldTo(ben), ['houseBypass']);
  });

  it('leaves alone what was asked for here, and asks nothing where there are no rules', async () => {
    const { world, ana, reader } = made;
    await world.does(ana, toActivate(reader, { durationMinutes: 120 }));
    world.requests.saved.clear();
    world.clock.forward(31);
    await lookAtActivations(deps);
    assert.deepEqual(bypasses.all, [], 'not even where nothing but the operation knows it');
    world.clock.forward(6);
    world.directory.activatedNow = () => Promise.reject(new Error('asked'));
    await lookAtActivations({ ...deps, houseJudge: judgeIn(world, []) });
  });

  it('finds one of the portal although the same role was asked for here before', async () => {
    const { world, ana, reader } = made;
    await world.does(ana, toActivate(reader));
    world.clock.forward(10);
    await world.pim.as(ana).selfDeactivate({ roleDefinitionId: reader.id, scopeId: '/' });
    await inPortal();
    world.clock.forward(31);
    await lookAtActivations(deps);
    assert.deepEqual(
      bypasses.all.map(({ way }) => way),
      ['elsewhere'],
    );
  });

  it('leaves alone what was asked for here and whose answer was lost', async () => {
    const { world, ana, reader } = made;
    world.pim.failNext('selfActivate', new PimError('outcome_unknown', 'No answer'), 'after');
    assert.equal((await world.does(ana, toActivate(reader))).state, 'UNKNOWN');
    world.clock.forward(31);
    await lookAtActivations(deps);
    assert.deepEqual(bypasses.all, []);
  });

  it('goes on next time where activations cannot be read', async () => {
    const { world } = made;
    await inPortal();
    world.clock.forward(31);
    const activatedNow = world.directory.activatedNow.bind(world.directory);
    world.directory.activatedNow = () => Promise.reject(new PimError('pim_unavailable', 'Down'));
    await lookAtActivations(deps);
    assert.ok(world.logged.some(({ level }) => level === 'warn'));
    world.directory.activatedNow = activatedNow;
    world.clock.forward(6);
    await lookAtActivations(deps);
    assert.equal(bypasses.all.length, 1);
  });
});

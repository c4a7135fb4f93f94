import assert from 'node:assert/strict';
import { type Person } from '../../../src/pim/ids.ts';
import { type OperationResult } from '../../../src/pim/operations/runOperation.ts';
import { GLOBAL_ADMINISTRATOR, type Role } from '../../../src/pim/roles.ts';
import { ChangeWorld, lost } from '../../support/changeWorld.ts';

describe('changes of the last two Global Administrators', () => {
  let made: ChangeWorld;
  let global: Role;

  beforeEach(async () => {
    made = await ChangeWorld.open();
    global = made.world.pim.addRole('Global Administrator', {}, { id: GLOBAL_ADMINISTRATOR });
    for (const person of [made.admin, made.ana]) made.world.pim.makePermanent(person, global);
  });

  const takes = (
    what: 'makeEligible' | 'removeActive' | 'updateActive',
    from: Person,
    by: Person,
  ): Promise<OperationResult> => made.does(made.toChange(what, global, { principalId: from.id }), by);
  const permanent = (): number =>
    [made.admin, made.ana].filter(({ id }) => {
      const found = made.world.administration.has('assignment', id, {
        roleDefinitionId: global.id,
        scopeId: '/',
      });
      return found !== undefined && found.endAt === undefined;
    }).length;
  const codes = (results: readonly OperationResult[]): readonly string[] =>
    results.map(({ state, error }) => error?.details.guard ?? error?.code ?? state);

  for (const what of ['makeEligible', 'removeActive', 'updateActive'] as const) {
    it(`${what}: two who take it from each other in the same instant leave one`, async () => {
      const results = await Promise.all([
        takes(what, made.ana, made.admin),
        takes(what, made.admin, made.ana),
      ]);
      assert.equal(permanent(), 1, codes(results).join(', '));
      assert.equal(codes(results).filter((code) => code === 'DONE').length, 1);
    });
  }

  it('come one after the other: who came second is told when the first is done', async () => {
    const ben = await made.world.person('Ben Okafor');
    made.world.pim.makePermanent(ben, global);
    assert.equal((await takes('removeActive', made.ana, made.admin)).state, 'DONE');
    assert.equal((await takes('removeActive', ben, made.admin)).state, 'DONE');
    assert.deepEqual(codes([await takes('removeActive', made.admin, made.ana)]), ['lastGlobalAdministrator']);
  });

  it('wait for one of which nobody knows what it came to, four minutes at the most', async () => {
    const ben = await made.world.person('Ben Okafor');
    made.world.pim.makePermanent(ben, global);
    made.world.administration.failNext('remove', lost);
    assert.equal((await takes('removeActive', made.ana, made.admin)).state, 'UNKNOWN');
    assert.deepEqual(codes([await takes('removeActive', ben, made.admin)]), ['resource_locked']);
    assert.ok(made.world.pausedMs > 5_000, 'it was worth a wait');
    made.world.clock.forward(4);
    assert.equal((await takes('removeActive', ben, made.admin)).state, 'DONE');
  });

  it('are not refused for a change of another role', async () => {
    made.world.administration.failNext('remove', lost);
    assert.equal((await takes('removeActive', made.ana, made.admin)).state, 'UNKNOWN');
    made.prepare('removeActive');
    assert.equal((await made.does(made.toChange('removeActive'))).state, 'DONE');
    made.prepare('extendActive');
    assert.equal((await made.does(made.toChange('extendActive'))).state, 'DONE');
  });

  it('do not stand in their own way: what stayed unclear is taken to its end', async () => {
    const ben = await made.world.person('Ben Okafor');
    made.world.pim.makePermanent(ben, global);
    const operation = await made.opened(made.toChange('removeActive', global));
    made.world.administration.failNext('remove', lost);
    assert.equal((await made.world.run(operation))?.state, 'UNKNOWN');
    const again = await made.world.run(operation);
    assert.ok(again?.state === 'UNKNOWN' || again?.state === 'DONE', 'it is no refusal');
    made.world.clock.forward(4);
    const last = again.state === 'DONE' ? again : await made.world.run(operation);
    assert.equal(last?.state, 'DONE');
    assert.equal(made.held(made.toChange('removeActive', global)), '');
  });
});

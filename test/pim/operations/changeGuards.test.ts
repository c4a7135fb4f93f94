import assert from 'node:assert/strict';
import { PimError, type ChangeGuard } from '../../../src/pim/errors.ts';
import { type OperationResult, runOperation } from '../../../src/pim/operations/runOperation.ts';
import { GLOBAL_ADMINISTRATOR, type Role, scopeOfId } from '../../../src/pim/roles.ts';
import { anApp, at, ChangeWorld, DAY_MINUTES, everyWhat } from '../../support/changeWorld.ts';
import { aSignOn } from '../../support/inMemorySignOns.ts';

describe('guards of changes', () => {
  let made: ChangeWorld;

  beforeEach(async () => {
    made = await ChangeWorld.open();
  });

  const refusedBy = async (result: Promise<OperationResult>, guard: ChangeGuard): Promise<void> => {
    const before = made.world.administration.writes.length;
    const { state, error } = await result;
    assert.equal(state, 'REFUSED');
    assert.equal(error?.code, 'change_guarded');
    assert.equal(error.details.guard, guard);
    assert.equal(made.world.administration.writes.length, before);
    assert.equal(made.lastRow().event, 'change.refused');
    assert.equal(made.lastRow().facts?.['guard'], guard);
  };

  for (const what of everyWhat) {
    it(`${what}: leaves emergency accounts alone`, async () => {
      made.prepare(what);
      made.world.breakGlass.push(made.ana.id);
      await refusedBy(made.does(made.toChange(what)), 'breakGlass');
    });

    it(`${what}: lets nobody change their own roles`, async () => {
      made.prepare(what);
      await refusedBy(made.does(made.toChange(what), made.ana), 'oneself');
    });

    it(`${what}: is not offered where it is not switched on`, async () => {
      made.prepare(what);
      const operation = await made.opened(made.toChange(what));
      const proof = aSignOn(made.admin, made.world.clock, { operationId: operation.id });
      const result = runOperation(
        made.world.with({ administrationFor: undefined }),
        operation.id,
        proof,
      ) as Promise<OperationResult>;
      await refusedBy(result, 'notOffered');
    });
  }

  for (const what of ['makeEligible', 'assignEligible'] as const) {
    it(`${what}: an app cannot be eligible`, async () => {
      made.world.pim.makePermanent({ id: anApp }, made.role);
      await refusedBy(made.does(made.toChange(what, made.role, { principalId: anApp })), 'app');
    });
  }

  it('takes a role from an app all the same', async () => {
    made.world.pim.makePermanent({ id: anApp }, made.role);
    assert.equal(
      (await made.does(made.toChange('removeActive', made.role, { principalId: anApp }))).state,
      'DONE',
    );
  });

  for (const what of [
    'makeEligible',
    'extendEligible',
    'extendActive',
    'updateEligible',
    'updateActive',
    'removeEligible',
    'removeActive',
  ] as const) {
    it(`${what}: finds nothing where nothing is`, async () => {
      await refusedBy(made.does(made.toChange(what)), 'nothingThere');
    });

    it(`${what}: says when it comes through a group`, async () => {
      const group = made.world.pim.addGroup('Admins', [made.ana]);
      if (what === 'makeEligible' || !what.endsWith('Eligible'))
        made.world.pim.makePermanent(group, made.role);
      else made.world.pim.makeEligible(group, made.role);
      await refusedBy(made.does(made.toChange(what)), 'throughGroup');
    });
  }

  it('finds nothing where the group cannot be read', async () => {
    made.world.directory.activeRolesOf = () => Promise.reject(new PimError('pim_unavailable', 'Down'));
    await refusedBy(made.does(made.toChange('makeEligible')), 'nothingThere');
  });

  it('takes an activation for no assignment', async () => {
    made.world.pim.makeEligible(made.ana, made.role);
    made.world.pim.actives.push({
      instanceId: 'i-1',
      principalId: made.ana.id,
      role: made.role,
      scope: scopeOfId('/'),
      memberType: 'Direct',
      assignmentType: 'Activated',
      startAt: made.world.clock.now(),
      endAt: made.inDays(1),
      scheduleId: undefined,
    });
    await refusedBy(made.does(made.toChange('removeActive')), 'nothingThere');
  });

  for (const what of ['extendEligible', 'extendActive'] as const) {
    it(`${what}: does not take for an extension what ends later already, or never`, async () => {
      const kind = what === 'extendActive' ? 'assignment' : 'eligibility';
      const change = made.toChange(what, made.role, { days: 5 });
      made.world.administration.give(kind, made.ana.id, at(change), made.inDays(6));
      await refusedBy(made.does(change), 'nothingThere');
      made.world.administration.give(kind, made.ana.id, at(change));
      await refusedBy(made.does(change), 'nothingThere');
    });
  }

  for (const what of ['assignEligible', 'assignActive'] as const) {
    it(`${what}: gives nothing new to guests, nor to people who cannot sign in`, async () => {
      const guest = made.world.pim.addPerson('Guest Of Ours', { isGuest: true });
      const gone = made.world.pim.addPerson('Gone Long Ago', { isEnabled: false });
      const to = ({ id }: { id: typeof guest.id }) => made.toChange(what, made.role, { principalId: id });
      await refusedBy(made.does(to(guest)), 'guest');
      await refusedBy(made.does(to(gone)), 'disabled');
    });
  }

  it('takes from guests and from people who cannot sign in what they have', async () => {
    const guest = made.world.pim.addPerson('Guest Of Ours', { isGuest: true, isEnabled: false });
    made.world.pim.makePermanent(guest, made.role);
    const change = made.toChange('removeActive', made.role, { principalId: guest.id });
    assert.equal((await made.does(change)).state, 'DONE');
  });

  for (const what of ['updateEligible', 'updateActive'] as const) {
    it(`${what}: has nothing to change where the end is so already, or where there is none to take away`, async () => {
      const kind = what === 'updateActive' ? 'assignment' : 'eligibility';
      const change = made.toChange(what, made.role, { days: 5 });
      made.world.administration.give(kind, made.ana.id, at(change), made.inDays(5));
      await refusedBy(made.does(change), 'nothingThere');
      made.world.administration.give(kind, made.ana.id, at(change));
      await refusedBy(made.does({ ...change, what, endAt: undefined }), 'nothingThere');
    });
  }

  for (const what of everyWhat.filter((one) => !one.startsWith('remove'))) {
    it(`${what}: keeps to what the role allows, and says how long that is`, async () => {
      made.prepare(what);
      const kind = what.endsWith('Active') ? 'assignment' : 'eligibility';
      made.world.administration.limits = {
        ...made.world.administration.limits,
        [kind]: { mayBePermanent: false, maximumDays: 30 },
      };
      const result = made.does(made.toChange(what, made.role, { days: 31 }));
      await refusedBy(result, 'tooLong');
      assert.equal((await result).error?.details.maximumDays, 30);
      assert.equal((await made.does(made.toChange(what, made.role, { days: 30 }))).state, 'DONE');
    });
  }

  it('makes nothing without end where the role allows none', async () => {
    made.prepare('makeEligible');
    const { limits } = made.world.administration;
    made.world.administration.limits = {
      ...limits,
      eligibility: { mayBePermanent: false, maximumDays: 365 },
    };
    await refusedBy(
      made.does({ ...made.toChange('makeEligible'), what: 'makeEligible', days: undefined }),
      'tooLong',
    );
  });

  it('asks for a justification where the role does', async () => {
    const change = { ...made.toChange('assignEligible'), justification: ' ' };
    const { state, error } = await made.does(change);
    assert.equal(state, 'REFUSED');
    assert.deepEqual(error?.details.unmet, [{ rule: 'justification_missing' }]);
    made.world.administration.limits = {
      ...made.world.administration.limits,
      isJustificationRequired: false,
    };
    assert.equal((await made.does(change)).state, 'DONE');
  });

  it('makes nothing whose end has passed before it runs', async () => {
    const operation = await made.opened(made.toChange('assignActive', made.role, { days: 1 }));
    made.world.clock.forward(2 * DAY_MINUTES);
    const result = await made.world.run(operation);
    assert.equal(result?.error?.code, 'schedule_refused');
    assert.deepEqual(made.written(), []);
  });

  describe('the last Global Administrator', () => {
    let global: Role;

    beforeEach(() => {
      global = made.world.pim.addRole('Global Administrator', {}, { id: GLOBAL_ADMINISTRATOR });
      made.world.pim.makePermanent(made.ana, global);
    });

    for (const what of ['makeEligible', 'removeActive'] as const) {
      it(`${what}: is left as it is`, async () => {
        await refusedBy(made.does(made.toChange(what, global)), 'lastGlobalAdministrator');
      });

      it(`${what}: emergency accounts, people who cannot sign in, groups and apps do not stand in`, async () => {
        const emergency = await made.world.person('Emergency One');
        made.world.breakGlass.push(emergency.id);
        const disabled = made.world.pim.addPerson('Gone Long Ago', { isEnabled: false });
        const group = made.world.pim.addGroup('Everybody', [made.admin]);
        const app = { id: anApp };
        for (const one of [emergency, disabled, group, app]) made.world.pim.makePermanent(one, global);
        await refusedBy(made.does(made.toChange(what, global)), 'lastGlobalAdministrator');
      });

      it(`${what}: goes on where somebody else is left`, async () => {
        made.world.pim.makePermanent(await made.world.person('Ben Okafor'), global);
        assert.equal((await made.does(made.toChange(what, global))).state, 'DONE');
      });
    }

    it('is given no end', async () => {
      await refusedBy(made.does(made.toChange('updateActive', global)), 'lastGlobalAdministrator');
      made.world.pim.makePermanent(await made.world.person('Ben Okafor'), global);
      assert.equal((await made.does(made.toChange('updateActive', global))).state, 'DONE');
    });

    it('may be removed where it ends anyway', async () => {
      const ben = await made.world.person('Ben Okafor');
      const change = made.toChange('removeActive', global, { principalId: ben.id });
      made.world.administration.give('assignment', ben.id, at(change), made.inDays(3));
      assert.equal((await made.does(change)).state, 'DONE');
    });

    it('may lose an eligibility', async () => {
      made.world.pim.makeEligible(made.ana, global);
      assert.equal((await made.does(made.toChange('removeEligible', global))).state, 'DONE');
    });

    it('is looked for once more before the assignment is removed', async () => {
      const ben = await made.world.person('Ben Okafor');
      made.world.pim.makePermanent(ben, global);
      const change = made.toChange('makeEligible', global);
      made.world.administration.onAnswer = ({ method }) => {
        if (method === 'grant') made.world.administration.takeAway('assignment', ben.id, at(change));
      };
      const { state, error } = await made.does(change);
      assert.equal(state, 'REFUSED');
      assert.equal(error?.code, 'assignment_kept');
      assert.equal(error.details.guard, 'lastGlobalAdministrator');
      assert.equal(made.held(change), 'assignment and eligibility');
    });
  });
});

import assert from 'node:assert/strict';
import { PimError, type PimErrorCode } from '../../../src/pim/errors.ts';
import { listMyRoles } from '../../../src/pim/operations/listMyRoles.ts';
import { prepareActivation } from '../../../src/pim/operations/prepareActivation.ts';
import { type ActivationInput } from '../../../src/pim/policy.ts';
import { type Role } from '../../../src/pim/roles.ts';
import { approvalWorld, toActivate, type ApprovalWorld } from '../../support/operationWorld.ts';

const input = (changes: Partial<ActivationInput> = {}): ActivationInput => ({
  durationMinutes: 60,
  justification: 'Mailbox is stuck',
  ticketNumber: '',
  ticketSystem: '',
  startAt: undefined,
  ...changes,
});

let made: ApprovalWorld;

beforeEach(async () => {
  made = await approvalWorld();
});
const deps = () => ({
  pim: made.world.pim.as(made.ana),
  directory: made.world.directory,
  clock: made.world.clock,
});
const at = ({ id }: Role, scopeId = '/') => ({ roleDefinitionId: id, scopeId });

describe('prepareActivation', () => {
  it('tells what the role asks, and who would approve', async () => {
    const prepared = await prepareActivation(deps(), at(made.exchange));
    assert.equal(prepared.eligibility.role.displayName, 'Exchange Administrator');
    assert.deepEqual(
      prepared.approvers?.people.map(({ displayName }) => displayName),
      ['Ben Okafor', 'Dara Lind'],
    );
    assert.deepEqual(prepared.unmet(input()), []);
    assert.deepEqual(
      prepared.unmet(input({ justification: ' ', durationMinutes: 481 })).map(({ rule }) => rule),
      ['duration_too_long', 'justification_missing'],
    );
  });

  it('names no approvers where none are needed', async () => {
    assert.equal((await prepareActivation(deps(), at(made.reader))).approvers, undefined);
  });

  it('refuses a role, or a scope, that the person is not eligible for', async () => {
    const foreign = made.world.pim.addRole('Foreign');
    for (const role of [at(foreign), at(made.reader, '/administrativeUnits/1')]) {
      await assert.rejects(prepareActivation(deps(), role), { code: 'not_eligible' });
    }
    assert.deepEqual(made.world.pim.writes, []);
  });

  it('asks PIM without changing anything', async () => {
    const prepared = await prepareActivation(deps(), at(made.exchange));
    assert.equal(await prepared.dryRun(input()), undefined);
    assert.deepEqual((await prepared.dryRun(input({ durationMinutes: 481 })))?.unmet, [
      { rule: 'duration_too_long', maximumMinutes: 480 },
    ]);
    await made.ask();
    assert.equal((await prepared.dryRun(input()))?.code, 'request_pending_already');
    assert.equal(made.world.pim.writes.length, 1);
  });

  const silent: readonly PimErrorCode[] = [
    'pim_unavailable',
    'throttled',
    'step_up_required',
    'not_eligible',
  ];
  for (const code of silent) {
    it(`says nothing of a dry run that ended with ${code}`, async () => {
      const prepared = await prepareActivation(deps(), at(made.exchange));
      made.world.pim.failNext('checkActivation', new PimError(code, 'No'));
      assert.equal(await prepared.dryRun(input()), undefined);
    });
  }
});

describe('listMyRoles', () => {
  it('sorts by name and keeps what is active out of what can be activated', async () => {
    const { world, ana, reader } = made;
    await world.does(ana, toActivate(reader));
    await made.ask();
    const { active, eligible, requested } = await listMyRoles(deps());
    assert.deepEqual(
      active.map(({ role }) => role.displayName),
      ['Reports Reader'],
    );
    assert.deepEqual(
      eligible.map(({ eligibility }) => eligibility.role.displayName),
      ['Exchange Administrator'],
    );
    assert.equal(eligible[0]?.settings?.maximumDurationMinutes, 480);
    assert.deepEqual(
      requested.map(({ role }) => role.displayName),
      ['Exchange Administrator'],
    );
  });

  it('lists roles whose settings cannot be read without them', async () => {
    made.world.directory.settingsOf = () => Promise.reject(new PimError('permission_missing', 'No'));
    const { eligible } = await listMyRoles(deps());
    assert.deepEqual(
      eligible.map(({ settings }) => settings),
      [undefined, undefined],
    );
  });
});

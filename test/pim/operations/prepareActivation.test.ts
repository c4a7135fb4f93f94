import assert from 'node:assert/strict';
import { PimError, type PimErrorCode } from '../../../src/pim/errors.ts';
import { listMyRoles } from '../../../src/pim/operations/listMyRoles.ts';
import { prepareActivation } from '../../../src/pim/operations/prepareActivation.ts';
import { requestId } from '../../../src/pim/ids.ts';
import { type Extension } from '../../../src/pim/followUps.ts';
import { restraintOn } from '../../../src/pim/operations/restraint.ts';
import { type ActivationInput } from '../../../src/pim/policy.ts';
import { type Role, type RoleAtScope } from '../../../src/pim/roles.ts';
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
  restraintOn: (role: RoleAtScope) => restraintOn(made.world, made.ana, role),
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

  it('tells of a start at which the eligibility is over', async () => {
    const { pim, clock } = made.world;
    const later = (hours: number): Date => new Date(clock.now().getTime() + hours * 3_600_000);
    pim.eligibilities = pim.eligibilities.map((one) => ({ ...one, endAt: later(24) }));
    const { unmet } = await prepareActivation(deps(), at(made.exchange));
    assert.deepEqual(unmet(input({ startAt: later(23) })), []);
    assert.deepEqual(unmet(input({ startAt: later(25) })), [{ rule: 'start_after_eligibility' }]);
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
  const history = (): ReturnType<typeof made.world.requests.lastOf> =>
    made.world.requests.lastOf(made.ana, 50);
  const extensions = (): Promise<readonly Extension[]> => made.world.extensions.openOf(made.ana);

  it('sorts by name and keeps what is active out of what can be activated', async () => {
    const { world, ana, reader } = made;
    await world.does(ana, toActivate(reader));
    await made.ask();
    const { active, eligible, requested } = await listMyRoles({ ...deps(), history, extensions });
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

  it('begins with what the person used last; the rest follows by name', async () => {
    const { world, ana, exchange, reader } = made;
    const [billing, teams] = ['Billing Administrator', 'Teams Administrator'].map((name) =>
      world.pim.addRole(name),
    );
    assert.ok(billing && teams);
    for (const role of [billing, teams]) world.pim.makeEligible(ana, role);
    const used = (role: Role): Promise<readonly RoleAtScope[]> =>
      Promise.resolve([at(role), at(teams), at(role)]);
    const namesWith = async (role: Role): Promise<readonly string[]> =>
      (await listMyRoles({ ...deps(), history: () => used(role), extensions })).eligible.map(
        ({ eligibility }) => eligibility.role.displayName,
      );
    const [t, b, e, r] = [teams, billing, exchange, reader].map(({ displayName }) => displayName);
    assert.deepEqual(await namesWith(reader), [r, t, b, e]);
    assert.deepEqual(await namesWith(exchange), [e, t, b, r]);
  });

  it('knows for which eligibility of one’s own more time was asked', async () => {
    const { world, ana } = made;
    const endAt = new Date(world.clock.now().getTime() + 3 * 86_400_000);
    const [own, group] = ['Ends Soon', 'Of A Group'].map((name) => world.pim.addRole(name));
    assert.ok(own && group);
    world.pim.makeEligible(ana, own, { endAt });
    world.pim.makeEligible(world.pim.addGroup('Tier 1', [ana]), group, { endAt });
    const asked = [own, group].map((role) => ({
      id: requestId('e0e0e0e0-0000-4000-8000-000000000001'),
      person: ana,
      roleDefinitionId: role.id,
      roleName: role.displayName,
      scopeId: '/',
      endAt,
      askedAt: world.clock.now(),
    }));
    const askedFor = async (): Promise<readonly string[]> =>
      (await listMyRoles({ ...deps(), history, extensions: () => Promise.resolve(asked) })).eligible.flatMap(
        ({ eligibility, isExtensionAsked }) =>
          isExtensionAsked === true ? [eligibility.role.displayName] : [],
      );
    assert.deepEqual(await askedFor(), ['Ends Soon']);
    world.pim.eligibilities = world.pim.eligibilities.map((one) => ({
      ...one,
      endAt: new Date(endAt.getTime() + 86_400_000),
    }));
    assert.deepEqual(await askedFor(), [], 'it was granted, and nobody has noted that yet');
  });

  it('lists roles whose settings cannot be read without them', async () => {
    made.world.directory.settingsOf = () => Promise.reject(new PimError('permission_missing', 'No'));
    const { eligible } = await listMyRoles({ ...deps(), history, extensions });
    assert.deepEqual(
      eligible.map(({ settings }) => settings),
      [undefined, undefined],
    );
  });
});

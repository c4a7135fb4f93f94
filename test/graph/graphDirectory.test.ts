import assert from 'node:assert/strict';
import { isPimError } from '../../src/pim/errors.ts';
import { principalId, roleDefinitionId } from '../../src/pim/ids.ts';
import { type PimDirectory } from '../../src/pim/ports.ts';
import { GLOBAL_ADMINISTRATOR, PRIVILEGED_ROLE_ADMINISTRATOR } from '../../src/pim/roles.ts';
import { GraphWorld } from '../support/graphWorld.ts';
import { type RunningSandbox, startSandbox } from '../support/runningSandbox.ts';

const ana = principalId('a1a1a1a1-0001-4000-8000-000000000001');
const ben = principalId('b2b2b2b2-0002-4000-8000-000000000002');
const chi = principalId('c3c3c3c3-0003-4000-8000-000000000003');
const dara = principalId('d4d4d4d4-0004-4000-8000-000000000004');
const ivo = principalId('09090909-0009-4000-8000-000000000009');
const exchangeAdministrator = roleDefinitionId('29232cdf-9323-42fd-ade2-1d097af3e4de');
const directoryReaders = roleDefinitionId('88d8e3e3-8f55-4a1e-953a-9b9898b8876b');
const tierOneApprovers = principalId('6a0e1f52-1c3b-4d7e-9b20-5f1e0c7a1101');
const nobody = principalId('0f0f0f0f-0000-4000-8000-0f0f0f0f0f0f');
const aStranger = (_: unknown, number: number): typeof ana =>
  principalId(`0f0f0f0f-0001-4000-8000-${String(number).padStart(12, '0')}`);

describe('createGraphDirectory', () => {
  let sandbox: RunningSandbox;
  let directory: PimDirectory;
  let world: GraphWorld;

  before(async () => {
    sandbox = await startSandbox();
  });

  after(() => sandbox.stop());

  beforeEach(async () => {
    await sandbox.control.reset();
    world = new GraphWorld(sandbox);
    directory = world.entra.directory;
  });

  const calls = async (path: RegExp): Promise<number> => (await sandbox.control.calls(path)).length;
  const names = (people: readonly { readonly displayName: string }[]): readonly string[] =>
    people.map(({ displayName }) => displayName).sort();

  it('knows roles and which are privileged', async () => {
    const role = await directory.role(GLOBAL_ADMINISTRATOR);
    assert.deepEqual(
      [role.displayName, role.isPrivileged, role.isBuiltIn],
      ['Global Administrator', true, true],
    );
    assert.equal((await directory.role(exchangeAdministrator)).isPrivileged, false);
    await assert.rejects(directory.role(roleDefinitionId(nobody)), (error: unknown) =>
      isPimError(error, 'role_not_found'),
    );
  });

  it('finds people by the whole name or sign-in name in any casing, else by how either begins', async () => {
    const called = async (words: string): Promise<readonly string[]> =>
      names(await directory.peopleCalled(words));
    assert.deepEqual(await called('ANA RUIZ'), ['Ana Ruiz']);
    assert.deepEqual(await called('Ben.Okafor@harbourlight.example'), ['Ben Okafor']);
    assert.deepEqual(await called('da'), ['Dara Singh']);
    assert.deepEqual(await called('chi.ng'), ['Chi Nguyen']);
    const [guest] = await directory.peopleCalled('ivo');
    assert.deepEqual([guest?.isGuest, guest?.isEnabled], [true, true]);
    assert.deepEqual(await called(guest?.userPrincipalName ?? ''), ['Ivo Marek']);
    for (const words of ['d', 'Ruiz', "o'brien", "x' or startswith(displayName,'", '*'])
      assert.deepEqual(await called(words), [], words);
  });

  it('knows roles where beta does not answer', async () => {
    await sandbox.control.faults.add({ match: { path: '/beta/.*roleDefinitions' }, status: 404, body: {} });
    const role = await directory.role(GLOBAL_ADMINISTRATOR);
    assert.deepEqual([role.displayName, role.isPrivileged], ['Global Administrator', undefined]);
  });

  it('reads the list of roles once an hour', async () => {
    await Promise.all([directory.role(GLOBAL_ADMINISTRATOR), directory.role(exchangeAdministrator)]);
    await world.forward(59);
    await directory.role(exchangeAdministrator);
    assert.equal(await calls(/roleDefinitions/), 1);
    await world.forward(2);
    await directory.role(exchangeAdministrator);
    assert.equal(await calls(/roleDefinitions/), 2);
  });

  it('reads what a role asks for, every five minutes', async () => {
    const settings = await directory.settingsOf(exchangeAdministrator);
    assert.deepEqual(settings.approval.approvers, [
      { kind: 'person', id: ben },
      { kind: 'group', id: tierOneApprovers },
    ]);
    assert.equal(settings.isJustificationRequired, true);
    await directory.settingsOf(exchangeAdministrator);
    assert.equal(await calls(/roleManagementPolicyAssignments/), 1);
    await world.forward(6);
    await directory.settingsOf(exchangeAdministrator);
    assert.equal(await calls(/roleManagementPolicyAssignments/), 2);
  });

  it('knows people and that somebody is not there', async () => {
    const person = await directory.person(ivo);
    assert.deepEqual([person?.displayName, person?.isGuest, person?.isEnabled], ['Ivo Marek', true, true]);
    assert.equal(await directory.person(nobody), undefined);
    await directory.person(nobody);
    assert.equal(await calls(new RegExp(nobody)), 1);
  });

  it('knows several people in one call, in the order asked', async () => {
    const people = await directory.people([chi, nobody, ana, chi]);
    assert.deepEqual(
      people.map(({ id }) => id),
      [chi, ana],
    );
    await directory.people([ana, chi]);
    assert.equal(await calls(/\/users/), 1);
  });

  it('knows several people where Graph does not take the list', async () => {
    await sandbox.control.faults.add({ match: { path: '/users$' }, status: 400, body: {} });
    assert.deepEqual(names(await directory.people([ana, chi])), ['Ana Ruiz', 'Chi Nguyen']);
  });

  it('finds everybody in a group, nested groups included', async () => {
    assert.deepEqual(names(await directory.peopleOf(tierOneApprovers)), ['Chi Nguyen', 'Dara Singh']);
    assert.equal(await directory.groupName(tierOneApprovers), 'Tier 1 Approvers');
    assert.deepEqual(await directory.peopleOf(nobody), []);
    assert.equal(await directory.groupName(nobody), undefined);
  });

  it('reads who somebody’s manager is, each time, and that somebody has none', async () => {
    assert.equal(await directory.managerOf(ana), ben);
    assert.equal(await directory.managerOf(ana), ben);
    assert.equal(await calls(/manager/), 2);
    assert.equal(await directory.managerOf(nobody), undefined);
    await sandbox.control.faults.add({ match: { path: 'manager' }, status: 403, body: {} });
    await assert.rejects(directory.managerOf(ana), (error) => isPimError(error, 'forbidden'));
  });

  it('finds everybody in a group where Graph does not take the cast', async () => {
    await sandbox.control.faults.add({ match: { path: 'microsoft.graph.user' }, status: 400, body: {} });
    assert.deepEqual(names(await directory.peopleOf(tierOneApprovers)), ['Chi Nguyen', 'Dara Singh']);
  });

  it('finds who holds a role, people only', async () => {
    assert.deepEqual(names(await directory.holdersOf(GLOBAL_ADMINISTRATOR)), [
      'Dara Singh',
      'Eli Novak',
      'Lou Fischer',
    ]);
    assert.deepEqual(names(await directory.holdersOf(PRIVILEGED_ROLE_ADMINISTRATOR)), ['Eli Novak']);
    assert.deepEqual(await directory.holdersOf(directoryReaders), []);
  });

  it('finds what somebody holds and may activate, through groups too', async () => {
    const roles = await directory.eligibleRolesOf(ana);
    const byName = new Map(roles.map((one) => [one.role.displayName, one]));
    assert.equal(byName.get('Global Reader')?.memberType, 'Group');
    assert.equal(byName.get('Helpdesk Administrator')?.scope.displayName, 'Oslo office');
    assert.equal(byName.get('Exchange Administrator')?.memberType, 'Direct');
    assert.deepEqual(await directory.activeRolesOf(ana), []);
    const [held] = await directory.activeRolesOf(dara);
    assert.deepEqual([held?.role.id, held?.assignmentType], [GLOBAL_ADMINISTRATOR, 'Assigned']);
  });

  it('names scopes by their id where the names may not be read', async () => {
    await sandbox.control.faults.add({
      match: { path: 'administrativeUnits' },
      status: 403,
      body: { error: { code: 'Authorization_RequestDenied', message: 'Insufficient privileges' } },
    });
    const roles = await directory.eligibleRolesOf(ana);
    const scoped = roles.find(({ scope }) => scope.kind === 'administrativeUnit');
    assert.equal(scoped?.scope.displayName, undefined);
    assert.ok(scoped?.scope.id.startsWith('/administrativeUnits/'));
  });

  it('reads approvals only where the app may', async () => {
    const pim = await world.as(ana);
    const made = await pim.selfActivate(
      { roleDefinitionId: exchangeAdministrator, scopeId: '/' },
      { durationMinutes: 30, justification: 'x', ticketNumber: '', ticketSystem: '', startAt: undefined },
    );
    const ask = { requestor: ana, approvalId: made.id };
    assert.deepEqual(await directory.standingsOf([ask]), [{ active: [], approval: undefined }]);
    assert.equal(await calls(/roleAssignmentApprovals/), 0);
    const { granted } = await world.entra.appPermissions();
    await sandbox.control.applicationPermissions([...granted, 'PrivilegedAccess.Read.AzureAD']);
    const allowed = new GraphWorld(sandbox).entra.directory;
    const [standing, unknown] = await allowed.standingsOf([ask, { requestor: ben, approvalId: nobody }]);
    assert.ok(standing !== undefined && !isPimError(standing));
    assert.equal(standing.approval?.steps[0]?.status, 'InProgress');
    assert.deepEqual(unknown, { active: [], approval: undefined });
  });

  it('reads where forty requests stand in three calls, each part for itself', async () => {
    await sandbox.control.faults.add({
      match: { path: 'roleAssignmentScheduleInstances' },
      status: 503,
      times: 1,
    });
    const asks = [ana, ben, dara, ...Array.from({ length: 38 }, aStranger)].map((requestor) => ({
      requestor,
      approvalId: undefined,
    }));
    const standings = await directory.standingsOf(asks);
    assert.equal(standings.length, asks.length);
    const [ofAna, ofBen, ofDara] = standings;
    assert.ok(isPimError(ofAna, 'pim_unavailable'));
    assert.deepEqual(ofBen, { active: [], approval: undefined });
    assert.ok(ofDara !== undefined && !isPimError(ofDara));
    assert.deepEqual(
      ofDara.active.map((held) => [held.role.displayName, held.assignmentType]),
      [['Global Administrator', 'Assigned']],
    );
    assert.equal(await calls(/\$batch$/), 3);
  });

  it('says of each standing that it could not be read where the call was not answered', async () => {
    await sandbox.control.faults.add({ match: { path: '\\$batch$' }, status: 500, body: {} });
    const standings = await directory.standingsOf([
      { requestor: ana, approvalId: undefined },
      { requestor: ben, approvalId: undefined },
    ]);
    assert.deepEqual(
      standings.map((standing) => isPimError(standing, 'pim_unavailable')),
      [true, true],
    );
  });

  it('says what the app may do', async () => {
    const { missing, changesAccess } = await world.entra.appPermissions();
    assert.deepEqual([missing, changesAccess], [[], []]);
    await sandbox.control.applicationPermissions(['User.Read.All', 'RoleManagement.ReadWrite.Directory']);
    const changed = await new GraphWorld(sandbox).entra.appPermissions();
    assert.deepEqual(changed.changesAccess, ['RoleManagement.ReadWrite.Directory']);
    assert.ok(changed.missing.includes('RoleManagementPolicy.Read.Directory'));
  });
});

import assert from 'node:assert/strict';
import { createGraphDirectory } from '../../src/graph/graphDirectory.ts';
import { isPimError } from '../../src/pim/errors.ts';
import { principalId, type PrincipalId } from '../../src/pim/ids.ts';
import { type PimDirectory } from '../../src/pim/ports.ts';
import { type ActiveRole, type EligibleRole, GLOBAL_ADMINISTRATOR } from '../../src/pim/roles.ts';
import { GraphWorld } from '../support/graphWorld.ts';
import { type RunningSandbox, startSandbox } from '../support/runningSandbox.ts';
import { type LocalServer, type Received, type Reply, startServer } from './localServer.ts';

/** What of a role does not depend on how it was read. */
const essence = (roles: readonly (ActiveRole | EligibleRole)[]): readonly string[] =>
  roles
    .map(({ role, scope, principalId: holder, memberType, endAt }) =>
      [
        role.displayName,
        role.isPrivileged,
        scope.id,
        scope.displayName,
        holder,
        memberType,
        endAt?.toISOString(),
      ].join(' '),
    )
    .sort();

for (const tenant of ['harbour', 'fjord'] as const) {
  describe(`holdings of ${tenant}`, () => {
    let sandbox: RunningSandbox;
    let world: GraphWorld;

    before(async () => {
      sandbox = await startSandbox({ tenant });
      world = new GraphWorld(sandbox);
    });

    after(() => sandbox.stop());

    it('are for everybody what is read for each alone', async () => {
      const { directory } = world.entra;
      const holdings = await directory.holdings();
      for (const { id, name } of sandbox.tenantInfo.people) {
        const person = principalId(id);
        const [active, eligible] = [
          await directory.activeRolesOf(person),
          await directory.eligibleRolesOf(person),
        ];
        assert.deepEqual(essence(await holdings.activeRolesOf(person)), essence(active), name);
        assert.deepEqual(essence(await holdings.eligibleRolesOf(person)), essence(eligible), name);
      }
    });

    it('name every assignment that nobody activated', async () => {
      const { standing } = await world.entra.directory.holdings();
      assert.ok(standing.length > 0);
      assert.ok(standing.every(({ assignmentType }) => assignmentType === 'Assigned'));
      assert.ok(standing.some(({ role }) => role.id === GLOBAL_ADMINISTRATOR));
    });
  });
}

describe('holdings where something cannot be read', () => {
  let sandbox: RunningSandbox;
  let directory: PimDirectory;

  before(async () => {
    sandbox = await startSandbox();
  });

  after(() => sandbox.stop());

  beforeEach(async () => {
    await sandbox.control.reset();
    ({ directory } = new GraphWorld(sandbox).entra);
  });

  it('are without what comes through groups where groups may not be listed', async () => {
    await sandbox.control.faults.add({
      match: { path: '/groups$' },
      status: 403,
      body: { error: { code: 'Authorization_RequestDenied', message: 'Insufficient privileges' } },
    });
    const ana = principalId('a1a1a1a1-0001-4000-8000-000000000001');
    const eligible = await (await directory.holdings()).eligibleRolesOf(ana);
    assert.ok(eligible.length > 0);
    assert.ok(eligible.every(({ memberType }) => memberType === 'Direct'));
  });

  it('are none at all where the assignments may not be read', async () => {
    await sandbox.control.faults.add({
      match: { path: 'roleAssignmentScheduleInstances$' },
      status: 403,
      body: { error: { code: 'UnauthorizedAccess', message: 'no' } },
    });
    await assert.rejects(directory.holdings(), (error: unknown) => isPimError(error));
  });

  it('name what is activated now by the request that asked for it, and nothing that stands', async () => {
    assert.deepEqual(await directory.activatedNow(), []);
    const { id } = (await sandbox.control.portal({
      actor: 'a1a1a1a1-0001-4000-8000-000000000001',
      action: 'activate',
      roleDefinitionId: '69091246-20e8-4a56-aa4d-066075b2a7a8',
      durationMinutes: 60,
      justification: 'In the portal',
    })) as { readonly id: string };
    await sandbox.control.forward(60_000);
    const active = await directory.activatedNow();
    assert.deepEqual(
      active.map(({ role, scope, scheduleId, assignmentType }) => [
        role.displayName,
        scope.id,
        scheduleId,
        assignmentType,
      ]),
      [['Teams Administrator', '/', id, 'Activated']],
    );
  });

  it('are read anew for whoever must know who is in a group now', async () => {
    const group = principalId('6a0e1f52-1c3b-4d7e-9b20-5f1e0c7a1101');
    const members = await directory.peopleNowIn(group);
    assert.deepEqual(members.map(({ displayName }) => displayName).sort(), ['Chi Nguyen', 'Dara Singh']);
    await directory.peopleNowIn(group);
    assert.equal((await sandbox.control.calls(/transitiveMembers/)).length, 2);
    assert.deepEqual(await directory.peopleNowIn(principalId('0f0f0f0f-0000-4000-8000-0f0f0f0f0f0f')), []);
  });
});

describe('holdings of a tenant of ten thousand', () => {
  const PEOPLE = 10_000;
  const PAGE = 100;
  const ROLES = 20;
  const guid = (kind: string, number: number): string =>
    `${kind.repeat(8)}-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
  const member = (number: number): object => ({ id: guid('a', number), displayName: 'Somebody' });
  const instance = (number: number): object => ({
    id: `instance-${number}`,
    principalId: number === 0 ? guid('b', 0) : guid('a', number),
    roleDefinitionId: guid('c', number % ROLES),
    directoryScopeId: '/',
    assignmentType: 'Activated',
    memberType: 'Direct',
    endDateTime: '2026-01-06T09:00:00Z',
  });

  let server: LocalServer;

  const answer = ({ url }: Received): Reply => {
    const asked = new URL(url, server.url);
    const list = (count: number, one: (number: number) => object): Reply => {
      const from = Number(asked.searchParams.get('$skip') ?? 0);
      const value = Array.from({ length: Math.min(PAGE, count - from) }, (_, index) => one(from + index));
      asked.searchParams.set('$skip', String(from + PAGE));
      return { body: { value, ...(from + PAGE < count ? { '@odata.nextLink': asked.href } : {}) } };
    };
    if (asked.pathname.endsWith('Instances')) return list(PEOPLE, instance);
    if (asked.pathname.endsWith('/groups'))
      return list(1, () => ({ id: guid('b', 0), isAssignableToRole: true }));
    if (asked.pathname.includes('transitiveMembers')) return list(150, member);
    return list(ROLES, (number) => ({
      id: guid('c', number),
      displayName: `Role ${number}`,
      isBuiltIn: true,
    }));
  };

  before(async () => {
    server = await startServer(answer);
  });

  after(() => server.stop());

  it('take as many calls as there are pages, whoever asks for how many', async () => {
    const directory = createGraphDirectory({
      client: { graphUrl: `${server.url}/graph`, deadlineMs: 10_000, jitter: () => 0, newId: () => 'call' },
      appTokens: {
        token: () => Promise.resolve('token'),
        roles: () => Promise.resolve([]),
        forget: () => undefined,
      },
      graphScopeBase: server.url,
      clock: { now: () => new Date('2026-01-05T09:00:00Z') },
    });
    const before = process.memoryUsage().heapUsed;
    const holdings = await directory.holdings();
    const person = (number: number): PrincipalId => principalId(guid('a', number));
    for (let number = 0; number < PEOPLE; number += 1) {
      const [held] = await holdings.activeRolesOf(person(number));
      assert.ok(held !== undefined);
      await holdings.eligibleRolesOf(person(number));
    }
    const [own, throughGroup] = await holdings.activeRolesOf(person(7));
    assert.deepEqual([own?.role.displayName, throughGroup?.role.displayName], ['Role 7', 'Role 0']);
    assert.equal(throughGroup?.memberType, 'Group');
    // Two lists of a hundred pages, the catalogue, the groups, and two pages of the one group's members.
    assert.equal(server.received.length, 2 * (PEOPLE / PAGE) + 4);
    const lists = server.received.filter(({ url }) => url.includes('Instances'));
    assert.ok(lists.every(({ headers }) => headers['x-ms-throttle-priority'] === 'Low'));
    assert.ok(process.memoryUsage().heapUsed - before < 256 * 1024 * 1024);
  });
});

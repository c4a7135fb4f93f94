import assert from 'node:assert/strict';
import { isPimError } from '../../../src/pim/errors.ts';
import {
  byId,
  group,
  guid,
  held,
  type LocalRows,
  type LocalTenant,
  NOW,
  person,
  refusal,
  startTenant,
} from './localTenant.ts';

const ana = guid('a', 1);
const circle = guid('b', 1);

/** Something of everything. */
const some: LocalRows = {
  assignments: [held(circle)],
  eligibilities: [held(ana)],
  policies: [{ roleDefinitionId: guid('c', 1), policyId: 'p', policy: { id: 'p', rules: [] } }],
  objects: byId(person(1), person(2), group(1)),
  members: { [circle]: [guid('a', 2)] },
  managed: [circle],
  signIns: { [ana]: { lastSignInDateTime: '2026-01-04T00:00:00Z' } },
  alerts: [
    {
      id: `DirectoryRole_${guid('9')}_StaleSignInAlert`,
      isActive: false,
      incidentCount: 0,
      alertIncidents: [],
    },
  ],
};

describe('a snapshot', () => {
  let tenant: LocalTenant | undefined;

  async function started(rows: LocalRows): Promise<LocalTenant> {
    tenant = await startTenant(rows);
    return tenant;
  }

  afterEach(async () => {
    await tenant?.server.stop();
    tenant = undefined;
  });

  it('is of its tenant and time, survives JSON, and takes as few calls as there are things to ask', async () => {
    const { posture, server } = await started(some);
    const snapshot = await posture.snapshot({ auditDays: 30 });
    assert.deepEqual([snapshot.tenantId, snapshot.takenAt], [guid('9'), NOW.toISOString()]);
    assert.deepEqual(JSON.parse(JSON.stringify(snapshot)), snapshot);
    assert.deepEqual([snapshot.notRead, snapshot.unreachable], [[], null]);
    // Roles, assignments, eligibilities, settings, audits, alerts; ids and then members twice; sign-ins, PIM for Groups.
    assert.equal(server.received.length, 11);
    assert.ok(server.received.every(({ headers }) => headers['x-ms-throttle-priority'] === 'Low'));
  });

  it('is read once for all who ask meanwhile, and again for whoever asks later', async () => {
    const { posture, server } = await started(some);
    const ask = { auditDays: 30 };
    const [one, other] = await Promise.all([posture.snapshot(ask), posture.snapshot(ask)]);
    assert.equal(one, other);
    assert.equal(server.received.length, 11);
    assert.notEqual(await posture.snapshot(ask), one);
    assert.equal(server.received.length, 22);
    const [long, short] = await Promise.all([posture.snapshot(ask), posture.snapshot({ auditDays: 1 })]);
    assert.notEqual(long.auditedSince, short.auditedSince);
  });

  it('is read again after a reading that failed', async () => {
    let isDown = true;
    const { posture } = await started({
      ...some,
      instead: (path) =>
        isDown && path.includes('Instances') ? refusal(403, 'UnauthorizedAccess') : undefined,
    });
    await assert.rejects(posture.snapshot({ auditDays: 30 }));
    isDown = false;
    assert.equal((await posture.snapshot({ auditDays: 30 })).assignments.length, 1);
  });

  const required: Readonly<Record<string, string>> = {
    assignments: 'roleAssignmentScheduleInstances',
    eligibilities: 'roleEligibilityScheduleInstances',
    roles: 'roleDefinitions',
  };
  for (const [what, path] of Object.entries(required)) {
    it(`is none where ${what} cannot be read, and asks for nothing more then`, async () => {
      const { posture, server } = await started({
        ...some,
        instead: (asked) => (asked.includes(path) ? refusal(400, 'AadPremiumLicenseRequired') : undefined),
      });
      await assert.rejects(posture.snapshot({ auditDays: 30 }), (error: unknown) =>
        isPimError(error, 'licence_missing'),
      );
      assert.ok(server.received.every(({ url }) => !/getByIds|batch|alerts|Audits/.test(url)));
    });
  }

  const optional: readonly (readonly [
    part: string,
    path: string,
    status: number,
    code: string,
    said: string,
  ])[] = [
    [
      'privilegedRoles',
      '/beta/roleManagement/directory/roleDefinitions',
      400,
      'BadRequest',
      'unexpected_answer',
    ],
    ['settings', '/policies/', 403, 'PermissionScopeNotGranted', 'permission_missing'],
    ['groupMembers', '/members?', 403, 'Authorization_RequestDenied', 'forbidden'],
    ['groupEligibilities', '/privilegedAccess/', 403, 'UnauthorizedAccess', 'forbidden'],
    [
      'signIns',
      'signInActivity',
      403,
      'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
      'licence_missing',
    ],
    ['audits', '/auditLogs/', 403, 'Authentication_MSGraphPermissionMissing', 'forbidden'],
    ['alerts', '/roleManagementAlerts/', 404, 'ResourceNotFound', 'request_not_found'],
  ];
  for (const [part, path, status, code, said] of optional) {
    it(`says that ${part} could not be read, and has everything else`, async () => {
      const { posture } = await started({
        ...some,
        instead: (asked) => (asked.includes(path) ? refusal(status, code) : undefined),
      });
      const snapshot = await posture.snapshot({ auditDays: 30 });
      assert.deepEqual(snapshot.notRead, [{ part, code: said }]);
      const [role] = snapshot.roles;
      const [holders] = snapshot.groups;
      const signedIn = snapshot.principals.find(({ id }) => id === ana)?.lastSignInAt;
      assert.deepEqual(
        {
          privilegedRoles: role?.isPrivileged,
          settings: snapshot.settings.length,
          groupMembers: holders?.members,
          groupEligibilities: holders?.isManagedByPim,
          signIns: signedIn,
          audits: snapshot.auditedSince,
          alerts: snapshot.alerts.length,
        },
        {
          privilegedRoles: false,
          settings: 1,
          groupMembers: [guid('a', 2)],
          groupEligibilities: true,
          signIns: '2026-01-04T00:00:00.000Z',
          audits: '2025-12-06T09:00:00.000Z',
          alerts: 1,
          [part]: part === 'settings' || part === 'alerts' ? 0 : null,
        },
      );
    });
  }
});

describe('a snapshot of a tenant of twenty thousand', () => {
  const PEOPLE = 20_000;
  const HOLDERS = 3_000;
  const ACTIVATIONS = 4_000;
  let tenant: LocalTenant;

  before(async () => {
    const people = Array.from({ length: PEOPLE }, (_, number) => person(number));
    tenant = await startTenant({
      page: 1_000,
      eligibilities: Array.from({ length: HOLDERS }, (_, number) => held(guid('a', number))),
      assignments: [held(circle)],
      objects: byId(group(1), ...people),
      members: { [circle]: people.map(({ id }) => String(id)) },
      audits: Array.from({ length: ACTIVATIONS }, (_, number) => ({
        id: `PIM_${number}`,
        activityDisplayName: 'Add member to role completed (PIM activation)',
        activityDateTime: '2026-01-01T00:00:00Z',
        resultReason: 'x'.repeat(200),
        correlationId: guid('e', number),
        targetResources: [
          { id: guid('c', 1), type: 'Role' },
          { id: guid('a', number), type: 'User' },
        ],
      })),
    });
  });

  after(() => tenant.server.stop());

  it('takes as many calls as there are pages, and not as there are people', async () => {
    const { assignments, eligibilities, principals, groups, activations } = await tenant.posture.snapshot({
      auditDays: 30,
    });
    assert.deepEqual(
      [assignments.length, eligibilities.length, principals.length, groups[0]?.members?.length],
      [1, HOLDERS, PEOPLE + 1, PEOPLE],
    );
    assert.equal(activations.length, ACTIVATIONS);
    const count = (path: string): number =>
      tenant.server.received.filter(({ url }) => url.includes(path)).length;
    assert.equal(count('roleEligibilityScheduleInstances'), HOLDERS / 1_000);
    assert.equal(count('directoryAudits'), ACTIVATIONS / 1_000);
    // The holders and the group, then whoever else is inside.
    assert.equal(count('getByIds'), 4 + (PEOPLE - HOLDERS) / 1_000);
    assert.equal(count('/beta/$batch'), PEOPLE / 1_000);
    // Sign-ins of everybody behind a role, fifteen to a part and twenty parts to a call; and PIM for Groups.
    assert.equal(count('/v1.0/$batch'), Math.ceil(PEOPLE / 15 / 20) + 1);
  });
});

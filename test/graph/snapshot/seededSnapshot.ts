import assert from 'node:assert/strict';
import { type OfflineTenant } from '../../../sandbox/tenants/offlineTenant.ts';
import {
  type Snapshot,
  type SnapshotAssignment,
  type SnapshotEligibility,
} from '../../../src/pim/posture/snapshot.ts';
import { GraphWorld } from '../../support/graphWorld.ts';
import { serveTenant } from '../../support/runningSandbox.ts';

const DAY_MS = 86_400_000;

/** What a snapshot of an offline tenant is made of, read over HTTP by the real adapter; and every call that it took. */
export async function snapshotOfTenant(
  tenant: OfflineTenant,
): Promise<{ readonly snapshot: Snapshot; readonly calls: readonly string[] }> {
  const sandbox = await serveTenant(tenant);
  try {
    // Waiting is tried elsewhere.
    await sandbox.control.auditLog({ lagSeconds: { least: 0, most: 0 }, isReadLimited: false });
    const calls: string[] = [];
    const world = new GraphWorld(sandbox, {
      pause: () => Promise.resolve(),
      onCall: ({ method, version, pathTemplate }) => calls.push(`${method} ${version}${pathTemplate}`),
    });
    return { snapshot: await world.entra.posture.snapshot({ auditDays: 30 }), calls };
  } finally {
    await sandbox.stop();
  }
}

/** Fails where a snapshot says anything else than the seed does that the tenant was planted from. */
export function assertAsSeeded(snapshot: Snapshot, tenant: OfflineTenant): void {
  assertHoldings(snapshot, tenant);
  assertGroups(snapshot, tenant);
  assertPrincipals(snapshot, tenant);
  assertSettings(snapshot, tenant);
  assertActivations(snapshot, tenant);
}

const sorted = (lines: Iterable<unknown>): readonly string[] =>
  [...lines].map((line) => JSON.stringify(line)).sort();

function assertHoldings(snapshot: Snapshot, { roleManagement: seed }: OfflineTenant): void {
  const days = (endAt: string | null): number | null =>
    endAt === null ? null : Math.round((Date.parse(endAt) - Date.parse(snapshot.takenAt)) / DAY_MS);
  const read = (row: SnapshotEligibility): readonly unknown[] => [
    ...[row.principalId, row.roleDefinitionId, row.scopeId],
    days(row.endAt),
  ];
  const planted = (row: (typeof seed.eligibilities)[number]): readonly unknown[] => [
    ...[row.principalId, row.roleDefinitionId, row.directoryScopeId ?? '/'],
    row.endsInDays ?? null,
  ];
  assert.deepEqual(sorted(snapshot.eligibilities.map(read)), sorted(seed.eligibilities.map(planted)));
  const standing = snapshot.assignments.filter(({ assignmentType }) => assignmentType === 'Assigned');
  assert.deepEqual(
    sorted(standing.map((row: SnapshotAssignment) => [...read(row), row.isOutsidePim])),
    sorted(seed.assignments.map((row) => [...planted(row), row.isOutsidePim ?? false])),
  );
}

function assertGroups(snapshot: Snapshot, { directory, roleManagement: seed }: OfflineTenant): void {
  const groups = new Map(directory.groups.map((group) => [group.id, group]));
  const expected = new Set<string>();
  const approvers = Object.values(seed.settings).flatMap(({ approvers: named }) => named ?? []);
  const left = [...seed.assignments, ...seed.eligibilities].map(({ principalId }) => principalId);
  left.push(...approvers.map(({ id }) => id));
  for (let id = left.pop(); id !== undefined; id = left.pop()) {
    if (!groups.has(id) || expected.has(id)) continue;
    expected.add(id);
    left.push(...(groups.get(id)?.members ?? []));
  }
  const managed = new Set((seed.groupEligibilities ?? []).map(({ groupId }) => groupId));
  const isSeen = !snapshot.notRead.some(({ part }) => part === 'groupEligibilities');
  assert.deepEqual(
    sorted(
      snapshot.groups.map(({ id, members, isManagedByPim }) => [id, sorted(members ?? []), isManagedByPim]),
    ),
    sorted(
      [...expected].map((id) => [id, sorted(groups.get(id)?.members ?? []), isSeen ? managed.has(id) : null]),
    ),
  );
}

function assertPrincipals(snapshot: Snapshot, { directory }: OfflineTenant): void {
  const users = new Map(directory.users.map((user) => [user.id, user]));
  const groups = new Map(directory.groups.map((group) => [group.id, group]));
  const apps = new Map(directory.servicePrincipals.map((app) => [app.id, app]));
  const named = new Set([
    ...[...snapshot.assignments, ...snapshot.eligibilities].map(({ principalId }) => principalId),
    ...snapshot.groups.flatMap(({ id, members }) => [id, ...(members ?? [])]),
    ...snapshot.activations.flatMap(({ principalId, decidedBy }) => [principalId, decidedBy]),
    ...snapshot.settings.flatMap(({ activation }) =>
      activation.approvers.map((one) => (one.kind === 'requestorManager' ? null : one.id)),
    ),
    ...snapshot.alerts.flatMap(({ incidents }) => incidents.map(({ principalId }) => principalId)),
  ]);
  const known = new Set<string | null>(snapshot.principals.map(({ id }) => id));
  assert.equal(known.size, snapshot.principals.length);
  for (const id of named) assert.ok(id === null || known.has(id), `${String(id)} is named and not described`);
  for (const { id, kind, displayName, isEnabled, isGuest } of snapshot.principals) {
    const user = users.get(id);
    const other = groups.get(id) ?? apps.get(id);
    assert.deepEqual(
      [kind, displayName, isGuest],
      user === undefined
        ? [groups.has(id) ? 'group' : apps.has(id) ? 'app' : 'missing', other?.displayName ?? id, false]
        : ['person', user.displayName, user.userType === 'Guest'],
    );
    if (user !== undefined) assert.equal(isEnabled, user.accountEnabled);
  }
}

function assertSettings({ settings, roles }: Snapshot, { roleManagement: seed }: OfflineTenant): void {
  assert.deepEqual(sorted(settings.map((one) => one.roleDefinitionId)), sorted(roles.map(({ id }) => id)));
  for (const { roleDefinitionId, activation, eligibility, notifications } of settings) {
    const seeded = seed.settings[roleDefinitionId];
    if (seeded === undefined) continue;
    const approvers = seeded.approvers?.map(({ kind, id }) => ({
      kind: kind === 'user' ? 'person' : kind,
      id,
    }));
    assert.equal(activation.isApprovalRequired, approvers !== undefined);
    assert.deepEqual(activation.approvers, approvers ?? []);
    assert.equal(activation.authenticationContext, seeded.authenticationContext ?? null);
    const rules = seeded.enabledRules;
    if (rules !== undefined) {
      assert.equal(activation.isTicketRequired, rules.includes('Ticketing'));
      assert.equal(activation.isJustificationRequired, rules.includes('Justification'));
      assert.equal(activation.isMultifactorRequired, rules.includes('MultiFactorAuthentication'));
    }
    if (seeded.permanentEligibilityAllowed !== undefined)
      assert.equal(eligibility.isExpirationRequired, !seeded.permanentEligibilityAllowed);
    assert.equal(notifications.length, 9);
  }
}

/** Those of the edge of the log are left out: a row of theirs may have gone already. */
function assertActivations(snapshot: Snapshot, { roleManagement: seed }: OfflineTenant): void {
  const recent = Date.parse(snapshot.takenAt) - 28 * DAY_MS;
  const read = snapshot.activations.filter(({ requestedAt }) => Date.parse(requestedAt) > recent);
  const planted = (seed.activations ?? []).filter(({ daysAgo }) => daysAgo < 28);
  assert.deepEqual(
    sorted(
      read.map((one) => [
        one.principalId,
        one.roleDefinitionId,
        one.outcome,
        one.justification,
        one.decidedBy,
      ]),
    ),
    sorted(
      planted.map(({ principalId, roleDefinitionId, outcome = 'activated', justification, decidedBy }) => {
        const isDecided = outcome === 'activated' || outcome === 'denied';
        return [
          principalId,
          roleDefinitionId,
          outcome,
          justification,
          isDecided ? (decidedBy ?? null) : null,
        ];
      }),
    ),
  );
}

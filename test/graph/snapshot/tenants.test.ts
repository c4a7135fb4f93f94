import assert from 'node:assert/strict';
import { generatedTenant } from '../../../sandbox/tenants/generated.ts';
import { type OfflineTenant } from '../../../sandbox/tenants/offlineTenant.ts';
import { tenants } from '../../../sandbox/tenants/tenants.ts';
import { type Snapshot } from '../../../src/pim/posture/snapshot.ts';
import { assertAsSeeded, snapshotOfTenant } from './seededSnapshot.ts';

const tenantNamed = (name: string): OfflineTenant => {
  const tenant = tenants[name];
  assert.ok(tenant !== undefined, name);
  return tenant;
};

describe('a snapshot of an offline tenant', () => {
  const mayNotAskOfGroups = [{ part: 'groupEligibilities', code: 'permission_missing' }];
  const expected: Readonly<Record<string, Snapshot['notRead']>> = {
    harbour: mayNotAskOfGroups as Snapshot['notRead'],
    fjord: mayNotAskOfGroups as Snapshot['notRead'],
    quay: [],
    meadow: [],
  };
  for (const [name, notRead] of Object.entries(expected)) {
    it(`says of ${name} what it was planted with`, async () => {
      const tenant = tenantNamed(name);
      const { snapshot } = await snapshotOfTenant(tenant);
      assert.equal(snapshot.tenantId, tenant.directory.id);
      assert.deepEqual(snapshot.notRead, notRead);
      assert.equal(snapshot.alerts.length, 7);
      assertAsSeeded(snapshot, tenant);
    });
  }

  it('takes 13 calls for harbour', async () => {
    const { calls } = await snapshotOfTenant(tenantNamed('harbour'));
    assert.equal(calls.length, 13, calls.join('\n'));
  });

  it('knows of quay when roles were last used and when people last signed in', async () => {
    const { snapshot } = await snapshotOfTenant(tenantNamed('quay'));
    assert.ok(snapshot.otherUses.length > 0);
    const stale = snapshot.alerts.find(({ name }) => name === 'StaleSignInAlert');
    for (const { principalId, lastSeenAt } of stale?.incidents ?? []) {
      const own = snapshot.principals.find(({ id }) => id === principalId);
      assert.equal(own?.lastSignInAt, lastSeenAt);
    }
    assert.ok((stale?.incidents.length ?? 0) > 0);
  });
});

describe('a snapshot of a generated tenant', () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    it(`says what seed ${seed} planted`, async () => {
      const tenant = generatedTenant({
        seed,
        people: 10 + seed * 4,
        groups: seed % 9,
        assignments: 5 + seed,
        eligibilities: 8 + seed * 2,
        auditRows: seed * 10,
      });
      const { snapshot } = await snapshotOfTenant(tenant);
      assert.deepEqual(snapshot.notRead, []);
      assertAsSeeded(snapshot, tenant);
    });
  }
});

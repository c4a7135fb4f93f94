import assert from 'node:assert/strict';
import { meadowBreakGlass } from '../../../sandbox/tenants/meadow.ts';
import { quayBreakGlass } from '../../../sandbox/tenants/quay.ts';
import { tenants } from '../../../sandbox/tenants/tenants.ts';
import { findingRules } from '../../../src/pim/findings/rules.ts';
import { principalId } from '../../../src/pim/ids.ts';
import { type Snapshot } from '../../../src/pim/posture/snapshot.ts';
import { snapshotOfTenant } from '../../graph/snapshot/seededSnapshot.ts';
import { yardstick } from '../../support/calmTenant.ts';
import { findingsBy, told } from './judged.ts';

async function snapshotOf(name: string): Promise<Snapshot> {
  const tenant = tenants[name];
  assert.ok(tenant !== undefined, name);
  return (await snapshotOfTenant(tenant)).snapshot;
}

const by = (breakGlass: readonly string[]): typeof yardstick => ({
  ...yardstick,
  breakGlass: breakGlass.map(principalId),
});

describe('findings of offline tenants', () => {
  it('are none in meadow, once its emergency accounts are declared', async () => {
    const snapshot = await snapshotOf('meadow');
    assert.deepEqual(told(snapshot, by(meadowBreakGlass)), []);
    assert.deepEqual(told(snapshot, by([])), [
      'high permanent-assignment: Global Administrator, Emergency West',
      'information break-glass-accounts: ',
    ]);
  });

  it('are of every kind in quay, save what excludes another, what the default baseline does not ask, and house rules', async () => {
    const snapshot = await snapshotOf('quay');
    const silent = findingRules.filter(({ id }) => findingsBy(id, snapshot, by(quayBreakGlass)).length === 0);
    assert.deepEqual(
      silent.map(({ id }) => id),
      ['too-few-global-administrators', 'approval-by-house-rule', 'no-ticket'],
    );
  });
});

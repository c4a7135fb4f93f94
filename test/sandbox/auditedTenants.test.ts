import assert from 'node:assert/strict';
import { meadow, meadowBreakGlass } from '../../sandbox/tenants/meadow.ts';
import { type OfflineTenant } from '../../sandbox/tenants/offlineTenant.ts';
import { quay, quayBreakGlass } from '../../sandbox/tenants/quay.ts';
import { tenants } from '../../sandbox/tenants/tenants.ts';
import { findingsOf } from '../../src/pim/findings/findingsOf.ts';
import { type Finding, type FindingRuleId } from '../../src/pim/findings/finding.ts';
import { findingRules } from '../../src/pim/findings/rules.ts';
import { principalId } from '../../src/pim/ids.ts';
import { postureOf } from '../../src/pim/posture/posture.ts';
import { defaultSettings } from '../../src/settings.ts';
import { GraphWorld } from '../support/graphWorld.ts';
import { serveTenant } from '../support/runningSandbox.ts';

/** What Latchkey finds in a tenant with its own defaults, once the break-glass accounts are named. */
async function found(
  tenant: OfflineTenant | undefined,
  breakGlass: readonly string[],
): Promise<readonly Finding[]> {
  assert.ok(tenant);
  const sandbox = await serveTenant(tenant);
  try {
    const snapshot = await new GraphWorld(sandbox).entra.posture.snapshot({ auditDays: 30 });
    assert.deepEqual(snapshot.notRead, []);
    const yardstick = { ...defaultSettings().yardstick, breakGlass: breakGlass.map(principalId) };
    return findingsOf(postureOf(snapshot, yardstick)).findings;
  } finally {
    await sandbox.stop();
  }
}

/** Where there are too many there are not too few; tickets and house rules are for those who have asked for them. */
const elsewhere: ReadonlySet<FindingRuleId> = new Set([
  'too-few-global-administrators',
  'no-ticket',
  'approval-by-house-rule',
]);

describe('the tenants to be audited', () => {
  it(`are ${quay.name}, where every rule finds something`, async () => {
    const rules = new Set((await found(tenants['quay'], quayBreakGlass)).map(({ rule }) => rule));
    const wanted = findingRules.map(({ id }) => id).filter((id) => !elsewhere.has(id));
    assert.deepEqual(
      wanted.filter((id) => !rules.has(id)),
      [],
    );
  });

  it(`and ${meadow.name}, where none does`, async () => {
    assert.deepEqual(await found(tenants['meadow'], meadowBreakGlass), []);
  });
});

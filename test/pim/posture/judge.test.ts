import assert from 'node:assert/strict';
import fc from 'fast-check';
import { judge } from '../../../src/pim/posture/judge.ts';
import { postureOf } from '../../../src/pim/posture/posture.ts';
import { type Snapshot } from '../../../src/pim/posture/snapshot.ts';
import { calm, yardstick } from '../../support/calmTenant.ts';
import { randomTenants } from '../../support/randomSnapshots.ts';

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) frozen(part);
  }
  return value;
}

const turned = (snapshot: Snapshot): Snapshot => ({
  ...snapshot,
  roles: snapshot.roles.toReversed(),
  principals: snapshot.principals.toReversed(),
  groups: snapshot.groups
    .map((group) => ({ ...group, members: group.members?.toReversed() ?? null }))
    .toReversed(),
  assignments: snapshot.assignments.toReversed(),
  eligibilities: snapshot.eligibilities.toReversed(),
  settings: snapshot.settings.toReversed(),
  activations: snapshot.activations.toReversed(),
});

describe('judge', () => {
  it('tells figures, conversions, settings, accounts and findings of a tenant', () => {
    const judgement = judge(postureOf(calm, yardstick));
    assert.equal(judgement.counts.total.permanent, 2);
    assert.deepEqual(
      judgement.conversions.map(({ advice, reason }) => [advice, reason]),
      [
        ['keep', 'breakGlass'],
        ['keep', 'breakGlass'],
      ],
    );
    assert.deepEqual(
      judgement.compliance.map(({ role, isCompliant }) => [role.displayName, isCompliant]),
      [
        ['Exchange Administrator', true],
        ['Global Administrator', true],
        ['Reports Reader', true],
      ],
    );
    assert.deepEqual([judgement.overPrivileged, judgement.findings, judgement.notJudged], [[], [], []]);
  });

  it('does not depend on the order of rows', () => {
    fc.assert(
      fc.property(randomTenants, ({ snapshot, yardstick: by }) => {
        assert.deepEqual(judge(postureOf(turned(snapshot), by)), judge(postureOf(snapshot, by)));
      }),
      { numRuns: 200 },
    );
  });

  it('changes nothing that it is given, and says the same twice', () => {
    fc.assert(
      fc.property(randomTenants, ({ snapshot, yardstick: by }) => {
        const posture = postureOf(frozen(snapshot), frozen(by));
        frozen([posture.standing, posture.activated, posture.eligible]);
        assert.deepEqual(judge(posture), judge(posture));
      }),
      { numRuns: 50 },
    );
  });
});

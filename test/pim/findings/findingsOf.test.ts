import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type FindingRuleId, severities } from '../../../src/pim/findings/finding.ts';
import { findingsOf } from '../../../src/pim/findings/findingsOf.ts';
import { findingRules } from '../../../src/pim/findings/rules.ts';
import { postureOf } from '../../../src/pim/posture/posture.ts';
import { anAssignment, calm, calmWith, people, roles, yardstick } from '../../support/calmTenant.ts';
import { randomTenants } from '../../support/randomSnapshots.ts';
import { told } from './judged.ts';

describe('findingsOf', () => {
  it('sorts by severity, then rule, then name', () => {
    const snapshot = calmWith(
      {
        assignments: [
          anAssignment(people.dora, { roleDefinitionId: roles.security, isOutsidePim: true }),
          anAssignment(people.dora, { isOutsidePim: true }),
          anAssignment(people.dora, { roleDefinitionId: roles.global }),
        ],
      },
      { settings: [], auditedSince: null },
    );
    assert.deepEqual(told(snapshot), [
      'high assigned-outside-pim: Exchange Administrator, Dora',
      'high assigned-outside-pim: Security Administrator, Dora',
      'high permanent-assignment: Global Administrator, Dora',
      'medium over-privileged-account: Dora',
      'medium permanent-assignment: Exchange Administrator, Dora',
      'medium permanent-assignment: Security Administrator, Dora',
    ]);
  });

  it('says which rules could not judge', () => {
    const notRead = [
      { part: 'audits', code: 'forbidden' },
      { part: 'signIns', code: 'forbidden' },
    ] as const;
    assert.deepEqual(findingsOf(postureOf({ ...calm, notRead }, yardstick)).notJudged, [
      'stale-eligibility',
      'unused-role',
    ]);
    assert.deepEqual(findingsOf(postureOf(calm, yardstick)).notJudged, []);
  });
});

describe('findingRules', () => {
  it('has each rule once, with guides by https', () => {
    assert.equal(new Set(findingRules.map(({ id }) => id)).size, findingRules.length);
    for (const { sources } of findingRules) {
      assert.ok(sources.length > 0);
      for (const source of sources)
        assert.match(source, /^https:\/\/(?:learn\.microsoft\.com|github\.com)\//u);
    }
  });

  it('declares the worst that it says', () => {
    const worst = new Map<FindingRuleId, number>();
    fc.assert(
      fc.property(randomTenants, ({ snapshot, yardstick: by }) => {
        for (const { rule, severity } of findingsOf(postureOf(snapshot, by)).findings) {
          worst.set(rule, Math.min(worst.get(rule) ?? severities.length, severities.indexOf(severity)));
        }
      }),
      { numRuns: 200, seed: 1 },
    );
    assert.ok(worst.size > 15);
    for (const { id, severity } of findingRules) {
      assert.ok((worst.get(id) ?? severities.length) >= severities.indexOf(severity), id);
    }
  });

  it('says nothing of an empty tenant but what is missing there', () => {
    const empty = {
      ...calm,
      roles: [],
      principals: [],
      assignments: [],
      eligibilities: [],
      settings: [],
      activations: [],
      auditedSince: null,
    };
    const { findings } = findingsOf(postureOf(empty, { ...yardstick, breakGlass: [] }));
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      ['too-few-global-administrators', 'break-glass-accounts'],
    );
    assert.ok(findings.every(({ severity }) => severities.includes(severity)));
  });
});

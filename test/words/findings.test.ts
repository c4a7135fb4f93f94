import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type FindingRuleId } from '../../src/pim/findings/finding.ts';
import { findingsOf } from '../../src/pim/findings/findingsOf.ts';
import { findingRules } from '../../src/pim/findings/rules.ts';
import { postureOf } from '../../src/pim/posture/posture.ts';
import { wordsFor } from '../../src/words/wordsFor.ts';
import { randomTenants } from '../support/randomSnapshots.ts';

const { findings: words } = wordsFor('en');
const sentences = /^\p{Lu}[^!]*\.$/u;

describe('words of findings', () => {
  for (const { id } of findingRules) {
    it(`say of ${id} what, why and what to do`, () => {
      const { title, what, why, mend } = words.rules[id];
      assert.match(title, /^\p{Lu}[^.!]+$/u);
      for (const text of [what, why, mend]) assert.match(text, sentences);
      assert.doesNotMatch(`${title} ${what} ${why} ${mend}`, /sorry|apolog|please|break-glass|_/iu);
    });
  }

  it('are whole sentences, whatever was found, and with any number of names', () => {
    const heard = new Set<FindingRuleId>();
    fc.assert(
      fc.property(randomTenants, fc.nat(3), ({ snapshot, yardstick }, most) => {
        const posture = postureOf(snapshot, yardstick);
        for (const finding of findingsOf(posture).findings) {
          const { evidence } = words.told(finding, {
            role:
              finding.roleDefinitionId === undefined
                ? undefined
                : posture.role(finding.roleDefinitionId).displayName,
            principals: finding.principals.slice(0, most).map((id) => `“${id}”`),
          });
          heard.add(finding.rule);
          assert.match(evidence.replaceAll('“', 'A'), /^[\p{L}\d].*\.$/u);
          assert.doesNotMatch(evidence, /undefined|null|NaN|object|Infinity| {2}|: \.|:\.|-\d+ /u);
        }
      }),
      { numRuns: 200, seed: 1 },
    );
    assert.ok(heard.size > 15, [...heard].join(' '));
  });

  it('count those whose names are not at hand', () => {
    const told = words.told(
      {
        rule: 'guest',
        severity: 'high',
        principals: [],
        facts: { count: 9, standing: 2 },
      },
      { role: 'Exchange Administrator', principals: ['Ana', 'Ben', 'Chi'] },
    );
    assert.equal(
      told.evidence,
      '9 guests have Exchange Administrator or may activate it: Ana, Ben, Chi and 6 others. All the time: 2.',
    );
  });

  it('tell each thing that can be wrong with an emergency account in its own sentence', () => {
    const problems = [
      'notDeclared',
      'tooMany',
      'withoutRole',
      'deleted',
      'noPerson',
      'disabled',
      'notPermanent',
    ];
    const told = problems.map(
      (problem) =>
        words.told(
          {
            rule: 'break-glass-accounts',
            severity: 'high',
            principals: [],
            facts: { problem, count: 3, most: 2 },
          },
          { role: undefined, principals: ['Ana'] },
        ).evidence,
    );
    assert.equal(new Set(told).size, problems.length);
    for (const text of told) assert.match(text, /^[\p{Lu}\d][^!]*\.$/u);
  });
});

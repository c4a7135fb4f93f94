import { type Finding, type FindingRuleId } from '../../../src/pim/findings/finding.ts';
import { findingsOf } from '../../../src/pim/findings/findingsOf.ts';
import { type Yardstick } from '../../../src/pim/posture/baseline.ts';
import { postureOf } from '../../../src/pim/posture/posture.ts';
import { type Snapshot } from '../../../src/pim/posture/snapshot.ts';
import { wordsFor } from '../../../src/words/wordsFor.ts';
import { yardstick } from '../../support/calmTenant.ts';

const named = (snapshot: Snapshot, { roleDefinitionId, principals }: Finding): readonly string[] => [
  ...(roleDefinitionId === undefined
    ? []
    : [snapshot.roles.find(({ id }) => id === roleDefinitionId)?.displayName ?? roleDefinitionId]),
  ...principals.map((one) => snapshot.principals.find(({ id }) => id === one)?.displayName ?? one),
];

/** Everything that is found, as `severity rule: role, principals`. */
export const told = (snapshot: Snapshot, by: Yardstick = yardstick): readonly string[] =>
  findingsOf(postureOf(snapshot, by)).findings.map(
    (finding) => `${finding.severity} ${finding.rule}: ${named(snapshot, finding).join(', ')}`,
  );

/** What one rule finds. */
export const findingsBy = (
  rule: FindingRuleId,
  snapshot: Snapshot,
  by: Yardstick = yardstick,
): readonly Finding[] => findingsOf(postureOf(snapshot, by)).findings.filter((one) => one.rule === rule);

/** What one rule says, sentence by sentence. */
export const saidBy = (
  rule: FindingRuleId,
  snapshot: Snapshot,
  by: Yardstick = yardstick,
): readonly string[] => {
  const posture = postureOf(snapshot, by);
  return findingsBy(rule, snapshot, by).map(
    (finding) =>
      wordsFor('en').findings.told(finding, {
        role:
          finding.roleDefinitionId === undefined
            ? undefined
            : posture.role(finding.roleDefinitionId).displayName,
        principals: finding.principals.map((id) => posture.principal(id).displayName),
      }).evidence,
  );
};

/** The yardstick with other thresholds. */
export const measuredBy = (thresholds: Partial<Yardstick['thresholds']>): Yardstick => ({
  ...yardstick,
  thresholds: { ...yardstick.thresholds, ...thresholds },
});

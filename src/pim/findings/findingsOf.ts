import { type Posture } from '../posture/posture.ts';
import { type Judgement } from '../posture/judgements.ts';
import { type Finding, severities } from './finding.ts';
import { findingRules } from './rules.ts';

/** What all rules find, the worst first, then by rule and name; and those that cannot judge this snapshot. */
export function findingsOf(posture: Posture): Pick<Judgement, 'findings' | 'notJudged'> {
  const notRead = new Set(posture.snapshot.notRead.map(({ part }) => part));
  const isJudged = findingRules.filter(({ needs }) =>
    needs.every((need) =>
      typeof need === 'string' ? !notRead.has(need) : need.some((part) => !notRead.has(part)),
    ),
  );
  const sortable = isJudged
    .flatMap((rule) => rule.find(posture))
    .map((finding) => ({ finding, key: sortKey(posture, finding) }));
  return {
    findings: sortable.sort((a, b) => comparedKeys(a.key, b.key)).map(({ finding }) => finding),
    notJudged: findingRules.filter((rule) => !isJudged.includes(rule)).map(({ id }) => id),
  };
}

function sortKey(
  posture: Posture,
  { severity, rule, roleDefinitionId, principals, facts }: Finding,
): readonly string[] {
  const [first] = principals;
  return [
    String(severities.indexOf(severity)),
    rule,
    roleDefinitionId === undefined ? '' : posture.role(roleDefinitionId).displayName,
    first === undefined ? '' : posture.principal(first).displayName,
    roleDefinitionId ?? '',
    first ?? '',
    JSON.stringify(facts),
  ];
}

function comparedKeys(a: readonly string[], b: readonly string[]): number {
  for (const [index, part] of a.entries()) {
    const order = part.localeCompare(b[index] ?? '', 'en');
    if (order !== 0) return order;
  }
  return 0;
}

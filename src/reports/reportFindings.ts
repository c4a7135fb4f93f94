import { type Finding } from '../pim/findings/finding.ts';
import { findingRules } from '../pim/findings/rules.ts';
import { type Posture } from '../pim/posture/posture.ts';
import { type Words } from '../words/words.ts';
import { type ReportFinding } from './auditReportTypes.ts';
import { type Reported } from './reported.ts';
import { shownText } from './shownText.ts';

/** Facts have words of the directory in them as well. Characters. */
const sentence = (text: string): string => shownText(text, 4_000);

/** Findings in sentences. Names in them are shown as an auditor has to see them; facts are as they were found. */
export function toldFindings(
  findings: readonly Finding[],
  posture: Posture,
  words: Pick<Words, 'findings'>,
  { roleOf, principalOf }: Pick<Reported, 'roleOf' | 'principalOf'>,
): readonly ReportFinding[] {
  const links = new Map(findingRules.map(({ id, sources }) => [id, sources]));
  return findings.map((finding) => {
    const { rule, severity, roleDefinitionId, principals, facts } = finding;
    const role = roleDefinitionId === undefined ? null : roleOf(roleDefinitionId);
    const names = principals.map((id) => shownText(posture.principal(id).displayName));
    const told = words.findings.told(finding, {
      role: role === null ? undefined : shownText(role.displayName),
      principals: names,
    });
    return {
      rule,
      severity,
      title: sentence(told.title),
      evidence: sentence(told.evidence),
      why: sentence(told.why),
      mend: sentence(told.mend),
      links: links.get(rule) ?? [],
      role,
      principals: principals.map(principalOf),
      facts,
    };
  });
}

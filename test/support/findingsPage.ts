import { type FindingRule } from '../../src/pim/findings/finding.ts';
import { findingRules } from '../../src/pim/findings/rules.ts';
import { type Thresholds } from '../../src/pim/posture/baseline.ts';
import { defaultSettings } from '../../src/settings.ts';
import { wordsFor } from '../../src/words/wordsFor.ts';

const { thresholds, baseline, serviceAccountPrefixes } = defaultSettings().yardstick;
const words = wordsFor('en').findings.rules;

const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(...head), row(...head.map(() => '---')), ...rows.map((cells) => row(...cells))].join('\n');
const code = (text: string): string => `\`${text}\``;

const valueOf = (name: keyof Thresholds): string => {
  const value = thresholds[name];
  return typeof value === 'number'
    ? String(value)
    : Object.entries(value)
        .map(([part, figure]) => `${part} ${String(figure)}`)
        .join(', ');
};

/** Every rule in a line, linked to what is said of it below. */
export const ruleTable = (): string =>
  table(
    ['Rule', 'At worst', 'Finds'],
    findingRules.map(({ id, severity }) => [`[${code(id)}](#${id})`, severity, words[id].title]),
  );

/** Every rule in full. */
export const ruleSections = (): string => findingRules.map(section).join('\n\n');

function section({ id, severity, thresholds: used = [], needs, sources }: FindingRule): string {
  const { title, what, why, mend } = words[id];
  const moved = used.map((name) => `${code(name)} (${valueOf(name)})`);
  const read = needs.map((need) => (typeof need === 'string' ? code(need) : need.map(code).join(' or ')));
  return [
    `### ${id}`,
    `**${title}.** At worst ${severity}. ${what}`,
    `*Why it matters.* ${why}`,
    `*What to do.* ${mend}`,
    [
      ...(moved.length > 0 ? [`Thresholds: ${moved.join(', ')}.`] : []),
      ...(read.length > 0 ? [`Needs: ${read.join(', ')}.`] : []),
      `Guides: ${sources.map((source) => `[${nameOf(source)}](${source})`).join(', ')}.`,
    ].join('\n'),
  ].join('\n\n');
}

const nameOf = (source: string): string => source.split('/').at(-1) ?? source;

/** What the default baseline asks, tier by tier. */
export const baselineTable = (): string =>
  table(
    ['Tier', 'Roles', 'Longest activation', 'Asks for', 'Eligibility ends'],
    baseline.map((tier) => [
      tier.name,
      tier.roles.join(', '),
      `${String(tier.maximumActivationHours)} h`,
      [
        ...(tier.strongAuthentication ? ['strong authentication'] : []),
        ...(tier.authenticationContext ? ['authentication context'] : []),
        ...(tier.justification ? ['justification'] : []),
        ...(tier.ticket ? ['ticket'] : []),
        ...(tier.approval ? ['approval'] : []),
        ...(tier.notifications ? ['mails to administrators'] : []),
      ].join(', '),
      tier.eligibilityDays === 0 ? '–' : `within ${String(tier.eligibilityDays)} days`,
    ]),
  );

/** What the default thresholds are. */
export const thresholdTable = (): string =>
  table(
    ['Threshold', 'Default'],
    [
      ...(Object.keys(thresholds) as (keyof Thresholds)[]).map((name) => [code(name), valueOf(name)]),
      [code('serviceAccountPrefixes'), serviceAccountPrefixes.map(code).join(', ')],
    ],
  );

/** Names of all thresholds, each of which the page has to say the origin of. */
export const thresholdNames: readonly string[] = Object.keys(thresholds);

import { type Finding, severities } from '../pim/findings/finding.ts';
import { type Judgement, type RoleCount } from '../pim/posture/judgements.ts';
import { type Posture } from '../pim/posture/posture.ts';
import { timesFor } from '../words/times.ts';
import { type PostureWords } from '../words/postureWords.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { button, toldApart } from './actions.ts';
import { type Card, type CardContext } from './card.ts';
import { stackedBars, type Chart } from './charts.ts';
import { drawFitting, drawList, type Row, type Section } from './list.ts';
import { line, nameRun, run, subtle, textRun, type Line } from './runs.ts';
import { verbs } from './verbs.ts';

/** The tenant's posture and what it amounts to. */
export interface AuditOnCard {
  readonly posture: Posture;
  readonly judgement: Judgement;
}

const MOST_ROWS = 5;
const EVIDENCE = { characters: 220, lines: 2, wordCharacters: 40 };
/** A finding's sentence names this many people. */
const NAMED = 3;

/** The audit in ten seconds: the figures that count, the roles that stand out, and what to look at first. */
export function auditCard(context: CardContext, audit: AuditOnCard): Card {
  const { posture, judgement } = audit;
  const { posture: words } = wordsFor(context.locale);
  const { counts, findings } = judgement;
  const summary = words.audit.counts(findings.length);
  const draw = (most: number): Card =>
    drawList(context, {
      heading: words.audit.heading,
      lead: leadOf(words, judgement),
      charts: chartOf(words, counts.byRole.slice(0, most)),
      sections: [rolesSection(context, counts.byRole, most), findingsSection(context, audit, most)],
      lines: linesOf(context, words, posture),
      actions: [
        button(context, words.audit.getFile, verbs.getReport, {}),
        button(context, words.audit.stats, verbs.showStats, {}),
      ],
      preview: { summary, discreetSummary: summary, typed: words.audit.typed },
    });
  return drawFitting(MOST_ROWS, draw);
}

function leadOf(
  { audit: words }: PostureWords,
  { counts, findings, compliance }: Judgement,
): readonly Line[] {
  const of = (name: Finding['severity']): number =>
    findings.filter(({ severity }) => severity === name).length;
  const { total, standingPrivilegedHeads, globalAdministrators, breakGlassGlobalAdministrators } = counts;
  return [
    [run(words.headline(total.permanent, total.eligible), { size: 'Medium', weight: 'Bolder' })],
    line(words.privileged(standingPrivilegedHeads)),
    line(words.globalAdministrators(globalAdministrators, breakGlassGlobalAdministrators)),
    line(words.findings(of('high'), of('medium'), of('low') + of('information'))),
    line(words.compliance(compliance.filter(({ isCompliant }) => isCompliant).length, compliance.length)),
  ];
}

const chartOf = ({ audit: words }: PostureWords, roles: readonly RoleCount[]): readonly Chart[] =>
  roles.length === 0
    ? []
    : [
        stackedBars(
          words.chart,
          roles.map(({ role, permanent, timeBound, eligible }) => ({
            name: role.displayName,
            parts: [
              { legend: words.permanent, value: permanent, color: 'categoricalMarigold' },
              { legend: words.timeBound, value: timeBound, color: 'categoricalTeal' },
              { legend: words.eligible, value: eligible, color: 'categoricalBlue' },
            ],
          })),
        ),
      ];

function rolesSection(context: CardContext, roles: readonly RoleCount[], most: number): Section {
  const { posture: words, roles: roleWords } = wordsFor(context.locale);
  return {
    title: words.audit.chart,
    rows: roles.slice(0, most).map(({ role, isPrivileged, permanent, eligible, activeNow }) => ({
      lines: [
        [
          nameRun(role.displayName, { weight: 'Bolder' }),
          ...(isPrivileged ? [run(`  ${roleWords.privileged}`, { isSubtle: true, size: 'Small' })] : []),
        ],
        subtle(words.audit.figures(permanent, eligible, activeNow)),
      ],
      actions: [
        button(
          context,
          words.holders.headingHas,
          verbs.showHolders,
          { roleDefinitionId: role.id, question: 'has' },
          toldApart(wordsFor(context.locale).buttons, words.holders.headingHas, role.displayName),
        ),
      ],
    })),
    more: roles.length > most ? roleWords.more(roles.length - most) : undefined,
  };
}

/** One row for each rule, the worst first: ten roles with the same fault are one thing to look at. */
function findingsSection(context: CardContext, { posture, judgement }: AuditOnCard, most: number): Section {
  const { posture: words } = wordsFor(context.locale);
  const byRule = new Map<Finding['rule'], readonly Finding[]>();
  for (const severity of severities) {
    for (const finding of judgement.findings.filter((one) => one.severity === severity)) {
      byRule.set(finding.rule, [...(byRule.get(finding.rule) ?? []), finding]);
    }
  }
  const rest = byRule.size - most;
  return {
    title: words.audit.top,
    rows: [...byRule.values()].slice(0, most).map((findings) => findingRow(context, posture, findings)),
    more: rest > 0 ? words.audit.moreInReport(rest) : undefined,
  };
}

function findingRow({ locale }: CardContext, posture: Posture, found: readonly Finding[]): Row {
  const { posture: words, findings } = wordsFor(locale);
  const [finding] = found;
  if (finding === undefined) return { lines: [] };
  const told = findings.told(finding, {
    role:
      finding.roleDefinitionId === undefined ? undefined : posture.role(finding.roleDefinitionId).displayName,
    principals: finding.principals.slice(0, NAMED).map((id) => posture.principal(id).displayName),
  });
  const others = found.length - 1;
  return {
    lines: [
      [
        run(`${words.audit.severity(finding.severity)}: `, { weight: 'Bolder' }),
        textRun(told.title, EVIDENCE, { weight: 'Bolder' }),
      ],
      [
        textRun(told.evidence, EVIDENCE, { isSubtle: true, size: 'Small' }),
        ...(others > 0
          ? [run(` ${words.audit.othersLikeIt(others)}`, { isSubtle: true, size: 'Small' })]
          : []),
      ],
    ],
  };
}

function linesOf(context: CardContext, words: PostureWords, { at, snapshot }: Posture): readonly Line[] {
  const parts = snapshot.notRead.map(({ part }) => words.parts[part] ?? part);
  return [
    ...(parts.length === 0 ? [] : [line(words.notRead([...new Set(parts)]))]),
    subtle(words.asOf(timesFor(context).at(at))),
  ];
}

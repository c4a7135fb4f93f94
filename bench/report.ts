import { auditSections } from './auditTables.ts';
import { bypassSections } from './bypassTables.ts';
import { type Goal } from './goals.ts';
import { markdown, one, type Section, type Table } from './markdown.ts';
import { type Figures } from './parts.ts';
import { reviewSections } from './reviewTables.ts';
import { scaleSections } from './scaleTables.ts';
import { turnSections } from './turnTables.ts';

/** Everything that one run has measured; what `--json` writes. */
export interface BenchReport extends Figures {
  readonly isQuick: boolean;
  readonly machine: {
    readonly processors: number;
    readonly node: string;
    /** Processes that wanted to run, averaged over a minute (`uptime`), before the run and after it. */
    readonly loadBefore: number;
    readonly loadAfter: number;
  };
  readonly goals: readonly Goal[];
}

/** The whole report as Markdown tables. */
export function reportText(report: BenchReport): string {
  const { processors, node, loadBefore, loadAfter } = report.machine;
  const about = `${processors} cores, Node ${node}, load average ${one(loadBefore)} before and ${one(loadAfter)} after`;
  const sections: readonly Section[] = [
    ...turnSections(report),
    ...scaleSections(report),
    ...auditSections(report.audit),
    ...reviewSections(report.reviews),
    ...bypassSections(report.bypasses),
    ...(report.goals.length === 0 ? [] : [['Goals', goalTable(report.goals)] as const]),
  ];
  return [about, ...sections.map(([title, table]) => `**${title}**\n\n${markdown(table)}`)].join('\n\n');
}

const goalTable = (goals: readonly Goal[]): Table => [
  ['goal', 'measured', ''],
  ...goals.map(({ goal, measured, isMet }) => [goal, measured, isMet ? 'met' : '**not met**']),
];

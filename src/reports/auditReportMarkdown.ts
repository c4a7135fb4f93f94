import { type ReportWords } from '../words/reportWords.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { type AuditReport } from './auditReportTypes.ts';
import { type Cell, linesOf, type ReportTable } from './reportTable.ts';
import { reportTables } from './reportTables.ts';
import { type Figure, reportHead } from './reportHead.ts';
import { shownText } from './shownText.ts';

/** Signs that Markdown gives a meaning within a line, and what it makes links of by itself. */
const SIGNS = /[\\`*_[\]#|~$]|:(?=\/\/)|(?<=\bwww)\./gi;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Evidence and advice are longer than names. Characters. */
const MOST_SENTENCES = 2_000;

/** Text that stays text: no markup, no link, no HTML, in one line. */
const escaped = (text: string): string =>
  shownText(text, MOST_SENTENCES)
    .replaceAll(SIGNS, '\\$&')
    .replaceAll(/[&<>]/g, (sign) => ENTITIES[sign] ?? '');

const cell = (content: Cell): string =>
  linesOf(content)
    .filter((line) => line !== '')
    .map(escaped)
    .join('<br>');

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function table(
  { caption, explained, columns, rows, more }: ReportTable,
  words: ReportWords,
): readonly string[] {
  const head = [`## ${escaped(caption)}`, '', escaped(explained), ''];
  if (rows.length === 0) return [...head, escaped(words.none), ''];
  return [
    ...head,
    row(columns.map(escaped)),
    row(columns.map(() => '---')),
    ...rows.map((cells) => row(cells.map(cell))),
    ...(more > 0 ? ['', escaped(words.moreRows(more))] : []),
    '',
  ];
}

const figure = ({ label, value, remark }: Figure): string =>
  row([escaped(label), escaped(value), escaped(remark ?? '')]);

/** The report as Markdown, for a ticket or a wiki. */
export function auditReportMarkdown(report: AuditReport): string {
  const { report: words } = wordsFor(report.language);
  const { lines, verdict, figures, counting, gaps, caveats } = reportHead(report, words);
  return [
    `# ${escaped(words.title)}`,
    '',
    ...lines.map((line) => `- ${escaped(line)}`),
    '',
    `**${escaped(verdict)}**`,
    '',
    row([words.headings.summary, words.columns.count, words.columns.remarks].map(escaped)),
    row(['---', '---', '---']),
    ...figures.map(figure),
    '',
    escaped(counting),
    '',
    ...[...gaps, ...caveats].map((caveat) => `- ${escaped(caveat)}`),
    '',
    ...reportTables(report, words).flatMap((one) => table(one, words)),
    escaped(words.footer),
    '',
  ].join('\n');
}

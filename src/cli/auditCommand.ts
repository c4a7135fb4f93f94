import { severities, type Severity } from '../pim/findings/finding.ts';
import { auditReport } from '../reports/auditReport.ts';
import { auditReportCsv } from '../reports/auditReportCsv.ts';
import { auditReportJsonLines } from '../reports/auditReportJson.ts';
import { auditReportMarkdown } from '../reports/auditReportMarkdown.ts';
import { type AuditReport } from '../reports/auditReportTypes.ts';
import { auditReportHtml } from '../reports/html/auditReportHtml.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { currentSnapshot, keptSnapshot } from './auditSources.ts';
import { type CliCommand, type CommandWorld, Refusal } from './command.ts';
import { readOptions } from './readOptions.ts';
import { writeWholeFile } from './wholeFile.ts';

/** Every format as whole lines, in one or in several pieces. */
const formats: Readonly<Record<string, (report: AuditReport) => Iterable<string>>> = {
  json: auditReportJsonLines,
  html: (report) => [auditReportHtml(report)],
  csv: (report) => [auditReportCsv(report)],
  md: (report) => [auditReportMarkdown(report)],
};

/** Entra keeps its audit log for thirty days at the most. */
const MOST_DAYS = 30;

/** What the person who typed it wants. */
interface Wish {
  readonly written: (report: AuditReport) => Iterable<string>;
  readonly failOn: Severity;
  readonly auditDays: number;
  readonly out: string | undefined;
  readonly from: string | undefined;
}

function wishOf(args: readonly string[]): Wish {
  const options = readOptions(args, ['format', 'out', 'from', 'fail-on', 'audit-days']);
  const {
    format = 'json',
    out,
    from,
    'fail-on': wanted = 'high',
    'audit-days': days = String(MOST_DAYS),
  } = options;
  const written = Object.hasOwn(formats, format) ? formats[format] : undefined;
  const failOn = severities.find((severity) => severity === wanted);
  const auditDays = /^\d{1,3}$/.test(days) ? Number(days) : 0;
  const areDaysGood = auditDays >= 1 && auditDays <= MOST_DAYS;
  if (written !== undefined && failOn !== undefined && areDaysGood) {
    return { written, failOn, auditDays, out, from };
  }
  throw new Refusal([
    ...(written === undefined ? [`--format must be ${Object.keys(formats).join(', ')}.`] : []),
    ...(failOn === undefined ? [`--fail-on must be ${severities.join(', ')}.`] : []),
    ...(areDaysGood ? [] : [`--audit-days must be a whole number from 1 to ${MOST_DAYS}.`]),
  ]);
}

async function run(args: readonly string[], world: CommandWorld): Promise<number> {
  const wish = wishOf(args);
  const { out, from, auditDays } = wish;
  const { snapshot, yardstick } =
    from === undefined ? await currentSnapshot(auditDays, world) : await keptSnapshot(from, world);
  const report = auditReport(snapshot, yardstick, wordsFor('en'), {
    generatedAt: world.clock.now(),
    recentDays: auditDays,
  });
  const pieces = wish.written(report);
  if (out === undefined) for (const lines of pieces) world.print(lines.replace(/\r?\n$/, ''));
  else await writeWholeFile(out, pieces);
  for (const line of told(report, out)) world.complain(line);
  return countFrom(report, wish.failOn) === 0 ? 0 : 2;
}

/** Findings of a severity and of all that are worse. */
const countFrom = ({ summary }: AuditReport, least: Severity): number =>
  severities
    .slice(0, severities.indexOf(least) + 1)
    .reduce((sum, severity) => sum + summary.findings[severity], 0);

function told({ language, summary }: AuditReport, out: string | undefined): readonly string[] {
  const { report: words } = wordsFor(language);
  return [
    words.verdict(summary.findings),
    ...summary.notRead.map(({ part, code }) => words.notRead(part, code)),
    ...(out === undefined ? [] : [`The report is in ${out}.`]),
  ];
}

/** `audit`: who holds and may activate what in the tenant, and what is to be said of it. */
export const auditCommand: CliCommand = {
  name: 'audit',
  summary: 'report who has what in Entra, and what should be different',
  usage: [
    'Usage: npm run cli -- audit [options]',
    '',
    'Reads the whole tenant with the app’s own read-only permissions and writes a report: permanent and eligible assignments,',
    'accounts that hold too much, role settings beside the baseline, recent activations, findings. Needs no database. The JSON',
    'carries all that was read: with --from the report is made again from it, without network and credential. Exit code 0:',
    'no finding as bad as --fail-on; 2: there are some; 1: it could not be made.',
    '',
    '  --format           json (default), html, csv or md',
    '  --out              file to write, which only its owner may read; else the report is printed',
    '  --from             a JSON report, or a snapshot, in place of the tenant',
    '  --fail-on          high (default), medium, low or information',
    '  --audit-days       so many days of activations: 1 to 30 (default)',
  ],
  run,
};

import { type AgainFigures, type AuditFigures, type AuditPartFigures, callsBesidePages } from './auditRun.ts';
import { megabytes, one, type Section, type Table } from './markdown.ts';

/** What an audit report of a large tenant costs. */
export function auditSections(figures: AuditPartFigures | undefined): readonly Section[] {
  if (figures === undefined) return [];
  const { whole, again, compared } = figures;
  const all = [whole, ...compared];
  return [
    ['An audit report', reportTable(all)],
    ['Graph calls of an audit report', callsTable(all)],
    ['The report of the first row, and the same made again from its own JSON', againTable(whole, again)],
  ];
}

const peopleOf = ({ size: { people, bystanders } }: AuditFigures): string => `${people + bystanders}`;

const reportTable = (all: readonly AuditFigures[]): Table => [
  [
    'people',
    'assignments',
    'log rows, about',
    's',
    "s by Graph's limit",
    's beyond it',
    'awaiting answers s',
    'CPU s',
    'peak rss MB',
    'findings',
    'activations',
  ],
  ...all.map((each) => [
    peopleOf(each),
    `${each.size.assignments}`,
    `${each.size.auditRows}`,
    one(each.seconds),
    one(each.limitSeconds),
    one(each.seconds - each.limitSeconds),
    one(each.waitingSeconds),
    one(each.cpuSeconds),
    megabytes(each.peakRssBytes),
    `${each.report.findings}`,
    `${each.report.activations}`,
  ]),
];

/** A column for each report. */
function callsTable(all: readonly AuditFigures[]): Table {
  const row = (title: string, count: (figures: AuditFigures) => number): readonly string[] => [
    title,
    ...all.map((each) => `${count(each)}`),
  ];
  const kinds = new Map(
    all.flatMap(({ kinds }) =>
      kinds.map(({ kind, isPartOfBatch }) => [`${kind} ${String(isPartOfBatch)}`, { kind, isPartOfBatch }]),
    ),
  );
  return [
    ['calls', ...all.map((each) => `${peopleOf(each)} people, ${each.size.auditRows} rows`)],
    row('all', ({ graphCalls }) => graphCalls),
    row('pages of the audit log', ({ logPages }) => logPages),
    row('pages of assignments and eligibilities', ({ rolePages }) => rolePages),
    row('beside the pages', callsBesidePages),
    ...[...kinds.values()].map((wanted) =>
      row(
        wanted.isPartOfBatch ? `inside batches: \`${wanted.kind}\`` : `\`${wanted.kind}\``,
        (each) =>
          each.kinds.find(
            ({ kind, isPartOfBatch }) => kind === wanted.kind && isPartOfBatch === wanted.isPartOfBatch,
          )?.calls ?? 0,
      ),
    ),
  ];
}

const againTable = (whole: AuditFigures, again: AgainFigures): Table => [
  ['made from', 's', 'CPU s', 'peak rss MB'],
  ...(
    [
      [`the tenant`, whole],
      [`its own JSON, ${megabytes(whole.report.bytes)} MB`, again],
    ] as const
  ).map(([from, { seconds, cpuSeconds, peakRssBytes }]) => [
    from,
    one(seconds),
    one(cpuSeconds),
    megabytes(peakRssBytes),
  ]),
];

import { type BypassFigures } from './bypassRun.ts';
import { megabytes, type Section, type Table } from './markdown.ts';

/** What a long audit log costs that is held against house rules. */
export const bypassSections = (figures: readonly BypassFigures[] | undefined): readonly Section[] =>
  figures === undefined ? [] : [['Activations that went round the house rules', bypassTable(figures)]];

const bypassTable = (figures: readonly BypassFigures[]): Table => [
  [
    'log rows',
    'people',
    'database',
    'found',
    'rows/s',
    'CPU ms/1,000 rows',
    'pages of the log',
    'other Graph calls',
    'heap after the first page MB',
    'heap at most MB',
    'peak rss MB',
  ],
  ...figures.map((each) => [
    `${each.rows}`,
    `${each.people}`,
    each.database,
    `${each.found}`,
    each.rowsPerSecond.toFixed(0),
    each.cpuMillisecondsPer1000Rows.toFixed(0),
    `${each.logPages}`,
    `${each.otherCalls}`,
    megabytes(each.heapBytesAtFirst),
    megabytes(each.heapBytesAtMost),
    megabytes(each.peakRssBytes),
  ]),
];

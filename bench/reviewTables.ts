import { megabytes, one, type Section, type Table, two } from './markdown.ts';
import { type ReviewAnswer, type ReviewFigures } from './reviewRun.ts';

/** What questions about access reviews cost. */
export const reviewSections = (figures: readonly ReviewFigures[] | undefined): readonly Section[] =>
  figures === undefined ? [] : [['Access reviews', reviewTable(figures)]];

const reviewTable = (figures: readonly ReviewFigures[]): Table => [
  [
    'reviews',
    'people asked about in all',
    'database',
    'question',
    's',
    'CPU s',
    'Graph calls',
    'of them pages',
    'pages needed',
    'peak rss MB',
    'calls of a look',
  ],
  ...figures.flatMap((each) => [
    row(each, '`reviews`', each.list),
    row(each, '*Show* of one round', each.round),
  ]),
];

const row = (
  { size: { definitions, decisions }, database, peakRssBytes, lookCalls }: ReviewFigures,
  question: string,
  answer: ReviewAnswer,
): readonly string[] => [
  `${definitions}`,
  `${decisions}`,
  database,
  question,
  one(answer.seconds),
  two(answer.cpuSeconds),
  `${answer.graphCalls}`,
  `${answer.pages}`,
  `${answer.neededPages}`,
  megabytes(peakRssBytes),
  `${lookCalls}`,
];

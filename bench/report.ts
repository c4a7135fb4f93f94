import { type AcknowledgementFigures } from './acknowledgements.ts';
import { type Goal } from './goals.ts';
import { type BotFigures } from './helpTurns.ts';
import { type StartUpFigures } from './startUp.ts';
import { type Spread } from './statistics.ts';
import { type Counts, type StoryFigures } from './stories.ts';

/** Everything that one run has measured; what `--json` writes. */
export interface BenchReport {
  readonly isQuick: boolean;
  readonly machine: {
    readonly processors: number;
    readonly node: string;
    /** Processes that wanted to run, averaged over a minute (`uptime`), before the run and after it. */
    readonly loadBefore: number;
    readonly loadAfter: number;
  };
  readonly helpTurns: readonly BotFigures[];
  readonly stories: readonly StoryFigures[];
  readonly acknowledgements: AcknowledgementFigures;
  readonly startUp: StartUpFigures;
  readonly goals: readonly Goal[];
}

type Table = readonly [heading: readonly string[], ...rows: (readonly string[])[]];

const one = (value: number): string => value.toFixed(1);
const two = (value: number): string => value.toFixed(2);
const megabytes = (bytes: number): string => (bytes / 1_048_576).toFixed(0);
const times = ({ p50, p99 }: Spread): readonly [string, string] => [one(p50), one(p99)];
const counts = ({ median, most }: Counts): string => (median === most ? `${most}` : `${median}–${most}`);

/** The whole report as Markdown tables. */
export function reportText(report: BenchReport): string {
  const { machine, helpTurns, stories, acknowledgements, startUp, goals } = report;
  const sections: readonly (readonly [string, Table])[] = [
    ['`help`: a turn that needs no Graph', helpTable(helpTurns)],
    ['Memory, in MB', memoryTable(helpTurns)],
    ['Stories, one at a time', storyTable(stories)],
    [
      `Presses acknowledged while every Graph call takes ${acknowledgements.graphTakesMs} ms`,
      acknowledgementTable(acknowledgements),
    ],
    [`Start-up, in ms until \`/readyz\` says 200 (median of ${startUp.tries})`, startUpTable(startUp)],
    ['Goals', goalTable(goals)],
  ];
  const { processors, node, loadBefore, loadAfter } = machine;
  const about = `${processors} cores, Node ${node}, load average ${one(loadBefore)} before and ${one(loadAfter)} after`;
  return [about, ...sections.map(([title, table]) => `**${title}**\n\n${markdown(table)}`)].join('\n\n');
}

const helpTable = (bots: readonly BotFigures[]): Table => [
  [
    'bot',
    'turns/s (8 under way)',
    'p50 ms (1 at a time)',
    'p99 ms',
    'CPU ms/turn',
    'CPU, echo = 1',
    'idle CPU ms/s',
  ],
  ...bots.map((each) => [
    each.bot,
    each.turnsPerSecond.toFixed(0),
    ...times(each.latency),
    two(each.cpuMillisecondsPerTurn),
    two(each.cpuRatio),
    one(each.cpuMillisecondsPerIdleSecond),
  ]),
];

const memoryTable = (bots: readonly BotFigures[]): Table => [
  ['bot', 'turns', 'rss before', 'rss after', 'heap before', 'heap after'],
  ...bots.map(({ bot, turns, memoryBefore, memoryAfter }) => [
    bot,
    `${turns}`,
    megabytes(memoryBefore.rssBytes),
    megabytes(memoryAfter.rssBytes),
    megabytes(memoryBefore.heapBytes),
    megabytes(memoryAfter.heapBytes),
  ]),
];

const storyTable = (stories: readonly StoryFigures[]): Table => [
  ['story', 'told', 'per s', 'p50 ms', 'p99 ms', 'CPU ms', 'Graph calls', 'in sequence', 'login calls'],
  ...stories.map((each) => [
    each.story,
    `${each.latency.count}`,
    two(each.perSecond),
    ...times(each.latency),
    one(each.cpuMilliseconds),
    counts(each.graphCalls),
    counts(each.graphInSequence),
    counts(each.signInCalls),
  ]),
];

const acknowledgementTable = ({ all, byButton }: AcknowledgementFigures): Table => [
  ['button', 'presses', 'p50 ms', 'p99 ms'],
  ...[...Object.entries(byButton), ['all', all] as const].map(([button, spread]) => [
    button,
    `${spread.count}`,
    ...times(spread),
  ]),
];

const startUpTable = ({ echoBot, firstStart, laterStart }: StartUpFigures): Table => [
  ['echo bot', 'Latchkey, database made first', 'Latchkey, database there'],
  [echoBot.toFixed(0), firstStart.toFixed(0), laterStart.toFixed(0)],
];

const goalTable = (goals: readonly Goal[]): Table => [
  ['goal', 'measured', ''],
  ...goals.map(({ goal, measured, isMet }) => [goal, measured, isMet ? 'met' : '**not met**']),
];

function markdown([heading, ...rows]: Table): string {
  const widths = heading.map((title, column) =>
    Math.max(3, title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(heading), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

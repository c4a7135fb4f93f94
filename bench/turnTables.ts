import { type AcknowledgementFigures } from './acknowledgements.ts';
import { type FloodFigures } from './flood.ts';
import { type GuardFigures } from './guardCost.ts';
import { type BotFigures } from './helpTurns.ts';
import { megabytes, one, type Section, type Table, two } from './markdown.ts';
import { type Figures } from './parts.ts';
import { type RulesFigures } from './rulesCost.ts';
import { type StartUpFigures } from './startUp.ts';
import { type Spread } from './statistics.ts';
import { type Counts, type StoryFigures } from './stories.ts';

const times = ({ p50, p99 }: Spread): readonly [string, string] => [one(p50), one(p99)];
const counts = ({ median, most }: Counts): string => (median === most ? `${most}` : `${median}–${most}`);

/** What one turn, one press and one start cost. */
export function turnSections(figures: Figures): readonly Section[] {
  const { helpTurns, stories, acknowledgements, startUp, guard, flood, rules } = figures;
  return [
    ...(helpTurns === undefined
      ? []
      : [
          ['`help`: a turn that needs no Graph', helpTable(helpTurns)] as const,
          ['Memory, in MB', memoryTable(helpTurns)] as const,
        ]),
    ...(stories === undefined ? [] : [['Stories, one at a time', storyTable(stories)] as const]),
    ...(acknowledgements === undefined
      ? []
      : [
          [
            `Presses acknowledged while every Graph call takes ${acknowledgements.graphTakesMs} ms`,
            acknowledgementTable(acknowledgements),
          ] as const,
        ]),
    ...(startUp === undefined
      ? []
      : [
          [
            `Start-up, in ms until \`/readyz\` says 200 (median of ${startUp.tries})`,
            startUpTable(startUp),
          ] as const,
        ]),
    ...(guard === undefined
      ? []
      : [['The check before the SDK, processor time in ms for one request', guardTable(guard)] as const]),
    ...(flood === undefined ? [] : [[floodTitle(flood), floodTable(flood)] as const]),
    ...(rules === undefined ? [] : [['House rules, processor time in ms', rulesTable(rules)] as const]),
  ];
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

const rulesTable = ({ rules, people, decisions, ruling, decision, indexing }: RulesFigures): Table => [
  [
    'rules',
    'people',
    'decisions',
    'what is asked of a request',
    'the same, with a vote taken and counted',
    'reading the rules once',
  ],
  [`${rules}`, `${people}`, `${decisions}`, three(ruling), three(decision), two(indexing)],
];

const three = (milliseconds: number): string => milliseconds.toFixed(3);

const guardTable = ({ requests, sdk, guard, refused }: GuardFigures): Table => [
  ['requests', "the SDK's own check", 'the guard, body and all', 'the guard, refusing an unsigned token'],
  [`${requests}`, two(sdk), two(guard), two(refused)],
];

const floodTitle = ({ floodPerSecond, othersPerSecond }: FloodFigures): string =>
  `One person sends ${floodPerSecond} messages a second, the others ${othersPerSecond}`;

const floodTable = ({ takenPerSecond, alone, elsewhere, flooded }: FloodFigures): Table => [
  ['the others', 'messages', 'p50 ms', 'p99 ms'],
  ['without the flood', `${alone.count}`, ...times(alone)],
  ['while it reaches another process', `${elsewhere.count}`, ...times(elsewhere)],
  [`during it (${takenPerSecond.toFixed(0)} a second taken)`, `${flooded.count}`, ...times(flooded)],
];

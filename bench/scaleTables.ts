import { type CrowdedFigures } from './cardsDuringDigests.ts';
import { type DeliveryFigures } from './delivery.ts';
import { type DigestFigures, TEAMS_PER_SECOND } from './digestRun.ts';
import { type InstancesFigures } from './instances.ts';
import { megabytes, one, type Section, type Table, two } from './markdown.ts';
import { type Figures } from './parts.ts';
import { type ReconcilerFigures } from './reconciler.ts';
import { type Spread } from './statistics.ts';

const whole = (value: number): string => value.toFixed(0);

/** How fast messages come, and what many people, requests and processes cost. */
export function scaleSections({
  delivery,
  cardsDuringDigests,
  digests,
  reconciler,
  instances,
}: Figures): readonly Section[] {
  return [
    ...(delivery === undefined
      ? []
      : [
          [
            'From PIM’s acceptance of a request to the cards of all its approvers',
            deliveryTable(delivery),
          ] as const,
        ]),
    ...(cardsDuringDigests === undefined
      ? []
      : [
          [
            `Approvers’ cards while the digests of ${cardsDuringDigests.people} people are on their way`,
            crowdedTable(cardsDuringDigests),
          ] as const,
        ]),
    ...(digests === undefined ? [] : [['A digest for everybody', digestTable(digests)] as const]),
    ...(reconciler === undefined ? [] : [['Following open requests', reconcilerTable(reconciler)] as const]),
    ...(instances === undefined || instances.length === 0
      ? []
      : [['Processes on one PostgreSQL', instancesTable(instances)] as const]),
  ];
}

const deliveryTable = (figures: readonly DeliveryFigures[]): Table => [
  ['database', 'Graph takes', 'requests', 'p50 ms', 'p95 ms'],
  ...figures.map(({ database, graphTakesMs, latency }) => [
    database,
    `${graphTakesMs} ms`,
    `${latency.count}`,
    whole(latency.p50),
    whole(latency.p95),
  ]),
];

function crowdedTable({ afterOwnDigest, beforeOwnDigest }: CrowdedFigures): Table {
  const row = (approvers: string, { count, p50, p95 }: Spread): readonly string[] => [
    approvers,
    `${count}`,
    whole(p50),
    whole(p95),
  ];
  return [
    ['approvers', 'cards', 'p50 ms', 'p95 ms'],
    row('have had their own digest', afterOwnDigest),
    row('have not', beforeOwnDigest),
  ];
}

const digestTable = (figures: readonly DigestFigures[]): Table => [
  [
    'people',
    'database',
    's',
    `s at ${TEAMS_PER_SECOND}/s`,
    'times that',
    'Graph calls',
    'of them pages',
    'CPU ms/person',
    'peak rss MB',
    'heap after MB',
    'most in 1 s',
  ],
  ...figures.map((each) => [
    `${each.people}`,
    each.database,
    one(each.seconds),
    one(each.limitSeconds),
    two(each.seconds / each.limitSeconds),
    `${each.graphCalls}`,
    `${each.pages}`,
    two(each.cpuMillisecondsPerPerson),
    megabytes(each.peakRssBytes),
    megabytes(each.heapBytes),
    `${each.mostInOneSecond}`,
  ]),
];

const reconcilerTable = (figures: ReconcilerFigures): Table => [
  [
    'requests',
    'database',
    'first round s',
    'Graph calls/round',
    'read again after s, p50',
    'p95',
    'CPU, 1 = a core',
    'peak rss MB',
    'approved until shown s, p50',
    'p95',
  ],
  [
    `${figures.requests}`,
    figures.database,
    one(figures.firstRoundSeconds),
    whole(figures.graphCallsPerRound),
    one(figures.intervalSeconds.p50),
    one(figures.intervalSeconds.p95),
    two(figures.cpuShare),
    megabytes(figures.peakRssBytes),
    one(figures.newsSeconds.p50),
    one(figures.newsSeconds.p95),
  ],
];

const instancesTable = (figures: readonly InstancesFigures[]): Table => [
  ['processes', 'turns/s (24 under way)', 'CPU ms/turn', 'deliveries/s', 'CPU ms/delivery'],
  ...figures.map((each) => [
    `${each.processes}`,
    whole(each.turnsPerSecond),
    two(each.cpuMillisecondsPerTurn),
    whole(each.deliveriesPerSecond),
    two(each.cpuMillisecondsPerDelivery),
  ]),
];

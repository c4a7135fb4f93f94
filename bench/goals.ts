import { type AcknowledgementFigures } from './acknowledgements.ts';
import { type AuditPartFigures, callsBesidePages } from './auditRun.ts';
import { type BypassFigures } from './bypassRun.ts';
import { type CrowdedFigures } from './cardsDuringDigests.ts';
import { type DeliveryFigures } from './delivery.ts';
import { type DigestFigures } from './digestRun.ts';
import { type FloodFigures } from './flood.ts';
import { type GuardFigures } from './guardCost.ts';
import { type BotFigures, ON_POSTGRESQL } from './helpTurns.ts';
import { type InstancesFigures } from './instances.ts';
import { type Figures } from './parts.ts';
import { type ReviewFigures } from './reviewRun.ts';
import { type RulesFigures } from './rulesCost.ts';
import { stories, type StoryFigures } from './stories.ts';

/** A goal and what this run says about it. */
export interface Goal {
  readonly goal: string;
  readonly measured: string;
  readonly isMet: boolean;
}

const MOST_CPU_RATIO = 1.5;
const MOST_IN_SEQUENCE = 3;
const ACKNOWLEDGED_WITHIN_MS = 300;
const DELIVERED_WITHIN_MS = 2_000;
const MOST_MEGABYTES = 512;
const MOST_TIMES_THE_LIMIT = 1.2;
const GUARD_BEYOND_SDK_MS = 0.3;
const MOST_TIMES_FLOODED = 2;
const DECISION_MS = 1;
const BEYOND_LOG_LIMIT_SECONDS = 60;
const MOST_MEGABYTES_MORE = 16;
/** Who holds what is read as often as this while a log is looked at. */
const HOLDINGS_EVERY_SECONDS = 300;

/** Holds the figures of one run against the goals of what was measured. */
export function goalsOf(figures: Figures): readonly Goal[] {
  const { helpTurns = [], stories: told = [], acknowledgements, delivery = [], digests = [] } = figures;
  const {
    cardsDuringDigests,
    instances = [],
    guard,
    flood,
    audit,
    reviews = [],
    rules,
    bypasses = [],
  } = figures;
  return [
    ...helpTurns.filter(({ bot }) => bot === ON_POSTGRESQL).map(cpuGoal),
    ...told.filter(({ story }) => submitted.includes(story)).map(sequenceGoal),
    ...(acknowledgements === undefined ? [] : [acknowledgementGoal(acknowledgements)]),
    ...delivery.map(deliveryGoal),
    ...(cardsDuringDigests === undefined ? [] : [crowdedGoal(cardsDuringDigests)]),
    ...digestGoals(digests),
    ...(guard === undefined ? [] : [guardGoal(guard)]),
    ...(flood === undefined ? [] : [floodGoal(flood)]),
    ...(instances.length === 0 ? [] : [sharingGoal(instances)]),
    ...(audit === undefined ? [] : auditGoals(audit)),
    ...reviewGoals(reviews),
    ...(rules === undefined ? [] : [rulesGoal(rules)]),
    ...bypassGoals(bypasses),
  ];
}

const submitted: readonly string[] = [stories.submitted, stories.decided];

const cpuGoal = ({ bot, cpuRatio }: BotFigures): Goal => ({
  goal: `A turn without Graph costs at most ${MOST_CPU_RATIO} times the echo bot's processor time (${bot})`,
  measured: `${cpuRatio.toFixed(2)} times`,
  isMet: cpuRatio <= MOST_CPU_RATIO,
});

const sequenceGoal = ({ story, graphInSequence: { median, most } }: StoryFigures): Goal => ({
  goal: `After submitting, at most ${MOST_IN_SEQUENCE} Graph round trips in sequence until the answer (${story})`,
  measured: `${median}, at most ${most}`,
  isMet: median <= MOST_IN_SEQUENCE,
});

const acknowledgementGoal = ({ all, graphTakesMs }: AcknowledgementFigures): Goal => ({
  goal: `An invoke is acknowledged in under ${ACKNOWLEDGED_WITHIN_MS} ms (p99) while Graph takes ${graphTakesMs / 1_000} s`,
  measured: `${all.p99.toFixed(0)} ms`,
  isMet: all.p99 < ACKNOWLEDGED_WITHIN_MS,
});

const deliveryGoal = ({ database, graphTakesMs, latency }: DeliveryFigures): Goal => ({
  goal: `From PIM's acceptance to the approvers' cards in under ${DELIVERED_WITHIN_MS / 1_000} s (p95; ${database}, Graph takes ${graphTakesMs} ms)`,
  measured: `${latency.p95.toFixed(0)} ms`,
  isMet: latency.p95 < DELIVERED_WITHIN_MS,
});

function crowdedGoal({ people, afterOwnDigest, beforeOwnDigest }: CrowdedFigures): Goal {
  const worst = Math.max(afterOwnDigest.p95, beforeOwnDigest.p95);
  return {
    goal: `The same while the digests of ${people} people are on their way`,
    measured: `${worst.toFixed(0)} ms`,
    isMet: worst < DELIVERED_WITHIN_MS,
  };
}

/** Of the largest tenant; how calls grow is told by the smallest. */
function digestGoals(digests: readonly DigestFigures[]): readonly Goal[] {
  const [smallest, largest] = [digests[0], digests.at(-1)];
  if (smallest === undefined || largest === undefined) return [];
  const { people, seconds, limitSeconds, peakRssBytes, strays } = largest;
  const besidePages = ({ graphCalls, pages }: DigestFigures): number => graphCalls - pages;
  const megabytes = peakRssBytes / 1_048_576;
  return [
    {
      goal: `Graph calls of a digest run grow with pages, not with people (${smallest.people} and ${people} people)`,
      measured: `${besidePages(smallest)} and ${besidePages(largest)} beside the pages`,
      isMet: besidePages(largest) <= besidePages(smallest),
    },
    {
      goal: `A digest run for ${people} people stays under ${MOST_MEGABYTES} MB`,
      measured: `${megabytes.toFixed(0)} MB`,
      isMet: megabytes < MOST_MEGABYTES,
    },
    {
      goal: `It takes at most ${MOST_TIMES_THE_LIMIT} times what Teams' limit alone takes (${limitSeconds.toFixed(0)} s)`,
      measured: `${(seconds / limitSeconds).toFixed(2)} times`,
      isMet: seconds <= MOST_TIMES_THE_LIMIT * limitSeconds,
    },
    {
      goal: 'Everybody gets exactly one digest',
      measured: `${strays} did not`,
      isMet: strays === 0,
    },
  ];
}

const guardGoal = ({ guard, sdk }: GuardFigures): Goal => ({
  goal: `The inbound guard costs less than ${GUARD_BEYOND_SDK_MS} ms of processor time beyond the SDK's own check`,
  measured: `${(guard - sdk).toFixed(2)} ms`,
  isMet: guard - sdk < GUARD_BEYOND_SDK_MS,
});

const rulesGoal = ({ rules, people, decision }: RulesFigures): Goal => ({
  goal: `A decision by ${rules} house rules among ${people} people takes less than ${DECISION_MS} ms of processor time`,
  measured: `${decision.toFixed(2)} ms`,
  isMet: decision < DECISION_MS,
});

const floodGoal = ({ floodPerSecond, alone, flooded }: FloodFigures): Goal => ({
  goal: `While one person sends ${floodPerSecond} messages a second, the others' p99 stays under ${MOST_TIMES_FLOODED} times what it was`,
  measured: `${(flooded.p99 / alone.p99).toFixed(2)} times`,
  isMet: flooded.p99 < MOST_TIMES_FLOODED * alone.p99,
});

function sharingGoal(instances: readonly InstancesFigures[]): Goal {
  const strays = instances.reduce((sum, each) => sum + each.strays, 0);
  return {
    goal: `Up to ${instances.length} processes send every message of one outbox exactly once`,
    measured: `${strays} not`,
    isMet: strays === 0,
  };
}

/** Of the largest log; how calls grow is told by the two tenants with a short one. */
function auditGoals({ whole, compared: [fewer, more] }: AuditPartFigures): readonly Goal[] {
  const beyond = whole.seconds - whole.limitSeconds;
  const megabytes = whole.peakRssBytes / 1_048_576;
  const [before, after] = [callsBesidePages(fewer), callsBesidePages(more)];
  const { people } = fewer.size;
  return [
    {
      goal: `An audit report takes less than ${BEYOND_LOG_LIMIT_SECONDS} s beyond what Graph's limit for the audit log alone takes (${whole.limitSeconds.toFixed(0)} s)`,
      measured: `${beyond.toFixed(0)} s`,
      isMet: beyond < BEYOND_LOG_LIMIT_SECONDS,
    },
    {
      goal: `An audit report on ${whole.size.people} people stays under ${MOST_MEGABYTES} MB`,
      measured: `${megabytes.toFixed(0)} MB`,
      isMet: megabytes < MOST_MEGABYTES,
    },
    {
      goal: `Graph calls of an audit report do not grow with people who hold nothing (${people} people, and as many more)`,
      measured: `${fewer.graphCalls} and ${more.graphCalls}, ${before} and ${after} beside the pages`,
      isMet: more.graphCalls <= fewer.graphCalls,
    },
  ];
}

/** How calls grow is told by the smallest tenant; memory by the one that takes the most. */
function reviewGoals(reviews: readonly ReviewFigures[]): readonly Goal[] {
  const [smallest] = reviews;
  if (smallest === undefined) return [];
  const beside = ({ list, round }: ReviewFigures): number =>
    list.graphCalls - list.neededPages + (round.graphCalls - round.neededPages);
  const most = Math.max(...reviews.map(beside));
  const megabytes = Math.max(...reviews.map(({ peakRssBytes }) => peakRssBytes)) / 1_048_576;
  const largest = Math.max(...reviews.map(({ size }) => size.definitions));
  return [
    {
      goal: `Graph calls of questions about reviews are the pages of what is told, and as many beside them for ${smallest.size.definitions} reviews as for ${largest}`,
      measured: `${beside(smallest)} and at most ${most} beside the pages`,
      isMet: most <= beside(smallest),
    },
    {
      goal: `Questions about reviews stay under ${MOST_MEGABYTES} MB`,
      measured: `${megabytes.toFixed(0)} MB`,
      isMet: megabytes < MOST_MEGABYTES,
    },
  ];
}

/** A log that is ten times as long, held against the shortest. */
function bypassGoals(bypasses: readonly BypassFigures[]): readonly Goal[] {
  const [shortest, longest] = [bypasses[0], bypasses.at(-1)];
  if (shortest === undefined || longest === undefined) return [];
  const more = (longest.heapBytesAtMost - shortest.heapBytesAtMost) / 1_048_576;
  const readings = 1 + Math.floor(longest.seconds / HOLDINGS_EVERY_SECONDS);
  return [
    {
      goal: `Looking through ${longest.rows} rows of the log holds less than ${MOST_MEGABYTES_MORE} MB more than through ${shortest.rows}`,
      measured: `${more.toFixed(0)} MB`,
      isMet: more < MOST_MEGABYTES_MORE,
    },
    {
      goal: `Graph calls beside the pages of the log do not grow with it: as many for ${longest.rows} rows as for ${shortest.rows}, again every ${HOLDINGS_EVERY_SECONDS / 60} minutes`,
      measured: `${longest.otherCalls} in ${longest.seconds.toFixed(0)} s, and ${shortest.otherCalls}`,
      isMet: longest.otherCalls <= readings * shortest.otherCalls,
    },
  ];
}

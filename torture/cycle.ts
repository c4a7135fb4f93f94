import { setTimeout as pause } from 'node:timers/promises';
import { layAmbush } from './ambush.ts';
import { type Place } from './databases.ts';
import { drive } from './driving.ts';
import { type Judgement, judge } from './judgement.ts';
import { isVoted, type Plan } from './plan.ts';
import { readRecorded, type Recorded } from './recorded.ts';
import { type Scene } from './scene.ts';
import { actingOf, askingOf, betweenHalves, cardsSettled, type Cast, castOf } from './story.ts';
import { type Wish } from './wishes.ts';

/** One cycle and what it came to. */
export interface CycleResult extends Judgement {
  readonly plan: Plan;
  /** The story met its trouble; some plans aim at a call or commit that does not come. */
  readonly hasStruck: boolean;
  /** From the moment the trouble was over (the bot was started again, a call given up) until all cards were right; `undefined`: never. */
  readonly recoveryMs: number | undefined;
  /** So much of it somebody waited before they pressed again what was lost. */
  readonly patienceMs: number;
  readonly tookMs: number;
  /** What the people see and what the bot wrote last, where the cycle is not as it must be. */
  readonly evidence: readonly string[];
}

const HALF_WITHIN_MS = 60_000;
/** What was not over when everybody's cards were right gets so much longer. */
const MORE_MS = 20_000;
const LOOK_EVERY_MS = 150;
/** A message that is just being sent is sent by then. */
const BREATH_MS = 400;
/** An embedded database is read when the bot is gone, so it is started again for what is left; so often. */
const MORE_STARTS = 2;
const MORE_PER_START_MS = 6_000;

/** Runs one cycle. Rejects only where the torture itself is broken. */
export async function runCycle(scene: Scene, plan: Plan): Promise<CycleResult> {
  const startedAt = performance.now();
  const place = await scene.begin({ hasHouseRules: isVoted(plan.story), timeOfDay: plan.timeOfDay });
  try {
    const cast = castOf(scene, plan);
    const { isSettled, ...played } = await play(scene, place, plan, cast);
    const recorded = await recordedWhenOver(scene, place, MORE_MS);
    const judgement = await judge(scene, plan, cast, { recorded, isSettled });
    const found = [judgement.doubleEffects, judgement.lostDecisions, judgement.unsettled].flat();
    const evidence = found.length === 0 ? [] : await evidenceOf(scene, cast);
    return { plan, ...played, tookMs: performance.now() - startedAt, ...judgement, evidence };
  } finally {
    await scene.bot.kill();
    await place.remove();
  }
}

const LINES_OF_A_CARD = 4;
const LINES_OF_THE_BOT = 12;

async function evidenceOf(scene: Scene, { of }: Cast): Promise<readonly string[]> {
  const chats = Object.values(of).map(async (player) =>
    (await player.look()).map(
      ({ text }) => `${player.name} sees: ${text.split('\n').slice(0, LINES_OF_A_CARD).join(' / ')}`,
    ),
  );
  return [...(await Promise.all(chats)).flat(), ...scene.bot.lastLines.slice(-LINES_OF_THE_BOT)];
}

interface Played {
  readonly hasStruck: boolean;
  readonly recoveryMs: number | undefined;
  readonly patienceMs: number;
  readonly isSettled: boolean;
}

async function play(scene: Scene, place: Place, plan: Plan, cast: Cast): Promise<Played> {
  // Whoever is signed in lately is not asked again; the first sign-in is nobody's trouble.
  await drive(greeting(cast));
  const halves = [
    { half: 'asking', wishes: [askingOf(plan, cast)] },
    { half: 'acting', wishes: actingOf(plan, cast) },
  ] as const;
  const played: Played[] = [];
  for (const { half, wishes } of halves) {
    if (wishes.length === 0) continue;
    if (half === 'acting') await betweenHalves(scene, plan);
    played.push(await playHalf(scene, place, { plan, cast, half, wishes }));
  }
  return {
    hasStruck: played.some(({ hasStruck }) => hasStruck),
    recoveryMs: played.find(({ hasStruck }) => hasStruck)?.recoveryMs,
    patienceMs: played.find(({ hasStruck }) => hasStruck)?.patienceMs ?? 0,
    isSettled: played.every(({ isSettled }) => isSettled),
  };
}

const greeting = ({ of: { Ana } }: Cast): Parameters<typeof drive>[0] => {
  const wish: Wish = {
    player: Ana,
    begin: () => Ana.say('my roles'),
    goOn: async () => {
      await Ana.say('my roles');
      return true;
    },
    isGranted: (seen) => seen.some(({ text }) => text.includes('You can activate')),
  };
  const begun = wish.begin();
  return {
    wishes: [wish],
    isReached: async () => {
      await begun;
      return wish.isGranted(await Ana.look());
    },
    withinMs: HALF_WITHIN_MS,
  };
};

interface Half {
  readonly plan: Plan;
  readonly cast: Cast;
  readonly half: Plan['half'];
  readonly wishes: readonly Wish[];
}

async function playHalf(scene: Scene, place: Place, { plan, cast, half, wishes }: Half): Promise<Played> {
  const isTortured = plan.half === half;
  const isReached = (): Promise<boolean> => cardsSettled(plan, cast, half);
  if (!isTortured) {
    await Promise.all(wishes.map(({ begin }) => begin()));
    const { isReached: isSettled } = await drive({ wishes, isReached, withinMs: HALF_WITHIN_MS });
    return { hasStruck: false, recoveryMs: undefined, patienceMs: 0, isSettled };
  }
  await Promise.all(wishes.map(({ player }) => player.behave(plan.disorder)));
  const ambush = await layAmbush(scene, place, plan.trouble);
  const begun = Promise.all(wishes.map(({ begin }) => begin()));
  // A story that went by without its trouble is over as soon as it is settled.
  const isCalm = drive({ wishes: [], isReached, withinMs: HALF_WITHIN_MS }).then(() => {
    ambush.callOff();
  });
  const { hasStruck, at } = await ambush.over;
  await begun;
  await Promise.all(wishes.map(({ player }) => player.calmDown()));
  const driven = await drive({ wishes, isReached, withinMs: HALF_WITHIN_MS, wholeAt: at });
  const { isReached: isSettled, patienceMs } = driven;
  const recoveryMs = Math.max(0, performance.now() - at);
  await isCalm;
  return { hasStruck, recoveryMs: hasStruck && isSettled ? recoveryMs : undefined, patienceMs, isSettled };
}

const isOver = ({ operations, unsent }: Recorded): boolean =>
  unsent === 0 && operations.every(({ state }) => ['DONE', 'CONFLICT', 'REFUSED'].includes(state));

/** What the bot has left once it is over, or after it had time enough. */
async function recordedWhenOver(scene: Scene, place: Place, moreMs: number): Promise<Recorded> {
  if (place.engine.kind === 'embedded') return recordedBetweenStarts(scene, place);
  const deadlineAt = performance.now() + moreMs;
  for (;;) {
    const recorded = await readRecorded(place, scene.tenantId);
    if (isOver(recorded) || performance.now() > deadlineAt) {
      await scene.bot.stop();
      return recorded;
    }
    await pause(LOOK_EVERY_MS);
  }
}

async function recordedBetweenStarts(scene: Scene, place: Place): Promise<Recorded> {
  await pause(BREATH_MS);
  for (let starts = 0; ; starts += 1) {
    await scene.bot.stop();
    const recorded = await readRecorded(place, scene.tenantId);
    if (isOver(recorded) || starts === MORE_STARTS) return recorded;
    await scene.start(place);
    await pause(MORE_PER_START_MS);
  }
}

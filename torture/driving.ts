import { setTimeout as pause } from 'node:timers/promises';
import { type Seen } from './player.ts';
import { isUnderWay, type Wish } from './wishes.ts';

/** Nobody presses again sooner than this. */
const PATIENCE_MS = 2_500;
/** Where the card says that it goes on, nobody presses again at all before this. */
const LONG_PATIENCE_MS = 12_000;
const LOOK_EVERY_MS = 150;

/** What is asked again and again until it is so. */
export interface Goal {
  readonly wishes: readonly Wish[];
  /** Whether the people have what they wanted and nothing is under way any more. */
  readonly isReached: () => Promise<boolean>;
  readonly withinMs: number;
  /** What people wait before this moment (`performance.now()`) is the trouble's time and not theirs. */
  readonly wholeAt?: number;
}

/** How it went. */
export interface Driven {
  readonly isReached: boolean;
  /** How long the slowest of them waited, all in all, before they pressed again what had been lost: theirs, not the bot's. */
  readonly patienceMs: number;
}

interface Pursuit {
  readonly wish: Wish;
  triedAt: number;
  patienceMs: number;
}

/** Lets people go on until the goal is reached, or it took too long. */
export async function drive({ wishes, isReached, withinMs, wholeAt = 0 }: Goal): Promise<Driven> {
  const deadlineAt = performance.now() + withinMs;
  const triedAt = performance.now();
  const pursuits: readonly Pursuit[] = wishes.map((wish) => ({ wish, triedAt, patienceMs: 0 }));
  const driven = (isIt: boolean): Driven => ({
    isReached: isIt,
    patienceMs: Math.max(0, ...pursuits.map(({ patienceMs }) => patienceMs)),
  });
  while (performance.now() < deadlineAt) {
    if (await isReached()) return driven(true);
    await Promise.all(pursuits.map((pursuit) => pursue(pursuit, wholeAt)));
    await pause(LOOK_EVERY_MS);
  }
  return driven(await isReached());
}

async function pursue(pursuit: Pursuit, wholeAt: number): Promise<void> {
  const { wish } = pursuit;
  const waited = performance.now() - pursuit.triedAt;
  if (waited < PATIENCE_MS) return;
  const seen: readonly Seen[] = await wish.player.look();
  if (wish.isGranted(seen)) return;
  await wish.player.signInWhereAsked();
  if (waited < LONG_PATIENCE_MS && isUnderWay(seen)) return;
  if (!(await wish.goOn(seen))) return;
  pursuit.patienceMs += Math.min(waited, Math.max(0, performance.now() - wholeAt));
  pursuit.triedAt = performance.now();
}

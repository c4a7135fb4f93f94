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
}

interface Pursuit {
  readonly wish: Wish;
  triedAt: number;
}

/** Lets people go on until the goal is reached; false when that took too long. */
export async function drive({ wishes, isReached, withinMs }: Goal): Promise<boolean> {
  const deadlineAt = performance.now() + withinMs;
  const pursuits: readonly Pursuit[] = wishes.map((wish) => ({ wish, triedAt: performance.now() }));
  while (performance.now() < deadlineAt) {
    if (await isReached()) return true;
    await Promise.all(pursuits.map(pursue));
    await pause(LOOK_EVERY_MS);
  }
  return isReached();
}

async function pursue(pursuit: Pursuit): Promise<void> {
  const { wish } = pursuit;
  const waited = performance.now() - pursuit.triedAt;
  if (waited < PATIENCE_MS) return;
  const seen: readonly Seen[] = await wish.player.look();
  if (wish.isGranted(seen)) return;
  await wish.player.signInWhereAsked();
  if (waited < LONG_PATIENCE_MS && isUnderWay(seen)) return;
  if (await wish.goOn(seen)) pursuit.triedAt = performance.now();
}

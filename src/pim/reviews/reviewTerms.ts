import { type ReviewCadence, type ReviewRound, isApplied, isReadyToApply, isRunning } from './review.ts';

/** So many reviews are set up at once at the most: each is an operation of its own. */
export const MOST_ROLES = 10;

/** So many are named for one review at the most; more belong in a group. */
export const MOST_REVIEWERS = 20;

/** A round must end before the next one begins (Graph refuses it otherwise). */
export const mostDays = (cadence: ReviewCadence): number =>
  cadence === 'weekly' ? 6 : cadence === 'monthly' ? 27 : 80;

/** The day of an instant, `YYYY-MM-DD`, in UTC as Graph takes it. */
export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** The round of a review that matters now: the one that runs, else the newest that is decided, else none. */
export const currentRound = (rounds: readonly ReviewRound[], now: Date): ReviewRound | undefined =>
  rounds.find((round) => isRunning(round, now)) ??
  rounds.find((round) => isReadyToApply(round) || isApplied(round));

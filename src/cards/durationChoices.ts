/** Steps that people ask for, in minutes; the role's own maximum is always one more. */
const STEPS: readonly number[] = [15, 30, 60, 120, 180, 240, 360, 480, 600, 720, 960, 1440];
/** A list that still fits on a phone. */
const MAXIMUM_CHOICES = 8;
/** What is filled in where nobody said anything. */
const USUAL_MINUTES = 60;

/** Durations to choose from, and the one that is filled in. */
export interface DurationChoices {
  readonly minutes: readonly number[];
  readonly presetMinutes: number;
}

/** Durations within the role's maximum: common steps, the maximum, and what was asked for where it is allowed. */
export function durationChoices(
  maximumMinutes: number,
  minimumMinutes: number,
  wantedMinutes: number | undefined,
): DurationChoices {
  const presetMinutes = Math.max(minimumMinutes, Math.min(wantedMinutes ?? USUAL_MINUTES, maximumMinutes));
  const sure = new Set([presetMinutes, maximumMinutes]);
  const steps = STEPS.filter((step) => step >= minimumMinutes && step < maximumMinutes && !sure.has(step));
  const kept = evenly(steps, MAXIMUM_CHOICES - sure.size);
  const minutes = [...kept, ...sure].sort((a, b) => a - b);
  return { minutes, presetMinutes };
}

/** So many of them at most, spread over the whole, the first one included. */
function evenly(steps: readonly number[], most: number): readonly number[] {
  if (steps.length <= most) return steps;
  return Array.from({ length: most }, (_, index) => steps[Math.floor((index * steps.length) / most)] ?? 0);
}

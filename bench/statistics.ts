/** When something began and ended, on one clock, in milliseconds. */
export interface Interval {
  readonly startedAt: number;
  readonly endedAt: number;
}

/**
 * The value that so many per cent of all values do not exceed (nearest rank: always one of the values).
 * @throws RangeError when there are no values, or `percent` is not above 0 and at most 100
 */
export function percentile(values: readonly number[], percent: number): number {
  if (values.length === 0) throw new RangeError('There is no percentile of nothing');
  if (!(percent > 0 && percent <= 100)) throw new RangeError(`${percent} is no percentage`);
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.ceil((percent / 100) * sorted.length) - 1] ?? NaN;
}

/**
 * The value in the middle, or the mean of the two in the middle.
 * @throws RangeError when there are no values
 */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('There is no median of nothing');
  const sorted = values.toSorted((one, other) => one - other);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2;
}

/**
 * Round trips in sequence: the longest row of calls of which each began when the one before had ended. Calls that ran
 * beside each other count once. An upper bound of what waits for what: two that follow each other by chance count too.
 */
export function longestSequence(calls: readonly Interval[]): number {
  const byEnd = calls.toSorted((one, other) => one.endedAt - other.endedAt);
  let count = 0;
  let lastEnd = -Infinity;
  for (const { startedAt, endedAt } of byEnd) {
    if (startedAt < lastEnd) continue;
    count += 1;
    lastEnd = endedAt;
  }
  return count;
}

/** Of calls in milliseconds: for how many seconds at least one was under way. */
export function underWaySeconds(calls: readonly Interval[]): number {
  let sum = 0;
  let covered = -Infinity;
  for (const { startedAt, endedAt } of calls.toSorted((one, other) => one.startedAt - other.startedAt)) {
    sum += Math.max(0, endedAt - Math.max(startedAt, covered));
    covered = Math.max(covered, endedAt);
  }
  return sum / 1_000;
}

/** Median, 95th and 99th percentile and number of measured times. */
export interface Spread {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/**
 * What is shown of many values.
 * @throws RangeError when there are no values
 */
export const spreadOf = (values: readonly number[]): Spread => ({
  count: values.length,
  p50: percentile(values, 50),
  p95: percentile(values, 95),
  p99: percentile(values, 99),
});

/** The most instants that lie within one and the same second; milliseconds, in order. */
export function mostInOneSecond(instants: readonly number[]): number {
  let most = 0;
  let first = 0;
  for (const [index, instant] of instants.entries()) {
    while (instant - (instants[first] ?? instant) >= 1_000) first += 1;
    most = Math.max(most, index - first + 1);
  }
  return most;
}

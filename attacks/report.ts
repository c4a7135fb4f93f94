import { type RoundResult } from './fuzzing.ts';

/** Memory that may stay in use after so many posts with junk, and is no growth. */
const MOST_GROWN_BYTES = 10 * 1024 * 1024;

/** What all rounds came to. */
export interface AttackReport {
  readonly seed: number;
  readonly rounds: number;
  readonly statuses: Readonly<Record<string, number>>;
  readonly refusals: Readonly<Record<string, number>>;
  readonly failures: readonly string[];
  readonly accepted: readonly string[];
  readonly errors: readonly string[];
  readonly grownBytes: number;
}

/** Adds the rounds up. Growth is that of the last rounds together, once the first has warmed everything. */
export function reportOf(seed: number, results: readonly RoundResult[]): AttackReport {
  const later = results.length > 1 ? results.slice(1) : results;
  return {
    seed,
    rounds: results.length,
    statuses: added(results.map(({ statuses }) => statuses)),
    refusals: added(results.map(({ refusals }) => refusals)),
    failures: results.flatMap(({ failures }) => failures),
    accepted: results.flatMap(({ accepted }) => accepted),
    errors: results.flatMap(({ errors }) => errors),
    grownBytes: later.reduce((sum, { grownBytes }) => sum + grownBytes, 0),
  };
}

/** Whether nothing was wrong. */
export const isSound = ({ failures, accepted, errors, grownBytes }: AttackReport): boolean =>
  failures.length === 0 && accepted.length === 0 && errors.length === 0 && grownBytes <= MOST_GROWN_BYTES;

/** The report in words. */
export function reportText(report: AttackReport): string {
  const { seed, rounds, statuses, refusals, failures, accepted, errors, grownBytes } = report;
  return [
    `Seed ${seed}, ${rounds} rounds`,
    `Activities of the channel: ${total(statuses)} (${listed(statuses)}); answered 5xx: ${failures.length}`,
    `Posts with junk for a token: ${total(refusals)} (${listed(refusals)}); taken: ${accepted.length}`,
    `Errors in the log: ${errors.length}`,
    `Memory in use after the junk, compared with before: ${(grownBytes / 1024 / 1024).toFixed(1)} MB`,
    ...[...failures, ...accepted, ...errors].slice(0, 10).map((line) => `  ${line.slice(0, 1_000)}`),
  ].join('\n');
}

function added(counts: readonly Readonly<Record<string, number>>[]): Readonly<Record<string, number>> {
  const sum: Record<string, number> = {};
  for (const [key, value] of counts.flatMap((one) => Object.entries(one))) sum[key] = (sum[key] ?? 0) + value;
  return sum;
}

const total = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, value) => sum + value, 0);

const listed = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([key, value]) => `${key}: ${value}`)
    .join(', ');

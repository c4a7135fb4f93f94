import { type CycleResult } from './cycle.ts';
import { type EngineName } from './plan.ts';

/** Of so many durations the middle one and the longest. */
interface Spread {
  readonly p50: number;
  readonly most: number;
}

/** What a run of cycles came to; what `--json` writes. */
export interface TortureReport {
  readonly engine: EngineName;
  readonly seed: number;
  readonly from: number;
  readonly cycles: number;
  /** Cycles that met their trouble. */
  readonly struck: number;
  /** Cycles with more than one effect of a wish, with a lost decision, with something unsettled. */
  readonly doubleEffects: number;
  readonly lostDecisions: number;
  readonly unsettled: number;
  /** Cards of which Teams never said whether it took them. */
  readonly unclearCards: number;
  /** From the bot's new start (its loading included) until everything was right everywhere. */
  readonly recoveryMs: Spread;
  /** The same without the time for which people waited before they pressed again what the trouble had swallowed. */
  readonly ownRecoveryMs: Spread;
  /** The cycles that took longest to heal, without people's waiting, slowest first: where a run's time goes. */
  readonly slowest: readonly Healed[];
  readonly failed: readonly CycleResult[];
}

const SLOWEST = 8;

/** A cycle that met its trouble and got over it. */
interface Healed {
  readonly recoveryMs: number;
  readonly patienceMs: number;
  readonly plan: CycleResult['plan'];
}

const ownMsOf = ({ recoveryMs, patienceMs }: Healed): number => Math.max(0, recoveryMs - patienceMs);

const healedOf = (results: readonly CycleResult[]): readonly Healed[] =>
  results.flatMap(({ recoveryMs, patienceMs, plan }) =>
    recoveryMs === undefined ? [] : [{ recoveryMs, patienceMs, plan }],
  );

function spreadOf(durations: readonly number[]): Spread {
  const sorted = durations.toSorted((a, b) => a - b);
  return { p50: sorted[Math.floor((sorted.length - 1) / 2)] ?? 0, most: sorted.at(-1) ?? 0 };
}

/** Whether a cycle is as it must be. */
export const isSound = ({ doubleEffects, lostDecisions, unsettled }: CycleResult): boolean =>
  doubleEffects.length + lostDecisions.length + unsettled.length === 0;

/** The figures of a run. */
export function reportOf(
  { engine, seed, from }: Pick<TortureReport, 'engine' | 'seed' | 'from'>,
  results: readonly CycleResult[],
): TortureReport {
  const count = (isCounted: (result: CycleResult) => boolean): number => results.filter(isCounted).length;
  const healed = healedOf(results);
  return {
    engine,
    seed,
    from,
    cycles: results.length,
    struck: count(({ hasStruck }) => hasStruck),
    doubleEffects: count(({ doubleEffects }) => doubleEffects.length > 0),
    lostDecisions: count(({ lostDecisions }) => lostDecisions.length > 0),
    unsettled: count(({ unsettled }) => unsettled.length > 0),
    unclearCards: results.reduce((sum, { unclearCards }) => sum + unclearCards, 0),
    recoveryMs: spreadOf(healed.map(({ recoveryMs }) => recoveryMs)),
    ownRecoveryMs: spreadOf(healed.map(ownMsOf)),
    slowest: healed.toSorted((a, b) => ownMsOf(b) - ownMsOf(a)).slice(0, SLOWEST),
    failed: results.filter((result) => !isSound(result)),
  };
}

/** The figures as a Markdown table. */
export function reportText(report: TortureReport): string {
  const seconds = (milliseconds: number): string => `${(milliseconds / 1_000).toFixed(1)} s`;
  const cells = [
    report.engine,
    `${report.cycles}`,
    `${report.struck}`,
    `${report.doubleEffects}`,
    `${report.lostDecisions}`,
    `${report.unsettled}`,
    `${report.unclearCards}`,
    `${seconds(report.recoveryMs.p50)} / ${seconds(report.recoveryMs.most)}`,
    `${seconds(report.ownRecoveryMs.p50)} / ${seconds(report.ownRecoveryMs.most)}`,
  ];
  return [
    '| engine | cycles | met their trouble | double effects | lost decisions | unsettled | unclear cards | recovery p50 / max | without people’s own waiting |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    `| ${cells.join(' | ')} |`,
  ].join('\n');
}

const storiesAsked = ({ stories = [] }: CycleResult['plan']): string =>
  stories.map((story) => ` --story ${story}`).join('');

/** A cycle that is not as it must be: what was found, its plan, and how to run it once more. */
export function failureText({
  plan,
  doubleEffects,
  lostDecisions,
  unsettled,
  evidence,
}: CycleResult): string {
  const found = [
    ...doubleEffects.map((one) => `double effect: ${one}`),
    ...lostDecisions.map((one) => `lost decision: ${one}`),
    ...unsettled.map((one) => `unsettled: ${one}`),
  ];
  return [
    `Cycle ${plan.number}:`,
    ...found.map((one) => `  ${one}`),
    ...evidence.map((line) => `    ${line.slice(0, 300)}`),
    `  ${JSON.stringify(plan)}`,
    `  npm run torture -- --engine ${plan.engine} --seed ${plan.seed} --from ${plan.number} --cycles 1${storiesAsked(plan)}`,
  ].join('\n');
}

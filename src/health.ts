import { type Clock } from './pim/ports.ts';

/** One thing that must work before the service can do its work, with our own short word for it. */
export interface ReadinessCheck {
  readonly name: string;
  readonly check: () => Promise<boolean>;
}

/** Runs every check at once; a check that throws counts as failed. Reasons carry no ids and no hosts. */
export async function readiness(
  checks: readonly ReadinessCheck[],
): Promise<{ readonly ready: boolean; readonly reasons: readonly string[] }> {
  const failed = await Promise.all(checks.map(async (one) => ((await passes(one)) ? [] : [one.name])));
  const reasons = failed.flat();
  return { ready: reasons.length === 0, reasons };
}

async function passes({ check }: Pick<ReadinessCheck, 'check'>): Promise<boolean> {
  try {
    return await check();
  } catch {
    return false;
  }
}

/** Makes checks that are run once in so many milliseconds, however often they are asked and however they end. */
export const keptFor =
  (clock: Clock, milliseconds: number) =>
  (check: ReadinessCheck['check']): ReadinessCheck['check'] => {
    let kept: { readonly passed: Promise<boolean>; readonly askedAt: number } | undefined;
    return () => {
      const now = clock.now().getTime();
      const isFresh = kept !== undefined && now >= kept.askedAt && now - kept.askedAt < milliseconds;
      if (kept === undefined || !isFresh) kept = { passed: passes({ check }), askedAt: now };
      return kept.passed;
    };
  };

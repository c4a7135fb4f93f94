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

async function passes({ check }: ReadinessCheck): Promise<boolean> {
  try {
    return await check();
  } catch {
    return false;
  }
}

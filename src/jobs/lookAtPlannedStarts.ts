import { type Deadlines } from '../pim/followUps.ts';
import { type TenantId } from '../pim/ids.ts';
import { type OperationDeps } from '../pim/operations/deps.ts';
import { isGoingAhead, lookAtPlannedStart } from '../pim/operations/plannedStarts/lookAtPlannedStart.ts';

/** What looking needs. */
export interface LookAtPlannedStartsDeps extends OperationDeps {
  readonly deadlines: Pick<Deadlines, 'starting'>;
  readonly tenantId: TenantId;
  /** What this process has looked at, before and at its start; only saves work, since looking twice says nothing twice. */
  readonly lookedAt: Set<string>;
}

/** So often starts are looked for. */
export const PLANNED_START_SECONDS = 30;
/** So long before it begins a plan is judged again: time enough for whoever made it to take it back. */
const BEFORE_MS = 10 * 60_000;
/** What began while nobody ran is told late; what is older than that is left. */
const LOOKS_BACK_MS = 24 * 3_600_000;
/** More than begin within a day anywhere. */
const MOST_AT_ONCE = 1_000;

/**
 * Judges activations again that were planned here and are about to begin, or just did, where house rules are about
 * anything: once shortly before, and once as they begin. One process at a time.
 */
export async function lookAtPlannedStarts(
  deps: LookAtPlannedStartsDeps,
  signal?: AbortSignal,
): Promise<void> {
  const { houseJudge, houseBypasses, laterBreaches, claims, clock, tenantId, lookedAt, logger } = deps;
  if (houseJudge === undefined || houseBypasses === undefined || laterBreaches === undefined) return;
  const now = clock.now().getTime();
  const slot = Math.floor(now / (PLANNED_START_SECONDS * 1000));
  if (!(await claims.claim(`planned-starts/${tenantId}/${String(slot)}`))) return;
  const from = new Date(now - LOOKS_BACK_MS);
  const near = await deps.deadlines.starting(from, new Date(now + BEFORE_MS), MOST_AT_ONCE);
  const seen = new Set<string>();
  for (const { plannedStartAt, ...request } of near) {
    if (signal?.aborted === true) return;
    if (plannedStartAt === undefined) continue;
    const look = `${request.id}/${plannedStartAt.getTime() > now ? 'before' : 'begun'}`;
    seen.add(look);
    const planned = { ...request, plannedStartAt };
    if (lookedAt.has(look) || !isGoingAhead(planned)) continue;
    try {
      const rest = { ...deps, houseJudge, houseBypasses, laterBreaches };
      if (await lookAtPlannedStart(rest, planned)) lookedAt.add(look);
    } catch (error) {
      // It is looked at again next time; one never stops the others.
      logger.warn({ err: error, requestId: request.id }, 'A planned start could not be looked at');
    }
  }
  for (const look of lookedAt) if (!seen.has(look)) lookedAt.delete(look);
}

import { isPimError } from '../pim/errors.ts';
import { type Person, requestId, type TenantId } from '../pim/ids.ts';
import { hasAskedFor, type ToldActivation } from '../pim/operations/askedForHere.ts';
import { type OperationDeps } from '../pim/operations/deps.ts';
import { type Looking } from '../pim/operations/houseBypasses/activationNews.ts';
import { HeldByMany } from '../pim/operations/houseBypasses/heldByMany.ts';
import { lookForBypass } from '../pim/operations/houseBypasses/lookForBypass.ts';
import { type ActiveRole } from '../pim/roles.ts';

/** What looking needs. */
export interface LookAtActivationsDeps extends OperationDeps {
  readonly tenantId: TenantId;
  /** Schedules that this process has looked at; only saves work, since looking twice says nothing twice. */
  readonly lookedAt: Set<string>;
}

/** What everybody has activated is one list, and a long one in a large tenant. */
export const LOOK_SECONDS = 300;
/** The audit log says more of an activation (who approved it), and comes within that: it goes first. */
const LOG_GOES_FIRST_MS = 30 * 60_000;
/** An activation lasts a day at the most, and what it was asked by may be a day older. */
const MOST_HOURS = 49;

/**
 * Looks at activations that there are now, where house rules are about anything: those that PIM's log has not told of, or
 * of which the app may not read it, are found here. One process at a time.
 */
export async function lookAtActivations(deps: LookAtActivationsDeps, signal?: AbortSignal): Promise<void> {
  const { houseJudge, claims, clock, directory, tenantId, lookedAt, logger } = deps;
  if (houseJudge === undefined) return;
  const { index } = houseJudge.counting();
  const isEmpty = index.rules.length === 0 && !index.hasBroken;
  const slot = Math.floor(clock.now().getTime() / (LOOK_SECONDS * 1000));
  if (isEmpty || !(await claims.claim(`house-activations/${tenantId}/${String(slot)}`))) return;
  const active = await directory.activatedNow().catch((error: unknown) => {
    if (!isPimError(error)) throw error;
    logger.warn({ event: 'houseRules.activationsUnread', code: error.code }, 'Activations could not be read');
    return [];
  });
  const looking = { ...deps, held: new HeldByMany({ directory, clock }) };
  const latest = clock.now().getTime() - LOG_GOES_FIRST_MS;
  for (const held of active) {
    if (signal?.aborted === true) return;
    const { scheduleId, startAt } = held;
    if (scheduleId === undefined || startAt === undefined || startAt.getTime() > latest) continue;
    if (lookedAt.has(scheduleId)) continue;
    await lookAt(looking, held, scheduleId, startAt);
  }
  const there = new Set(active.map(({ scheduleId }) => scheduleId));
  for (const id of lookedAt) if (!there.has(id)) lookedAt.delete(id);
}

/** What was asked for here is known by its request, or by the operation that asked for it. */
async function lookAt(
  deps: LookAtActivationsDeps & Pick<Looking, 'held'>,
  { role, scope, principalId, endAt }: ActiveRole,
  scheduleId: string,
  startAt: Date,
): Promise<void> {
  const { tenantId, lookedAt, logger } = deps;
  try {
    const requestor = { tenantId, id: principalId };
    const id = requestId(scheduleId);
    const followed = await deps.requests.of(tenantId, id);
    const told = { requestId: id, requestor, roleDefinitionId: role.id, scopeId: scope.id };
    const isMadeHere = followed?.isMadeHere ?? (await isAskedForLately(deps, told, startAt));
    const news = {
      requestId: id,
      requestor,
      roleDefinitionId: role.id,
      at: startAt,
      startAt,
      endAt,
      isMadeHere,
    };
    await lookForBypass(deps, news, followed);
    lookedAt.add(scheduleId);
  } catch (error) {
    // It is looked at again next time; one never stops the others.
    logger.warn({ err: error }, 'An activation could not be looked at');
  }
}

/** Without the log nobody has its tag: it may be any operation of then. */
async function isAskedForLately(
  { operations }: Pick<OperationDeps, 'operations'>,
  told: ToldActivation & { readonly requestor: Person },
  startAt: Date,
): Promise<boolean> {
  const since = new Date(startAt.getTime() - MOST_HOURS * 3_600_000);
  const lately = await operations.activationsSince(told.requestor, since);
  for (const { operationId, roleDefinitionId } of lately) {
    const operation =
      roleDefinitionId === told.roleDefinitionId ? await operations.of(operationId) : undefined;
    if (operation !== undefined && hasAskedFor(operation, told)) return true;
  }
  return false;
}

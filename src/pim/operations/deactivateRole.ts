import { isPimError, PimError } from '../errors.ts';
import { type PimGateway } from '../ports.ts';
import { type Intent, type Operation } from '../records.ts';
import { type ActiveRole, isSameRole, roleAtScope, type RoleAtScope } from '../roles.ts';
import { afterWriting } from './afterWriting.ts';
import { type OperationDeps } from './deps.ts';
import { redrawings } from './enqueueCards.ts';
import { unlessOurs } from './unlessOurs.ts';

type DeactivateIntent = Extract<Intent, { kind: 'deactivate' }>;

/** PIM's clock and ours may differ by as much. */
const CLOCKS_MS = 5 * 60_000;

/**
 * Gives an activated role back before its end, and says so only when the instance is gone. With `mayBeDone` (an earlier
 * answer was lost) PIM is asked first, and an activation that was made after this was asked for is left alone.
 * @throws PimError `not_active`, `too_soon_to_deactivate`, `outcome_unknown` when the role is still there afterwards
 */
export async function deactivateRole(
  deps: Pick<OperationDeps, 'requests' | 'cards' | 'random' | 'clock'>,
  pim: PimGateway,
  operation: Operation,
  intent: DeactivateIntent,
  mayBeDone = false,
): Promise<void> {
  const { person, createdAt } = operation;
  const role = { roleDefinitionId: intent.roleDefinitionId, scopeId: intent.scopeId };
  const read = (): Promise<Held> => afterWriting(() => heldNow(pim, role, mayBeDone ? createdAt : undefined));
  if (!mayBeDone || (await read()).isActive) {
    await unlessOurs(operation, () => pim.selfDeactivate(role)).catch((error: unknown) => {
      if (!mayBeDone || !isPimError(error, 'not_active')) throw error;
    });
  }
  const { isActive: isStillActive, isMeant } = await read();
  const followed = (await deps.requests.openOf(person)).filter(
    (request) => isSameRole(request, role) && request.endAt !== undefined && isMeant(request),
  );
  for (const request of followed) {
    await deps.requests.save(
      isStillActive
        ? { ...request, readAt: new Date(0) }
        : { ...request, status: 'Revoked', isOpen: false, readAt: deps.clock.now() },
      { messages: await redrawings(deps, request.tenantId, request.id), audit: [] },
    );
  }
  if (isStillActive) {
    throw new PimError('outcome_unknown', 'PIM took the deactivation; the role is still there', {
      status: 201,
    });
  }
}

/** What the person holds of a role just in time now. */
interface Held {
  readonly isActive: boolean;
  /** Whether an activation that began then is the one to be given back. */
  readonly isMeant: (activation: { readonly startAt: Date | undefined }) => boolean;
}

/** @param askedAt when it was asked for; `undefined`: just now, so that whatever is active is meant */
async function heldNow(pim: PimGateway, role: RoleAtScope, askedAt: Date | undefined): Promise<Held> {
  const active = (await pim.activeRoles()).filter(
    (held) => held.assignmentType === 'Activated' && isSameRole(roleAtScope(held), role),
  );
  const latest = askedAt && (await latestStart(pim, role, askedAt, active));
  const isMeant: Held['isMeant'] = ({ startAt }) =>
    startAt === undefined || latest === undefined || startAt <= latest;
  return { isActive: active.some(isMeant), isMeant };
}

/**
 * When the activation that was meant had begun at the latest, by PIM's clock. Where only clocks could tell it from the
 * next one, the deactivation that PIM has tells it: without one nothing was given back yet, so nothing is given back twice.
 */
async function latestStart(
  pim: PimGateway,
  role: RoleAtScope,
  askedAt: Date,
  active: readonly Pick<ActiveRole, 'startAt'>[],
): Promise<Date> {
  const clocksApart = new Date(askedAt.getTime() + CLOCKS_MS);
  const isUnclear = active.some(
    ({ startAt }) => startAt !== undefined && startAt > askedAt && startAt <= clocksApart,
  );
  if (!isUnclear) return clocksApart;
  const since = new Date(askedAt.getTime() - CLOCKS_MS);
  const given = (await pim.myRequests({ isOpenOnly: false }))
    .filter((request) => request.action === 'selfDeactivate' && isSameRole(request, role))
    .flatMap(({ createdAt }) => (createdAt !== undefined && createdAt >= since ? [createdAt.getTime()] : []));
  return given.length === 0 ? clocksApart : new Date(Math.max(askedAt.getTime(), Math.min(...given)));
}

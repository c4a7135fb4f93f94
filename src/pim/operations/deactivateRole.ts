import { isPimError, PimError } from '../errors.ts';
import { type PimGateway } from '../ports.ts';
import { type Intent, type Operation } from '../records.ts';
import { isSameRole, roleAtScope } from '../roles.ts';
import { type OperationDeps } from './deps.ts';
import { redrawCards } from './enqueueCards.ts';

type DeactivateIntent = Extract<Intent, { kind: 'deactivate' }>;

/**
 * Gives an activated role back before its end, and says so only when the instance is gone.
 * @throws PimError `not_active`, `too_soon_to_deactivate`, `outcome_unknown` when the role is still there afterwards
 */
export async function deactivateRole(
  deps: Pick<OperationDeps, 'requests' | 'cards' | 'outbox' | 'random' | 'clock'>,
  pim: PimGateway,
  { person }: Operation,
  intent: DeactivateIntent,
): Promise<void> {
  const role = { roleDefinitionId: intent.roleDefinitionId, scopeId: intent.scopeId };
  await pim.selfDeactivate(role);
  const isStillActive = await holdsActivated(pim, role);
  const followed = (await deps.requests.openOf(person)).filter(
    (request) => isSameRole(request, role) && request.endAt !== undefined,
  );
  for (const request of followed) {
    await deps.requests.save(
      isStillActive
        ? { ...request, readAt: new Date(0) }
        : { ...request, status: 'Revoked', isOpen: false, readAt: deps.clock.now() },
    );
    await redrawCards(deps, request.tenantId, request.id);
  }
  if (isStillActive)
    throw new PimError('outcome_unknown', 'PIM took the deactivation; the role is still there');
}

/** Whether the person holds the role just in time now. */
export async function holdsActivated(
  pim: PimGateway,
  role: { readonly roleDefinitionId: DeactivateIntent['roleDefinitionId']; readonly scopeId: string },
): Promise<boolean> {
  const active = await pim.activeRoles();
  return active.some((held) => held.assignmentType === 'Activated' && isSameRole(roleAtScope(held), role));
}

/** A lost answer to a deactivation: done when the role is gone, safe to repeat when it is still there. */
export const wasDeactivated = async (pim: PimGateway, intent: DeactivateIntent): Promise<boolean> =>
  !(await holdsActivated(pim, intent));

/** Whether an error of a repeated deactivation only says that it had worked before. */
export const saysAlreadyInactive = (error: unknown): boolean => isPimError(error, 'not_active');

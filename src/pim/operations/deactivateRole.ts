import { isPimError, PimError } from '../errors.ts';
import { type PimGateway } from '../ports.ts';
import { type Intent, type Operation } from '../records.ts';
import { isSameRole, roleAtScope, type RoleAtScope } from '../roles.ts';
import { afterWriting } from './afterWriting.ts';
import { type OperationDeps } from './deps.ts';
import { redrawings } from './enqueueCards.ts';

type DeactivateIntent = Extract<Intent, { kind: 'deactivate' }>;

/**
 * Gives an activated role back before its end, and says so only when the instance is gone. With `mayBeDone` (an earlier
 * answer was lost) PIM is asked first.
 * @throws PimError `not_active`, `too_soon_to_deactivate`, `outcome_unknown` when the role is still there afterwards
 */
export async function deactivateRole(
  deps: Pick<OperationDeps, 'requests' | 'cards' | 'random' | 'clock'>,
  pim: PimGateway,
  { person }: Operation,
  intent: DeactivateIntent,
  mayBeDone = false,
): Promise<void> {
  const role = { roleDefinitionId: intent.roleDefinitionId, scopeId: intent.scopeId };
  const isActive = (): Promise<boolean> => afterWriting(() => holdsActivated(pim, role));
  if (!mayBeDone || (await isActive())) {
    await pim.selfDeactivate(role).catch((error: unknown) => {
      if (!mayBeDone || !isPimError(error, 'not_active')) throw error;
    });
  }
  const isStillActive = await isActive();
  const followed = (await deps.requests.openOf(person)).filter(
    (request) => isSameRole(request, role) && request.endAt !== undefined,
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

/** Whether the person holds the role just in time now. */
async function holdsActivated(pim: PimGateway, role: RoleAtScope): Promise<boolean> {
  const active = await pim.activeRoles();
  return active.some((held) => held.assignmentType === 'Activated' && isSameRole(roleAtScope(held), role));
}

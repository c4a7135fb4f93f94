import { type Person } from '../pim/ids.ts';
import { type OperationDeps } from '../pim/operations/deps.ts';
import { type RoleAtScope } from '../pim/roles.ts';

const MOST_AT_ONCE = 50;

/**
 * Gives the form of a role again to whoever wished for it, as soon as the activation is over, however it ended. A wish
 * is used up before anything is shown, so that nobody gets the form twice.
 */
export async function offerAgain(
  { againWishes, logger }: Pick<OperationDeps, 'againWishes' | 'logger'>,
  offer: (person: Person, role: RoleAtScope) => Promise<void>,
): Promise<void> {
  for (const request of await againWishes.takeDue(MOST_AT_ONCE)) {
    const { tenantId, requestor, roleDefinitionId, scopeId } = request;
    try {
      await offer({ tenantId, id: requestor }, { roleDefinitionId, scopeId });
    } catch (error) {
      logger.error({ err: error, requestId: request.id }, 'A wished form could not be shown');
    }
  }
}

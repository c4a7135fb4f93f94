import { type Person, type PrincipalId, type TenantId } from '../ids.ts';
import { type OperationDeps } from './deps.ts';

/** A group may hold the whole organization; so many people are enough to see to it. */
const MOST_ADMINISTRATORS = 20;

/**
 * The administrators who have the app, without the person whom it is about, where it is about one. Nobody where the group cannot be read:
 * whoever is not known to belong to it learns nothing of others.
 */
export async function administratorsToTell(
  {
    administrators,
    conversations,
    logger,
  }: Pick<OperationDeps, 'administrators' | 'conversations' | 'logger'>,
  { tenantId, id: about }: { readonly tenantId: TenantId; readonly id?: PrincipalId },
): Promise<readonly Person[]> {
  try {
    const members = (await administrators.all()).filter((id) => id !== about).toSorted();
    const known = await conversations.ofMany(members.map((id) => ({ tenantId, id })));
    const reachable = new Set(known.filter(({ isInstalled }) => isInstalled).map(({ person }) => person.id));
    return members
      .filter((id) => reachable.has(id))
      .slice(0, MOST_ADMINISTRATORS)
      .map((id) => ({ tenantId, id }));
  } catch (error) {
    logger.warn(
      { event: 'administrators.unreadable', err: error },
      'Whom to tell of what somebody should look at is not known',
    );
    return [];
  }
}

import { type PimGateway } from '../ports.ts';
import { type Operation } from '../records.ts';
import { isOpen, operationOf } from '../requests.ts';
import { isSameRole, roleAtScope, type RoleAtScope } from '../roles.ts';

/**
 * Whether PIM shows another request of the person's for the role that waits, or that is active: beside it PIM has taken none
 * of this operation. What cannot be read shows nothing.
 */
export async function isHeldByAnother(
  pim: PimGateway,
  { id }: Pick<Operation, 'id'>,
  role: RoleAtScope,
): Promise<boolean> {
  const [requests, active] = await Promise.all([
    pim.myRequests({ isOpenOnly: false }).catch(() => []),
    pim.activeRoles().catch(() => []),
  ]);
  const others = requests.filter(
    (one) => one.action === 'selfActivate' && isSameRole(one, role) && operationOf(one.justification) !== id,
  );
  const isActive = (requestId: string): boolean =>
    active.some(
      (held) =>
        held.assignmentType === 'Activated' &&
        held.scheduleId === requestId &&
        isSameRole(roleAtScope(held), role),
    );
  return others.some((one) => isOpen(one) || isActive(one.id));
}

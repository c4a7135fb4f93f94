import { roleOnCard, type RoleOnCard } from '../cards/roleOnCard.ts';
import { isPimError } from '../pim/errors.ts';
import { type PimDirectory } from '../pim/ports.ts';
import { type RoleAtScope, scopeOfId } from '../pim/roles.ts';

/** A role as the catalogue has it; one that the catalogue does not have (any more) is called by the words for that. */
export async function roleShown(
  { directory }: { readonly directory: Pick<PimDirectory, 'role'> },
  { roleDefinitionId, scopeId }: RoleAtScope,
  unknownName: string,
): Promise<RoleOnCard> {
  const role = await directory.role(roleDefinitionId).catch((error: unknown) => {
    if (isPimError(error)) return undefined;
    throw error;
  });
  return role === undefined
    ? {
        roleDefinitionId,
        scopeId,
        name: unknownName,
        scopeName: undefined,
        isPrivileged: undefined,
        isBuiltIn: true,
      }
    : roleOnCard({ role, scope: scopeOfId(scopeId) });
}

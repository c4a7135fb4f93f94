import { type PrincipalId, type RoleDefinitionId } from '../ids.ts';
import { type OperationDeps } from './deps.ts';

/** A person, group or app, and a role. Names as the directory has them. */
export interface NamedHolding {
  readonly holder: string;
  readonly role: string;
}

/** Who and what role something is about. */
export interface Place {
  readonly principalId?: PrincipalId | undefined;
  readonly roleDefinitionId?: RoleDefinitionId | undefined;
}

/** How people, groups, apps and roles are called in a digest. */
export interface Names {
  readonly role: (id: RoleDefinitionId | undefined) => string;
  readonly holder: (id: PrincipalId | undefined) => string;
  readonly holding: (place: Place) => NamedHolding;
}

/** Names of everything that is told, each looked up once. What has no name any more is told by its id. */
export async function namesFor(
  { directory }: Pick<OperationDeps, 'directory'>,
  places: readonly Place[],
): Promise<Names> {
  const roleIds = [...new Set(places.flatMap(({ roleDefinitionId }) => roleDefinitionId ?? []))];
  const holderIds = [...new Set(places.flatMap(({ principalId }) => principalId ?? []))];
  const [roles, people] = await Promise.all([
    Promise.all(roleIds.map((id) => directory.role(id).catch(() => undefined))),
    directory.people(holderIds).catch(() => []),
  ]);
  const known = new Map<string, string>();
  for (const one of [...roles, ...people]) if (one !== undefined) known.set(one.id, one.displayName);
  await Promise.all(
    holderIds
      .filter((id) => !known.has(id))
      .map(async (id) => {
        const group = await directory.groupName(id).catch(() => undefined);
        if (group !== undefined) known.set(id, group);
      }),
  );
  const nameOf = (id: string | undefined): string => (id === undefined ? '' : (known.get(id) ?? id));
  return {
    role: nameOf,
    holder: nameOf,
    holding: ({ principalId, roleDefinitionId }) => ({
      holder: nameOf(principalId),
      role: nameOf(roleDefinitionId),
    }),
  };
}

import { isPimError } from '../errors.ts';
import { type FollowedRequest } from '../records.ts';
import { isScopeKnown, scopeOfId } from '../roles.ts';
import { type OperationDeps } from './deps.ts';
import { redrawings } from './enqueueCards.ts';

type Deps = Pick<OperationDeps, 'directory' | 'requests' | 'cards' | 'random'>;

/** Notes the scope of a request of the portal as soon as somebody has read it in PIM; every card says it then. */
export async function learnScope(
  deps: Deps,
  followed: FollowedRequest,
  scopeId: string,
): Promise<FollowedRequest> {
  if (isScopeKnown(followed)) return followed;
  const updated = { ...followed, scopeId, scopeName: await nameOf(deps, followed, scopeId) };
  const messages = await redrawings(deps, followed.tenantId, followed.id);
  await deps.requests.save(updated, { messages, audit: [] });
  return updated;
}

/** The eligibility behind the request has the name; without it the id is better than nothing. */
async function nameOf(
  { directory }: Deps,
  { requestor }: FollowedRequest,
  scopeId: string,
): Promise<string | undefined> {
  if (scopeOfId(scopeId).kind === 'tenant') return undefined;
  const eligible = await directory.eligibleRolesOf(requestor).catch((error: unknown) => {
    if (!isPimError(error)) throw error;
    return [];
  });
  return eligible.find(({ scope }) => scope.id === scopeId)?.scope.displayName ?? scopeId;
}

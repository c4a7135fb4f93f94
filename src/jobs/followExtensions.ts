import { type OperationDeps } from '../pim/operations/deps.ts';
import { type Extension } from '../pim/followUps.ts';
import { isSameRole, roleAtScope } from '../pim/roles.ts';

const MOST_AT_ONCE = 200;

/** What following extensions needs. */
export type ExtensionDeps = Pick<OperationDeps, 'extensions' | 'directory' | 'random' | 'clock' | 'logger'>;

/**
 * Looks whether eligibilities for which more time was asked have it now, and says so. Graph tells nobody how such a
 * request was decided, so only a later end is an answer; with the old end passed nothing is left to wait for.
 */
export async function followExtensions(deps: ExtensionDeps, signal?: AbortSignal): Promise<void> {
  for (const extension of await deps.extensions.open(MOST_AT_ONCE)) {
    if (signal?.aborted === true) return;
    try {
      await followOne(deps, extension);
    } catch (error) {
      // One that cannot be read now never stops the others; the next run looks again.
      deps.logger.warn({ err: error, requestId: extension.id }, 'An extension could not be looked at');
    }
  }
}

async function followOne(deps: ExtensionDeps, extension: Extension): Promise<void> {
  const { id, person, endAt } = extension;
  const held = (await deps.directory.eligibleRolesOf(person.id)).find(
    (eligible) => eligible.memberType === 'Direct' && isSameRole(roleAtScope(eligible), extension),
  );
  const isGranted = held !== undefined && (held.endAt === undefined || held.endAt > endAt);
  if (!isGranted && deps.clock.now() < endAt) return;
  const granted = {
    id: deps.random.ulid(),
    person,
    message: { kind: 'extensionGranted', requestId: id },
  } as const;
  if (isGranted) await deps.extensions.close(person.tenantId, id, { newEndAt: held.endAt }, [granted]);
  else await deps.extensions.close(person.tenantId, id, {}, []);
}

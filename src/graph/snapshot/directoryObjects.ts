import { z } from 'zod';
import { isPimError, PimError } from '../../pim/errors.ts';
import { type PrincipalId } from '../../pim/ids.ts';
import { type SnapshotPrincipal } from '../../pim/posture/snapshot.ts';
import { MOST_IDS } from '../calls/directoryCalls.ts';
import { graphCalls } from '../egress.ts';
import { type GraphClient } from '../graphClient.ts';
import { optionalText, principal, text } from '../graphValues.ts';
import { isQueryRefused } from '../refusals.ts';
import { everyOne, inChunks } from './snapshotShapes.ts';

/** A principal, and of a group whether it can hold roles. */
export interface DirectoryObject extends SnapshotPrincipal {
  readonly isRoleAssignable: boolean | null;
}

/** So many calls are under way beside each other. */
const SIDE_BY_SIDE = 4;
/** Without it Graph leaves out whether an account is enabled, and whose it is. */
const SELECTED = 'id,displayName,userPrincipalName,userType,accountEnabled,isAssignableToRole';
const TYPES = ['user', 'group', 'servicePrincipal'];

const list = z.object({ value: z.array(z.unknown()), '@odata.nextLink': z.string().nullish() });

const object = z.object({
  '@odata.type': text,
  id: principal,
  displayName: optionalText,
  userPrincipalName: optionalText,
  userType: text,
  accountEnabled: z.boolean().nullish(),
  isAssignableToRole: z.boolean().nullish(),
});

/** What ids stand for, as far as they could be asked for, and why some could not. */
export interface FoundObjects {
  readonly objects: readonly DirectoryObject[];
  readonly error: PimError | undefined;
}

/** What ids stand for, a thousand to a call. Whatever does not come back is not in the directory any more. */
export async function readObjects(
  client: Pick<GraphClient, 'send'>,
  ids: readonly PrincipalId[],
): Promise<FoundObjects> {
  const objects: DirectoryObject[] = [];
  let error: PimError | undefined;
  const left = inChunks(ids, MOST_IDS).values();
  const worker = async (): Promise<void> => {
    for (const chunk of left) {
      try {
        for (const one of await readChunk(client, chunk)) objects.push(one);
      } catch (refusal) {
        if (!isPimError(refusal)) throw refusal;
        error ??= refusal;
      }
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
  return { objects, error };
}

/** An answer that has more to it is no word about those who are not in it: they are asked for again. */
async function readChunk(
  client: Pick<GraphClient, 'send'>,
  ids: readonly PrincipalId[],
): Promise<readonly DirectoryObject[]> {
  const found = new Map<PrincipalId, DirectoryObject>();
  for (let left = ids; left.length > 0;) {
    const read = list.safeParse(await ask(client, left));
    if (!read.success) throw new PimError('unexpected_answer', 'Graph answered without a list');
    const { value, '@odata.nextLink': link } = read.data;
    for (const row of everyOne(object, value)) found.set(row.id, objectOf(row));
    if (typeof link !== 'string' || link === '') break;
    const unanswered = left.filter((id) => !found.has(id));
    if (unanswered.length === left.length) throw new PimError('unexpected_answer', 'A list without an end');
    left = unanswered;
  }
  return ids.map((id) => found.get(id) ?? missing(id));
}

async function ask(client: Pick<GraphClient, 'send'>, ids: readonly PrincipalId[]): Promise<unknown> {
  const body = { ids, types: TYPES };
  try {
    return await client.send(graphCalls.directoryObjects, { body, query: { select: SELECTED } });
  } catch (error) {
    if (!isQueryRefused(error)) throw error;
    return client.send(graphCalls.directoryObjects, { body });
  }
}

/** What the app may not read more of still says its kind and its id, which is shown in place of a name. */
function objectOf(row: z.infer<typeof object>): DirectoryObject {
  return {
    id: row.id,
    kind: kindOf(row['@odata.type']),
    displayName: row.displayName ?? row.id,
    userPrincipalName: row.userPrincipalName ?? null,
    isEnabled: row.accountEnabled ?? null,
    isGuest: row.userType.toLowerCase() === 'guest',
    lastSignInAt: null,
    isRoleAssignable: row.isAssignableToRole ?? null,
  };
}

function kindOf(type: string): SnapshotPrincipal['kind'] {
  if (/\.group$/i.test(type)) return 'group';
  return /\.user$/i.test(type) ? 'person' : 'app';
}

const missing = (id: PrincipalId): DirectoryObject => ({
  id,
  kind: 'missing',
  displayName: id,
  userPrincipalName: null,
  isEnabled: null,
  isGuest: false,
  lastSignInAt: null,
  isRoleAssignable: null,
});

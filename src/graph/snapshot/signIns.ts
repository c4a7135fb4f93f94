import { z } from 'zod';
import { isPimError } from '../../pim/errors.ts';
import { type PrincipalId } from '../../pim/ids.ts';
import { graphCalls } from '../egress.ts';
import { instant, principal } from '../graphValues.ts';
import { type ListReading, readLists } from './batchLists.ts';
import { type Gaps } from './gaps.ts';
import { inChunks } from './snapshotShapes.ts';

/** Graph takes no more values than this in one `in`. */
const IDS_PER_QUERY = 15;

const activity = z.object({
  lastSignInDateTime: instant,
  lastNonInteractiveSignInDateTime: instant,
  lastSuccessfulSignInDateTime: instant,
});

const user = z.object({ id: principal, signInActivity: activity.nullish().catch(undefined) });

/** When people last signed in, in person or through a client of theirs; without those of whom Graph has nothing. */
export async function readSignIns(
  reading: ListReading,
  gaps: Gaps,
  people: readonly PrincipalId[],
): Promise<ReadonlyMap<PrincipalId, Date>> {
  const chunks = inChunks(people, IDS_PER_QUERY);
  const lists = await readLists(
    reading,
    'v1.0',
    chunks.map((ids) => ({
      call: graphCalls.people,
      ask: {
        query: { filter: `id in (${ids.map((id) => `'${id}'`).join(',')})`, select: 'id,signInActivity' },
      },
    })),
    (rows) => rows.flatMap(lastOf),
  );
  const found = new Map<PrincipalId, Date>();
  for (const list of lists) {
    if (isPimError(list)) gaps.note('signIns', list);
    else for (const { id, at } of list) found.set(id, at);
  }
  return found;
}

function lastOf(row: unknown): readonly { readonly id: PrincipalId; readonly at: Date }[] {
  const read = user.safeParse(row);
  if (!read.success) return [];
  const { id, signInActivity } = read.data;
  const times = Object.values(signInActivity ?? {}).flatMap((at) => at?.getTime() ?? []);
  return times.length === 0 ? [] : [{ id, at: new Date(Math.max(...times)) }];
}

import { z } from 'zod';
import { type Presence } from '../pim/departures.ts';
import { isPimError } from '../pim/errors.ts';
import { type PrincipalId } from '../pim/ids.ts';
import { type BatchAnswer, type BatchPart, readBatch } from './graphBatch.ts';
import { graphCalls } from './graphCalls.ts';
import { type GraphClient } from './graphClient.ts';
import { isQueryRefused } from './refusals.ts';

/** Graph takes no more values than this in one `in`. */
const IDS_PER_QUERY = 15;

const page = z.object({ value: z.array(z.object({ id: z.string() })) });

const several = (ids: readonly PrincipalId[]): BatchPart => ({
  call: graphCalls.people,
  ask: {
    query: {
      filter: `id in (${ids.map((id) => `'${id}'`).join(',')})`,
      select: 'id',
      top: String(IDS_PER_QUERY),
    },
  },
});
const one = (id: PrincipalId): BatchPart => ({
  call: graphCalls.person,
  ask: { ids: [id], query: { select: 'id' } },
});

/**
 * Whether people are in the directory, in few calls: fifteen to a query and twenty queries to a call, and whoever is not
 * among the answers alone. Gone is only whom Graph itself says that it does not know; a list that is short of somebody,
 * an error and an answer that cannot be read say nothing about anybody.
 */
export async function readPresence(
  client: Pick<GraphClient, 'send'>,
  ids: readonly PrincipalId[],
): Promise<ReadonlyMap<PrincipalId, Presence>> {
  const chunks: PrincipalId[][] = [];
  for (let at = 0; at < ids.length; at += IDS_PER_QUERY) chunks.push(ids.slice(at, at + IDS_PER_QUERY));
  const lists = await readBatch(client, 'v1.0', chunks.map(several));
  const presence = new Map<PrincipalId, Presence>(ids.map((id) => [id, 'unread']));
  const alone: PrincipalId[] = [];
  for (const [index, chunk] of chunks.entries()) {
    const found = foundIn(lists[index]);
    if (found === undefined) continue;
    for (const id of chunk) {
      if (found.has(id)) presence.set(id, 'there');
      else alone.push(id);
    }
  }
  const answers = await readBatch(client, 'v1.0', alone.map(one));
  for (const [index, id] of alone.entries()) presence.set(id, presenceIn(answers[index]));
  return presence;
}

/** `undefined`: nothing can be said of these people, not even by asking for each of them now. */
function foundIn(answer: BatchAnswer | undefined): ReadonlySet<string> | undefined {
  if (answer === undefined) return undefined;
  if ('error' in answer) return isQueryRefused(answer.error) ? new Set() : undefined;
  const read = page.safeParse(answer.body);
  return read.success ? new Set(read.data.value.map(({ id }) => id.toLowerCase())) : undefined;
}

function presenceIn(answer: BatchAnswer | undefined): Presence {
  if (answer === undefined) return 'unread';
  if (!('error' in answer)) return 'there';
  const { error } = answer;
  // Any proxy can say 404: only Graph's own word for it counts.
  const isGone =
    isPimError(error, 'principal_not_found') && error.details.graphCode === 'Request_ResourceNotFound';
  return isGone ? 'gone' : 'unread';
}

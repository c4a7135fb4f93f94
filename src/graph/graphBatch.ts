import { z } from 'zod';
import { isPimError, PimError } from '../pim/errors.ts';
import { type GraphCall, graphCalls, type GraphVersion } from './graphCalls.ts';
import { type GraphAsk, type GraphClient, pathOf } from './graphClient.ts';
import { askedOf, pimErrorOfGraph } from './graphErrors.ts';

/** One reading of many. */
export interface BatchPart {
  readonly call: GraphCall;
  readonly ask: GraphAsk;
}

/** What Graph said to one part: its body, or why there is none. */
export type BatchAnswer = { readonly body: unknown } | { readonly error: PimError };

/** As many as Graph takes in one call (Graph: "JSON batching"). */
const MOST_PARTS = 20;
/** So many calls are under way beside each other. */
const SIDE_BY_SIDE = 4;

const answers = z.object({
  responses: z.array(
    z.object({
      id: z.string(),
      status: z.number().int(),
      headers: z.record(z.string(), z.string()).nullish().catch(undefined),
      body: z.unknown(),
    }),
  ),
});

/**
 * Reads many things of one version of Graph in few calls. A part that fails says so for itself; a call that fails says so
 * for all of its parts.
 */
export async function readBatch(
  client: Pick<GraphClient, 'send'>,
  version: GraphVersion,
  parts: readonly BatchPart[],
): Promise<readonly BatchAnswer[]> {
  const groups: (readonly BatchPart[])[] = [];
  for (let start = 0; start < parts.length; start += MOST_PARTS) {
    groups.push(parts.slice(start, start + MOST_PARTS));
  }
  const found: BatchAnswer[][] = groups.map(() => []);
  const left = groups.entries();
  const worker = async (): Promise<void> => {
    for (const [index, group] of left) found[index] = await readGroup(client, version, group);
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
  return found.flat();
}

async function readGroup(
  client: Pick<GraphClient, 'send'>,
  version: GraphVersion,
  parts: readonly BatchPart[],
): Promise<BatchAnswer[]> {
  const requests = parts.map(({ call, ask }, id) => ({
    id: String(id),
    method: 'GET',
    url: pathOf(call, ask),
  }));
  const batch = version === 'beta' ? graphCalls.batchBeta : graphCalls.batch;
  try {
    const read = answers.safeParse(await client.send(batch, { body: { requests } }));
    if (!read.success) throw new PimError('unexpected_answer', 'Graph answered a batch with something else');
    const byId = new Map(read.data.responses.map((response) => [response.id, response]));
    return parts.map((part, id) => answerOf(part, byId.get(String(id))));
  } catch (error) {
    if (!isPimError(error)) throw error;
    return parts.map(() => ({ error }));
  }
}

function answerOf(
  { call }: BatchPart,
  response: z.infer<typeof answers>['responses'][number] | undefined,
): BatchAnswer {
  if (response === undefined) return { error: new PimError('unexpected_answer', 'A part was not answered') };
  const { status, headers, body } = response;
  if (status >= 200 && status < 300) return { body };
  const text = typeof body === 'string' ? body : JSON.stringify(body ?? {});
  const refusal = { status, headers: new Headers(headers ?? {}), text };
  return { error: pimErrorOfGraph(refusal, askedOf(call, undefined)) };
}

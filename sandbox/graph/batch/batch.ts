import { type Answer, type AskPart, type Call, type PartOfCall, type World } from '../../world.ts';
import { badRequest, GraphError, methodNotAllowed } from '../graphError.ts';
import { guidOf } from '../identifiers.ts';
import { type Reply, type Version } from '../routes/route.ts';
import { errorBody, requestIdsOf } from '../wire/errorBody.ts';
import { styled } from '../wire/style.ts';
import { type BatchItem, batchItems } from './batchItems.ts';

/** How a batch is answered, item by item. */
interface ItemAnswer {
  readonly id: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** The version whose `$batch` is called; `undefined` for any other path. */
export function batchVersion({ path }: Pick<Call, 'path'>): Version | undefined {
  const [, version] = /^\/graph\/(v1\.0|beta)\/+(?:\$|%24)batch\/*$/i.exec(path) ?? [];
  return version === 'v1.0' || version === 'beta' ? version : undefined;
}

/**
 * Answers a batch: each item as if it had come alone with the token of the whole, all at once except where one waits
 * for another. Throws the 400 of a malformed batch.
 */
export async function answerBatch(
  world: World,
  call: Call,
  version: Version,
  askPart: AskPart,
): Promise<Reply> {
  if (call.method !== 'POST') throw methodNotAllowed();
  // Every item is looked at before the first is done.
  const asked = batchItems(call).map((item) => ({ item, part: partFor(world, call, version, item) }));
  const answers = new Map<string, Promise<ItemAnswer>>();
  for (const { item, part } of asked) {
    const needed = item.dependsOn.flatMap((id) => answers.get(id.toLowerCase()) ?? []);
    answers.set(item.id.toLowerCase(), answerItem(world, call, item, part, needed, askPart));
  }
  const answered = await Promise.all(answers.values());
  return {
    status: 200,
    summary: inWords(answered),
    // The whole gets the tenant's order of keys on its way out, which the items have already.
    body: {
      responses: shuffled(answered).map(({ body, ...rest }) => ({
        ...rest,
        body: styled(body, world.tenant.wire),
      })),
    },
  };
}

/** Throws the 400 of an item that leaves the version or is a batch itself. */
function partFor(world: World, call: Call, version: Version, item: BatchItem): PartOfCall {
  const base = `/graph/${version}/`;
  const { pathname, search } = new URL(`${world.baseUrl}${base}${item.url.replace(/^\//, '')}`);
  if (!pathname.startsWith(base))
    throw badRequest(`The url of request id : ${item.id} leads out of the version.`);
  if (batchVersion({ path: pathname }) !== undefined)
    throw badRequest(`Request Id ${item.id} is a batch, and a batch cannot contain one.`);
  const inherited = { 'client-request-id': call.headers['client-request-id'] };
  return {
    method: item.method,
    url: `${pathname}${search}`,
    headers: { ...inherited, ...item.headers, authorization: call.headers.authorization },
    body: bytesOf(item.body),
  };
}

/** JSON stands as it is in a batch; anything else is base64. */
function bytesOf(body: unknown): Buffer {
  if (body === undefined || body === null) return Buffer.alloc(0);
  return typeof body === 'string' ? Buffer.from(body, 'base64') : Buffer.from(JSON.stringify(body));
}

async function answerItem(
  world: World,
  call: Call,
  { id }: BatchItem,
  part: PartOfCall,
  needed: readonly Promise<ItemAnswer>[],
  askPart: AskPart,
): Promise<ItemAnswer> {
  const before = await Promise.all(needed);
  const failed = before.find(({ status }) => status >= 400);
  if (failed !== undefined)
    return refused(
      world,
      call,
      id,
      new GraphError(424, 'FailedDependency', `Request Id ${failed.id} failed.`),
    );
  const answer = await askPart(part);
  if (answer === undefined)
    return refused(
      world,
      call,
      id,
      new GraphError(504, 'GatewayTimeout', 'The service did not answer in time.'),
    );
  return { id, status: answer.status, headers: headersOf(answer), body: bodyOf(answer) };
}

function refused(world: World, call: Call, id: string, error: GraphError): ItemAnswer {
  const body = styled(errorBody(world, requestIdsOf(world, call), error), world.tenant.wire);
  return { id, status: error.status, headers: headersOf({ status: error.status, body }), body };
}

const bodyOf = ({ body }: Answer): unknown =>
  typeof body === 'string' ? Buffer.from(body).toString('base64') : (body ?? null);

/** The ids of the exchange stay with the batch itself; the others keep the spelling that Graph gives them. */
function headersOf({ headers = {}, body }: Answer): Record<string, string> {
  const content: Answer['headers'] = body === undefined ? {} : { 'content-type': 'application/json' };
  const kept = Object.entries({ ...content, ...headers }).filter(([name]) => !name.endsWith('request-id'));
  const spelt = kept.map(([name, value]): [string, string] => [spelling[name.toLowerCase()] ?? name, value]);
  return { 'Cache-Control': 'no-cache', ...Object.fromEntries(spelt) };
}

const spelling: Readonly<Record<string, string>> = {
  'content-type': 'Content-Type',
  'odata-version': 'OData-Version',
  'retry-after': 'Retry-After',
  location: 'Location',
};

/** Never in the order in which they were sent, so that nobody comes to rely on it; the same ids always lie the same. */
function shuffled(answers: readonly ItemAnswer[]): readonly ItemAnswer[] {
  const all = answers.map(({ id }) => id);
  const keyOf = ({ id }: ItemAnswer): string => guidOf('batch', ...all, id);
  const mixed = answers.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  const isAsSent = mixed.every(({ id }, index) => id === all[index]);
  return isAsSent ? mixed.reverse() : mixed;
}

function inWords(answers: readonly ItemAnswer[]): string {
  const skipped = answers.filter(({ status }) => status === 424).length;
  const failed = answers.filter(({ status }) => status >= 400).length - skipped;
  const remarks = [
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(skipped > 0 ? [`${skipped} left out for want of what went before`] : []),
  ];
  const count = answers.length === 1 ? 'one thing' : `${answers.length} things`;
  return `asked ${count} in one batch${remarks.length === 0 ? '' : `: ${remarks.join(', ')}`}`;
}

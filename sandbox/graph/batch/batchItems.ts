import { type Call } from '../../world.ts';
import { badRequest } from '../graphError.ts';
import { jsonBody } from '../routes/jsonBody.ts';

type Json = Readonly<Record<string, unknown>>;

/** One request of a batch, as it was sent. */
export interface BatchItem {
  readonly id: string;
  readonly method: string;
  /** Relative to the version, with or without a slash in front. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** Ids of items that stand before this one. */
  readonly dependsOn: readonly string[];
}

const mostItems = 20;

const malformed = (): Error => badRequest('Invalid batch payload format.');

/** The items of a batch. Throws the 400 that refuses all of it: nothing of a malformed batch is done. */
export function batchItems(call: Call): readonly BatchItem[] {
  const { requests } = jsonBody(call);
  if (!Array.isArray(requests) || requests.length === 0) throw malformed();
  if (requests.length > mostItems)
    throw badRequest(`A batch takes ${mostItems} requests at the most; this one has ${requests.length}.`);
  const items = requests.map(itemFrom);
  const earlier = new Set<string>();
  for (const item of items) {
    const lost = item.dependsOn.find((id) => !earlier.has(id.toLowerCase()));
    if (lost !== undefined)
      throw badRequest(`Request Id ${item.id} depends on ${lost}, which is not before it in the batch.`);
    // Graph takes "a" and "A" for the same id.
    if (earlier.has(item.id.toLowerCase()))
      throw badRequest(`Request Id ${item.id} has to be unique in a batch.`);
    earlier.add(item.id.toLowerCase());
  }
  return items;
}

function itemFrom(given: unknown): BatchItem {
  if (!isObject(given)) throw malformed();
  const { id, method, url, headers = {}, body, dependsOn = [] } = given;
  if (typeof id !== 'string' || id === '' || typeof method !== 'string' || typeof url !== 'string')
    throw malformed();
  if (
    !isObject(headers) ||
    !areTexts(Object.values(headers)) ||
    !Array.isArray(dependsOn) ||
    !areTexts(dependsOn)
  )
    throw malformed();
  const verb = method.toUpperCase();
  if (!/^(GET|POST|PATCH|PUT|DELETE)$/.test(verb)) throw malformed();
  const lowerCase = Object.entries(headers as Readonly<Record<string, string>>).map(
    ([name, value]): [string, string] => [name.toLowerCase(), value],
  );
  const item: BatchItem = { id, method: verb, url, headers: Object.fromEntries(lowerCase), body, dependsOn };
  refuseBareWrite(item);
  return item;
}

/** Graph wants both of every write, even of an action that alone takes no body. */
function refuseBareWrite({ id, method, headers, body }: BatchItem): void {
  const isWrite = method === 'POST' || method === 'PATCH' || method === 'PUT';
  const hasBody = body !== undefined && body !== null;
  const isBare = headers['content-type'] === undefined || !hasBody;
  if ((isWrite && isBare) || (hasBody && headers['content-type'] === undefined))
    throw badRequest(`Write request id : ${id} does not contain Content-Type header or body.`);
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const areTexts = (values: readonly unknown[]): values is readonly string[] =>
  values.every((value) => typeof value === 'string');

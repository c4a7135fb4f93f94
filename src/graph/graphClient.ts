import { Client, type GraphRequest, ResponseType } from '@microsoft/microsoft-graph-client';
import { z } from 'zod';
import { isPimError, PimError } from '../pim/errors.ts';
import { isBelow } from './endpoints.ts';
import { type GraphCall } from './egress.ts';
import { askedOf, type AskedOfGraph, isWrite, pimErrorOfGraph } from './graphErrors.ts';
import { carriedError, graphMiddleware, type MiddlewareOptions } from './graphMiddleware.ts';

export { type GraphCallMade, type ThrottlePriority, type TokenSource } from './graphMiddleware.ts';

/** What a client is made of. */
export type GraphClientOptions = MiddlewareOptions;

/** What goes into a call of the table. */
export interface GraphAsk {
  /** The GUIDs of the path, in order. */
  readonly ids?: readonly string[];
  /** Query options without `$`, not encoded: `{ filter: "status eq 'Denied'" }`. */
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
}

/** Calls to Graph on one account. Every method throws `PimError` and nothing else. */
export interface GraphClient {
  /** One object. */
  get(call: GraphCall, ask?: GraphAsk): Promise<unknown>;
  /** Every item of a collection, however many pages it has. */
  items(call: GraphCall, ask?: GraphAsk): Promise<readonly unknown[]>;
  /** The same page by page, for what is too much to hold at once; `mostPages` in place of the usual limit. */
  pages(call: GraphCall, ask?: GraphAsk, mostPages?: number): AsyncIterable<readonly unknown[]>;
  /** A change or a dry run, sent at most once; `undefined` where Graph answers without a body. */
  send(call: GraphCall, ask?: GraphAsk): Promise<unknown>;
}

const page = z.object({
  value: z.array(z.unknown()),
  '@odata.nextLink': z.string().nullish(),
});

/** A collection that goes on for longer than this is no answer to anything we ask. */
const MAXIMUM_PAGES = 500;

/** Path and query of a call, below the version. */
export function pathOf(call: GraphCall, { ids = [], query = {} }: GraphAsk = {}): string {
  const left = [...ids];
  const path = call.path.replaceAll(/\{\w+\}/g, () => encodeURIComponent(left.shift() ?? ''));
  const options = Object.entries(query).map(([name, value]) => `$${name}=${encodeURIComponent(value)}`);
  return options.length === 0 ? path : `${path}?${options.join('&')}`;
}

/** Graph's own link to the next page must stay where the first page was. */
function nextPath(base: string, first: string, link: string): string {
  const root = new URL(base).pathname;
  const { pathname } = new URL(`${base}${first}`);
  if (!isBelow(base, link) || new URL(link).pathname !== pathname) {
    throw new PimError('egress_refused', 'The next page lies somewhere else');
  }
  return `${pathname.slice(root.length)}${new URL(link).search}`;
}

/** What to ask for the page that Graph's link names: the same thing, from where the link goes on. */
export function nextAsk(call: GraphCall, ask: GraphAsk, link: string): GraphAsk {
  const { pathname, searchParams } = new URL(link);
  if (!pathname.endsWith(`/${call.version}${pathOf(call, { ids: ask.ids ?? [] })}`)) {
    throw new PimError('egress_refused', 'The next page lies somewhere else');
  }
  const query = Object.fromEntries(
    [...searchParams].map(([name, value]): [string, string] => [name.replace(/^\$/, ''), value]),
  );
  return { ...ask, query };
}

/** A client for one account: the app itself, or one person. */
export function createGraphClient(options: GraphClientOptions): GraphClient {
  const { graphUrl } = options.account;
  const client = Client.initWithMiddleware({
    baseUrl: graphUrl,
    defaultVersion: 'v1.0',
    middleware: graphMiddleware(options),
  });

  const request = (call: GraphCall, path: string, ask: GraphAsk): GraphRequest =>
    client
      .api(path)
      .version(call.version)
      .headers({ ...ask.headers })
      .responseType(ResponseType.RAW);

  async function read(call: GraphCall, path: string, ask: GraphAsk): Promise<unknown> {
    return answerOf(request(call, path, ask).get(), askedOf(call, undefined));
  }

  async function* pages(
    call: GraphCall,
    ask: GraphAsk = {},
    mostPages: number = MAXIMUM_PAGES,
  ): AsyncGenerator<readonly unknown[]> {
    let path: string | undefined = pathOf(call, ask);
    for (let count = 0; path !== undefined; count += 1) {
      if (count >= mostPages) throw new PimError('unexpected_answer', 'A list without an end');
      const answer = page.safeParse(await read(call, path, ask));
      if (!answer.success) throw new PimError('unexpected_answer', 'Graph answered without a list');
      yield answer.data.value;
      const link = answer.data['@odata.nextLink'];
      path =
        typeof link === 'string' && link !== ''
          ? nextPath(`${graphUrl}/${call.version}`, pathOf(call, ask), link)
          : undefined;
    }
  }

  return {
    get: (call, ask = {}) => read(call, pathOf(call, ask), ask),
    items: async (call, ask) => {
      const items: unknown[] = [];
      for await (const some of pages(call, ask)) items.push(...some);
      return items;
    },
    pages,
    send: (call, ask = {}) => {
      const asked = askedOf(call, ask.body);
      const outgoing = request(call, pathOf(call, ask), ask);
      return answerOf(call.method === 'PATCH' ? outgoing.patch(ask.body) : outgoing.post(ask.body), asked);
    },
  };
}

/** The body of a success; everything else becomes a `PimError`. */
async function answerOf(answer: Promise<unknown>, asked: AskedOfGraph): Promise<unknown> {
  const response = await answer.catch((error: unknown): never => {
    const carried = carriedError(error);
    throw isPimError(carried)
      ? carried
      : new PimError('unexpected_answer', 'The call failed', {}, { cause: carried });
  });
  const { status, headers, ok } = response as Response;
  const text = await (response as Response).text();
  if (!ok) throw pimErrorOfGraph({ status, headers, text }, asked);
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    const code = isWrite(asked) ? 'outcome_unknown' : 'unexpected_answer';
    throw new PimError(code, 'Graph’s answer is no JSON', { status });
  }
}

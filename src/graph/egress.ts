import { z } from 'zod';
import { PimError } from '../pim/errors.ts';
import { type PrincipalId } from '../pim/ids.ts';
import { type EgressGroup, type GraphCall, graphCalls } from './graphCalls.ts';
import { isBelow } from './endpoints.ts';

export { type EgressGroup, type GraphCall, graphCalls } from './graphCalls.ts';

/** What is about to go out. */
export interface OutgoingCall {
  readonly method: string;
  readonly url: string;
  /** As text, as it would go out. */
  readonly body: string | undefined;
}

/** On whose account it goes out. */
export interface EgressAccount {
  readonly graphUrl: string;
  readonly groups: readonly EgressGroup[];
  /** Whose token it is; `undefined` for the app itself. */
  readonly owner: PrincipalId | undefined;
}

const GUID = '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';

/** Query options that ask for more or less of the same; anything else could change what a call means. */
const queryOptions = new Set(['$filter', '$select', '$expand', '$top', '$count', '$skiptoken', '$skip']);

const literally = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

const patternOf = ({ version, path }: GraphCall): RegExp => {
  const parts = path.split(/\{\w+\}/).map(literally);
  return new RegExp(`^/${literally(version)}${parts.join(GUID)}$`);
};

const allowed: readonly { readonly call: GraphCall; readonly pattern: RegExp }[] = Object.values(
  graphCalls,
).map((call: GraphCall) => ({ call, pattern: patternOf(call) }));

const refuse = (why: string): never => {
  throw new PimError('egress_refused', `Refused before it was sent: ${why}`);
};

/**
 * The entry of the table that an outgoing call is. Nothing else leaves: not another host or path, not another group than
 * the account may use, not another body, not a change in somebody else's name.
 * @throws PimError `egress_refused`
 */
export function allowedCall(outgoing: OutgoingCall, account: EgressAccount): GraphCall {
  if (!isBelow(account.graphUrl, outgoing.url)) return refuse('not a Graph address');
  const url = new URL(outgoing.url);
  const path = url.pathname.slice(new URL(`${account.graphUrl}/`).pathname.length - 1);
  const entry = allowed.find(({ call, pattern }) => call.method === outgoing.method && pattern.test(path));
  if (entry === undefined) return refuse('not in the table');
  const { call } = entry;
  if (call.isBatch === true) {
    checkParts(call, outgoing, account);
    return call;
  }
  if (!account.groups.includes(call.group)) refuse(`not one of ${account.groups.join(', ')}`);
  if ((account.owner === undefined ? call.leastApplication : call.leastDelegated) === undefined) {
    refuse(account.owner === undefined ? 'not for the app itself' : 'not with a person’s token');
  }
  if ([...url.searchParams.keys()].some((option) => !queryOptions.has(option))) refuse('a query option');
  checkBody(call, outgoing.body, account);
  return call;
}

const batchBody = z.strictObject({
  requests: z
    .array(z.strictObject({ id: z.string(), method: z.literal('GET'), url: z.string().startsWith('/') }))
    .min(1)
    .max(20),
});

/** A batch is as good as its parts: each of them a read of the same version, allowed for itself. */
function checkParts({ version }: GraphCall, { url, body }: OutgoingCall, account: EgressAccount): void {
  const base = `${account.graphUrl}/${version}`;
  const batch = batchBody.safeParse(parsed(body ?? ''));
  if (url !== `${base}/$batch` || !batch.success) return refuse('a batch of something else');
  for (const part of batch.data.requests) {
    const partUrl = `${base}${part.url}`;
    // What is checked must be what is sent: no path that a server would read another way.
    const [path] = partUrl.split('?', 1);
    const { origin, pathname, hash } = new URL(partUrl);
    if (`${origin}${pathname}` !== path || hash !== '') refuse('a part whose address is not written plainly');
    if (allowedCall({ method: 'GET', url: partUrl, body: undefined }, account).version !== version) {
      refuse('a part of another version');
    }
  }
}

function checkBody(call: GraphCall, body: string | undefined, { graphUrl, owner }: EgressAccount): void {
  if (call.body === undefined && call.appBody === undefined) {
    if (body !== undefined && body !== '') refuse('a body where there is none');
    return;
  }
  const shape = owner === undefined ? call.appBody?.(graphUrl) : call.body?.(owner);
  if (shape === undefined || body === undefined) return refuse('a change without its owner or body');
  if (!shape.safeParse(parsed(body)).success) refuse('the body');
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

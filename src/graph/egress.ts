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

/** Query options that ask for more or less of the same, or in another order; anything else could change what a call means. */
const queryOptions = new Set([
  '$filter',
  '$select',
  '$expand',
  '$top',
  '$count',
  '$orderby',
  '$skiptoken',
  '$skip',
]);

const literally = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** What a name in braces stands for: one GUID, or what the entry itself says of it. */
const segmentOf = ({ segments = {} }: GraphCall, braced: string): string =>
  segments[braced.slice(1, -1)]?.replaceAll('GUID', GUID) ?? GUID;

const patternOf = (call: GraphCall): RegExp => {
  const parts = call.path
    .split(/(\{\w+\})/)
    .map((part) => (part.startsWith('{') ? segmentOf(call, part) : literally(part)));
  return new RegExp(`^/${literally(call.version)}${parts.join('')}$`);
};

const allowed: readonly { readonly call: GraphCall; readonly pattern: RegExp }[] = Object.values(
  graphCalls,
).map((call: GraphCall) => ({ call, pattern: patternOf(call) }));

const refuse = (why: string): never => {
  throw new PimError('egress_refused', `Refused before it was sent: ${why}`);
};

/**
 * The entry of the table that an outgoing call is. Nothing else leaves: not another host or path, not another group than
 * the account may use, not another body, not a change in somebody else's name. Where several entries have the same address,
 * those of other groups do not count.
 * @throws PimError `egress_refused`
 */
export function allowedCall(outgoing: OutgoingCall, account: EgressAccount): GraphCall {
  if (!isBelow(account.graphUrl, outgoing.url)) return refuse('not a Graph address');
  const url = new URL(outgoing.url);
  const path = url.pathname.slice(new URL(`${account.graphUrl}/`).pathname.length - 1);
  const there = allowed.filter(({ call, pattern }) => call.method === outgoing.method && pattern.test(path));
  const [only] = there;
  if (only === undefined) return refuse('not in the table');
  if (only.call.isBatch === true) {
    checkParts(only.call, outgoing, account);
    return only.call;
  }
  const calls = permitted(
    there.map(({ call }) => call),
    account,
  );
  if ([...url.searchParams.keys()].some((option) => !queryOptions.has(option))) refuse('a query option');
  const faults = calls.map((call) => bodyFault(call, outgoing.body, account));
  return calls[faults.indexOf(undefined)] ?? refuse(faults[0] ?? 'the body');
}

/** Those of an address that the account may make with its token. */
function permitted(calls: readonly GraphCall[], { groups, owner }: EgressAccount): readonly GraphCall[] {
  const ofGroups = calls.filter(({ group }) => groups.includes(group));
  if (ofGroups.length === 0) return refuse(`not one of ${groups.join(', ')}`);
  const found = ofGroups.filter(
    (call) => (owner === undefined ? call.leastApplication : call.leastDelegated) !== undefined,
  );
  if (found.length > 0) return found;
  return refuse(owner === undefined ? 'not for the app itself' : 'not with a person’s token');
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

/** What is wrong with a body for this entry; `undefined`: nothing. */
function bodyFault(
  call: GraphCall,
  body: string | undefined,
  { graphUrl, owner }: EgressAccount,
): string | undefined {
  if (call.body === undefined && call.appBody === undefined)
    return body === undefined || body === '' ? undefined : 'a body where there is none';
  const shape = owner === undefined ? call.appBody?.(graphUrl) : call.body?.(owner);
  if (shape === undefined || body === undefined) return 'a change without its owner or body';
  return shape.safeParse(parsed(body)).success ? undefined : 'the body';
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

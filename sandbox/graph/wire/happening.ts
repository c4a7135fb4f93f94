import { type Call, type Happening } from '../../world.ts';
import { type Caller } from '../authorisation.ts';
import { type GraphError } from '../graphError.ts';

/** Why something was refused, for people: some messages are meant for machines. */
export function reasonInWords({ code, message }: GraphError): string {
  if (message.startsWith('&claims='))
    return 'the sign-in does not satisfy the authentication context of the role';
  if (!message.startsWith('{')) return message;
  const inner: unknown = JSON.parse(message);
  const said = typeof inner === 'object' && inner !== null && 'message' in inner ? inner.message : undefined;
  return typeof said === 'string' ? said : code;
}

/** One call for the journal: who did what, in words, and the wire with the token's claims in place of the token. */
export function happeningOf(
  call: Call,
  caller: Caller | undefined,
  summary: string,
  answer: { readonly status: number; readonly body: unknown },
): Omit<Happening, 'id' | 'at'> {
  const actor = caller?.name;
  return {
    kind: 'graph',
    summary: `${actor ?? 'Somebody'} ${summary}`,
    actor,
    status: answer.status,
    wire: {
      request: requestText(call, caller),
      response: `${String(answer.status)}\n${pretty(excerpt(answer.body))}`.trim(),
    },
  };
}

/** More items than anybody reads of one answer. */
const MOST_ITEMS = 100;

/** A long list with its first items alone. */
function excerpt(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || !('value' in body)) return body;
  const value: unknown = body.value;
  if (!Array.isArray(value) || value.length <= MOST_ITEMS) return body;
  const items: readonly unknown[] = value;
  return { ...body, value: [...items.slice(0, MOST_ITEMS), `… and ${items.length - MOST_ITEMS} more`] };
}

function requestText(call: Call, caller: Caller | undefined): string {
  const query = call.rawQuery === '' ? '' : `?${readable(call.rawQuery)}`;
  const claims = caller === undefined ? 'no valid token' : JSON.stringify(caller.claims);
  return [`${call.method} ${call.path}${query}`, `Authorization: [${claims}]`, '', pretty(parsed(call))]
    .join('\n')
    .trim();
}

function readable(query: string): string {
  try {
    return decodeURIComponent(query);
  } catch {
    return query;
  }
}

function parsed(call: Call): unknown {
  if (call.body.length === 0) return undefined;
  try {
    return JSON.parse(call.body.toString());
  } catch {
    return call.body.toString();
  }
}

function pretty(body: unknown): string {
  if (body === undefined) return '';
  return typeof body === 'string' ? body : JSON.stringify(body, undefined, 2);
}

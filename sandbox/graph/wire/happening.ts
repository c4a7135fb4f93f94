import { type Call, type Happening } from '../../world.ts';
import { type Caller } from '../authorisation.ts';
import { type GraphError } from '../graphError.ts';

/** What was refused and why; reasons that are JSON or claims are for machines, so the code stands for them. */
export function refusalInWords(call: Call, { code, message }: GraphError): string {
  const reason = /^[{&]/.test(message) ? code : message;
  return `was refused ${call.method} ${call.path.split('/').slice(3).join('/')}: ${reason}`;
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
      response: `${String(answer.status)}\n${pretty(answer.body)}`.trim(),
    },
  };
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

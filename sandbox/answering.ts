import { type CallLog, type LoggedCall } from './callLog.ts';
import { type Fault, type Faults } from './faults.ts';
import { type SandboxJournal } from './journal.ts';
import { withClaims, withoutTokens } from './wire.ts';
import {
  type Answer,
  type Area,
  type Call,
  type Happening,
  type PartOfCall,
  type SandboxClock,
} from './world.ts';

/** What is needed to answer calls; the areas come last, because they must know the server's address. */
export interface Serving {
  readonly areas: readonly Area[];
  readonly calls: CallLog;
  readonly faults: Faults;
  readonly journal: SandboxJournal;
  readonly clock: SandboxClock;
  /** A person's or the app's name for the journal, from an object id or app id. */
  readonly nameOf: (actor: string | null) => string | undefined;
}

const journalled: Partial<Record<Area['name'], Happening['kind']>> = {
  graph: 'graph',
  login: 'login',
  botframework: 'login',
  teams: 'connector',
  tickets: 'ticket',
};

/**
 * Answers one call by its area: logged, broken where a fault says so, told in the journal. `undefined` when the
 * connection is to be cut. `whole` is the call that this one is a part of.
 */
export async function answerTo(serving: Serving, call: Call, whole?: Call): Promise<Answer | undefined> {
  const { areas, calls, faults } = serving;
  const area = areaFor(areas, call.path);
  const logged = calls.add(call, area?.name ?? null, whole?.id ?? null);
  if (area === undefined || isFromAnotherSite(area, call)) {
    const refusal = area === undefined ? notFound(call) : problem(403, 'Not from another site.');
    logged.status = refusal.status;
    return refusal;
  }
  // Control stays whole, or nobody could end what was broken.
  const fault = area.name === 'control' ? undefined : faults.take(call, logged.actor);
  if (fault?.delayMs !== undefined && !(await faults.hold(fault.delayMs))) return undefined;
  if (fault?.cut === 'before') return undefined;
  const answer = await answerOf(serving, area, call, logged, fault);
  if (fault?.cut === 'after') return undefined;
  logged.status = answer.status;
  if (fault?.holdMs !== undefined && !(await faults.hold(fault.holdMs))) return undefined;
  return answer;
}

async function answerOf(
  serving: Serving,
  area: Area,
  call: Call,
  logged: LoggedCall,
  fault: Fault | undefined,
): Promise<Answer> {
  const { journal } = serving;
  const kind = journalled[area.name];
  const tell = (answer: Answer, remark: string): void => {
    if (kind !== undefined) journal.add(happening(serving, kind, call, logged, answer, remark));
  };
  if (fault !== undefined && isAnswer(fault)) {
    const answer: Answer = { status: fault.status ?? 200, headers: fault.headers, body: fault.body };
    tell(answer, ' (broken on purpose)');
    return answer;
  }
  const askPart = (part: PartOfCall): Promise<Answer | undefined> =>
    answerTo(serving, callFor(serving, part, call), call);
  const { result, wasSummarised } = await journal.during(() => area.answer(call, askPart));
  const answer = result ?? notFound(call);
  if (!wasSummarised) tell(answer, '');
  return answer;
}

function callFor({ calls, clock }: Serving, part: PartOfCall, whole: Call): Call {
  const [path = '/', ...query] = part.url.split('?');
  const rawQuery = query.join('?');
  return {
    id: calls.nextId(),
    at: clock.now(),
    method: part.method,
    path,
    query: new URLSearchParams(rawQuery),
    rawQuery,
    headers: { ...part.headers, host: whole.headers.host },
    body: part.body,
  };
}

function happening(
  { nameOf }: Serving,
  kind: Happening['kind'],
  call: Call,
  logged: LoggedCall,
  answer: Answer,
  remark: string,
): Omit<Happening, 'id' | 'at'> {
  const query = call.rawQuery === '' ? '' : `?${withoutTokens(call.rawQuery)}`;
  return {
    kind,
    summary: `${call.method} ${call.path}${remark}`,
    actor: nameOf(logged.actor),
    status: answer.status,
    wire: {
      request: `${call.method} ${call.path}${query}\n\n${withClaims(call.body.toString())}`.trim(),
      response: withClaims(toBytes(answer).bytes.toString()),
    },
  };
}

function isAnswer(fault: Fault): boolean {
  return fault.status !== undefined || fault.body !== undefined || fault.headers !== undefined;
}

/** The area with the longest prefix of the path. */
function areaFor(areas: readonly Area[], path: string): Area | undefined {
  const prefixes = areas.flatMap((area) => area.prefixes.map((prefix) => ({ area, prefix })));
  return prefixes
    .filter(({ prefix }) => path.startsWith(prefix))
    .sort((one, other) => other.prefix.length - one.prefix.length)[0]?.area;
}

function isFromAnotherSite(area: Area, call: Call): boolean {
  const { origin, host } = call.headers;
  const isSteering = area.name === 'control' || area.name === 'client';
  return isSteering && origin !== undefined && origin !== `http://${host ?? ''}`;
}

/** The body as it goes out, and its content type where the answer names none. */
export function toBytes({ body }: Answer): { bytes: Buffer; contentType: string | undefined } {
  if (body === undefined) return { bytes: Buffer.alloc(0), contentType: undefined };
  if (Buffer.isBuffer(body)) return { bytes: body, contentType: 'application/octet-stream' };
  if (typeof body === 'string') return { bytes: Buffer.from(body), contentType: 'text/plain; charset=utf-8' };
  return { bytes: Buffer.from(JSON.stringify(body)), contentType: 'application/json; charset=utf-8' };
}

/** An answer that comes from the sandbox itself and not from any area. */
export function problem(status: number, message: string): Answer {
  return { status, body: { error: { code: String(status), message } } };
}

function notFound(call: Call): Answer {
  return problem(404, `The sandbox has nothing at ${call.method} ${call.path}`);
}

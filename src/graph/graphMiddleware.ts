import { setTimeout as pause } from 'node:timers/promises';
import { type Context, GraphClientError, type Middleware } from '@microsoft/microsoft-graph-client';
import { PimError } from '../pim/errors.ts';
import { type WriteMade } from '../pim/ports.ts';
import { watchDeparture } from './departure.ts';
import { allowedCall, type EgressAccount, type GraphCall } from './egress.ts';
import { askedOf, type AskedOfGraph, isWrite, pimErrorOfSilence, retryAfterSeconds } from './graphErrors.ts';
import { factsOfOwnToken } from './tokenClaims.ts';

/** Where the tokens of a client come from; which one depends on the call. */
export interface TokenSource {
  token(call: GraphCall): Promise<string>;
  /** Graph refused the token that it gave for this call. */
  forget(call: GraphCall): void;
}

/** One attempt at a call, for metrics. `status` is `undefined` where no answer came. */
export interface GraphCallMade {
  readonly method: GraphCall['method'];
  readonly version: GraphCall['version'];
  readonly pathTemplate: string;
  readonly status: number | undefined;
  readonly milliseconds: number;
}

/** Graph's own order under load (`x-ms-throttle-priority`): whoever waits for an answer goes first. */
export type ThrottlePriority = 'High' | 'Normal' | 'Low';

/** What the chain needs. */
export interface MiddlewareOptions {
  readonly account: EgressAccount;
  readonly tokens: TokenSource;
  readonly deadlineMs: number;
  /** By when a change is to be on its way once it was said that it may be sent, in milliseconds. Default 3,000. */
  readonly departureMs?: number;
  /** At least 0, less than 1. */
  readonly jitter: () => number;
  /** GUIDs for `client-request-id`. */
  readonly newId: () => string;
  readonly priority: ThrottlePriority;
  readonly onCall?: (made: GraphCallMade) => void;
  /** Hears of every change that was sent, however it was answered. */
  readonly onWrite?: ((made: WriteMade) => void) | undefined;
  /** Is asked when a change has its token and nothing is left but to send it; where it rejects, nothing was sent. */
  readonly beforeWrite?: (() => Promise<void>) | undefined;
  /** Hears what time it is at Graph (`Date` of an answer). */
  readonly onDate?: ((date: string | null) => void) | undefined;
}

interface CheckedContext extends Context {
  request: string;
  call?: GraphCall;
  asked?: AskedOfGraph;
  /** What is thrown where a call went out and no whole answer came back. */
  silence?: PimError;
}

type Step = (context: CheckedContext, next: () => Promise<void>) => Promise<void>;

/** Reads are tried this often again, and never later than this. */
const MAXIMUM_RETRIES = 2;
const MAXIMUM_WAIT_SECONDS = 20;
const BACK_OFF_MS = 250;

function middleware(step: Step): Middleware {
  let following: Middleware | undefined;
  return {
    execute: (context) => step(context, async () => following?.execute(context)),
    setNext: (next) => {
      following = next;
    },
  };
}

const methodOf = ({ options }: Context): string => (options?.method ?? 'GET').toUpperCase();
const bodyOf = ({ options }: Context): string | undefined =>
  typeof options?.body === 'string' ? options.body : undefined;

/** The SDK wraps what it does not know in an error of its own; ours must come out as they are. */
const carry: Step = async (_context, next) => {
  try {
    await next();
  } catch (error) {
    const carried = new GraphClientError('See customError');
    carried.customError = error;
    throw carried;
  }
};

/** Takes the error out again that `carry` put in. */
export const carriedError = (error: unknown): unknown =>
  error instanceof GraphClientError && error.customError !== undefined ? error.customError : error;

const checkEgress =
  (account: EgressAccount): Step =>
  async (context, next) => {
    const body = bodyOf(context);
    context.call = allowedCall({ method: methodOf(context), url: context.request, body }, account);
    context.asked = askedOf(context.call, body === undefined ? undefined : JSON.parse(body));
    await next();
  };

/** How long to wait before a read is tried again, in milliseconds; `undefined`: not at all. */
function waitBefore(retry: number, response: Response | undefined, jitter: number): number | undefined {
  const backOff = BACK_OFF_MS * 2 ** retry * (0.5 + jitter);
  if (response === undefined) return backOff;
  // A token that was withdrawn: once more with a new one, unless Graph wants a person's presence.
  if (response.status === 401) {
    const isChallenged = response.headers.get('www-authenticate')?.includes('claims=') ?? false;
    return retry === 0 && !isChallenged ? 0 : undefined;
  }
  if (![429, 503, 504].includes(response.status)) return undefined;
  const asked = retryAfterSeconds(response.headers);
  if (asked === undefined) return backOff;
  return asked <= MAXIMUM_WAIT_SECONDS ? asked * 1000 : undefined;
}

/** The error where no answer came; everything else that is thrown goes on: no refusal changes by asking again. */
async function silenceOf(context: CheckedContext, next: () => Promise<void>): Promise<PimError | undefined> {
  try {
    await next();
    return undefined;
  } catch (error) {
    if (error !== context.silence) throw error;
    return context.silence;
  }
}

const retryReads =
  (jitter: () => number): Step =>
  async (context, next) => {
    for (let retry = 0; ; retry += 1) {
      delete context.response;
      const silence = await silenceOf(context, next);
      const isLast = context.asked?.method !== 'GET' || retry >= MAXIMUM_RETRIES;
      const wait = isLast ? undefined : waitBefore(retry, context.response, jitter());
      if (wait !== undefined) await pause(wait);
      else if (silence === undefined) return;
      else throw silence;
    }
  };

const addToken =
  ({ tokens, onWrite, beforeWrite }: MiddlewareOptions): Step =>
  async (context, next) => {
    const { call, options } = context;
    if (call === undefined || options === undefined) throw new PimError('egress_refused', 'Not checked');
    const isChange = context.asked !== undefined && isWrite(context.asked);
    const token = await tokens.token(call);
    // What was read for the change and the token may each have taken longer than a refusal may wait.
    if (isChange) await beforeWrite?.();
    options.headers = { ...(options.headers as Record<string, string>), Authorization: `Bearer ${token}` };
    try {
      await next();
    } finally {
      if (isChange) {
        const graphRequestId = context.response?.headers.get('request-id') ?? undefined;
        onWrite?.({ token: factsOfOwnToken(token), graphRequestId });
      }
    }
    if (context.response?.status === 401) tokens.forget(call);
  };

/** With what was known of the relay switch before, two seconds old at most, less than five seconds in all. */
const DEPARTURE_MS = 3_000;

/** A change leaves soon after it was said that it may, or not at all. */
async function fetchInTime(
  context: CheckedContext,
  asked: AskedOfGraph,
  options: MiddlewareOptions,
): Promise<Response> {
  const { newId, deadlineMs, departureMs = DEPARTURE_MS } = options;
  const callId = newId();
  const deadline = AbortSignal.timeout(deadlineMs);
  if (!isWrite(asked)) return fetchWhole(context, options, callId, deadline);
  const departure = watchDeparture(callId, departureMs);
  try {
    return await fetchWhole(context, options, callId, AbortSignal.any([deadline, departure.signal]));
  } finally {
    departure.end();
  }
}

/** Reads the whole body within the deadline: an answer that was cut is no answer. */
async function fetchWhole(
  context: CheckedContext,
  { priority, onDate }: MiddlewareOptions,
  callId: string,
  signal: AbortSignal,
): Promise<Response> {
  const response = await fetch(context.request, {
    method: methodOf(context),
    headers: {
      ...(context.options?.headers as Record<string, string>),
      'client-request-id': callId,
      'x-ms-throttle-priority': priority,
    },
    body: bodyOf(context) ?? null,
    redirect: 'manual',
    signal,
  });
  onDate?.(response.headers.get('date'));
  const text = await response.text();
  const { status, headers } = response;
  return new Response(text === '' ? null : text, { status, headers });
}

const send =
  (options: MiddlewareOptions): Step =>
  async (context) => {
    const { call, asked } = context;
    if (call === undefined || asked === undefined) throw new PimError('egress_refused', 'Not checked');
    const startedAt = performance.now();
    try {
      context.response = await fetchInTime(context, asked, options);
    } catch (error) {
      context.silence = pimErrorOfSilence(error, asked);
      throw context.silence;
    } finally {
      options.onCall?.({
        method: call.method,
        version: call.version,
        pathTemplate: call.path,
        status: context.response?.status,
        milliseconds: performance.now() - startedAt,
      });
    }
  };

/**
 * The way of every call to Graph: allowed at all? then reads repeated where that helps, a token, for a change the last
 * question whether it may go, a deadline. No redirect is followed, no change is sent twice.
 */
export const graphMiddleware = (options: MiddlewareOptions): Middleware[] =>
  [carry, checkEgress(options.account), retryReads(options.jitter), addToken(options), send(options)].map(
    middleware,
  );

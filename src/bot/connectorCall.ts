import { randomInt } from 'node:crypto';
import { setTimeout as pauseFor } from 'node:timers/promises';
import { type z } from 'zod';
import { type Logger } from '../pim/logger.ts';
import { type Clock } from '../pim/ports.ts';
import { boundedText } from './boundedText.ts';
import { errorFacts } from './errorFacts.ts';
import { SendError, sendErrorOf, sendErrorOfFailure } from './sendError.ts';
import { type ServiceUrlCheck } from './serviceUrls.ts';
import { type TeamsWatch } from './teamsWatch.ts';

/** With what the connector is reached. */
export interface ConnectorOptions {
  /** The bot's own token for the connector; asked for before every call. */
  readonly token: () => Promise<string>;
  readonly allowedServiceUrls: ServiceUrlCheck;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly logger: Logger;
  /** For each call, its answer included. */
  readonly deadlineMilliseconds: number;
  /** Waits between repetitions; by default for as long as it says. */
  readonly pause?: (milliseconds: number) => Promise<unknown>;
  /** Hears how every call ended. */
  readonly watch?: Pick<TeamsWatch, 'taken' | 'failed'>;
}

/** One call of the Bot Connector's REST API. */
export interface ConnectorCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly serviceUrl: string;
  /** Decoded segments below `v3/conversations`. */
  readonly path: readonly string[];
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

const maximumAnswerBytes = 1_048_576;
const attempts = 4;
const firstPauseMilliseconds = 500;
const longestPauseMilliseconds = 5_000;
/** Teams: retry these, and nothing else. */
const repeatable: ReadonlySet<number | undefined> = new Set([412, 429, 502, 503, 504]);

/**
 * Asks once and reads the answer by its shape; an answer without a body reads as `{}`.
 * @throws SendError
 */
export async function askOnce<T>(
  call: ConnectorCall,
  shape: z.ZodType<T>,
  options: ConnectorOptions,
): Promise<T> {
  const url = addressOf(call, options);
  const text = await watched(options, async () => answerTo(call, url, await tokenOf(options), options));
  const parsed = shape.safeParse(text === '' ? {} : parse(text));
  // It was taken, though the answer is of no use: whoever asked must not think that it was not sent.
  if (!parsed.success) throw new SendError('unclear', { code: 'UnreadableAnswer' });
  return parsed.data;
}

/**
 * Asks up to four times, waiting in between as long as it says or as we see fit. Only for what may be done twice:
 * reading, replacing, deleting.
 * @throws SendError
 */
export async function askAgain<T>(
  call: ConnectorCall,
  shape: z.ZodType<T>,
  options: ConnectorOptions,
): Promise<T> {
  const { logger, pause = pauseFor } = options;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await askOnce(call, shape, options);
    } catch (error) {
      const wait = pauseBefore(attempt, error);
      if (wait === undefined) throw error;
      logger.info({ event: 'send.again', method: call.method, attempt }, 'Asking the connector again');
      await pause(wait);
    }
  }
}

/** The full address; the allow-list is asked here, before a token is even fetched. */
function addressOf(
  { serviceUrl, path, query = {} }: ConnectorCall,
  { allowedServiceUrls, logger }: ConnectorOptions,
): string {
  if (!allowedServiceUrls(serviceUrl)) {
    logger.error(
      { event: 'send.refused', reason: 'serviceUrl' },
      'Refused to send to an address off the list',
    );
    throw new SendError('refused', { code: 'ServiceUrlNotAllowed' });
  }
  // A parser of addresses would take such a segment, however it is written, as the way up.
  if (path.some((segment) => ['', '.', '..'].includes(segment))) {
    throw new SendError('refused', { code: 'BadId' });
  }
  const base = serviceUrl.endsWith('/') ? serviceUrl : `${serviceUrl}/`;
  const parameters = new URLSearchParams(query).toString();
  const segments = ['v3', 'conversations', ...path.map(encodeURIComponent)];
  return `${base}${segments.join('/')}${parameters === '' ? '' : `?${parameters}`}`;
}

async function watched<T>({ watch }: ConnectorOptions, ask: () => Promise<T>): Promise<T> {
  try {
    const answer = await ask();
    watch?.taken();
    return answer;
  } catch (error) {
    if (error instanceof SendError) watch?.failed(error);
    throw error;
  }
}

async function tokenOf({ token, logger }: ConnectorOptions): Promise<string> {
  try {
    return await token();
  } catch (error) {
    logger.error({ event: 'send.noToken', ...errorFacts(error) }, 'No token for the connector');
    throw new SendError('notSent', { code: 'TokenUnavailable' }, { cause: error });
  }
}

async function answerTo(
  call: ConnectorCall,
  url: string,
  token: string,
  options: ConnectorOptions,
): Promise<string> {
  const { method, body } = call;
  const { response, text } = await exchange(url, options, {
    method,
    headers: {
      accept: 'application/json',
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
    },
    body: body === undefined ? null : JSON.stringify(body),
  });
  if (response.ok) return text;
  const error = sendErrorOf(response, text, options.clock.now());
  const { kind, code, status } = error;
  const facts = { event: 'send.failed', method, kind, code, status };
  if (status === 401) options.logger.error(facts, 'The connector does not accept the bot');
  else options.logger.warn(facts, 'The connector did not do it');
  throw error;
}

/** One request and its whole answer within the deadline; a redirect is an answer like any other. */
async function exchange(
  url: string,
  { fetch, deadlineMilliseconds, logger }: ConnectorOptions,
  request: RequestInit,
): Promise<{ readonly response: Response; readonly text: string }> {
  try {
    const signal = AbortSignal.timeout(deadlineMilliseconds);
    const response = await fetch(url, { ...request, redirect: 'manual', signal });
    return { response, text: await boundedText(response, maximumAnswerBytes) };
  } catch (failure) {
    const error = sendErrorOfFailure(failure);
    const { kind, code } = error;
    logger.warn({ event: 'send.failed', method: request.method, kind, code }, 'The connector did not answer');
    throw error;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** How long to wait before asking again, or `undefined` where asking again is no use. */
function pauseBefore(attempt: number, error: unknown): number | undefined {
  if (!(error instanceof SendError) || !repeatable.has(error.status) || attempt >= attempts) return undefined;
  if (error.retryAfterSeconds !== undefined) {
    const asked = error.retryAfterSeconds * 1_000;
    return asked <= longestPauseMilliseconds ? asked : undefined;
  }
  const full = Math.min(firstPauseMilliseconds * 2 ** (attempt - 1), longestPauseMilliseconds);
  return full / 2 + randomInt(full / 2);
}

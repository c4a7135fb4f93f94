/**
 * What became of something that was to be sent. `refused`: Teams will not have it. `gone`: the conversation or message
 * is not there. `throttled`: not done, later. `tooBig`: shrink it. `unclear`: it may have arrived. `notSent`: it surely
 * has not, and may be tried again.
 */
export type SendErrorKind = 'refused' | 'gone' | 'throttled' | 'tooBig' | 'unclear' | 'notSent';

/** What is known beyond the kind. */
export interface SendErrorDetails {
  /** Teams' own code (`ConversationBlockedByUser` …), or ours where Teams gave none. */
  readonly code: string;
  /** HTTP status; `undefined` where there was no answer. */
  readonly status?: number;
  readonly retryAfterSeconds?: number;
}

/** The one kind of error that sending throws. */
export class SendError extends Error {
  readonly kind: SendErrorKind;
  readonly code: string;
  readonly status: number | undefined;
  readonly retryAfterSeconds: number | undefined;
  constructor(kind: SendErrorKind, details: SendErrorDetails, options?: ErrorOptions) {
    super(`Sending to Teams: ${kind} (${details.code})`, options);
    this.name = 'SendError';
    this.kind = kind;
    this.code = details.code;
    this.status = details.status;
    this.retryAfterSeconds = details.retryAfterSeconds;
  }
}

/** How loud an error is in the log: where nobody is at the other end any more, or never was, nothing is broken on our side. */
export const logLevelOf = (error: unknown): 'warn' | 'error' =>
  error instanceof SendError && error.kind === 'gone' ? 'warn' : 'error';

/** Kinds by status (Teams: status codes for agents). 412 is another write to the conversation at the same moment. */
const kinds: Readonly<Record<number, SendErrorKind>> = {
  // The message was not taken, whatever is wrong with our own credentials: nothing about the recipient.
  401: 'notSent',
  404: 'gone',
  412: 'throttled',
  413: 'tooBig',
  429: 'throttled',
};

/** The error that an answer of the connector stands for. `body` is its text, where it has any. */
export function sendErrorOf(response: Response, body: string, now: Date): SendError {
  const { status, headers } = response;
  const kind = kinds[status] ?? (status >= 500 || status < 300 ? 'unclear' : 'refused');
  return new SendError(kind, {
    code: codeIn(body) ?? `Http${status}`,
    status,
    retryAfterSeconds: retryAfterSeconds(headers.get('retry-after'), now),
  });
}

/** Teams' code for a fault (`error.code`), if it looks like one. */
function codeIn(body: string): string | undefined {
  try {
    const { error } = JSON.parse(body) as { error?: { code?: unknown } };
    return typeof error?.code === 'string' && /^[\w.-]{1,64}$/.test(error.code) ? error.code : undefined;
  } catch {
    return undefined;
  }
}

const longestWaitSeconds = 3_600;

/** `Retry-After` in seconds, given as seconds or as a date; an hour at most. */
function retryAfterSeconds(header: string | null, now: Date): number | undefined {
  if (header === null) return undefined;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - now.getTime()) / 1_000;
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(Math.ceil(seconds), 0), longestWaitSeconds);
}

/** Codes of Node and its HTTP client for a connection that never came to be. */
const neverConnected: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** The error that a failed `fetch` stands for: surely not sent only where no connection came to be. */
export function sendErrorOfFailure(failure: unknown): SendError {
  const { cause } = failure as { cause?: { code?: unknown } };
  const code = typeof cause?.code === 'string' ? cause.code : undefined;
  const isUnsent =
    code !== undefined &&
    (neverConnected.has(code) || /^(ERR_TLS|ERR_SSL|CERT|DEPTH_ZERO|UNABLE_TO|SELF_SIGNED)/.test(code));
  const isLate = failure instanceof Error && failure.name === 'TimeoutError';
  return new SendError(
    isUnsent ? 'notSent' : 'unclear',
    { code: isLate ? 'Timeout' : (code ?? 'ConnectionLost') },
    { cause: failure },
  );
}

import { subscribe, unsubscribe } from 'node:diagnostics_channel';

/** Says of each request of `fetch` when its first byte is written (undici: Diagnostics Channel Support). */
const SENT = 'undici:client:sendHeaders';

/** A request that is to leave in time. */
export interface Departure {
  /** Aborts where the request has not left in time, and never afterwards. */
  readonly signal: AbortSignal;
  /** The request is over, however it ended. */
  readonly end: () => void;
}

/**
 * Watches a request from `fetch` until it leaves: to set up a connection (name, TCP, TLS) may take longer than the answer to
 * "may this be sent?" holds. How long the answer takes afterwards is somebody else's question.
 * @param clientRequestId the header `client-request-id` of the request
 * @param withinMs milliseconds from now
 */
export function watchDeparture(clientRequestId: string, withinMs: number): Departure {
  const late = new AbortController();
  const timer = setTimeout(() => {
    late.abort(new Error('The connection was not there in time'));
  }, withinMs);
  const hear = (message: unknown): void => {
    if (headersOf(message).includes(clientRequestId)) end();
  };
  const end = (): void => {
    clearTimeout(timer);
    unsubscribe(SENT, hear);
  };
  subscribe(SENT, hear);
  return { signal: late.signal, end };
}

/** Names and values one after the other, or one text. */
function headersOf(message: unknown): readonly unknown[] | string {
  const { request } = message as { readonly request?: { readonly headers?: unknown } };
  const headers = request?.headers;
  return Array.isArray(headers) || typeof headers === 'string' ? headers : [];
}

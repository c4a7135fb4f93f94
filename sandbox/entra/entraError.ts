import { randomUUID } from 'node:crypto';
import { type Answer } from '../world.ts';

/** OAuth error codes that Entra uses. */
export type OAuthError =
  | 'access_denied'
  | 'authorization_declined'
  | 'authorization_pending'
  | 'bad_verification_code'
  | 'consent_required'
  | 'expired_token'
  | 'interaction_required'
  | 'invalid_client'
  | 'invalid_grant'
  | 'invalid_request'
  | 'invalid_resource'
  | 'invalid_scope'
  | 'login_required'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'unsupported_response_type';

interface Details {
  readonly suberror?: string;
  /** The claims challenge, as the JSON text a client sends back to `/authorize`. */
  readonly claims?: string;
}

/** A refusal by Entra: an OAuth error and the AADSTS number that says which. */
export class EntraError extends Error {
  readonly error: OAuthError;
  readonly number: number;
  readonly details: Details;

  constructor(error: OAuthError, number: number, sentence: string, details: Details = {}) {
    super(sentence);
    this.error = error;
    this.number = number;
    this.details = details;
  }

  /** `AADSTS50076: … Trace ID: … Correlation ID: … Timestamp: …`, in one line. */
  description({ traceId, correlationId, timestamp }: Trace): string {
    const trace = `Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`;
    return `AADSTS${this.number}: ${this.message} ${trace}`;
  }
}

/** By which a support case finds a refusal. */
export interface Trace {
  readonly traceId: string;
  readonly correlationId: string;
  /** `2026-01-05 09:00:00Z` */
  readonly timestamp: string;
}

/** A new trace; the correlation id is the client's own where it sent one. */
export function traceAt(at: Date, correlationId: string | undefined): Trace {
  const timestamp = `${at.toISOString().slice(0, 19).replace('T', ' ')}Z`;
  return { traceId: randomUUID(), correlationId: correlationId ?? randomUUID(), timestamp };
}

/** The JSON answer of the token endpoint to a refused request. */
export function errorAnswer(refusal: EntraError, trace: Trace, baseUrl: string): Answer {
  const { error, number, details } = refusal;
  return {
    status: error === 'invalid_client' ? 401 : 400,
    headers: { 'cache-control': 'no-store', pragma: 'no-cache', 'x-ms-request-id': trace.traceId },
    body: {
      error,
      error_description: refusal.description(trace),
      error_codes: [number],
      timestamp: trace.timestamp,
      trace_id: trace.traceId,
      correlation_id: trace.correlationId,
      error_uri: `${baseUrl}/login/error?code=${number}`,
      ...details,
    },
  };
}

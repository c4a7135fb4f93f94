import { z } from 'zod';

/** What an error answer of Graph says, whichever envelope it came in. Empty where it says nothing. */
export interface GraphErrorBody {
  readonly code: string;
  readonly message: string;
  readonly requestId: string | undefined;
}

const inner = z.object({ 'request-id': z.string().optional().catch(undefined) }).catch({});

const envelope = z.object({
  error: z.object({
    code: z.string().nullish(),
    message: z.string().nullish(),
    innerError: inner.optional(),
    innererror: inner.optional(),
  }),
});

/** Some services put the real error into the message, as JSON text. */
const nested = z.object({ errorCode: z.string(), message: z.string().nullish() });

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Reads an error body; one that is not Graph's (a proxy's page, nothing at all) is empty. */
export function readGraphErrorBody(text: string): GraphErrorBody {
  const read = envelope.safeParse(parsed(text));
  if (!read.success) return { code: '', message: '', requestId: undefined };
  const { code, message, innerError, innererror } = read.data.error;
  const requestId = (innerError ?? innererror)?.['request-id'];
  const real = nested.safeParse(parsed(message ?? ''));
  return real.success
    ? { code: real.data.errorCode, message: real.data.message ?? '', requestId }
    : { code: code ?? '', message: message ?? '', requestId };
}

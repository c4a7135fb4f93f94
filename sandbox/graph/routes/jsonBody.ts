import { type Call } from '../../world.ts';
import { badRequest } from '../graphError.ts';

const unreadable = (): Error =>
  badRequest(
    'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
  );

/** The JSON object in the body. Throws 400 for another content type, broken JSON, or anything but an object. */
export function jsonBody(call: Call): Readonly<Record<string, unknown>> {
  if (!/^application\/json\b/i.test(call.headers['content-type'] ?? '')) throw unreadable();
  let body: unknown;
  try {
    body = JSON.parse(call.body.toString());
  } catch {
    throw unreadable();
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw unreadable();
  return body as Readonly<Record<string, unknown>>;
}

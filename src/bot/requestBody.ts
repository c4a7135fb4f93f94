import { type IncomingMessage } from 'node:http';

/** The body, or why it was not read to its end. */
export type RequestBody =
  | { readonly body: Buffer; readonly fault?: never }
  | { readonly body?: never; readonly fault: 'tooLarge' | 'tooSlow' | 'cut' };

/** How much of a body is read, and how long. */
export interface BodyLimits {
  readonly maximumBytes: number;
  /** For the whole body, so that a byte a second does not hold a connection. */
  readonly milliseconds: number;
}

/** Reads a request's body as it stands, never holding more of it than the limit. */
export async function readRequestBody(request: IncomingMessage, limits: BodyLimits): Promise<RequestBody> {
  if (Number(request.headers['content-length'] ?? 0) > limits.maximumBytes) return { fault: 'tooLarge' };
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const settle = (read: RequestBody): void => {
      clearTimeout(timer);
      request.off('data', take).off('end', finish).off('error', breakOff).off('close', breakOff);
      request.pause();
      resolve(read);
    };
    const take = (chunk: Buffer): void => {
      size += chunk.length;
      if (size > limits.maximumBytes) settle({ fault: 'tooLarge' });
      else chunks.push(chunk);
    };
    const finish = (): void => {
      settle({ body: Buffer.concat(chunks) });
    };
    const breakOff = (): void => {
      settle({ fault: 'cut' });
    };
    const timer = setTimeout(() => {
      settle({ fault: 'tooSlow' });
    }, limits.milliseconds);
    request.on('data', take).on('end', finish).on('error', breakOff).on('close', breakOff);
  });
}

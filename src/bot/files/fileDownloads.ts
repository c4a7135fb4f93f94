import { type Logger } from '../../pim/logger.ts';
import { errorFacts } from '../errorFacts.ts';
import { isFileAddress, type StoragePlace } from '../personalStorage.ts';

/** What came of fetching a file; `refused`: its address is none of ours to ask. */
export type Downloaded =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'refused' | 'tooLarge' | 'notText' | 'failed' };

/** Fetches files that a person has sent to the bot (Microsoft Teams: a message with a file). */
export interface FileDownloads {
  /** Never throws; what went wrong is in the log, without the address, which lets in whoever has it. */
  text(url: string): Promise<Downloaded>;
}

/** With what files are fetched. */
export interface FileDownloadOptions extends StoragePlace {
  readonly fetch: typeof fetch;
  readonly logger: Logger;
  readonly deadlineMilliseconds: number;
  readonly maximumBytes: number;
}

/** What storage says of a text: it does not always know, and then it is read as one. */
const TEXT_TYPES: ReadonlySet<string> = new Set([
  '',
  'application/json',
  'application/octet-stream',
  'text/json',
  'text/plain',
]);

/**
 * Downloads come from the person's own storage and from nowhere else, however the address came: no token goes with
 * them, no redirect is followed, and no more is read than was bargained for.
 */
export function createFileDownloads(options: FileDownloadOptions): FileDownloads {
  const { fetch, logger, deadlineMilliseconds, maximumBytes } = options;
  return {
    async text(url) {
      if (!isFileAddress(url, options)) {
        logger.error(
          { event: 'file.refused', reason: 'downloadUrl' },
          'Refused to fetch a file from an address off the list',
        );
        return { kind: 'refused' };
      }
      try {
        const response = await fetch(url, {
          headers: { accept: 'application/json, text/plain, */*;q=0.1' },
          redirect: 'manual',
          signal: AbortSignal.timeout(deadlineMilliseconds),
        });
        if (response.status !== 200) {
          await response.body?.cancel();
          logger.warn({ event: 'file.unread', status: response.status }, 'A file was not given out');
          return { kind: 'failed' };
        }
        return await textOf(response, maximumBytes);
      } catch (error) {
        logger.warn({ event: 'file.unread', ...errorFacts(error) }, 'A file could not be fetched');
        return { kind: 'failed' };
      }
    },
  };
}

async function textOf(response: Response, maximumBytes: number): Promise<Downloaded> {
  const [type = ''] = (response.headers.get('content-type') ?? '').split(';', 1);
  if (!TEXT_TYPES.has(type.trim().toLowerCase())) {
    await response.body?.cancel();
    return { kind: 'notText' };
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    // Leaving the loop cancels the rest of the stream.
    if (size > maximumBytes) return { kind: 'tooLarge' };
    chunks.push(chunk);
  }
  try {
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)) };
  } catch {
    return { kind: 'notText' };
  }
}

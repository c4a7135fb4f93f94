import { type Logger } from '../../pim/logger.ts';
import { boundedText } from '../boundedText.ts';
import { errorFacts } from '../errorFacts.ts';
import { isFileAddress, isInStorage, type StoragePlace } from '../personalStorage.ts';

/** Puts files where a person has allowed it (Microsoft Teams: file consent). */
export interface FileUploads {
  /**
   * Whether the file is there, whole. Never throws; what went wrong is in the log. `contentUrl`, where it is to be found
   * afterwards, has to be such a place too: a link to elsewhere would be shown in our name.
   */
  put(place: UploadPlace, bytes: Uint8Array): Promise<boolean>;
}

/** Where a file goes, and where it is then, as a person's client says. */
export interface UploadPlace {
  readonly uploadUrl: string;
  readonly contentUrl: string;
}

/** With what files are put. */
export interface FileUploadOptions extends StoragePlace {
  readonly fetch: typeof fetch;
  readonly logger: Logger;
  readonly deadlineMilliseconds: number;
}

const MOST_ANSWER_BYTES = 65_536;

/**
 * Uploads go to the person's own storage and nowhere else, however the address came: no token goes with them, no
 * redirect is followed.
 */
export function createFileUploads(options: FileUploadOptions): FileUploads {
  const { fetch, logger, deadlineMilliseconds } = options;
  return {
    async put({ uploadUrl, contentUrl }, bytes) {
      const reason = !isFileAddress(uploadUrl, options)
        ? 'uploadUrl'
        : !isInStorage(URL.parse(contentUrl), options)
          ? 'contentUrl'
          : undefined;
      if (reason !== undefined) {
        logger.error({ event: 'file.refused', reason }, 'Refused to upload to an address off the list');
        return false;
      }
      try {
        const response = await fetch(uploadUrl, {
          method: 'PUT',
          headers: {
            'content-type': 'application/octet-stream',
            'content-range': `bytes 0-${String(bytes.byteLength - 1)}/${String(bytes.byteLength)}`,
          },
          body: bytes,
          redirect: 'manual',
          signal: AbortSignal.timeout(deadlineMilliseconds),
        });
        await boundedText(response, MOST_ANSWER_BYTES);
        if (!response.ok)
          logger.warn({ event: 'file.failed', status: response.status }, 'A file was not taken');
        return response.ok;
      } catch (error) {
        logger.warn({ event: 'file.failed', ...errorFacts(error) }, 'A file could not be uploaded');
        return false;
      }
    },
  };
}

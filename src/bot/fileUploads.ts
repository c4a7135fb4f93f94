import { type Logger } from '../pim/logger.ts';
import { boundedText } from './boundedText.ts';
import { errorFacts } from './errorFacts.ts';
import { type TeamsCloud } from './serviceUrls.ts';

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
export interface FileUploadOptions {
  readonly cloud: TeamsCloud;
  readonly sandboxUrl: string | undefined;
  readonly fetch: typeof fetch;
  readonly logger: Logger;
  readonly deadlineMilliseconds: number;
}

/** What hosts of people's own storage end in, by cloud (Microsoft 365 endpoints: SharePoint Online and OneDrive). */
const storage: Readonly<Record<Exclude<TeamsCloud, 'sandbox'>, string>> = {
  public: '.sharepoint.com',
  'gcc-high': '.sharepoint.us',
  dod: '.sharepoint-mil.us',
  china: '.sharepoint.cn',
};

const MOST_ANSWER_BYTES = 65_536;

/**
 * Uploads go to the person's own storage and nowhere else, however the address came: no token goes with them, no
 * redirect is followed.
 */
export function createFileUploads(options: FileUploadOptions): FileUploads {
  const { fetch, logger, deadlineMilliseconds } = options;
  return {
    async put({ uploadUrl, contentUrl }, bytes) {
      const reason = !isUpload(uploadUrl, options)
        ? 'uploadUrl'
        : !isStorage(URL.parse(contentUrl), options)
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

/** Taken letter by letter, and not as a parser may mend it. In the sandbox everything has one origin: only files there. */
function isUpload(url: string, options: FileUploadOptions): boolean {
  if (!/^https?:\/\/[\x21-\x7e]+$/.test(url) || /[\\@]/.test(url)) return false;
  const parsed = URL.parse(url);
  const isFile = options.cloud !== 'sandbox' || /^\/teams\/(?:[\w-]+\/)?files\//.test(parsed?.pathname ?? '');
  return isFile && isStorage(parsed, options);
}

function isStorage(url: URL | null, { cloud, sandboxUrl }: FileUploadOptions): boolean {
  if (url?.username !== '' || url.password !== '') return false;
  if (cloud === 'sandbox') return sandboxUrl !== undefined && url.origin === new URL(sandboxUrl).origin;
  const isHost = new RegExp(`^[a-z0-9-]{1,63}${storage[cloud].replaceAll('.', '\\.')}$`, 'u').test(
    url.hostname,
  );
  return url.protocol === 'https:' && url.port === '' && isHost;
}

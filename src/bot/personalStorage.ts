import { clouds } from '../pim/clouds.ts';
import { type TeamsCloud } from './serviceUrls.ts';

/** Which Teams people are at, and so where their files are. */
export interface StoragePlace {
  readonly cloud: TeamsCloud;
  readonly sandboxUrl: string | undefined;
}

/**
 * Whether a file may be put to this address, or fetched from it: people's own storage and nowhere else. Taken letter by
 * letter, and not as a parser may mend it. In the sandbox everything has one origin: only files there.
 */
export function isFileAddress(url: string, place: StoragePlace): boolean {
  if (!/^https?:\/\/[\x21-\x7e]+$/.test(url) || /[\\@]/.test(url)) return false;
  const parsed = URL.parse(url);
  const isFile = place.cloud !== 'sandbox' || /^\/teams\/(?:[\w-]+\/)?files\//.test(parsed?.pathname ?? '');
  return isFile && isInStorage(parsed, place);
}

/** Whether something lies in people's own storage. */
export function isInStorage(url: URL | null, { cloud, sandboxUrl }: StoragePlace): boolean {
  if (url?.username !== '' || url.password !== '') return false;
  if (cloud === 'sandbox') return sandboxUrl !== undefined && url.origin === new URL(sandboxUrl).origin;
  const isHost = new RegExp(
    `^[a-z0-9-]{1,63}\\.${clouds[cloud].storageHost.replaceAll('.', '\\.')}$`,
    'u',
  ).test(url.hostname);
  return url.protocol === 'https:' && url.port === '' && isHost;
}

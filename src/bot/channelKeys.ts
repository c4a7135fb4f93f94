import { setTimeout as pause } from 'node:timers/promises';
import { type CryptoKey, importJWK } from 'jose';
import { z } from 'zod';
import { type Logger } from '../pim/logger.ts';
import { type Clock } from '../pim/ports.ts';
import { boundedText } from './boundedText.ts';
import { errorFacts } from './errorFacts.ts';

/** A key with which the channel signs, and for which channels it may. */
export interface ChannelKey {
  readonly key: CryptoKey;
  readonly endorsements: readonly string[];
}

/** The channel's keys, as it publishes them. What it holds depends on its documents alone, never on who asks for what. */
export interface ChannelKeys {
  /** The key of this id; `undefined` where there is none or where no keys of the last 48 hours are there. */
  of(kid: string): Promise<ChannelKey | undefined>;
  /** Whether keys of the last 48 hours are there, reading them where needed. */
  areFresh(): Promise<boolean>;
  /** How many keys are held. */
  readonly size: number;
}

/** Where the keys are read and by whose time. */
export interface ChannelKeysOptions {
  /** The pinned OpenID metadata document. */
  readonly metadataUrl: string;
  /** Origins, besides the metadata's own, that its `jwks_uri` may be on. */
  readonly allowedKeyOrigins?: readonly string[];
  readonly clock: Clock;
  readonly fetch: typeof fetch;
  readonly logger: Logger;
}

const MINUTE = 60_000;
const attemptsApart = MINUTE;
const renewedAfter = 60 * MINUTE;
const uselessAfter = 48 * 60 * MINUTE;
const fetchDeadlineMilliseconds = 5_000;
/** Between the tries of the very first reading. Milliseconds. */
const startWaits = [250, 1000];
const maximumBytes = 1_048_576;
const maximumKeys = 100;

const metadataShape = z.looseObject({ jwks_uri: z.url() });
const keyShape = z.looseObject({
  kty: z.literal('RSA'),
  kid: z.string().min(1),
  n: z.string(),
  e: z.string(),
  use: z.literal('sig').optional(),
  endorsements: z.array(z.string()).default([]),
});
const keysShape = z.looseObject({ keys: z.array(z.unknown()).max(maximumKeys) });

/** Keeps the channel's keys: read at most once a minute whatever arrives, the last good ones kept when that fails. */
export function createChannelKeys(options: ChannelKeysOptions): ChannelKeys {
  const { clock, logger } = options;
  let keys: ReadonlyMap<string, ChannelKey> = new Map();
  let readAt = -Infinity;
  let attemptedAt = -Infinity;
  let reading: Promise<void> | undefined;

  const now = (): number => clock.now().getTime();
  const isOlderThan = (instant: number, age: number): boolean => Math.abs(now() - instant) >= age;

  const read = async (isPatient: boolean): Promise<void> => {
    try {
      keys = await (isPatient ? readPatiently(options) : readKeys(options));
      readAt = now();
    } catch (error) {
      logger.warn(
        { event: 'channelKeys.unreadable', ...errorFacts(error) },
        'Could not read the channel keys',
      );
    } finally {
      reading = undefined;
    }
  };
  const renew = async (isPatient = false): Promise<void> => {
    if (reading === undefined && isOlderThan(attemptedAt, attemptsApart)) {
      attemptedAt = now();
      reading = read(isPatient);
    }
    await reading;
  };
  const areUsable = (): boolean => !isOlderThan(readAt, uselessAfter);

  return {
    async of(kid) {
      if (!keys.has(kid) || !areUsable()) await renew();
      // A known key need not wait while its document is read again.
      else if (isOlderThan(readAt, renewedAfter)) void renew();
      return areUsable() ? keys.get(kid) : undefined;
    },
    async areFresh() {
      // Without any key nobody can be served, so a stumble at the start is not left at that for a minute.
      if (isOlderThan(readAt, renewedAfter)) await renew(keys.size === 0);
      return areUsable();
    },
    get size() {
      return keys.size;
    },
  };
}

async function readPatiently(options: ChannelKeysOptions): Promise<ReadonlyMap<string, ChannelKey>> {
  for (const wait of startWaits) {
    try {
      return await readKeys(options);
    } catch {
      await pause(wait);
    }
  }
  return readKeys(options);
}

async function readKeys(options: ChannelKeysOptions): Promise<ReadonlyMap<string, ChannelKey>> {
  const { metadataUrl, allowedKeyOrigins = [] } = options;
  const { jwks_uri: keysUrl } = metadataShape.parse(await readJson(options, metadataUrl));
  const origins = [new URL(metadataUrl).origin, ...allowedKeyOrigins];
  if (!origins.includes(new URL(keysUrl).origin)) throw new Error('The channel keys are on a foreign origin');
  const { keys } = keysShape.parse(await readJson(options, keysUrl));
  const usable = await Promise.all(keys.map(usableKey));
  const found = new Map(usable.filter((entry) => entry !== undefined));
  if (found.size === 0) throw new Error('The channel publishes no usable key');
  return found;
}

/** A key of another kind or form is passed over: it must not cost us the sound ones beside it. */
async function usableKey(candidate: unknown): Promise<readonly [string, ChannelKey] | undefined> {
  const parsed = keyShape.safeParse(candidate);
  if (!parsed.success) return undefined;
  const { kid, kty, n, e, endorsements } = parsed.data;
  const key = await importJWK({ kty, n, e }, 'RS256').catch(() => undefined);
  return key === undefined || key instanceof Uint8Array ? undefined : [kid, { key, endorsements }];
}

async function readJson({ fetch }: ChannelKeysOptions, url: string): Promise<unknown> {
  const response = await fetch(url, {
    headers: { accept: 'application/json' },
    redirect: 'error',
    signal: AbortSignal.timeout(fetchDeadlineMilliseconds),
  });
  if (response.status !== 200) throw new Error(`The document answered ${response.status}`);
  return JSON.parse(await boundedText(response, maximumBytes));
}

import { createHash } from 'node:crypto';
import { type ChannelKey } from './channelKeys.ts';
import { verifiedPayload } from './channelToken.ts';

/** More than the Bot Service has under way at a time; a token that falls out is verified again. */
const MOST_FOR_A_KEY = 100;

/**
 * Verifies a signature once for a token and key: the Bot Service sends many activities with one token, and verifying is
 * most of what a request costs. Only what the key has signed is remembered, as a digest, and no longer than the key:
 * one that the channel takes back, or publishes anew, takes what it had signed with it. Claims are the caller's to check,
 * each time.
 */
export function rememberVerified(verify = verifiedPayload): typeof verifiedPayload {
  const payloads = new WeakMap<ChannelKey, Map<string, unknown>>();
  return async (token, key) => {
    const ofKey = payloads.get(key) ?? new Map<string, unknown>();
    payloads.set(key, ofKey);
    const digest = createHash('sha256').update(token).digest('base64');
    const known = ofKey.get(digest);
    if (known !== undefined) return known;
    const payload = await verify(token, key);
    if (payload !== undefined) ofKey.set(digest, payload);
    for (const oldest of ofKey.keys()) {
      if (ofKey.size <= MOST_FOR_A_KEY) break;
      ofKey.delete(oldest);
    }
    return payload;
  };
}

import { type ChannelKey, makeChannelKey } from '../support/channel.ts';

/** Keys with which a token can be signed. All but `foreign` are published; only `sound` is endorsed for Teams. */
export interface AttackKeys {
  readonly sound: ChannelKey;
  readonly foreign: ChannelKey;
  readonly webchat: ChannelKey;
  readonly unendorsed: ChannelKey;
}

/** Makes them; `foreign` has the id of the sound one. */
export async function makeAttackKeys(): Promise<AttackKeys> {
  const [sound, foreign, webchat, unendorsed] = await Promise.all([
    makeChannelKey('attack-sound'),
    makeChannelKey('attack-sound'),
    makeChannelKey('attack-webchat', ['webchat']),
    makeChannelKey('attack-unendorsed', 'unsaid'),
  ]);
  return { sound, foreign, webchat, unendorsed };
}

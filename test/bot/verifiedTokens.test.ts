import assert from 'node:assert/strict';
import { type ChannelKey } from '../../src/bot/channelKeys.ts';
import { rememberVerified } from '../../src/bot/verifiedTokens.ts';
import { GuardedChannel } from './guardedChannel.ts';

const aKey = (): ChannelKey => ({ key: {} as ChannelKey['key'], endorsements: [] });

describe('rememberVerified', () => {
  let verified: string[];
  const verify = (token: string): Promise<unknown> => {
    verified.push(token);
    return Promise.resolve(token.startsWith('good') ? { token } : undefined);
  };

  beforeEach(() => {
    verified = [];
  });

  it('verifies a good token once, and a bad one each time', async () => {
    const payloadOf = rememberVerified(verify);
    const key = aKey();
    for (const token of ['good', 'good', 'bad', 'bad']) {
      assert.deepEqual(await payloadOf(token, key), token === 'good' ? { token } : undefined);
    }
    assert.deepEqual(verified, ['good', 'bad', 'bad']);
  });

  it('takes nothing from one key to another', async () => {
    const payloadOf = rememberVerified(verify);
    await payloadOf('good', aKey());
    await payloadOf('good', aKey());
    assert.deepEqual(verified, ['good', 'good']);
  });

  it('keeps the newest hundred', async () => {
    const payloadOf = rememberVerified(verify);
    const key = aKey();
    const tokens = Array.from({ length: 101 }, (_, number) => `good ${number}`);
    for (const token of tokens) await payloadOf(token, key);
    await payloadOf('good 100', key);
    await payloadOf('good 1', key);
    assert.equal(verified.length, 101);
    await payloadOf('good 0', key);
    assert.equal(verified.length, 102);
  });
});

describe('a guard that has seen a token', () => {
  let guarded: GuardedChannel;

  beforeEach(async () => {
    guarded = await GuardedChannel.start();
  });

  afterEach(() => guarded.stop());

  it('still holds its end against the clock', async () => {
    const authorization = `Bearer ${await guarded.channel.token()}`;
    assert.equal((await guarded.post({ authorization })).accepted, true);
    assert.equal((await guarded.post({ authorization })).accepted, true);
    guarded.clock.forward(24 * 60);
    const verdict = await guarded.post({ authorization });
    assert.equal(verdict.accepted ? undefined : verdict.reason, 'expired');
  });

  it('still refuses the same words with another signature', async () => {
    const token = await guarded.channel.token();
    assert.equal((await guarded.post({ authorization: `Bearer ${token}` })).accepted, true);
    const [header = '', payload = '', signature = ''] = token.split('.');
    const other = `${header}.${payload}.${signature.slice(1)}${signature.slice(0, 1)}`;
    const verdict = await guarded.post({ authorization: `Bearer ${other}` });
    assert.equal(verdict.accepted ? undefined : verdict.reason, 'signature');
  });
});

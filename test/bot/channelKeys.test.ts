import assert from 'node:assert/strict';
import { appId, Channel, makeChannelKey } from '../support/channel.ts';
import { GuardedChannel, serviceUrl } from './guardedChannel.ts';

describe('createChannelKeys', () => {
  let there: GuardedChannel;

  beforeEach(async () => {
    there = await GuardedChannel.start();
  });

  afterEach(async () => there.stop());

  const isAccepted = async (post: Parameters<GuardedChannel['post']>[0] = {}): Promise<boolean> =>
    (await there.post(post)).accepted;

  it('reads them once a minute at most, however many unknown ids arrive', async () => {
    await there.post();
    const { keyReads } = there.channel;
    for (let round = 0; round < 3; round += 1) {
      there.clock.forward(1);
      const storm = Array.from({ length: 300 }, async (_, index) =>
        there.post({ authorization: there.unsigned({ alg: 'RS256', kid: `${round}-${index}` }) }),
      );
      const verdicts = await Promise.all(storm);
      assert.ok(verdicts.every((verdict) => !verdict.accepted && verdict.status === 401));
    }
    assert.equal(there.channel.keyReads, keyReads + 3);
    assert.equal(there.channel.metadataReads, there.channel.keyReads);
  });

  it('reads them once a minute at most while they cannot be read', async () => {
    there.channel.isDown = true;
    for (let second = 0; second < 120; second += 1) {
      await there.post();
      there.clock.forward(1 / 60);
    }
    assert.equal(there.channel.metadataReads, 2);
  });

  it('remembers nothing of 5,000 junk tokens', async () => {
    await there.post();
    for (let index = 0; index < 5_000; index += 1) {
      there.clock.forward(1 / 60);
      const claims = { ...there.soundClaims(), tid: `${index}-${'x'.repeat(500)}` };
      await there.post({ authorization: there.unsigned({ alg: 'RS256', kid: `junk-${index}` }, claims) });
      there.logger.lines.length = 0;
    }
    assert.equal(there.guard.size, 1);
  });

  it('takes a new key up a minute after it is published', async () => {
    await there.post();
    const key = await makeChannelKey('channel-key-2');
    there.channel.keys.push(key);
    assert.ok(!(await isAccepted({ token: { key } })));
    there.clock.forward(1);
    assert.ok(await isAccepted({ token: { key } }));
  });

  it('drops a key that is published no longer within the hour', async () => {
    const [key] = there.channel.keys;
    await there.post();
    there.channel.keys.splice(0, 1, await makeChannelKey('channel-key-2'));
    there.clock.forward(60);
    assert.ok(await there.guard.hasKeys());
    assert.ok(!(await isAccepted({ token: { key } })));
  });

  it('keeps the last good keys for 48 hours while they cannot be read, and no longer', async () => {
    await there.post();
    there.channel.isDown = true;
    there.clock.forward(47 * 60);
    assert.ok(await isAccepted());
    assert.ok(await there.guard.hasKeys());
    there.clock.forward(2 * 60);
    await there.assertRefused({}, 401, 'unknownKey');
    assert.ok(!(await there.guard.hasKeys()));
  });

  it('comes back by itself once the documents do', async () => {
    there.channel.isDown = true;
    assert.ok(!(await there.guard.hasKeys()));
    there.channel.isDown = false;
    assert.ok(!(await there.guard.hasKeys()), 'not within the minute');
    there.clock.forward(1);
    assert.ok(await there.guard.hasKeys());
    assert.ok(await isAccepted());
  });

  it('reads no keys from a foreign origin', async () => {
    const foreign = await Channel.start({ appId, serviceUrl, clock: there.clock });
    there.channel.keysUrl = `${foreign.origin}/v1/.well-known/keys`;
    const wasAccepted = await isAccepted();
    await foreign.stop();
    assert.ok(!wasAccepted);
    assert.equal(foreign.keyReads, 0);
    assert.equal(there.logger.of('channelKeys.unreadable').length, 1);
  });

  it('passes keys of another kind over', async () => {
    const [key] = there.channel.keys;
    assert.ok(key);
    there.channel.keys.unshift({ ...key, kid: 'ec', jwk: { kty: 'EC', kid: 'ec' } });
    assert.ok(await isAccepted({ token: { key } }));
    assert.equal(there.guard.size, 1);
  });

  it('keeps the last good keys when a document holds none', async () => {
    const [key] = there.channel.keys;
    await there.post();
    there.channel.keys.length = 0;
    there.clock.forward(61);
    assert.ok(await there.guard.hasKeys());
    assert.ok(await isAccepted({ token: { key } }));
  });
});

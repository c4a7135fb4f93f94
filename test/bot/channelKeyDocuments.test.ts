import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { type ChannelKeys, createChannelKeys } from '../../src/bot/channelKeys.ts';
import { type ChannelKey, makeChannelKey } from '../support/channel.ts';
import { TestClock } from '../support/testClock.ts';
import { HeardLogger } from './heardLogger.ts';

describe('the documents of the channel’s keys', () => {
  const metadataUrl = 'https://login.example/v1/.well-known/openidconfiguration';
  const keysUrl = 'https://login.example/v1/keys';
  let key: ChannelKey;
  let clock: TestClock;
  let logger: HeardLogger;
  let asked: { readonly url: string; readonly init: RequestInit | undefined }[];

  before(async () => {
    key = await makeChannelKey('channel-key-1');
  });

  beforeEach(() => {
    [clock, logger, asked] = [new TestClock(), new HeardLogger(), []];
  });

  const jwk = (): object => key.jwk;

  /** Keys whose documents are these. */
  const published = (
    keys: readonly unknown[],
    more: {
      readonly status?: number;
      readonly named?: string;
      readonly origins?: readonly string[];
      readonly pad?: number;
    } = {},
  ): ChannelKeys => {
    const { status = 200, named = keysUrl, origins, pad = 0 } = more;
    const answer = (url: string): object => (url === metadataUrl ? { jwks_uri: named } : { keys });
    const fetching = (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
      const url = input instanceof Request ? input.url : String(input);
      asked.push({ url, init });
      const text = `${JSON.stringify(answer(url))}${' '.repeat(url === metadataUrl ? 0 : pad)}`;
      return Promise.resolve(new Response(text, { status: url === metadataUrl ? 200 : status }));
    };
    const allowed = origins === undefined ? {} : { allowedKeyOrigins: origins };
    return createChannelKeys({ metadataUrl, ...allowed, clock, fetch: fetching, logger });
  };
  const has = async (keys: ChannelKeys): Promise<boolean> => (await keys.of('channel-key-1')) !== undefined;

  it('asks for JSON, follows nobody elsewhere, and waits for so long only', async () => {
    assert.ok(await has(published([jwk()])));
    assert.deepEqual(
      asked.map(({ url }) => url),
      [metadataUrl, keysUrl],
    );
    for (const { init } of asked) {
      assert.equal(init?.redirect, 'error');
      assert.deepEqual(init.headers, { accept: 'application/json' });
      assert.ok(init.signal instanceof AbortSignal);
    }
  });

  it('takes them from an origin that is allowed beside the document’s own', async () => {
    const named = 'https://keys.example/v1/keys';
    assert.ok(!(await has(published([jwk()], { named }))));
    assert.ok(!(await has(published([jwk()], { named, origins: ['https://keys.example:444'] }))));
    assert.ok(await has(published([jwk()], { named, origins: ['https://keys.example'] })));
  });

  it('takes no answer but 200', async () => {
    assert.ok(!(await has(published([jwk()], { status: 203 }))));
    const [line] = logger.lines;
    assert.deepEqual([line?.level, line?.message], ['warn', 'Could not read the channel keys']);
  });

  it('takes a hundred keys, and no document with more', async () => {
    const many = (count: number): readonly unknown[] => [
      ...Array.from({ length: count - 1 }, () => ({})),
      jwk(),
    ];
    assert.ok(await has(published(many(100))));
    assert.ok(!(await has(published(many(101)))));
  });

  it('takes a megabyte, and no more', async () => {
    const size = JSON.stringify({ keys: [jwk()] }).length;
    assert.ok(await has(published([jwk()], { pad: 1_048_576 - size })));
    assert.ok(!(await has(published([jwk()], { pad: 1_048_577 - size }))));
  });

  it('takes no document without a usable key', async () => {
    assert.ok(!(await has(published([]))));
    assert.equal(logger.of('channelKeys.unreadable').length, 1);
  });

  for (const [what, changes] of Object.entries({
    'for encryption': { use: 'enc' },
    'without an id': { kid: '' },
    'of another kind': { kty: 'oct' },
    'whose endorsements are no texts': { endorsements: [1] },
  })) {
    it(`passes a key over ${what}`, async () => {
      const keys = published([
        { ...jwk(), ...changes },
        { ...jwk(), kid: 'sound' },
      ]);
      assert.ok((await keys.of('sound')) !== undefined);
      assert.equal(keys.size, 1);
    });
  }

  it('takes a key whose use is not said, and gives what it is endorsed for', async () => {
    const keys = published([{ ...jwk(), use: undefined, endorsements: ['msteams', 'webchat'] }]);
    assert.deepEqual((await keys.of('channel-key-1'))?.endorsements, ['msteams', 'webchat']);
    const unsaid = published([{ ...jwk(), endorsements: undefined }]);
    assert.deepEqual((await unsaid.of('channel-key-1'))?.endorsements, []);
  });

  it('reads them again after an hour while it serves the one it has', async () => {
    const keys = published([jwk()]);
    await keys.of('channel-key-1');
    clock.forward(59);
    await keys.of('channel-key-1');
    assert.equal(asked.length, 2);
    clock.forward(1);
    assert.ok((await keys.of('channel-key-1')) !== undefined);
    const reads = (): number => asked.length;
    while (reads() < 4) await setImmediate();
    assert.ok(await keys.areFresh());
  });

  it('asks nothing within the hour to know that they are fresh', async () => {
    const keys = published([jwk()]);
    assert.ok(await keys.areFresh());
    clock.forward(59);
    assert.ok(await keys.areFresh());
    assert.equal(asked.length, 2);
  });

  it('asks once for all who wait', async () => {
    const keys = published([jwk()]);
    const found = await Promise.all(Array.from({ length: 5 }, () => has(keys)));
    assert.deepEqual(found, [true, true, true, true, true]);
    assert.equal(asked.length, 2);
  });

  it('tries again at once where there is no key yet, and leaves it at that where there are', async () => {
    let failures = 2;
    const fetching = (input: string | URL | Request): Promise<Response> => {
      asked.push({ url: input as string, init: undefined });
      if ((failures -= 1) >= 0) return Promise.reject(new TypeError('fetch failed'));
      return Promise.resolve(
        Response.json(input === metadataUrl ? { jwks_uri: keysUrl } : { keys: [jwk()] }),
      );
    };
    const keys = createChannelKeys({ metadataUrl, clock, fetch: fetching, logger });
    assert.ok(await keys.areFresh());
    assert.equal(asked.length, 4);
    failures = 1;
    clock.forward(60);
    assert.ok(await keys.areFresh(), 'the ones it has are good for two days');
    assert.equal(asked.length, 5);
  });
});

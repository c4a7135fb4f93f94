import assert from 'node:assert/strict';
import { cacheForMinutes, TimedCache } from '../../src/graph/timedCache.ts';
import { TestClock } from '../support/testClock.ts';

describe('TimedCache', () => {
  const clock = new TestClock();
  let loads: number;
  const load = (): Promise<number> => Promise.resolve((loads += 1));

  beforeEach(() => {
    loads = 0;
  });

  it('loads again when the value is too old', async () => {
    const cache = cacheForMinutes<number>(clock, 5, 10);
    assert.equal(await cache.get('a', load), 1);
    clock.forward(4.9);
    assert.equal(await cache.get('a', load), 1);
    assert.ok(cache.has('a'));
    clock.forward(0.1);
    assert.ok(!cache.has('a'));
    assert.equal(await cache.get('a', load), 2);
  });

  it('loads once for everybody who asks meanwhile', async () => {
    const cache = cacheForMinutes<number>(clock, 5, 10);
    assert.deepEqual(await Promise.all([1, 2, 3].map(() => cache.get('a', load))), [1, 1, 1]);
    assert.equal(loads, 1);
  });

  it('keeps no failure', async () => {
    const cache = cacheForMinutes<number>(clock, 5, 10);
    const failing = (): Promise<number> => Promise.reject(new Error('no'));
    const both = await Promise.allSettled([cache.get('a', failing), cache.get('a', load)]);
    assert.deepEqual(
      both.map(({ status }) => status),
      ['rejected', 'rejected'],
    );
    assert.equal(await cache.get('a', load), 1);
  });

  it('lets the oldest go when there are too many', async () => {
    const cache = cacheForMinutes<number>(clock, 5, 2);
    for (const key of ['a', 'b', 'c']) await cache.get(key, load);
    assert.deepEqual(
      ['a', 'b', 'c'].map((key) => cache.has(key)),
      [false, true, true],
    );
  });

  it('asks the value how long it lives', async () => {
    const cache = new TimedCache<number>({
      clock,
      maximumEntries: 2,
      expiresAt: (value, loadedAt) => new Date(loadedAt.getTime() + value * 60_000),
    });
    await cache.get('a', () => Promise.resolve(1));
    await cache.get('b', () => Promise.resolve(3));
    clock.forward(2);
    assert.deepEqual([cache.has('a'), cache.has('b')], [false, true]);
  });

  it('does not believe a value from the future', async () => {
    const cache = cacheForMinutes<number>(clock, 5, 2);
    await cache.get('a', load);
    clock.forward(-60);
    assert.equal(await cache.get('a', load), 2);
  });

  it('forgets on demand', async () => {
    const cache = cacheForMinutes<number>(clock, 5, 2);
    await cache.get('a', load);
    cache.forget('a');
    assert.equal(await cache.get('a', load), 2);
  });
});

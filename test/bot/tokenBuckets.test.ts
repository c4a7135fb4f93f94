import assert from 'node:assert/strict';
import { TokenBuckets } from '../../src/bot/tokenBuckets.ts';

describe('TokenBuckets', () => {
  let now: number;
  let buckets: TokenBuckets;

  beforeEach(() => {
    now = 1_000;
    buckets = new TokenBuckets({ atOnce: 3, perSecond: 2 }, () => now);
  });

  const takenBy = (key: string, tries: number): number =>
    Array.from({ length: tries }, () => buckets.take(key)).filter(Boolean).length;

  it('gives so many at once, and then as many as come back', () => {
    assert.equal(takenBy('ana', 10), 3);
    now += 499;
    assert.equal(takenBy('ana', 10), 0);
    now += 1;
    assert.equal(takenBy('ana', 10), 1);
    now += 1_000;
    assert.equal(takenBy('ana', 10), 2);
  });

  it('holds no more after a long rest than at the beginning', () => {
    takenBy('ana', 3);
    now += 3_600_000;
    assert.equal(takenBy('ana', 10), 3);
  });

  it('counts each key on its own', () => {
    takenBy('ana', 3);
    assert.equal(takenBy('ben', 10), 3);
  });

  it('says how long it takes until so many are there, as far as they fit in', () => {
    takenBy('ana', 3);
    assert.equal(buckets.secondsUntil('ana', 1), 1);
    assert.equal(buckets.secondsUntil('ana', 100), 2);
    assert.equal(buckets.secondsUntil('ben', 3), 0);
  });

  it('gives nothing for a clock that goes back', () => {
    takenBy('ana', 3);
    now -= 60_000;
    assert.equal(takenBy('ana', 1), 0);
  });

  it('remembers a bounded number of keys, and forgets those that were asked about longest ago', () => {
    takenBy('first', 3);
    takenBy('second', 3);
    for (let key = 0; key < 19_998; key += 1) buckets.take(String(key));
    assert.equal(takenBy('first', 1), 0);
    buckets.take('one more');
    assert.equal(takenBy('first', 1), 0);
    assert.equal(takenBy('second', 3), 3);
  });
});

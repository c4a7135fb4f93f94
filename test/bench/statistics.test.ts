import assert from 'node:assert/strict';
import {
  longestSequence,
  median,
  mostInOneSecond,
  percentile,
  spreadOf,
  underWaySeconds,
} from '../../bench/statistics.ts';

describe('percentile', () => {
  it('is the smallest value that so many per cent do not exceed', () => {
    const values = [40, 10, 30, 20];
    assert.equal(percentile(values, 25), 10);
    assert.equal(percentile(values, 50), 20);
    assert.equal(percentile(values, 51), 30);
    assert.equal(percentile(values, 100), 40);
    assert.equal(percentile([7], 1), 7);
  });

  it('leaves the values as they are', () => {
    const values = [3, 1, 2];
    percentile(values, 50);
    assert.deepEqual(values, [3, 1, 2]);
  });

  it('refuses nothing at all, and what is no percentage', () => {
    assert.throws(() => percentile([], 50), RangeError);
    for (const percent of [0, -1, 101, NaN]) assert.throws(() => percentile([1], percent), RangeError);
  });
});

describe('median', () => {
  it('is the value in the middle, or between the two in the middle', () => {
    assert.equal(median([9, 1, 5]), 5);
    assert.equal(median([4, 1, 2, 3]), 2.5);
    assert.throws(() => median([]), RangeError);
  });
});

describe('spreadOf', () => {
  it('names how many, the middle and both ends', () => {
    const values = Array.from({ length: 200 }, (_, index) => index + 1);
    assert.deepEqual(spreadOf(values), { count: 200, p50: 100, p95: 190, p99: 198 });
  });
});

describe('longestSequence', () => {
  const call = (startedAt: number, endedAt: number): { startedAt: number; endedAt: number } => ({
    startedAt,
    endedAt,
  });

  it('counts calls beside each other once', () => {
    assert.equal(longestSequence([call(0, 10), call(1, 9), call(2, 30)]), 1);
  });

  it('counts calls that wait for each other each', () => {
    assert.equal(longestSequence([call(20, 30), call(0, 10), call(10, 20)]), 3);
  });

  it('finds the longest row in a mixture', () => {
    assert.equal(longestSequence([call(0, 50), call(0, 5), call(6, 8), call(51, 60), call(7, 9)]), 3);
  });

  it('is nothing for nothing', () => {
    assert.equal(longestSequence([]), 0);
  });
});

describe('underWaySeconds', () => {
  it('counts time once, however many calls were under way', () => {
    const call = (startedAt: number, endedAt: number): { startedAt: number; endedAt: number } => ({
      startedAt,
      endedAt,
    });
    const calls = [call(5_000, 6_000), call(0, 1_000), call(500, 2_000), call(600, 700)];
    assert.equal(underWaySeconds(calls), 3);
    assert.equal(underWaySeconds([]), 0);
  });
});

describe('mostInOneSecond', () => {
  it('counts what lies less than a second apart, wherever that second begins', () => {
    assert.equal(mostInOneSecond([0, 900, 1_100, 1_800, 1_899, 5_000]), 4);
    assert.equal(mostInOneSecond([0, 1_000, 2_000]), 1);
    assert.equal(mostInOneSecond([]), 0);
  });
});

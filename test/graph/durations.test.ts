import assert from 'node:assert/strict';
import fc from 'fast-check';
import { durationOfMinutes, minutesOfDuration } from '../../src/graph/durations.ts';

describe('minutesOfDuration', () => {
  const known = {
    PT30M: 30,
    PT1H45M: 105,
    PT8H: 480,
    P1D: 1440,
    P1DT2H: 1560,
    PT0S: 0,
    PT90S: 2,
    'PT1.5H': 90,
    pt2h: 120,
    P365D: 525_600,
  };
  for (const [duration, minutes] of Object.entries(known)) {
    it(`reads ${duration} as ${minutes} minutes`, () => {
      assert.equal(minutesOfDuration(duration), minutes);
    });
  }

  for (const odd of ['', 'P', 'PT', '8H', 'PT8', 'P1Y', 'P1M', 'PT-1H', 'PT1H30', ' PT1H', 'PT1H\n']) {
    it(`does not read ${JSON.stringify(odd)}`, () => {
      assert.equal(minutesOfDuration(odd), undefined);
    });
  }
});

describe('durationOfMinutes', () => {
  it('writes hours and minutes', () => {
    assert.deepEqual([105, 480, 30, 0, 1440].map(durationOfMinutes), [
      'PT1H45M',
      'PT8H',
      'PT30M',
      'PT0M',
      'PT24H',
    ]);
  });

  it('is read back as it was written', () => {
    fc.assert(
      fc.property(fc.nat(100_000), (minutes) => minutesOfDuration(durationOfMinutes(minutes)) === minutes),
    );
  });

  it('takes whole minutes only', () => {
    for (const odd of [-1, 1.5, NaN, Infinity]) assert.throws(() => durationOfMinutes(odd), RangeError);
  });
});

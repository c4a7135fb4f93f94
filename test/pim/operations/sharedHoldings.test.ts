import assert from 'node:assert/strict';
import { PimError } from '../../../src/pim/errors.ts';
import { type Holdings } from '../../../src/pim/holdings.ts';
import { SharedHoldings } from '../../../src/pim/operations/sharedHoldings.ts';
import { TestClock } from '../../support/testClock.ts';

describe('SharedHoldings', () => {
  let clock: TestClock;
  let readings: number;
  let answer: () => Promise<Holdings>;
  let shared: SharedHoldings;

  beforeEach(() => {
    clock = new TestClock();
    readings = 0;
    answer = () =>
      Promise.resolve({
        readAt: clock.now(),
        standing: [],
        activeRolesOf: () => Promise.resolve([]),
        eligibleRolesOf: () => Promise.resolve([]),
      });
    const holdings = (): Promise<Holdings> => {
      readings += 1;
      return answer();
    };
    shared = new SharedHoldings({ directory: { holdings }, clock });
  });

  it('reads once for everybody who asks at the same time and within ten minutes', async () => {
    await Promise.all([shared.current(), shared.current()]);
    clock.forward(9.9);
    await shared.current();
    assert.equal(readings, 1);
    clock.forward(0.1);
    await shared.current();
    assert.equal(readings, 2);
  });

  it('lets a reading go when it has served its time, and not before', async () => {
    const first = await shared.current();
    shared.release();
    assert.equal(await shared.current(), first);
    clock.forward(10);
    shared.release();
    assert.notEqual(await shared.current(), first);
  });

  it('does not make a reading young again when the clock is set back', async () => {
    await shared.current();
    clock.forward(-1);
    await shared.current();
    assert.equal(readings, 2);
  });

  const fails = (): Promise<void> => assert.rejects(shared.current(), PimError);
  const seconds = (count: number): void => {
    clock.forward(count / 60);
  };

  it('tries a reading that failed again after three seconds', async () => {
    const fine = answer;
    answer = () => Promise.reject(new PimError('unexpected_answer', 'no JSON'));
    for (let count = 0; count < 3; count += 1) await fails();
    assert.equal(readings, 1);
    answer = fine;
    seconds(2.9);
    await fails();
    seconds(0.2);
    await shared.current();
    assert.equal(readings, 2);
  });

  it('leaves Graph alone for twice as long after each that fails, and for a minute at most', async () => {
    answer = () => Promise.reject(new PimError('pim_unavailable', 'down'));
    const tried: number[] = [];
    for (let passed = 0; passed <= 240; passed += 1) {
      const before = readings;
      await fails();
      if (readings > before) tried.push(passed);
      seconds(1);
    }
    assert.deepEqual(tried, [0, 3, 9, 21, 45, 93, 153, 213]);
  });

  it('leaves Graph alone for as long as it asks for', async () => {
    answer = () => Promise.reject(new PimError('throttled', 'slow down', { retryAfterSeconds: 90 }));
    await fails();
    seconds(89);
    await fails();
    assert.equal(readings, 1);
    seconds(2);
    await fails();
    assert.equal(readings, 2);
  });

  it('begins anew with three seconds after one that worked', async () => {
    const fine = answer;
    answer = () => Promise.reject(new PimError('pim_unavailable', 'down'));
    for (const wait of [4, 7, 13]) {
      await fails();
      seconds(wait);
    }
    answer = fine;
    await shared.current();
    clock.forward(10);
    answer = () => Promise.reject(new PimError('pim_unavailable', 'down'));
    await fails();
    seconds(4);
    const before = readings;
    await fails();
    assert.equal(readings, before + 1);
  });
});

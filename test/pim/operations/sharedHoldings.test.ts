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

  it('leaves Graph alone for a minute after a reading that failed', async () => {
    answer = () => Promise.reject(new PimError('throttled', 'slow down'));
    for (let count = 0; count < 3; count += 1) await assert.rejects(shared.current(), PimError);
    assert.equal(readings, 1);
    clock.forward(1);
    await assert.rejects(shared.current(), PimError);
    assert.equal(readings, 2);
  });
});

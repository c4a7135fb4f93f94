import assert from 'node:assert/strict';
import { createClockWatch } from '../../src/graph/clockWatch.ts';
import { TestClock } from '../support/testClock.ts';

describe('createClockWatch', () => {
  it('tells how far their clock is ahead, from the last answer', () => {
    const clock = new TestClock();
    const { hear, offsetSeconds } = createClockWatch(clock);
    assert.equal(offsetSeconds(), undefined);
    hear('Mon, 05 Jan 2026 09:01:30 GMT');
    assert.equal(offsetSeconds(), 90);
    hear('Mon, 05 Jan 2026 08:59:30 GMT');
    assert.equal(offsetSeconds(), -30);
  });

  it('learns nothing from an answer without a date', () => {
    const { hear, offsetSeconds } = createClockWatch(new TestClock());
    hear(null);
    hear('yesterday');
    assert.equal(offsetSeconds(), undefined);
  });

  it('forgets what was measured before the clock was set, or long ago', () => {
    const clock = new TestClock();
    const { hear, offsetSeconds } = createClockWatch(clock);
    hear('Mon, 05 Jan 2026 11:00:00 GMT');
    clock.forward(120);
    assert.equal(offsetSeconds(), undefined);
    hear('Mon, 05 Jan 2026 11:00:00 GMT');
    clock.forward(-1);
    assert.equal(offsetSeconds(), undefined);
  });
});

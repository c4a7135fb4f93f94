import assert from 'node:assert/strict';
import { createPace, type Pace } from '../../src/jobs/pace.ts';

describe('createPace', () => {
  let now: number;
  let waits: number[];
  let pace: Pace;

  beforeEach(() => {
    now = 10_000;
    waits = [];
    pace = createPace(40, {
      now: () => now,
      pause: async (milliseconds) => {
        waits.push(milliseconds);
        now += milliseconds;
        return Promise.resolve();
      },
    });
  });

  it('lets the first go at once, and the next when its share of the second is over', async () => {
    await pace.take(8);
    await pace.take(8);
    await pace.take(4);
    assert.deepEqual(waits, [200, 200]);
  });

  it('counts the time that sending itself took', async () => {
    await pace.take(8);
    now += 150;
    await pace.take(8);
    now += 10_000;
    await pace.take(1);
    assert.deepEqual(waits, [50]);
  });

  it('sends no more than that in a second, whatever is asked', async () => {
    const startedAt = now;
    for (let sent = 0; sent < 400; sent += 8) await pace.take(8);
    assert.equal(now - startedAt, 9_800);
  });
});

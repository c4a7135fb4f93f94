import assert from 'node:assert/strict';
import { createPace, type Pace } from '../../src/jobs/pace.ts';

describe('createPace', () => {
  let now: number;
  let sentAt: number[];
  let pace: Pace;

  beforeEach(() => {
    now = 10_000;
    sentAt = [];
    pace = createPace(40, {
      now: () => now,
      pause: async (milliseconds) => {
        now += milliseconds;
        return Promise.resolve();
      },
    });
  });

  const send = async (amount: number): Promise<void> => {
    for (let sent = 0; sent < amount; sent += 1) {
      await pace.turn();
      sentAt.push(now);
    }
  };
  const mostInOneSecond = (): number =>
    Math.max(...sentAt.map((at) => sentAt.filter((other) => other >= at && other < at + 1000).length));

  it('lets a few go at once, and then one after the other', async () => {
    await send(8);
    assert.deepEqual(
      sentAt.map((at) => at - 10_000),
      [0, 0, 0, 0, 0, 25, 50, 75],
    );
  });

  it('catches up what it was held up by, a little', async () => {
    await send(400);
    now += 60;
    await send(400);
    now += 5_000;
    await send(400);
    assert.ok(mostInOneSecond() <= 45, `${mostInOneSecond()} in one second`);
  });

  it('loses nothing to small hiccups', async () => {
    await send(5);
    const startedAt = now;
    for (let group = 0; group < 100; group += 1) {
      now += 40;
      await send(4);
    }
    assert.ok(now - startedAt <= 400 * 25, `${now - startedAt} ms for 400`);
  });
});

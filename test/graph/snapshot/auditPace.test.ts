import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createAuditPace } from '../../../src/graph/snapshot/auditPace.ts';

const START = Date.UTC(2026, 0, 5);

/** When calls go out that are asked for so many milliseconds after each other. */
async function times(apart: readonly number[]): Promise<readonly number[]> {
  let now = START;
  const pace = createAuditPace({
    clock: { now: () => new Date(now) },
    pause: (milliseconds) => {
      now += milliseconds;
      return Promise.resolve();
    },
  });
  const found: number[] = [];
  for (const gap of apart) {
    now += gap;
    await pace.turn();
    found.push(now - START);
  }
  return found;
}

describe('the pace of reading the log', () => {
  it('lets a short log be read at once', async () => {
    assert.deepEqual(await times([0, 0, 0, 0]), [0, 0, 0, 0]);
  });

  it('leaves room for whoever else reads it in any ten seconds', async () => {
    assert.deepEqual(await times([0, 0, 0, 0, 0, 0, 0, 0, 0]), [
      ...[0, 0, 0, 0],
      ...[10_000, 10_000, 10_000, 10_000],
      20_000,
    ]);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(6_000), { maxLength: 30 }), async (apart) => {
        const went = await times(apart);
        assert.ok(went.every((at, index) => at - (went[index - 4] ?? -Infinity) >= 10_000));
      }),
    );
  });

  it('holds two readings at once to the same', async () => {
    const waits: number[] = [];
    const pace = createAuditPace({
      clock: { now: () => new Date(START) },
      pause: (milliseconds) => {
        waits.push(milliseconds);
        return Promise.resolve();
      },
    });
    await Promise.all(Array.from({ length: 6 }, () => pace.turn()));
    assert.deepEqual(waits, [10_000, 10_000]);
  });

  it('waits for ten seconds at the most where the clock was set back', async () => {
    let now = START;
    const waits: number[] = [];
    const pace = createAuditPace({
      clock: { now: () => new Date(now) },
      pause: (milliseconds) => {
        waits.push(milliseconds);
        return Promise.resolve();
      },
    });
    for (let count = 0; count < 4; count += 1) await pace.turn();
    now -= 3_600_000;
    await pace.turn();
    assert.deepEqual(waits, [10_000]);
  });
});

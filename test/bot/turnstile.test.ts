import assert from 'node:assert/strict';
import { setImmediate as nextLook } from 'node:timers/promises';
import { Turnstile } from '../../src/bot/turnstile.ts';

describe('Turnstile', () => {
  it('lets a few through between two looks at the network, the others in order behind them', async () => {
    const turnstile = new Turnstile(3);
    const passed: number[] = [];
    const come = (...numbers: readonly number[]): void => {
      for (const number of numbers)
        void turnstile.pass().then(() => {
          passed.push(number);
        });
    };
    come(1, 2, 3, 4, 5, 6, 7, 8);
    await Promise.resolve();
    assert.deepEqual(passed, [1, 2, 3]);
    await nextLook();
    assert.deepEqual(passed, [1, 2, 3, 4, 5, 6]);
    come(9);
    assert.deepEqual(passed, [1, 2, 3, 4, 5, 6]);
    await nextLook();
    assert.deepEqual(passed, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
    await nextLook();
    await nextLook();
    come(10, 11, 12, 13);
    await Promise.resolve();
    assert.deepEqual(passed.slice(9), [10, 11, 12]);
    await nextLook();
    assert.equal(passed.at(-1), 13);
  });
});

import assert from 'node:assert/strict';
import { setImmediate as settled } from 'node:timers/promises';
import { TurnPace } from '../../src/bot/turnPace.ts';

describe('TurnPace', () => {
  let now: number;
  let pauses: { readonly milliseconds: number; readonly end: () => void }[];
  let begun: string[];
  let pace: TurnPace;

  beforeEach(() => {
    now = 1_000;
    [pauses, begun] = [[], []];
    pace = new TurnPace({
      pace: { atOnce: 2, perSecond: 40 },
      now: () => now,
      pause: (milliseconds) => {
        const { promise, resolve } = Promise.withResolvers<undefined>();
        pauses.push({
          milliseconds,
          end: () => {
            resolve(undefined);
          },
        });
        return promise;
      },
    });
  });

  const ask = async (key: string, ...names: readonly string[]): Promise<void> => {
    for (const name of names)
      void pace.next(key).then(() => {
        begun.push(name);
      });
    await settled();
  };
  const pass = async (): Promise<void> => {
    const pause = pauses.shift();
    assert.ok(pause);
    now += pause.milliseconds;
    pause.end();
    await settled();
  };

  it('lets a few begin at once, and the others in order and apart', async () => {
    await ask('ana', 'a', 'b', 'c', 'd', 'e');
    assert.deepEqual(begun, ['a', 'b']);
    assert.deepEqual(
      pauses.map(({ milliseconds }) => milliseconds),
      [25],
    );
    await pass();
    assert.deepEqual(begun, ['a', 'b', 'c']);
    await ask('ana', 'f');
    for (let passed = 0; passed < 3; passed += 1) await pass();
    assert.deepEqual(begun, ['a', 'b', 'c', 'd', 'e', 'f']);
    assert.equal(pauses.length, 0);
  });

  it('keeps nobody else waiting', async () => {
    await ask('ana', 'a', 'b', 'c', 'd');
    await ask('ben', 'x', 'y');
    assert.deepEqual(begun, ['a', 'b', 'x', 'y']);
  });

  it('counts what waited as taken, and lets a few through again after a rest', async () => {
    await ask('ana', 'a', 'b', 'c');
    await pass();
    await ask('ana', 'd');
    assert.deepEqual(begun, ['a', 'b', 'c']);
    await pass();
    now += 50;
    await ask('ana', 'e', 'f', 'g');
    assert.deepEqual(begun, ['a', 'b', 'c', 'd', 'e', 'f']);
  });
});

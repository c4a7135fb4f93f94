import assert from 'node:assert/strict';
import { createBackground } from '../../src/bot/background.ts';
import { KeyedMutex } from '../../src/bot/keyedMutex.ts';
import { OperationWorld } from '../support/operationWorld.ts';

const settled = async (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('KeyedMutex', () => {
  it('runs the work of one key in order, never at the same time, and keys side by side', async () => {
    const mutex = new KeyedMutex();
    const log: string[] = [];
    const work = (name: string) => async (): Promise<string> => {
      log.push(`${name} begins`);
      await settled();
      log.push(`${name} ends`);
      return name;
    };
    const results = await Promise.all([
      mutex.run('a', work('a1')),
      mutex.run('a', work('a2')),
      mutex.run('b', work('b1')),
    ]);
    assert.deepEqual(results, ['a1', 'a2', 'b1']);
    assert.deepEqual(log.slice(0, 2), ['a1 begins', 'b1 begins']);
    assert.deepEqual(
      log.filter((line) => line.startsWith('a')),
      ['a1 begins', 'a1 ends', 'a2 begins', 'a2 ends'],
    );
  });

  it('goes on after work that failed, and fails for its own caller only', async () => {
    const mutex = new KeyedMutex();
    const failing = mutex.run('a', () => Promise.reject(new Error('first')));
    const next = mutex.run('a', () => Promise.resolve('second'));
    await assert.rejects(failing, /first/);
    assert.equal(await next, 'second');
    assert.equal(await mutex.run('a', () => Promise.resolve('third')), 'third');
  });

  it('is not blocked by work that throws at once', async () => {
    const mutex = new KeyedMutex();
    await assert.rejects(
      mutex.run('a', () => {
        throw new Error('at once');
      }),
    );
    assert.equal(await mutex.run('a', () => Promise.resolve('next')), 'next');
  });
});

describe('createBackground', () => {
  it('waits for all work, also for work that began other work', async () => {
    const { logger } = new OperationWorld();
    const background = createBackground(logger);
    const done: string[] = [];
    background.start(async () => {
      await settled();
      background.start(async () => {
        await settled();
        done.push('second');
      }, {});
      done.push('first');
    }, {});
    await background.idle();
    assert.deepEqual(done, ['first', 'second']);
    await background.idle();
  });

  it('logs what fails with its facts, and lets it reach nobody', async () => {
    const { logger, logged } = new OperationWorld();
    const background = createBackground(logger);
    background.start(() => Promise.reject(new Error('failed')), { invoke: 'x' });
    background.start(
      () => {
        throw new Error('failed at once');
      },
      { invoke: 'y' },
    );
    await background.idle();
    assert.deepEqual(
      logged.map(({ level, facts }) => `${level} ${(facts as { invoke: string }).invoke}`).sort(),
      ['error x', 'error y'],
    );
  });
});

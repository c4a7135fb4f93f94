import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { tenantId } from '../../src/pim/ids.ts';
import { createStore, type Store } from '../../src/store/store.ts';
import { engines, silentLogger, type TestPlace } from '../support/databases.ts';
import { type Environments, makeEnvironments } from '../support/environments.ts';
import { aSignOn } from '../support/inMemorySignOns.ts';
import { aPerson } from '../support/storeWorld.ts';
import { TestClock } from '../support/testClock.ts';
import { runInMemory, type Run } from './runInMemory.ts';

const TENANT = tenantId('b8f2d19e-35c6-4a07-8e4d-2719c0a5f3b6');

describe('reseal', () => {
  let environments: Environments;

  before(() => {
    environments = makeEnvironments();
  });

  after(() => {
    environments.remove();
  });

  for (const engine of engines) {
    describe(`on ${engine.name}`, () => {
      const clock = new TestClock();
      const [old, young] = [randomBytes(32), randomBytes(32)];
      const [ana, ben] = [aPerson(TENANT), aPerson(TENANT)];
      let place: TestPlace;

      beforeEach(async () => {
        place = await engine.place();
        await withStore([old], async ({ tokens }) => {
          for (const person of [ana, ben]) await tokens.keep(aSignOn(person, clock));
        });
      });

      afterEach(() => place.remove());

      async function withStore<T>(
        encryptionKeys: readonly Buffer[],
        work: (store: Store) => Promise<T>,
      ): Promise<T> {
        const store = await createStore({
          engine: place.engine,
          tenantId: TENANT,
          clock,
          encryptionKeys,
          logger: silentLogger,
        });
        try {
          return await work(store);
        } finally {
          await store.close();
        }
      }

      const reseal = (...keys: readonly Buffer[]): Promise<Run> =>
        runInMemory(
          ['reseal'],
          environments.sandbox({
            ...(place.engine.kind === 'postgres'
              ? { DATABASE_URL: place.engine.url }
              : { LATCHKEY_DATA_DIR: place.engine.dataDir }),
            LATCHKEY_ENCRYPTION_KEY: keys.map((key) => key.toString('base64')).join(','),
          }),
          clock,
        );
      const isProved = (...keys: readonly Buffer[]): Promise<boolean> =>
        withStore(keys, async ({ tokens }) => (await tokens.of(ana)) !== undefined);

      it('makes the old key unnecessary, and nothing of it is lost', async () => {
        assert.equal(await isProved(young), false);
        const { exitCode, printed, complained } = await reseal(young, old);
        assert.deepEqual([exitCode, complained], [0, []]);
        assert.deepEqual(printed, [
          'Sealed anew with the first key: 2.',
          'Nothing is sealed with another key any more.',
        ]);
        assert.equal(await isProved(young), true);
        assert.equal(await isProved(old), false);
      });

      it('has nothing left to do the second time', async () => {
        await reseal(young, old);
        const { exitCode, printed } = await reseal(young, old);
        assert.equal(exitCode, 0);
        assert.equal(printed[0], 'Sealed anew with the first key: 0.');
        assert.equal(await isProved(young), true);
      });

      it('ends with 3 where a key is missing, and leaves what it cannot open as it is', async () => {
        const { exitCode, printed } = await reseal(young);
        assert.equal(exitCode, 3);
        assert.deepEqual(printed, [
          'Sealed anew with the first key: 0.',
          'Sealed with a key that is not in the list: 2. Whoever these belong to signs in again.',
        ]);
        assert.equal(await isProved(old), true);
      });
    });
  }

  it('refuses anything more than its name, and to work without a key', async () => {
    const more = await runInMemory(['reseal', 'everything'], environments.sandbox());
    assert.deepEqual(
      [more.exitCode, more.complained.join('\n').includes('nothing more than reseal')],
      [1, true],
    );
    const keyless = await runInMemory(
      ['reseal'],
      environments.sandbox({ LATCHKEY_ENCRYPTION_KEY: undefined }),
    );
    assert.equal(keyless.exitCode, 1);
    assert.match(keyless.complained.join('\n'), /No key is configured.*LATCHKEY_ENCRYPTION_KEY/u);
  });
});

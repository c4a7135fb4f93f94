import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { tenantId } from '../../src/pim/ids.ts';
import { createStore, type Store, type StoreEngine, type StoreOptions } from '../../src/store/store.ts';
import { engines, silentLogger, type TestPlace } from '../support/databases.ts';
import { aPerson } from '../support/storeWorld.ts';
import { TestClock } from '../support/testClock.ts';

const tenant = tenantId(randomUUID());
const clock = new TestClock();

const storeOn = (engine: StoreEngine, changes: Partial<StoreOptions> = {}): Promise<Store> =>
  createStore({
    engine,
    tenantId: tenant,
    clock,
    encryptionKeys: [Buffer.alloc(32, 1)],
    logger: silentLogger,
    ...changes,
  });

/** Everything that somebody finds who gets hold of the folder, or of a dump. */
async function atRest(engine: StoreEngine): Promise<string> {
  if (engine.kind === 'postgres') {
    const client = new Client({ connectionString: engine.url });
    await client.connect();
    const { rows } = await client.query<{ xml: string }>(
      "select schema_to_xml('latchkey', true, false, '')::text as xml",
    );
    await client.end();
    return rows[0]?.xml ?? '';
  }
  assert.ok(engine.dataDir);
  const entries = await readdir(engine.dataDir, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const contents = await Promise.all(
    files.map((file) => readFile(join(file.parentPath, file.name), 'latin1')),
  );
  return contents.join('\n');
}

for (const { name, place } of engines) {
  describe(`createStore on ${name}`, () => {
    let here: TestPlace;

    beforeEach(async () => {
      here = await place();
    });

    afterEach(() => here.remove());

    it('finds again what it stored before', async () => {
      const first = await storeOn(here.engine);
      await first.ping();
      assert.equal(await first.claims.claim('digest/1'), true);
      await first.close();
      const second = await storeOn(here.engine);
      assert.equal(await second.claims.claim('digest/1'), false);
      await second.close();
    });

    it('leaves no token and no verifier readable at rest', async () => {
      const store = await storeOn(here.engine);
      const person = aPerson(tenant);
      const now = clock.now();
      const expiresAt = new Date(now.getTime() + 60_000);
      await store.tokens.keep({
        person,
        receivedAt: now,
        expiresAt,
        assertion: 'eyJ-canary-assertion',
        graphToken: {
          accessToken: 'eyJ-canary-graph',
          expiresAt,
          scopes: [],
          methods: [],
          contexts: [],
        },
        signInId: undefined,
      });
      await store.signIns.open({
        id: 'findable-sign-in',
        person,
        kind: 'interactive',
        continuation: null,
        operationId: undefined,
        cardActivityId: undefined,
        interactive: {
          state: 'canary-state',
          nonce: 'canary-nonce',
          codeVerifier: 'canary-verifier',
          claims: undefined,
          scopes: [],
          reason: 'stepUp',
          namedScopes: [],
          renewals: 0,
          browserSecret: 'canary-browser',
          codeHash: undefined,
          provisional: { accessToken: 'eyJ-canary-provisional' },
        },
        createdAt: now,
        expiresAt,
      });
      assert.equal((await store.tokens.of(person))?.assertion, 'eyJ-canary-assertion');
      await store.close();
      const found = await atRest(here.engine);
      assert.ok(found.includes('findable-sign-in'));
      assert.ok(!found.includes('canary'));
      assert.ok(!found.includes(Buffer.from('canary').toString('base64url')));
    });

    it('refuses a key that is none', async () => {
      await assert.rejects(storeOn(here.engine, { encryptionKeys: [] }), /LATCHKEY_ENCRYPTION_KEY/);
    });

    it('can be closed while nothing was asked', async () => {
      const store = await storeOn(here.engine);
      await store.close();
      await assert.rejects(store.ping());
    });
  });
}

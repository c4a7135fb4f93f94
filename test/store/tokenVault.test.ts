import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { type Person } from '../../src/pim/ids.ts';
import { type SignOn } from '../../src/pim/ports.ts';
import { Sealer } from '../../src/store/sealer.ts';
import { SqlTokenVault } from '../../src/store/tokenVault.ts';
import { engines, silentLogger, type TestDatabase } from '../support/databases.ts';
import { storeWorld, ulid } from '../support/storeWorld.ts';

const minutesAfter = (instant: Date, minutes: number): Date => new Date(instant.getTime() + minutes * 60_000);

const aSignOn = (person: Person, receivedAt: Date, changes: Partial<SignOn> = {}): SignOn => ({
  person,
  receivedAt,
  expiresAt: minutesAfter(receivedAt, 60),
  assertion: 'eyJ.assertion',
  graphToken: undefined,
  signInId: undefined,
  ...changes,
});

for (const engine of engines) {
  describe(`SqlTokenVault on ${engine.name}`, () => {
    let database: TestDatabase;

    before(async () => {
      database = await engine.open();
    });

    after(() => database.close());

    it('gives back what it keeps', async () => {
      const { tokens, ana, ben, clock } = storeWorld(database);
      const signOn = aSignOn(ana, clock.now(), {
        signInId: 's-1',
        graphToken: {
          accessToken: 'eyJ.graph',
          expiresAt: minutesAfter(clock.now(), 30),
          scopes: ['User.Read'],
          methods: ['pwd', 'mfa'],
          contexts: ['c1'],
        },
        otherGraphTokens: [
          {
            accessToken: 'eyJ.other',
            expiresAt: minutesAfter(clock.now(), 20),
            scopes: [],
            methods: ['pwd'],
            contexts: ['c2'],
          },
        ],
      });
      await tokens.keep(signOn);
      assert.deepEqual(await tokens.of(ana), signOn);
      assert.equal(await tokens.of(ben), undefined);
    });

    it('gives back the newest proof that still lives', async () => {
      const { tokens, ana, clock } = storeWorld(database);
      const long = aSignOn(ana, clock.now(), { assertion: 'eyJ.long' });
      await tokens.keep(long);
      clock.forward(1);
      const short = aSignOn(ana, clock.now(), {
        assertion: 'eyJ.short',
        expiresAt: minutesAfter(clock.now(), 5),
      });
      await tokens.keep(short);
      assert.deepEqual(await tokens.of(ana), short);
      clock.forward(5);
      assert.deepEqual(await tokens.of(ana), long);
      clock.forward(55);
      assert.equal(await tokens.of(ana), undefined);
    });

    it('replaces a proof that came at the same instant', async () => {
      const { tokens, ana, clock } = storeWorld(database);
      await tokens.keep(aSignOn(ana, clock.now()));
      const second = aSignOn(ana, clock.now(), {
        assertion: undefined,
        expiresAt: minutesAfter(clock.now(), 1),
      });
      await tokens.keep(second);
      assert.deepEqual(await tokens.of(ana), second);
    });

    it('keeps no more proofs than it may hand out', async () => {
      const { tokens, ana, clock, tenantId } = storeWorld(database);
      for (let count = 0; count < 5; count += 1) {
        await tokens.keep(aSignOn(ana, clock.now()));
        clock.forward(1);
      }
      const rows = await database.db
        .selectFrom('token')
        .select('receivedAt')
        .where('tenantId', '=', tenantId)
        .execute();
      assert.equal(rows.length, 1);
    });

    it('forgets everything of a person who signs out', async () => {
      const { tokens, ana, ben, clock } = storeWorld(database);
      await tokens.keep(aSignOn(ana, clock.now()));
      await tokens.keep(aSignOn(ben, clock.now()));
      await tokens.forget(ana);
      assert.equal(await tokens.of(ana), undefined);
      assert.ok(await tokens.of(ben));
    });

    it('deletes what has expired', async () => {
      const { tokens, ana, ben, clock, tenantId } = storeWorld(database);
      await tokens.keep(aSignOn(ana, clock.now()));
      clock.forward(30);
      await tokens.keep(aSignOn(ben, clock.now()));
      clock.forward(30);
      await tokens.sweep();
      const rows = await database.db
        .selectFrom('token')
        .select('personId')
        .where('tenantId', '=', tenantId)
        .execute();
      assert.deepEqual(rows, [{ personId: ben.id }]);
    });

    it('opens what an earlier key sealed, and counts it as none once that key is gone', async () => {
      const [older, newer] = [randomBytes(32), randomBytes(32)];
      const world = storeWorld(database, [older]);
      const vaultWith = (...keys: Buffer[]): SqlTokenVault =>
        new SqlTokenVault({
          ...world,
          instanceId: ulid(),
          db: database.db,
          logger: silentLogger,
          sealer: new Sealer(keys),
        });
      const signOn = aSignOn(world.ana, world.clock.now());
      await world.tokens.keep(signOn);
      assert.deepEqual(await vaultWith(newer, older).of(world.ana), signOn);
      assert.equal(await vaultWith(newer).of(world.ana), undefined);
    });

    it("does not take somebody else's proof for one's own, wherever the row lies", async () => {
      const { tokens, ana, ben, clock, tenantId } = storeWorld(database);
      await tokens.keep(aSignOn(ana, clock.now()));
      await database.db
        .updateTable('token')
        .set({ personId: ben.id })
        .where('tenantId', '=', tenantId)
        .execute();
      assert.equal(await tokens.of(ben), undefined);
    });
  });
}

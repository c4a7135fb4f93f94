import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { verifyChain } from '../../src/store/auditChain.ts';
import { engines, type TestDatabase } from '../support/databases.ts';
import { anAuditEntry, aRequestId, storeWorld } from '../support/storeWorld.ts';

/** What PostgreSQL answers to the application's role and to the triggers alike. */
const NOT_PERMITTED = { code: '42501' };

for (const engine of engines) {
  describe(`SqlAuditTrail on ${engine.name}`, () => {
    let database: TestDatabase;

    before(async () => {
      database = await engine.open();
    });

    after(() => database.close());

    it('chains what is appended', async () => {
      const world = storeWorld(database);
      const entry = {
        ...anAuditEntry(world.ana),
        requestId: aRequestId(),
        scopeId: '/',
        facts: { comment: `it's "quoted" \0 \uD800 \u{1F600}`, big: 1e21, small: -0, is: true },
      };
      await world.audit.append(entry);
      world.clock.forward(1);
      await world.audit.append(anAuditEntry(world.ben));
      const rows = await world.audit.rows(0, 10);
      assert.deepEqual(
        rows.map(({ sequence, actor, at }) => ({ sequence, actor, at })),
        [
          { sequence: 1, actor: world.ana.id, at: new Date('2026-01-05T09:00:00Z') },
          { sequence: 2, actor: world.ben.id, at: new Date('2026-01-05T09:01:00Z') },
        ],
      );
      assert.equal(rows[1]?.previousHash, rows[0]?.hash);
      assert.equal(rows[0]?.facts?.['comment'], entry.facts.comment);
      assert.equal(verifyChain(rows, { head: await world.audit.head() }).isIntact, true);
    });

    it('reads page by page', async () => {
      const { audit, ana } = storeWorld(database);
      for (let count = 0; count < 5; count += 1) await audit.append(anAuditEntry(ana));
      const sequencesAfter = async (after: number): Promise<readonly number[]> =>
        (await audit.rows(after, 2)).map(({ sequence }) => sequence);
      assert.deepEqual(await sequencesAfter(0), [1, 2]);
      assert.deepEqual(await sequencesAfter(2), [3, 4]);
      assert.deepEqual(await sequencesAfter(4), [5]);
      assert.deepEqual(await sequencesAfter(5), []);
    });

    it('leaves an unbroken chain when fifty append at once', async () => {
      const { audit, ana, ben } = storeWorld(database);
      await Promise.all(
        Array.from({ length: 50 }, (_, index) => audit.append(anAuditEntry(index % 2 === 0 ? ana : ben))),
      );
      const rows = await audit.rows(0, 100);
      assert.equal(rows.length, 50);
      assert.equal(verifyChain(rows, { head: await audit.head() }).isIntact, true);
    });

    it('keeps a chain per tenant', async () => {
      const here = storeWorld(database);
      const there = storeWorld(database);
      await here.audit.append(anAuditEntry(here.ana));
      await there.audit.append(anAuditEntry(there.ana));
      await here.audit.append(anAuditEntry(here.ana));
      assert.equal((await here.audit.rows(0, 10)).length, 2);
      assert.equal((await there.audit.rows(0, 10)).length, 1);
      assert.equal((await there.audit.head()).sequence, 1);
      assert.equal((await storeWorld(database).audit.head()).sequence, 0);
    });

    const changes = {
      edited: sql`update latchkey.audit_entry set entry = '{}'`,
      deleted: sql`delete from latchkey.audit_entry`,
      truncated: sql`truncate latchkey.audit_entry`,
    };

    for (const [change, statement] of Object.entries(changes)) {
      it(`cannot be ${change}`, async () => {
        const { audit, ana } = storeWorld(database);
        await audit.append(anAuditEntry(ana));
        await assert.rejects(statement.execute(database.db), NOT_PERMITTED);
        assert.equal(verifyChain(await audit.rows(0, 10), { head: await audit.head() }).isIntact, true);
      });

      it(`cannot be ${change} by the owner of its table either`, async () => {
        const { audit, ana } = storeWorld(database);
        await audit.append(anAuditEntry(ana));
        const asOwner = database.db.transaction().execute(async (tx) => {
          await sql`set local role none`.execute(tx);
          await statement.execute(tx);
        });
        await assert.rejects(asOwner, /never changed or deleted/);
        assert.equal((await audit.rows(0, 10)).length, 1);
      });
    }

    it('shows which row somebody changed who took the guards off', async () => {
      const { audit, ana, tenantId } = storeWorld(database);
      for (let count = 0; count < 3; count += 1) await audit.append(anAuditEntry(ana));
      await database.db.transaction().execute(async (tx) => {
        await sql`set local role none`.execute(tx);
        await sql`alter table latchkey.audit_entry disable trigger user`.execute(tx);
        await sql`
          update latchkey.audit_entry set entry = replace(entry::text, 'INC-42', 'INC-43')::json
           where tenant_id = ${tenantId} and sequence = 2`.execute(tx);
        await sql`alter table latchkey.audit_entry enable trigger user`.execute(tx);
      });
      assert.deepEqual(verifyChain(await audit.rows(0, 10)), {
        isIntact: false,
        sequence: 2,
        reason: 'changed',
      });
    });

    it('appends what comes with a key once', async () => {
      const { audit, ana } = storeWorld(database);
      await Promise.all([1, 2, 3].map(() => audit.append(anAuditEntry(ana), 'bypass/1')));
      await audit.append(anAuditEntry(ana), 'bypass/2');
      assert.equal((await audit.rows(0, 10)).length, 2);
    });
  });
}

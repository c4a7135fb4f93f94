import assert from 'node:assert/strict';
import { engines, type TestDatabase } from '../support/databases.ts';
import { storeWorld } from '../support/storeWorld.ts';

for (const engine of engines) {
  describe(`SqlAuditLogCursor on ${engine.name}`, () => {
    let database: TestDatabase;

    before(async () => {
      database = await engine.open();
    });

    after(() => database.close());

    it('keeps the furthest place, each tenant its own', async () => {
      const { auditLogCursor } = storeWorld(database);
      assert.equal(await auditLogCursor.readUntil(), undefined);
      const [earlier, later] = [new Date('2026-01-05T09:00:00Z'), new Date('2026-01-05T09:00:15Z')];
      await auditLogCursor.advance(later);
      await auditLogCursor.advance(earlier);
      assert.deepEqual(await auditLogCursor.readUntil(), later);
      assert.equal(await storeWorld(database).auditLogCursor.readUntil(), undefined);
    });
  });
}

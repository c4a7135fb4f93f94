import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { type Person, roleDefinitionId } from '../../src/pim/ids.ts';
import { KEPT_HOURS, type PolicyFile } from '../../src/pim/policyFiles/policyFile.ts';
import { canonicalSettings } from '../../src/pim/posture/settingFacts.ts';
import { goodSettings } from '../support/calmTenant.ts';
import { engines, type TestDatabase } from '../support/databases.ts';
import { storeWorld, ulid } from '../support/storeWorld.ts';

const role = roleDefinitionId(randomUUID());
const other = roleDefinitionId(randomUUID());

const aFile = (person: Person): Omit<PolicyFile, 'operations' | 'keptAt'> => ({
  id: ulid(),
  person,
  isForeign: true,
  sameRoles: 7,
  blockedRoles: 1,
  roles: [{ name: 'Zoë’s “role”', settings: canonicalSettings(goodSettings(role)) }],
});

for (const engine of engines) {
  describe(`SqlPolicyFiles on ${engine.name}`, () => {
    let database: TestDatabase;

    before(async () => {
      database = await engine.open();
    });

    after(() => database.close());

    it('keeps one file of each person, as it was, and what was done of it', async () => {
      const { policyFiles, clock, ana, ben } = storeWorld(database);
      const [first, second] = [aFile(ana), aFile(ana)];
      await policyFiles.keep(first);
      assert.deepEqual(await policyFiles.of(ana, first.id), {
        ...first,
        operations: new Map(),
        keptAt: clock.now(),
      });
      assert.equal(await policyFiles.of(ben, first.id), undefined, 'a file is its sender’s alone');
      const [one, two, three] = [ulid(), ulid(), ulid()];
      await Promise.all([
        policyFiles.note(ana, first.id, role, one),
        policyFiles.note(ana, first.id, other, two),
        policyFiles.note(ben, first.id, role, ulid()),
      ]);
      await policyFiles.note(ana, first.id, role, three);
      assert.deepEqual(
        (await policyFiles.of(ana))?.operations,
        new Map([
          [role, three],
          [other, two],
        ]),
      );
      await policyFiles.keep(second);
      assert.equal(await policyFiles.of(ana, first.id), undefined);
      await policyFiles.note(ana, first.id, role, ulid());
      assert.deepEqual((await policyFiles.of(ana))?.operations, new Map());
      assert.equal((await policyFiles.of(ana))?.id, second.id);
    });

    it('forgets a file after a day, and with the person', async () => {
      const { policyFiles, personalRecords, clock, ana, ben } = storeWorld(database);
      await policyFiles.keep(aFile(ana));
      clock.forward(KEPT_HOURS * 60 - 1);
      await policyFiles.keep(aFile(ben));
      await policyFiles.sweep();
      assert.ok(await policyFiles.of(ana));
      clock.forward(1);
      assert.equal(await policyFiles.of(ana), undefined);
      await policyFiles.sweep();
      assert.ok((await personalRecords.known(undefined, 10)).includes(ben.id));
      assert.ok(!(await personalRecords.known(undefined, 10)).includes(ana.id));
      await personalRecords.forget(ben);
      assert.equal(await policyFiles.of(ben), undefined);
    });
  });
}

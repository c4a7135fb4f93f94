import assert from 'node:assert/strict';
import { type Person } from '../../src/pim/ids.ts';
import { type DigestMessage } from '../../src/pim/records.ts';
import { engines, type TestDatabase } from '../support/databases.ts';
import { aPerson, storeWorld, ulid } from '../support/storeWorld.ts';

const personal = (localDate: string): DigestMessage => ({ kind: 'digest', localDate });
const ofTenant = (localDate: string): DigestMessage => ({
  kind: 'administratorsDigest',
  localDate,
  since: '2026-01-04T08:30:00.000Z',
  until: '2026-01-05T12:30:00.000Z',
});
const due = (
  person: Person,
  message: DigestMessage,
): { readonly id: string; readonly person: Person; readonly message: DigestMessage } => ({
  id: ulid(),
  person,
  message,
});

for (const engine of engines) {
  describe(`SqlDigests on ${engine.name}`, () => {
    let database: TestDatabase;

    before(async () => {
      database = await engine.open();
    });

    after(() => database.close());

    it('queues one for each reader and date', async () => {
      const { digests, outbox, ana, ben } = storeWorld(database);
      assert.equal(
        await digests.queue([due(ana, personal('2026-01-05')), due(ben, personal('2026-01-05'))]),
        2,
      );
      assert.equal(await digests.queue([due(ana, personal('2026-01-05'))]), 0);
      assert.equal(
        await digests.queue([due(ana, personal('2026-01-06')), due(ben, personal('2026-01-05'))]),
        1,
      );
      const claimed = await outbox.claim(10, 60);
      assert.deepEqual(
        new Map(claimed.map(({ person, message }) => [person.id, message])),
        new Map([
          [ana.id, personal('2026-01-05')],
          [ben.id, personal('2026-01-05')],
        ]),
      );
      assert.equal(await outbox.depth(), 3);
    });

    it('tells the kinds apart', async () => {
      const { digests, outbox, ana } = storeWorld(database);
      const both = (): Parameters<typeof digests.queue>[0] => [
        due(ana, personal('2026-01-05')),
        due(ana, ofTenant('2026-01-05')),
      ];
      assert.equal(await digests.queue(both()), 2);
      assert.equal(await digests.queue(both()), 0);
      assert.deepEqual((await outbox.claim(10, 60))[0]?.message, personal('2026-01-05'));
    });

    it('queues one where many processes look at the same moment', async () => {
      const { digests, outbox, ana, ben } = storeWorld(database);
      const queued = await Promise.all(
        Array.from({ length: 10 }, (_, index) => {
          const both = [due(ana, personal('2026-01-05')), due(ben, personal('2026-01-05'))];
          return digests.queue(index % 2 === 0 ? both : both.toReversed());
        }),
      );
      assert.equal(
        queued.reduce((sum, count) => sum + count, 0),
        2,
      );
      assert.equal(await outbox.depth(), 2);
    });

    it('forgets nothing, however far the clock was set back, and takes what was left out', async () => {
      const { digests, claims, clock, ana } = storeWorld(database);
      const dates = ['2026-01-05', '2026-01-06', '2026-01-08', '2027-06-01'];
      for (const date of dates) assert.equal(await digests.queue([due(ana, personal(date))]), 1);
      clock.forward(60 * 24 * 400);
      await claims.sweep(clock.now());
      clock.forward(-60 * 24 * 800);
      for (const date of dates) assert.equal(await digests.queue([due(ana, personal(date))]), 0);
      assert.equal(await digests.queue([due(ana, personal('2026-01-07'))]), 1);
    });

    it('queues none for a date that was noted without one', async () => {
      const { digests, outbox, ana, ben } = storeWorld(database);
      await digests.note([{ person: ana, message: personal('2026-01-05') }]);
      await digests.note([{ person: ana, message: personal('2026-01-05') }]);
      assert.equal(
        await digests.queue([due(ana, personal('2026-01-05')), due(ben, personal('2026-01-05'))]),
        1,
      );
      assert.equal(
        await digests.queue([due(ana, ofTenant('2026-01-05')), due(ana, personal('2026-01-06'))]),
        2,
      );
      assert.equal(await outbox.depth(), 3);
    });

    it('takes a page of people in one go', async () => {
      const { digests, outbox, tenantId } = storeWorld(database);
      const people = Array.from({ length: 400 }, () => aPerson(tenantId));
      const page = (): Parameters<typeof digests.queue>[0] =>
        people.map((person) => due(person, personal('2026-01-05')));
      assert.equal(await digests.queue(page()), 400);
      assert.equal(await digests.queue(page()), 0);
      assert.equal(await outbox.depth(), 400);
    });

    it('says whose digest of a date is noted, by its kind', async () => {
      const { digests, ana, ben } = storeWorld(database);
      await digests.queue([due(ana, personal('2026-01-05'))]);
      await digests.note([{ person: ben, message: personal('2026-01-06') }]);
      assert.equal(await digests.isNoted(ana, 'digest', '2026-01-05'), true);
      assert.equal(await digests.isNoted(ana, 'digest', '2026-01-06'), false);
      assert.equal(await digests.isNoted(ana, 'administratorsDigest', '2026-01-05'), false);
      assert.equal(await digests.isNoted(ben, 'digest', '2026-01-06'), true);
      assert.equal(await digests.isNoted(ben, 'digest', '2026-01-05'), false);
    });

    it('is of one tenant', async () => {
      const here = storeWorld(database);
      const there = storeWorld(database);
      const same = { ...here.ana, tenantId: there.tenantId };
      assert.equal(await here.digests.queue([due(here.ana, personal('2026-01-05'))]), 1);
      assert.equal(await there.digests.queue([due(same, personal('2026-01-05'))]), 1);
    });

    it('does nothing with nothing', async () => {
      assert.equal(await storeWorld(database).digests.queue([]), 0);
    });
  });
}

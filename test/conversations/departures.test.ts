import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { type Kysely } from 'kysely';
import { type Database } from '../../src/store/database.ts';
import { openEmbedded } from '../../src/store/embedded.ts';
import { openPostgres } from '../../src/store/postgres.ts';
import { engines, silentLogger, type TestPlace } from '../support/databases.ts';
import { TestClock } from '../support/testClock.ts';
import { openWorld, type World } from '../support/world.ts';

const DEADLINE_MS = 60_000;

for (const engine of engines) {
  describe(`somebody who leaves, on ${engine.name}`, () => {
    let place: TestPlace;
    let world: World;

    beforeEach(async () => {
      place = await engine.place();
      const { engine: at } = place;
      world = await openWorld({
        installedFor: ['Ana', 'Ben'],
        ...(at.kind === 'postgres'
          ? { environment: { DATABASE_URL: at.url } }
          : { dataDir: at.dataDir ?? '' }),
      });
    });

    afterEach(async () => {
      await world.close();
      await place.remove();
    });

    /** Every row of every table but the audit trail, as text, once nobody else has the database open. */
    const rows = async (): Promise<Readonly<Record<string, string>>> => {
      await world.stop();
      const deps = { clock: new TestClock(), logger: silentLogger };
      const { db, close } =
        place.engine.kind === 'postgres'
          ? openPostgres({ ...place.engine, ...deps })
          : await openEmbedded({ ...place.engine, ...deps });
      try {
        return await dumped(db);
      } finally {
        await close();
      }
    };

    it('leaves no proof, no open sign-in and no dialog behind after “sign out” and after uninstalling', async () => {
      const [ana, ben] = [world.person('Ana'), world.person('Ben')];
      for (const person of [ana, ben]) {
        await person.say('activate security');
        await person.waitForCard(/Security|none of your roles/i);
      }
      await ana.say('sign out');
      await ana.waitForText(/signed out/i);
      await ben.uninstall();
      const { token, sign_in, bot_state, conversation } = await rows();
      assert.deepEqual({ token, sign_in, bot_state }, { token: '[]', sign_in: '[]', bot_state: '[]' });
      assert.match(conversation ?? '', /Ana/, 'where the chat is stays known');
    });

    it('is forgotten within a day of being deleted, but for ids; others keep what they have', async () => {
      const [ana, ben] = [world.person('Ana'), world.person('Ben')];
      await ana.say('activate exchange admin 1h because mailbox of the harbour master');
      const { message } = await ben.waitForButton('Approve');
      await ben.press('Approve', { comment: 'fine for the harbour' }, { on: message.id });
      await ana.waitForCard(/Active until/);
      await ana.say('digest at 07:15');
      await ana.waitForText(/07:15/);
      await world.control.deleteUser(ana.oid);

      // A look at everybody, eight hours apart at the most, and a second one an hour later.
      await world.forward(8 * 60 + 1);
      await until(async () => {
        const asked = await world.control.calls(new RegExp(`/users/${ana.oid}$`));
        return asked.some(({ status }) => status === 404);
      });
      await world.forward(121);
      await until(() => world.log.some(({ facts }) => isAbout(facts, ana.oid)));

      const { audit_entry: trail = '', ...tables } = await rows();
      const everything = JSON.stringify(tables);
      for (const word of ['Ana', 'Ruiz', 'ana.ruiz', 'harbour master', 'fine for the harbour'])
        assert.ok(!everything.includes(word), `${word} is still there: ${everything}`);
      assert.match(tables['followed_request'] ?? '', new RegExp(ana.oid), 'ids stay');
      assert.match(tables['conversation'] ?? '', /Ben/);
      assert.doesNotMatch(tables['conversation'] ?? '', new RegExp(ana.oid));
      assert.match(trail, /person\.forgotten/);
      assert.match(trail, new RegExp(ana.oid));
      assert.doesNotMatch(trail, /Ruiz|harbour/, 'the trail never had words of anybody');
    });
  });
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const deadlineAt = performance.now() + DEADLINE_MS;
  while (!(await isSo())) {
    assert.ok(performance.now() < deadlineAt, 'It did not come to that in time');
    await pause(100);
  }
}

const isAbout = (facts: object, person: string): boolean =>
  'event' in facts && facts.event === 'person.forgotten' && 'person' in facts && facts.person === person;

async function dumped(db: Kysely<Database>): Promise<Readonly<Record<string, string>>> {
  const tables = (await db.introspection.getTables()).filter(({ schema }) => schema === 'latchkey');
  const texts = await Promise.all(
    tables.map(async ({ name }) => [name, JSON.stringify(await allOf(db, name))] as const),
  );
  return Object.fromEntries(texts);
}

const allOf = (db: Kysely<Database>, table: string): Promise<readonly object[]> =>
  db
    .selectFrom(table as 'token')
    .selectAll()
    .execute();

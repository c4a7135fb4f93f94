import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { freePort } from '../../sandbox/freePort.ts';
import { tenantId } from '../../src/pim/ids.ts';
import { openPostgres, isUnreachable } from '../../src/store/postgres.ts';
import { createStore, type Store, type StoreEngine } from '../../src/store/store.ts';
import {
  asSuperuser,
  emptyPostgres,
  engines,
  freshName,
  silentLogger,
  type OwnPostgres,
} from '../support/databases.ts';
import { anAuditEntry, aPerson } from '../support/storeWorld.ts';
import { TestClock } from '../support/testClock.ts';

const deps = { clock: new TestClock(), logger: silentLogger };
const tenant = tenantId(randomUUID());

const storeOn = (engine: StoreEngine): Promise<Store> =>
  createStore({ engine, tenantId: tenant, encryptionKeys: [Buffer.alloc(32, 1)], ...deps });

describe('createStore on a PostgreSQL that is not there', () => {
  it('opens all the same, and says so when it is asked', async () => {
    const store = await storeOn({ kind: 'postgres', url: `postgres://x@127.0.0.1:${await freePort()}/x` });
    await assert.rejects(store.ping(), isUnreachable);
    await assert.rejects(store.claims.claim('a'), isUnreachable);
    await store.close();
  });
});

describe('isUnreachable', () => {
  const cases: readonly (readonly [string, unknown, boolean])[] = [
    ['a refused connection', Object.assign(new Error(), { code: 'ECONNREFUSED' }), true],
    [
      'several refused connections',
      new AggregateError([Object.assign(new Error(), { code: 'ETIMEDOUT' })]),
      true,
    ],
    ['a name that does not resolve', Object.assign(new Error(), { code: 'EAI_AGAIN' }), true],
    ['a server that starts up', Object.assign(new Error(), { code: '57P03' }), true],
    ['a server that is full', Object.assign(new Error(), { code: '53300' }), true],
    ['a connection that was not made in time', new Error('timeout exceeded when trying to connect'), true],
    [
      'a connection that ended within a transaction',
      new Error('Client has encountered a connection error and is not queryable'),
      true,
    ],
    ['a wrong password', Object.assign(new Error(), { code: '28P01' }), false],
    ['a table that is missing', Object.assign(new Error(), { code: '42P01' }), false],
    ['a mistake of ours', new TypeError('x is not a function'), false],
    ['something that is no error', 'ECONNREFUSED', false],
  ];

  for (const [what, error, expected] of cases) {
    it(`says ${expected ? 'yes' : 'no'} to ${what}`, () => {
      assert.equal(isUnreachable(error), expected);
    });
  }
});

if (engines.some(({ name }) => name === 'PostgreSQL')) {
  describe('openPostgres', () => {
    let database: OwnPostgres;

    beforeEach(async () => {
      database = await emptyPostgres();
    });

    afterEach(() => database.remove());

    it('migrates with the first query that gets through', async () => {
      const superuser = database.server.urlOf('postgres');
      await asSuperuser(superuser, `alter database ${database.name} with allow_connections false`);
      const { db, close } = openPostgres({ url: database.server.urlOf(database.name), ...deps });
      await assert.rejects(sql`select 1`.execute(db));
      await asSuperuser(superuser, `alter database ${database.name} with allow_connections true`);
      assert.deepEqual(await db.selectFrom('claim').selectAll().execute(), []);
      await close();
    });

    it('survives that the server ends its connections', async () => {
      const { db, close } = openPostgres({ url: database.server.urlOf(database.name), ...deps });
      await sql`select 1`.execute(db);
      await asSuperuser(
        database.server.urlOf('postgres'),
        `select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = '${database.name}'`,
      );
      await sql`select 1`.execute(db).catch((error: unknown) => {
        assert.ok(isUnreachable(error), String(error));
      });
      await sql`select 1`.execute(db);
      await close();
    });

    it('reads int8 as a number, as the embedded engine does', async () => {
      const { db, close } = openPostgres({ url: database.server.urlOf(database.name), ...deps });
      const { rows } = await sql`select 5000000000::int8 as big`.execute(db);
      assert.deepEqual(rows, [{ big: 5_000_000_000 }]);
      await close();
    });
  });

  describe('createStore with a login for migrations', () => {
    const owner = { name: freshName(), password: 'owner' };
    const application = { name: freshName(), password: 'application' };
    let database: OwnPostgres;

    beforeEach(async () => {
      database = await emptyPostgres();
      await asSuperuser(
        database.server.urlOf('postgres'),
        ...[owner, application].map(
          ({ name, password }) => `create role ${name} login password '${password}'`,
        ),
        `grant all on database ${database.name} to ${owner.name}`,
      );
    });

    afterEach(async () => {
      const superuser = database.server.urlOf('postgres');
      await asSuperuser(
        database.server.urlOf(database.name),
        `drop owned by ${application.name}, ${owner.name}`,
      );
      await database.remove();
      await asSuperuser(superuser, `drop role ${application.name}, ${owner.name}`);
    });

    const engine = (): StoreEngine => ({
      kind: 'postgres',
      url: database.server.urlOf(database.name, application),
      migrationsUrl: database.server.urlOf(database.name, owner),
    });

    it('gives the application a role that works and cannot change the audit trail', async () => {
      const store = await storeOn(engine());
      const ana = aPerson(tenant);
      await store.audit.append(anAuditEntry(ana));
      await store.audit.append(anAuditEntry(ana));
      await store.preferences.set(ana, { isDigestOn: true });
      assert.equal(await store.claims.claim('a'), true);
      await store.claims.release('a');
      assert.equal((await store.audit.rows(0, 10)).length, 2);
      await store.close();
      const { db, close } = openPostgres({
        ...engine(),
        url: database.server.urlOf(database.name, application),
        ...deps,
      });
      for (const statement of [
        sql`update latchkey.audit_entry set at = at`,
        sql`delete from latchkey.audit_entry`,
        sql`truncate latchkey.audit_entry`,
        sql`alter table latchkey.audit_entry disable trigger all`,
        sql`drop table latchkey.audit_entry`,
        sql`delete from latchkey.audit_head`,
        sql`delete from latchkey.migration`,
      ]) {
        await assert.rejects(statement.execute(db), { code: '42501' });
      }
      await close();
    });

    it('can be started again, and by several at once', async () => {
      const stores = await Promise.all([storeOn(engine()), storeOn(engine()), storeOn(engine())]);
      for (const store of [...stores, await storeOn(engine())]) {
        await store.ping();
        await store.close();
      }
    });

    it('refuses an application that is the owner too', async () => {
      const url = database.server.urlOf(database.name, owner);
      await assert.rejects(storeOn({ kind: 'postgres', url, migrationsUrl: url }), /a login of its own/);
    });

    it('refuses an application that may become the owner', async () => {
      await asSuperuser(database.server.urlOf('postgres'), `grant ${owner.name} to ${application.name}`);
      await assert.rejects(storeOn(engine()), /a login of its own/);
    });

    it('refuses an application that is a superuser', async () => {
      await asSuperuser(database.server.urlOf('postgres'), `alter role ${application.name} superuser`);
      await assert.rejects(storeOn(engine()), /a login of its own/);
    });
  });
}

import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { type Person } from '../../src/pim/ids.ts';
import { type SignIn } from '../../src/pim/records.ts';
import { Sealer } from '../../src/store/sealer.ts';
import { SqlSignIns } from '../../src/store/signIns.ts';
import { engines, silentLogger, type TestDatabase } from '../support/databases.ts';
import { storeWorld, ulid } from '../support/storeWorld.ts';

const aSignIn = (person: Person, now: Date, changes: Partial<SignIn> = {}): SignIn => ({
  id: randomUUID(),
  person,
  kind: 'exchange',
  continuation: { verb: 'request.approve', words: ['INC-42\0'] },
  operationId: undefined,
  cardActivityId: undefined,
  interactive: undefined,
  createdAt: now,
  expiresAt: new Date(now.getTime() + 10 * 60_000),
  ...changes,
});

const interactive = (): NonNullable<SignIn['interactive']> => ({
  state: randomUUID(),
  nonce: 'nonce',
  codeVerifier: 'a-verifier',
  claims: undefined,
  scopes: ['User.Read'],
  reason: 'stepUp',
  namedScopes: [],
  renewals: 0,
  browserSecret: undefined,
  codeHash: undefined,
  provisional: undefined,
});

for (const engine of engines) {
  describe(`SqlSignIns on ${engine.name}`, () => {
    let database: TestDatabase;

    before(async () => {
      database = await engine.open();
    });

    after(() => database.close());

    it('gives back what was asked for', async () => {
      const { signIns, ana, clock } = storeWorld(database);
      const exchange = aSignIn(ana, clock.now(), { operationId: 'o-1', cardActivityId: '17' });
      const asked = aSignIn(ana, clock.now(), {
        kind: 'interactive',
        continuation: null,
        interactive: interactive(),
      });
      await signIns.open(exchange);
      await signIns.open(asked);
      assert.deepEqual(await signIns.of(exchange.id), exchange);
      assert.deepEqual(await signIns.of(asked.id), asked);
      assert.deepEqual(await signIns.ofState(asked.interactive?.state ?? ''), asked);
      assert.equal(await signIns.ofState('another'), undefined);
    });

    it('notes how far an interactive one has come', async () => {
      const { signIns, ana, clock } = storeWorld(database);
      const asked = aSignIn(ana, clock.now(), { kind: 'interactive', interactive: interactive() });
      await signIns.open(asked);
      const further = {
        ...asked,
        interactive: {
          ...interactive(),
          ...asked.interactive,
          browserSecret: 'cookie',
          codeHash: 'hash',
          provisional: { accessToken: 'eyJ' },
        },
      };
      await signIns.update(further);
      assert.deepEqual(await signIns.of(asked.id), further);
    });

    it('keeps what its page has begun while its card is being noted, and the card while its page goes on', async () => {
      const { signIns, ana, clock } = storeWorld(database);
      const asked = aSignIn(ana, clock.now(), { kind: 'interactive', interactive: interactive() });
      await signIns.open(asked);
      const begun = {
        ...asked,
        interactive: { ...interactive(), ...asked.interactive, browserSecret: 'cookie' },
      };
      await signIns.update(begun);
      assert.equal(await signIns.noteCard(asked.id, { cardActivityId: '18' }), true);
      assert.deepEqual(await signIns.of(asked.id), { ...begun, cardActivityId: '18' });
      await signIns.update({ ...begun, interactive: { ...begun.interactive, codeHash: 'hash' } });
      assert.equal((await signIns.of(asked.id))?.cardActivityId, '18');
      await signIns.take(asked.id);
      assert.equal(await signIns.noteCard(asked.id, { cardActivityId: '19' }), false);
    });

    it('lists the open ones of a person, newest first', async () => {
      const { signIns, ana, ben, clock } = storeWorld(database);
      const older = aSignIn(ana, clock.now());
      await signIns.open(older);
      clock.forward(1);
      const newer = aSignIn(ana, clock.now());
      await signIns.open(newer);
      await signIns.open(aSignIn(ben, clock.now()));
      assert.deepEqual(await signIns.openOf(ana), [newer, older]);
    });

    it('is taken by one of many', async () => {
      const { signIns, ana, clock } = storeWorld(database);
      const asked = aSignIn(ana, clock.now());
      await signIns.open(asked);
      const taken = await Promise.all(Array.from({ length: 20 }, () => signIns.take(asked.id)));
      assert.deepEqual(
        taken.filter((signIn) => signIn !== undefined),
        [asked],
      );
      assert.equal(await signIns.of(asked.id), undefined);
    });

    it('does not come back when it is updated after it was taken', async () => {
      const { signIns, ana, clock } = storeWorld(database);
      const asked = aSignIn(ana, clock.now(), { kind: 'interactive', interactive: interactive() });
      await signIns.open(asked);
      await signIns.take(asked.id);
      await signIns.update({ ...asked, cardActivityId: '18' });
      assert.equal(await signIns.of(asked.id), undefined);
      assert.equal(await signIns.ofState(asked.interactive?.state ?? ''), undefined);
      assert.deepEqual(await signIns.openOf(ana), []);
      clock.forward(1);
      assert.deepEqual(await signIns.left(10), [{ signIn: asked, isTaken: true }]);
    });

    it('is taken with its proof by one of many', async () => {
      const { signIns, ana, clock } = storeWorld(database);
      const asked = aSignIn(ana, clock.now(), { kind: 'interactive', interactive: interactive() });
      await signIns.open(asked);
      const proved = { ...asked, interactive: { ...interactive(), provisional: { assertion: 'eyJ' } } };
      const taken = await Promise.all(Array.from({ length: 20 }, () => signIns.takeAs(proved)));
      assert.equal(taken.filter(Boolean).length, 1);
      clock.forward(1);
      assert.deepEqual(await signIns.left(10), [{ signIn: proved, isTaken: true }]);
    });

    it('is left when its taker has not finished within a minute, and gone when they have', async () => {
      const { signIns, ana, ben, clock } = storeWorld(database);
      const [first, second, open] = [ana, ben, ben].map((person) => aSignIn(person, clock.now()));
      assert.ok(first && second && open);
      for (const signIn of [first, second, open]) await signIns.open(signIn);
      await signIns.take(first.id);
      await signIns.take(second.id);
      clock.forward(59 / 60);
      assert.deepEqual(await signIns.left(10), []);
      clock.forward(1 / 60);
      await signIns.finish(second.id);
      assert.deepEqual(await signIns.left(10), [{ signIn: first, isTaken: true }]);
      assert.deepEqual(await storeWorld(database).signIns.left(10), [], 'of another tenant');
      await signIns.finish(first.id);
      clock.forward(10);
      assert.deepEqual(await signIns.left(10), [{ signIn: open, isTaken: false }]);
      assert.deepEqual(await signIns.left(0), []);
    });

    it('is not there once it has expired', async () => {
      const { signIns, ana, clock, tenantId } = storeWorld(database);
      const asked = aSignIn(ana, clock.now(), { kind: 'interactive', interactive: interactive() });
      await signIns.open(asked);
      clock.forward(10);
      assert.equal(await signIns.of(asked.id), undefined);
      assert.equal(await signIns.ofState(asked.interactive?.state ?? ''), undefined);
      assert.deepEqual(await signIns.openOf(ana), []);
      assert.equal(await signIns.take(asked.id), undefined);
      assert.equal(await signIns.takeAs(asked), false);
      await signIns.sweep();
      assert.deepEqual(
        await signIns.left(10),
        [{ signIn: asked, isTaken: false }],
        'its card is to be mended',
      );
      clock.forward(60);
      await signIns.sweep();
      const rows = await database.db
        .selectFrom('signIn')
        .select('id')
        .where('tenantId', '=', tenantId)
        .execute();
      assert.deepEqual(rows, []);
    });

    it('is not there once its key is gone', async () => {
      const world = storeWorld(database);
      const asked = aSignIn(world.ana, world.clock.now(), {
        kind: 'interactive',
        interactive: interactive(),
      });
      await world.signIns.open(asked);
      const sealer = new Sealer([randomBytes(32)]);
      const later = new SqlSignIns({
        ...world,
        instanceId: ulid(),
        db: database.db,
        logger: silentLogger,
        sealer,
      });
      assert.equal(await later.of(asked.id), undefined);
      assert.deepEqual(await later.openOf(world.ana), []);
      world.clock.forward(10);
      const cardOnly = { ...asked, interactive: undefined };
      assert.deepEqual(await later.left(10), [{ signIn: cardOnly, isTaken: false }]);
    });

    it('is of one tenant', async () => {
      const { signIns, ana, clock } = storeWorld(database);
      const asked = aSignIn(ana, clock.now());
      await signIns.open(asked);
      assert.equal(await storeWorld(database).signIns.take(asked.id), undefined);
      assert.ok(await signIns.take(asked.id));
    });
  });
}

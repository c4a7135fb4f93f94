import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { type Person, type TenantId } from '../../src/pim/ids.ts';
import { type SignOn } from '../../src/pim/ports.ts';
import { type SignIn } from '../../src/pim/records.ts';
import { Sealer } from '../../src/store/sealer.ts';
import { storesOn, type Stores } from '../../src/store/store.ts';
import { engines, silentLogger, type TestDatabase } from '../support/databases.ts';
import { aPerson, storeWorld, ulid } from '../support/storeWorld.ts';
import { TestClock } from '../support/testClock.ts';

for (const engine of engines) {
  describe(`what is sealed, on ${engine.name}`, () => {
    const clock = new TestClock();
    const later = new Date(clock.now().getTime() + 3_600_000);
    const [old, young] = [randomBytes(32), randomBytes(32)];
    let database: TestDatabase;
    let tenantId: TenantId;

    before(async () => {
      database = await engine.open();
    });

    after(() => database.close());

    beforeEach(() => {
      ({ tenantId } = storeWorld(database));
    });

    const stores = (...keys: readonly Buffer[]): Stores =>
      storesOn({
        db: database.db,
        tenantId,
        instanceId: ulid(),
        clock,
        sealer: new Sealer(keys),
        logger: silentLogger,
      });
    const proofOf = (person: Person, assertion = `proof of ${person.id}`): SignOn => ({
      person,
      receivedAt: clock.now(),
      expiresAt: later,
      assertion,
      graphToken: undefined,
      signInId: undefined,
    });
    const signInOf = (person: Person): SignIn => ({
      id: ulid(),
      person,
      kind: 'interactive',
      continuation: null,
      operationId: undefined,
      cardActivityId: undefined,
      interactive: {
        state: `state of ${person.id}`,
        nonce: 'nonce',
        codeVerifier: 'verifier',
        claims: undefined,
        scopes: [],
        reason: 'signIn',
        namedScopes: [],
        renewals: 0,
        browserSecret: undefined,
        codeHash: undefined,
        provisional: undefined,
      },
      createdAt: clock.now(),
      expiresAt: later,
    });
    const sealedOf = async (table: 'token' | 'signIn', { id }: Person): Promise<string> => {
      const row = await database.db
        .selectFrom(table as 'token')
        .select('sealed')
        .where('tenantId', '=', tenantId)
        .where('personId', '=', id)
        .executeTakeFirstOrThrow();
      return row.sealed;
    };
    const put = (table: 'token' | 'signIn', { id }: Person, sealed: string): Promise<unknown> =>
      database.db
        .updateTable(table as 'token')
        .set({ sealed })
        .where('tenantId', '=', tenantId)
        .where('personId', '=', id)
        .execute();

    it('does not open for another person, in another tenant, or as another kind of secret', async () => {
      const { tokens, signIns } = stores(old);
      const [ana, ben] = [aPerson(tenantId), aPerson(tenantId)];
      const abroad = storeWorld(database, [old]);
      const [anasSignIn, bensSignIn] = [signInOf(ana), signInOf(ben)];
      await tokens.keep(proofOf(ana));
      await tokens.keep(proofOf(ben));
      await abroad.tokens.keep(proofOf({ tenantId: abroad.tenantId, id: ana.id }));
      await signIns.open(anasSignIn);
      await signIns.open(bensSignIn);
      const [anasProof, anasSealed] = [await sealedOf('token', ana), await sealedOf('signIn', ana)];

      await put('token', ben, anasProof);
      assert.equal(await tokens.of(ben), undefined, 'another person');
      await database.db
        .updateTable('token')
        .set({ sealed: anasProof })
        .where('tenantId', '=', abroad.tenantId)
        .execute();
      const samePersonAbroad = { tenantId: abroad.tenantId, id: ana.id };
      assert.equal(await abroad.tokens.of(samePersonAbroad), undefined, 'another tenant');
      await put('token', ana, anasSealed);
      assert.equal(await tokens.of(ana), undefined, 'another kind');
      await put('signIn', ben, anasSealed);
      assert.equal(await signIns.of(bensSignIn.id), undefined, 'another sign-in');
      assert.ok(await signIns.of(anasSignIn.id), 'where it belongs it opens');
    });

    it('is sealed anew with the first key, and then opens without the old one', async () => {
      const [ana, ben] = [aPerson(tenantId), aPerson(tenantId)];
      const signIn = signInOf(ana);
      await stores(old).tokens.keep(proofOf(ana));
      await stores(old).signIns.open(signIn);
      await stores(young).tokens.keep(proofOf(ben));
      assert.deepEqual(await stores(young, old).sealedRows.reseal(), { resealed: 2, unreadable: 0 });
      assert.deepEqual(await stores(young).tokens.of(ana), proofOf(ana));
      assert.deepEqual(await stores(young).signIns.of(signIn.id), signIn);
      assert.deepEqual(await stores(young, old).sealedRows.reseal(), { resealed: 0, unreadable: 0 });
    });

    it('says what no key opens, and leaves it', async () => {
      const ana = aPerson(tenantId);
      await stores(randomBytes(32)).tokens.keep(proofOf(ana));
      const before = await sealedOf('token', ana);
      assert.deepEqual(await stores(young, old).sealedRows.reseal(), { resealed: 0, unreadable: 1 });
      assert.equal(await sealedOf('token', ana), before);
    });

    it('is rotated while people sign in: nobody ever lacks the proof they gave', async () => {
      const people = Array.from({ length: 12 }, () => aPerson(tenantId));
      // As the processes are told one after the other: both know both keys before either seals with the new one.
      const processes = [stores(old, young), stores(young, old)];
      let isRotating = true;
      const signingIn = people.map(async (person, index) => {
        for (let turn = 0; isRotating || turn < 3; turn += 1) {
          const [writer, reader] = turn % 2 === 0 ? processes : processes.toReversed();
          const given = proofOf(person, `proof ${index} of turn ${turn}`);
          await writer?.tokens.keep(given);
          assert.deepEqual(await reader?.tokens.of(person), given);
        }
      });
      const rotated = async (): Promise<void> => {
        for (let round = 0; round < 5; round += 1) await stores(young, old).sealedRows.reseal();
        isRotating = false;
      };
      await Promise.all([rotated(), ...signingIn]);
      // The last process with the old key in front is gone.
      assert.equal((await stores(young, old).sealedRows.reseal()).unreadable, 0);
      for (const person of people) assert.ok(await stores(young).tokens.of(person));
    });
  });
}

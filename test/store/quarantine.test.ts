import assert from 'node:assert/strict';
import { type NotedHead } from '../../src/pim/quarantine.ts';
import { engines, type TestDatabase } from '../support/databases.ts';
import { aFollowedRequest, anAuditEntry, type StoreWorld, storeWorld, ulid } from '../support/storeWorld.ts';

for (const engine of engines) {
  describe(`SqlQuarantine on ${engine.name}`, () => {
    let database: TestDatabase;
    let world: StoreWorld;

    before(async () => {
      database = await engine.open();
    });

    after(() => database.close());

    beforeEach(() => {
      world = storeWorld(database);
    });

    const begin = (lost?: NotedHead): Promise<boolean> =>
      world.quarantine.begin({ by: 'kim', lost, secret: 'a secret of thirty-two characters' });
    /** Where the chain ends now, as it would be noted down. */
    const noted = async (): Promise<NotedHead> => ({ ...(await world.audit.head()), at: world.clock.now() });
    const elsewhere = (sequence: number): NotedHead => ({
      sequence,
      hash: 'f'.repeat(64),
      at: world.clock.now(),
    });
    const aCard = async (request: ReturnType<typeof aFollowedRequest>, nonce = 'n'.repeat(32)) => {
      const opened = {
        id: ulid(),
        kind: 'approval',
        requestId: request.id,
        person: world.ben,
        nonce,
      } as const;
      await world.cards.open(opened);
      await world.cards.setSent(opened.id, 'conversation', 'activity');
      return opened.id;
    };
    const anOpenRequest = async (changes = {}) => {
      const request = aFollowedRequest(world.ana, world.clock.now(), changes);
      await world.requests.save(request);
      return request;
    };
    const readAll = async (): Promise<void> => {
      const claimed = await world.requests.claimDue(100, 60);
      const readAt = world.clock.now();
      const readings = claimed.requests.map(({ id }) => ({ id, readAt, nextReadingAt: readAt }));
      await world.requests.putOff(claimed, readings);
    };
    const newId = (): string => ulid();

    it('is not there until somebody begins it', async () => {
      assert.deepEqual(await world.quarantine.state(), { isOn: false, since: undefined });
      assert.equal(await world.quarantine.end(newId), undefined);
    });

    it('finds the last head that the chain does not contain', async () => {
      await world.audit.append(anAuditEntry(world.ana));
      const known = await noted();
      assert.equal(await world.quarantine.lostHead([known]), undefined);
      const changed = { ...known, hash: 'e'.repeat(64) };
      assert.deepEqual(await world.quarantine.lostHead([changed, known]), changed);
      assert.deepEqual(await world.quarantine.lostHead([elsewhere(5), elsewhere(9), changed]), elsewhere(9));
    });

    it('knows what it has found once, and finds what is lost later', async () => {
      await world.audit.append(anAuditEntry(world.ana));
      const [five, nine] = [elsewhere(5), elsewhere(9)];
      assert.equal(await begin(nine), true);
      assert.equal(await begin(nine), false, 'another process has read the same note');
      assert.equal(await world.quarantine.lostHead([five, nine]), undefined);
      world.clock.forward(1);
      const later = elsewhere(7);
      assert.deepEqual(await world.quarantine.lostHead([five, nine, later]), later);
    });

    it('gives cards of open requests keys that nobody knows, and no two the same', async () => {
      const request = await anOpenRequest();
      const over = await anOpenRequest({ isOpen: false, status: 'Denied' });
      const [first, second] = [await aCard(request), await aCard(await anOpenRequest())];
      const old = await aCard(over);
      await begin();
      const nonces = await Promise.all(
        [first, second, old].map(async (id) => (await world.cards.of(id))?.nonce),
      );
      assert.equal(new Set(nonces).size, 3);
      for (const nonce of nonces.slice(0, 2)) assert.match(nonce ?? '', /^[0-9a-f]{64}$/);
      assert.equal(nonces[2], 'n'.repeat(32), 'what is over has no button that could do anything');
    });

    it('drops messages and proofs, ends operations, and says all of it in the trail', async () => {
      const operation = {
        id: ulid(),
        person: world.ana,
        intent: { kind: 'deactivate', roleDefinitionId: 'role', scopeId: '/' },
      } as unknown as Parameters<typeof world.operations.open>[0];
      await world.operations.open(operation, anAuditEntry(world.ana));
      await world.outbox.add([{ id: ulid(), person: world.ben, message: { kind: 'reminder' } }]);
      const receivedAt = world.clock.now();
      const expiresAt = new Date(receivedAt.getTime() + 3_600_000);
      await world.tokens.keep({ person: world.ana, receivedAt, expiresAt, assertion: 'x' } as Parameters<
        typeof world.tokens.keep
      >[0]);
      const claimed = await world.operations.claim(operation.id, 60);
      assert.ok(claimed);
      await begin(elsewhere(12));
      assert.equal(await world.outbox.depth(), 0);
      assert.equal(await world.tokens.of(world.ana), undefined);
      const ended = await world.operations.of(operation.id);
      assert.deepEqual([ended?.state, ended?.outcome], ['REFUSED', { errorCode: 'outcome_unknown' }]);
      const settled = await world.operations.settle(claimed, 'DONE', {}, anAuditEntry(world.ana));
      assert.equal(settled, false, 'whoever ran it has lost it');
      const rows = (await world.audit.rows(1, 10)).map(({ event, facts }) => [event, facts]);
      assert.deepEqual(rows, [
        ['restore.noticed', { by: 'kim', operations: 1, lostSequence: 12, lostHash: 'f'.repeat(64) }],
        ['deactivation.unclear', { errorCode: 'outcome_unknown' }],
      ]);
    });

    it('lasts until every open request was read, and then sends what waits anew', async () => {
      const [waiting, active] = [
        await anOpenRequest(),
        await anOpenRequest({ status: 'Provisioned', endAt: new Date('2027-01-01') }),
      ];
      const [first, second] = [await aCard(waiting), await aCard(active)];
      world.clock.forward(1);
      await begin();
      assert.equal((await world.quarantine.state()).isOn, true);
      assert.deepEqual(await world.quarantine.end(newId), { isOver: false, unread: 2 });
      world.clock.forward(1);
      await readAll();
      assert.deepEqual(await world.quarantine.end(newId), { isOver: true, cards: 2 });
      assert.equal((await world.quarantine.state()).isOn, false);
      const [fresh, same] = [await world.cards.of(first), await world.cards.of(second)];
      assert.deepEqual([fresh?.activityId, fresh?.receipt], [undefined, 'queued']);
      assert.deepEqual([same?.activityId, same?.receipt], ['activity', 'sent']);
      assert.equal(await world.outbox.depth(), 2);
      assert.equal(await world.quarantine.end(newId), undefined, 'only once');
      const { event, facts } = (await world.audit.rows(1, 10))[0] ?? {};
      assert.deepEqual([event, facts], ['restore.finished', { cards: 2, unread: 0 }]);
    });

    it('can be ended by hand, which the trail says', async () => {
      await anOpenRequest();
      world.clock.forward(1);
      await begin();
      assert.deepEqual(await world.quarantine.end(newId, 'kim'), { isOver: true, cards: 0 });
      const { facts } = (await world.audit.rows(1, 10))[0] ?? {};
      assert.deepEqual(facts, { cards: 0, unread: 1, by: 'kim' });
    });

    it('gives new cards numbers that no forgotten card can have', async () => {
      const before = await world.cards.of(await aCard(await anOpenRequest()));
      await begin();
      const after = await world.cards.of(await aCard(await anOpenRequest()));
      assert.deepEqual([before?.number, after?.number], [1, 101]);
      world.clock.forward(25 * 60 + 1);
      const later = await world.cards.of(await aCard(await anOpenRequest()));
      assert.equal(later?.number, 2);
    });

    it('is another one for another tenant', async () => {
      await begin();
      assert.equal((await storeWorld(database).quarantine.state()).isOn, false);
    });
  });
}

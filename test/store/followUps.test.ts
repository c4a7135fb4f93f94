import assert from 'node:assert/strict';
import { type Person, type RequestId, roleDefinitionId } from '../../src/pim/ids.ts';
import { type OutboxAddition } from '../../src/pim/records.ts';
import { engines, type TestDatabase } from '../support/databases.ts';
import {
  aFollowedRequest,
  aPerson,
  aRequestId,
  storeWorld,
  ulid,
  type StoreWorld,
} from '../support/storeWorld.ts';

const minutesAfter = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * 60_000);

for (const engine of engines) {
  let database: TestDatabase;
  let world: StoreWorld;

  const open = async (): Promise<void> => {
    database = await engine.open();
  };

  /** A waiting request of Ana's whose card has reached the approver. */
  async function asked(
    approver: Person,
    changes: Parameters<typeof aFollowedRequest>[2] = {},
  ): Promise<RequestId> {
    const request = aFollowedRequest(world.ana, world.clock.now(), changes);
    await world.requests.save(request);
    const { card } = await world.cards.open({
      id: ulid(),
      kind: 'approval',
      requestId: request.id,
      person: approver,
      nonce: 'n'.repeat(32),
    });
    await world.cards.setSent(card.id, 'a:1', 'activity-1');
    return request.id;
  }

  describe(`SqlReminders on ${engine.name}`, () => {
    before(open);

    after(() => database.close());

    beforeEach(() => {
      world = storeWorld(database);
    });

    const due = () => {
      const now = world.clock.now();
      const since = minutesAfter(now, -60);
      return world.reminders.due({
        madeAfter: minutesAfter(now, -24 * 60),
        madeUntil: since,
        lastUntil: since,
        most: 2,
      });
    };
    const limits = () => {
      const since = minutesAfter(world.clock.now(), -60);
      return { most: 2, none: { ofRequest: since, ofAny: since } };
    };

    it('finds what has waited long enough, by approver', async () => {
      const first = await asked(world.ben);
      const second = await asked(world.ben, { status: 'PendingApprovalProvisioning' });
      await asked(world.ben, { status: 'Denied' });
      await asked(world.ben, { isOpen: false });
      await asked(world.ben, { isHeld: true });
      assert.deepEqual(await due(), []);
      world.clock.forward(60);
      assert.deepEqual(await due(), [{ approver: world.ben, requestIds: [first, second].toSorted() }]);
      world.clock.forward(23 * 60);
      assert.deepEqual(await due(), [], 'lapsed');
    });

    it('leaves out whoever was reminded of anything lately, or of this often enough', async () => {
      const first = await asked(world.ben);
      const others = aPerson(world.tenantId);
      world.clock.forward(60);
      await world.reminders.count(world.ben, [first], limits());
      const other = await asked(others);
      world.clock.forward(59);
      assert.deepEqual(await due(), []);
      world.clock.forward(1);
      assert.equal((await due()).length, 2);
      await world.reminders.count(world.ben, [first], limits());
      world.clock.forward(60);
      assert.deepEqual(await due(), [{ approver: others, requestIds: [other] }]);
    });

    it('counts once where many count at once, up to the most', async () => {
      const ids = [aRequestId(), aRequestId()];
      for (const expected of [2, 2, 0]) {
        const counted = await Promise.all(
          Array.from({ length: 8 }, () => world.reminders.count(world.ben, ids, limits())),
        );
        assert.equal(counted.flat().length, expected);
        world.clock.forward(60);
      }
      const [row] = await world.reminders.ofRequest(world.tenantId, ids[0] ?? assert.fail());
      assert.equal(row?.approver, world.ben.id);
      assert.equal(row.count, 2);
    });

    it('keeps requests apart where only the request counts', async () => {
      const [one, two] = [aRequestId(), aRequestId()];
      const { most, none } = limits();
      const apart = { most, none: { ofRequest: none.ofRequest } };
      assert.deepEqual(await world.reminders.count(world.ben, [one], apart), [one]);
      assert.deepEqual(await world.reminders.count(world.ben, [two], apart), [two]);
      assert.deepEqual(await world.reminders.count(world.ben, [one, two], apart), []);
      assert.deepEqual(await world.reminders.count(world.ben, [], apart), []);
    });

    it('forgets the old ones only', async () => {
      const [old, young] = [aRequestId(), aRequestId()];
      await world.reminders.count(world.ben, [old], limits());
      world.clock.forward(61);
      await world.reminders.count(world.ben, [young], limits());
      await world.reminders.sweep(minutesAfter(world.clock.now(), -1));
      assert.deepEqual(await world.reminders.ofRequest(world.tenantId, old), []);
      assert.equal((await world.reminders.ofRequest(world.tenantId, young)).length, 1);
    });
  });

  describe(`SqlAgainWishes on ${engine.name}`, () => {
    before(open);

    after(() => database.close());

    beforeEach(() => {
      world = storeWorld(database);
    });

    it('gives each wish out once, when the request is over', async () => {
      const { ana, againWishes, requests, clock } = world;
      const request = aFollowedRequest(ana, clock.now());
      await requests.save(request);
      await againWishes.keep(ana, request.id);
      await againWishes.keep(ana, request.id);
      assert.equal(await againWishes.of(ana, request.id), 'kept');
      assert.deepEqual(await againWishes.takeDue(10), []);
      await requests.save({ ...request, isOpen: false });
      const taken = await Promise.all(Array.from({ length: 5 }, () => againWishes.takeDue(10)));
      assert.deepEqual(
        taken.flat().map(({ id }) => id),
        [request.id],
      );
      assert.equal(await againWishes.of(ana, request.id), 'used');
      await againWishes.keep(ana, request.id);
      assert.deepEqual(await againWishes.takeDue(10), []);
      await againWishes.withdraw(ana, request.id);
      assert.equal(await againWishes.of(ana, request.id), 'used');
    });

    it('forgets what was taken back, and what is old', async () => {
      const { ana, ben, againWishes, clock } = world;
      const [one, two] = [aRequestId(), aRequestId()];
      await againWishes.keep(ana, one);
      await againWishes.withdraw(ben, one);
      assert.equal(await againWishes.of(ana, one), 'kept');
      await againWishes.withdraw(ana, one);
      assert.equal(await againWishes.of(ana, one), undefined);
      await againWishes.keep(ana, two);
      clock.forward(1);
      await againWishes.sweep(clock.now());
      assert.equal(await againWishes.of(ana, two), undefined);
    });
  });

  describe(`SqlProvisioningDelays on ${engine.name}`, () => {
    before(open);

    after(() => database.close());

    beforeEach(() => {
      world = storeWorld(database);
    });

    it('adds up what was measured, by role', async () => {
      const role = roleDefinitionId('29232cdf-9323-42fd-ade2-1d097af3e4de');
      const { provisioningDelays, tenantId } = world;
      assert.equal(await provisioningDelays.of(tenantId, role), undefined);
      await Promise.all([2000, 9000, 4000].map((ms) => provisioningDelays.add(tenantId, role, ms)));
      assert.deepEqual(await provisioningDelays.of(tenantId, role), {
        count: 3,
        totalMilliseconds: 15_000,
        longestMilliseconds: 9000,
      });
      assert.equal(
        await provisioningDelays.of(aPerson(tenantId).tenantId, roleDefinitionId(aRequestId())),
        undefined,
      );
    });
  });

  describe(`SqlDeadlines on ${engine.name}`, () => {
    before(open);

    after(() => database.close());

    beforeEach(() => {
      world = storeWorld(database);
    });

    it('lists what waits, page by page, and what ends within a time', async () => {
      const { ana, clock, deadlines, requests } = world;
      const now = clock.now();
      const waiting = [aFollowedRequest(ana, now), aFollowedRequest(ana, now)];
      const active = aFollowedRequest(ana, now, { endAt: minutesAfter(now, 10) });
      const later = aFollowedRequest(ana, now, { endAt: minutesAfter(now, 20) });
      const over = aFollowedRequest(ana, now, { endAt: minutesAfter(now, 10), isOpen: false });
      const young = aFollowedRequest(ana, minutesAfter(now, 5));
      for (const request of [...waiting, active, later, over, young]) await requests.save(request);
      const ids = waiting.map(({ id }) => id).toSorted();
      const page = async (after?: RequestId) => (await deadlines.waiting(now, after, 1)).map(({ id }) => id);
      assert.deepEqual(await page(), ids.slice(0, 1));
      assert.deepEqual(await page(ids[0]), ids.slice(1));
      assert.deepEqual(await page(ids[1]), []);
      const ending = await deadlines.ending(now, minutesAfter(now, 15), 10);
      assert.deepEqual(
        ending.map(({ id }) => id),
        [active.id],
      );
    });
  });

  describe(`SqlExtensions on ${engine.name}`, () => {
    before(open);

    after(() => database.close());

    beforeEach(() => {
      world = storeWorld(database);
    });

    it('keeps one until it is closed, which happens once', async () => {
      const { ana, clock, extensions, outbox, tenantId } = world;
      const extension = {
        id: aRequestId(),
        person: ana,
        roleDefinitionId: roleDefinitionId('29232cdf-9323-42fd-ade2-1d097af3e4de'),
        roleName: 'Exchange Administrator',
        scopeId: '/',
        endAt: minutesAfter(clock.now(), 60),
        askedAt: clock.now(),
        newEndAt: undefined,
      };
      await extensions.keep(extension);
      await extensions.keep({ ...extension, roleName: 'Other' });
      assert.deepEqual(await extensions.open(10), [extension]);
      const newEndAt = minutesAfter(clock.now(), 900);
      const granted = (): OutboxAddition => ({
        id: ulid(),
        person: ana,
        message: { kind: 'extensionGranted', requestId: extension.id },
      });
      const closed = await Promise.all(
        Array.from({ length: 4 }, () => extensions.close(tenantId, extension.id, { newEndAt }, [granted()])),
      );
      assert.equal(closed.filter(Boolean).length, 1);
      assert.equal(await outbox.depth(), 1);
      assert.deepEqual(await extensions.open(10), []);
      assert.deepEqual(await extensions.of(tenantId, extension.id), { ...extension, newEndAt });
      assert.equal(await extensions.of(tenantId, aRequestId()), undefined);
    });

    it('says which of a person’s own have no answer', async () => {
      const { ana, ben, clock, extensions, tenantId } = world;
      const asked = {
        person: ana,
        roleName: 'Exchange Administrator',
        scopeId: '/',
        askedAt: clock.now(),
        newEndAt: undefined,
      };
      const of = (minutes: number) => ({
        ...asked,
        id: aRequestId(),
        roleDefinitionId: roleDefinitionId(aRequestId()),
        endAt: minutesAfter(clock.now(), minutes),
      });
      const [later, sooner, answered] = [of(90), of(60), of(30)];
      for (const one of [later, sooner, answered, { ...of(10), person: ben }]) await extensions.keep(one);
      await extensions.close(tenantId, answered.id, {}, []);
      assert.deepEqual(await extensions.openOf(ana), [sooner, later]);
      assert.deepEqual(await extensions.openOf(aPerson(tenantId)), []);
    });
  });
}

import assert from 'node:assert/strict';
import { type LaterBreach } from '../../src/pim/houseRules/plannedStarts/laterBreach.ts';
import { type Person, principalId, roleDefinitionId } from '../../src/pim/ids.ts';
import { engines, type TestDatabase } from '../support/databases.ts';
import { aFollowedRequest, aRequestId, storeWorld, type StoreWorld, ulid } from '../support/storeWorld.ts';

const minutes = (at: Date, count: number): Date => new Date(at.getTime() + count * 60_000);
const ben = principalId('b0b0b0b0-0000-4000-8000-00000000000b');

const aBreach = ({ id }: Person, foundAt: Date): LaterBreach => ({
  requestId: aRequestId(),
  principalId: id,
  roleDefinitionId: roleDefinitionId('29232cdf-9323-42fd-ade2-1d097af3e4de'),
  scopeId: '/',
  startAt: minutes(foundAt, 5),
  minutes: 120,
  foundAt,
  verdict: 'notMet',
  version: 'abc',
  lines: [{ thing: 'maximum', rule: 'Short', minutes: 60 }],
  owners: { people: [ben], groups: [] },
  cardFor: [ben],
});

for (const engine of engines) {
  describe(`SqlLaterBreaches on ${engine.name}`, () => {
    let database: TestDatabase;
    let world: StoreWorld;

    before(async () => {
      database = await engine.open();
    });

    beforeEach(() => {
      world = storeWorld(database);
    });

    after(() => database.close());

    it('keeps one of a request with what is said of it, or nothing of either, however many find it at once', async () => {
      const { laterBreaches, outbox, audit, clock, ana, tenantId } = world;
      const breach = aBreach(ana, clock.now());
      const { requestId } = breach;
      const said = () => ({
        messages: [
          {
            id: ulid(),
            person: ana,
            message: { kind: 'laterBreach', requestId } as const,
            onceKey: `told/${requestId}`,
          },
        ],
        audit: [
          {
            onceKey: `noted/${requestId}`,
            entry: { event: 'houseRules.breachedLater', tenantId, actor: undefined, requestId } as const,
          },
        ],
      });
      const { messages, audit: rows } = said();
      const twice = [...messages, ...messages.map((one) => ({ ...one, onceKey: `another/${one.onceKey}` }))];
      await assert.rejects(laterBreaches.record(breach, { messages: twice, audit: rows }));
      assert.equal(await laterBreaches.of(requestId), undefined);
      const outcomes = await Promise.all([1, 2, 3].map(() => laterBreaches.record(breach, said())));
      assert.equal(outcomes.filter(Boolean).length, 1);
      assert.deepEqual(await laterBreaches.of(requestId), breach);
      assert.equal(await outbox.depth(), 1);
      assert.equal((await audit.rows(0, 10)).length, 1);
      assert.equal(await storeWorld(database).laterBreaches.of(requestId), undefined, 'another tenant');
    });

    it('gives those found since, the newest first, and forgets the oldest', async () => {
      const { laterBreaches, clock, ana } = world;
      const all = [0, 1, 2].map((at) => aBreach(ana, minutes(clock.now(), at)));
      for (const one of all) await laterBreaches.record(one, { messages: [], audit: [] });
      const found = async (from: number): Promise<readonly string[]> =>
        (await laterBreaches.found(minutes(clock.now(), from))).map(({ requestId }) => requestId);
      const [, second, third] = all.map(({ requestId }) => requestId);
      assert.deepEqual(await found(1), [third, second]);
      await laterBreaches.sweep(minutes(clock.now(), 2));
      assert.deepEqual(await found(0), [third]);
    });

    it('lists what was planned to begin within a time, open or not, and keeps the plan with the request', async () => {
      const { ana, clock, deadlines, requests } = world;
      const now = clock.now();
      const at = (count: number, isOpen = true) =>
        aFollowedRequest(ana, now, { plannedStartAt: minutes(now, count), isOpen });
      const [begun, over, soon, later] = [at(-3), at(-2, false), at(10), at(11)];
      for (const request of [
        soon,
        later,
        over,
        begun,
        aFollowedRequest(ana, now, { startAt: minutes(now, 5) }),
      ])
        await requests.save(request);
      const starting = await deadlines.starting(minutes(now, -3.5), minutes(now, 10), 10);
      assert.deepEqual(
        starting.map(({ id }) => id),
        [begun.id, over.id, soon.id],
      );
      assert.deepEqual(starting.at(-1)?.plannedStartAt, minutes(now, 10));
    });
  });
}

import assert from 'node:assert/strict';
import { roleDefinitionId } from '../../src/pim/ids.ts';
import { type Intent, type OperationState } from '../../src/pim/records.ts';
import { engines, type TestDatabase } from '../support/databases.ts';
import { aFollowedRequest, anAuditEntry, storeWorld, ulid, type StoreWorld } from '../support/storeWorld.ts';

const role = roleDefinitionId('29232cdf-9323-42fd-ade2-1d097af3e4de');
const toActivate: Intent = {
  kind: 'activate',
  roleDefinitionId: role,
  scopeId: '/',
  durationMinutes: 60,
  justification: 'Mailbox is stuck',
  ticketNumber: '',
  ticketSystem: '',
  startAt: undefined,
};

for (const engine of engines) {
  describe(`What a person asked for lately, on ${engine.name}`, () => {
    let database: TestDatabase;
    let world: StoreWorld;

    before(async () => {
      database = await engine.open();
    });

    after(() => database.close());

    beforeEach(() => {
      world = storeWorld(database);
    });

    const begun = async (intent: Intent = toActivate, person = world.ana): Promise<string> => {
      const id = ulid();
      await world.operations.open({ id, person, intent }, anAuditEntry(person));
      return id;
    };
    const ended = async (state: Exclude<OperationState, 'INTENT' | 'RUNNING'>): Promise<string> => {
      const id = await begun();
      const claimed = await world.operations.claim(id, 60);
      assert.ok(claimed);
      await world.operations.settle(claimed, state, {}, anAuditEntry(world.ana));
      return id;
    };
    const recent = async (minutes = 60): Promise<readonly string[]> => {
      const since = new Date(world.clock.now().getTime() - minutes * 60_000);
      const found = await world.operations.activationsSince(world.ana, since);
      return found.map(({ operationId }) => operationId);
    };

    it('is what PIM has, may have, or is being asked for', async () => {
      const running = await begun();
      await world.operations.claim(running, 60);
      const [done, unknown] = [await ended('DONE'), await ended('UNKNOWN')];
      await begun();
      await ended('REFUSED');
      await ended('NEEDS_USER');
      assert.deepEqual((await recent()).toSorted(), [running, done, unknown].toSorted());
    });

    it('is the activations of this person alone', async () => {
      const { operations, ben } = world;
      await operations.claim(await begun(toActivate, ben), 60);
      await operations.claim(await begun({ kind: 'deactivate', roleDefinitionId: role, scopeId: '/' }), 60);
      assert.deepEqual(await recent(), []);
    });

    it('counts from the last run, oldest first, and says of which role', async () => {
      const parked = await ended('NEEDS_USER');
      const done = await ended('DONE');
      world.clock.forward(90);
      await world.operations.claim(parked, 60);
      assert.deepEqual(await recent(), [parked]);
      assert.deepEqual(await recent(90), [done, parked]);
      const [first] = await world.operations.activationsSince(world.ana, new Date(0));
      assert.equal(first?.roleDefinitionId, role);
      assert.equal(first.scopeId, '/');
      assert.equal(world.clock.now().getTime() - first.at.getTime(), 90 * 60_000);
    });

    it('finds the requests made since a moment, newest first', async () => {
      const { requests, clock, ana, ben } = world;
      const old = aFollowedRequest(ana, clock.now());
      await requests.save(old);
      clock.forward(10);
      const since = clock.now();
      const first = aFollowedRequest(ana, clock.now(), { isOpen: false });
      clock.forward(10);
      const second = aFollowedRequest(ana, clock.now());
      for (const request of [second, first, aFollowedRequest(ben, clock.now())]) await requests.save(request);
      const found = await requests.madeSince(ana, since);
      assert.deepEqual(
        found.map(({ id }) => id),
        [second.id, first.id],
      );
    });
  });
}

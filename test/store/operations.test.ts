import assert from 'node:assert/strict';
import { roleDefinitionId, type Person } from '../../src/pim/ids.ts';
import { type Intent, type Operation } from '../../src/pim/records.ts';
import { engines, type TestDatabase } from '../support/databases.ts';
import {
  anAuditEntry,
  aRequestId,
  storeWorld,
  ulid,
  type StoreWorld,
  OVER_AT_ONCE,
} from '../support/storeWorld.ts';

const anIntent = (): Intent => ({
  kind: 'activate',
  roleDefinitionId: roleDefinitionId('29232cdf-9323-42fd-ade2-1d097af3e4de'),
  scopeId: '/',
  durationMinutes: 60,
  justification: 'Mailbox of INC-42\0\uD800',
  ticketNumber: '',
  ticketSystem: '',
  startAt: '2026-01-05T10:00:00.000Z',
});

async function anOperation(world: StoreWorld, person: Person = world.ana): Promise<Operation> {
  const { operation } = await world.operations.open(
    { id: ulid(), person, intent: anIntent() },
    anAuditEntry(person),
  );
  return operation;
}

async function aClaimed(world: StoreWorld, leaseSeconds = 45): Promise<Operation> {
  const { id } = await anOperation(world);
  const claimed = await world.operations.claim(id, leaseSeconds);
  assert.ok(claimed);
  return claimed;
}

for (const engine of engines) {
  describe(`SqlOperations on ${engine.name}`, () => {
    let database: TestDatabase;

    before(async () => {
      database = await engine.open();
    });

    after(() => database.close());

    describe('open', () => {
      it('stores the intent exactly, with its audit row', async () => {
        const world = storeWorld(database);
        const operation = await anOperation(world);
        assert.deepEqual(operation, {
          id: operation.id,
          person: world.ana,
          intent: anIntent(),
          state: 'INTENT',
          fence: 0,
          cardActivityId: undefined,
          outcome: {},
          createdAt: world.clock.now(),
        });
        assert.deepEqual(await world.operations.of(operation.id), operation);
        const [row] = await world.audit.rows(0, 10);
        assert.equal(row?.event, 'activation.requested');
      });

      it('gives the earlier one back where the unique key is taken, and audits nothing', async () => {
        const world = storeWorld(database);
        const open = (): ReturnType<typeof world.operations.open> =>
          world.operations.open(
            { id: ulid(), person: world.ana, intent: anIntent(), uniqueKey: 'decide/1' },
            anAuditEntry(world.ana),
          );
        const first = await open();
        const second = await open();
        assert.ok(first.isNew);
        assert.deepEqual(second, { operation: first.operation, isNew: false });
        assert.equal((await world.audit.rows(0, 10)).length, 1);
      });

      it('gives the earlier one back where the id is taken, so that a form is submitted once', async () => {
        const world = storeWorld(database);
        const id = ulid();
        const open = (): ReturnType<typeof world.operations.open> =>
          world.operations.open({ id, person: world.ana, intent: anIntent() }, anAuditEntry(world.ana));
        const first = await open();
        assert.deepEqual(await open(), { operation: first.operation, isNew: false });
        assert.equal((await world.audit.rows(0, 10)).length, 1);
      });

      it('stores one of many that race for a unique key', async () => {
        const world = storeWorld(database);
        const opened = await Promise.all(
          Array.from({ length: 20 }, () =>
            world.operations.open(
              { id: ulid(), person: world.ana, intent: anIntent(), uniqueKey: 'decide/2' },
              anAuditEntry(world.ana),
            ),
          ),
        );
        assert.equal(opened.filter(({ isNew }) => isNew).length, 1);
        assert.equal(new Set(opened.map(({ operation }) => operation.id)).size, 1);
        assert.equal((await world.audit.rows(0, 100)).length, 1);
      });

      it('stores as many as come without a unique key', async () => {
        const world = storeWorld(database);
        const first = await anOperation(world);
        const second = await anOperation(world);
        assert.notEqual(first.id, second.id);
      });

      it('stores nothing when the audit row cannot be written', async () => {
        const world = storeWorld(database);
        const id = ulid();
        const impossible = { ...anAuditEntry(world.ana), tenantId: null as unknown as Person['tenantId'] };
        await assert.rejects(
          world.operations.open({ id, person: world.ana, intent: anIntent() }, impossible),
        );
        assert.equal(await world.operations.of(id), undefined);
      });
    });

    describe('claim', () => {
      it('leases to one of many', async () => {
        const world = storeWorld(database);
        const { id } = await anOperation(world);
        const claims = await Promise.all(Array.from({ length: 20 }, () => world.operations.claim(id, 45)));
        const [claimed, ...others] = claims.filter((claim) => claim !== undefined);
        assert.deepEqual(others, []);
        assert.equal(claimed?.state, 'RUNNING');
        assert.equal(claimed.fence, 1);
      });

      it('leases again when the lease has run out, with a higher fence', async () => {
        const world = storeWorld(database);
        const { id } = await aClaimed(world, OVER_AT_ONCE);
        assert.equal((await world.operations.claim(id, 45))?.fence, 2);
        assert.equal(await world.operations.claim(id, 45), undefined);
      });

      for (const state of ['DONE', 'CONFLICT', 'REFUSED'] as const) {
        it(`leases nothing that ended as ${state}`, async () => {
          const world = storeWorld(database);
          const claimed = await aClaimed(world);
          await world.operations.settle(claimed, state, {}, anAuditEntry(world.ana));
          world.clock.forward(10_000);
          assert.equal(await world.operations.claim(claimed.id, 45), undefined);
        });
      }

      for (const state of ['NEEDS_USER', 'UNKNOWN'] as const) {
        it(`goes on with what was parked as ${state}`, async () => {
          const world = storeWorld(database);
          const claimed = await aClaimed(world);
          await world.operations.settle(claimed, state, {}, anAuditEntry(world.ana));
          assert.equal((await world.operations.of(claimed.id))?.state, state);
          assert.equal((await world.operations.claim(claimed.id, 45))?.fence, 2);
        });
      }

      it('knows nothing of another tenant', async () => {
        const { id } = await anOperation(storeWorld(database));
        const world = storeWorld(database);
        assert.equal(await world.operations.of(id), undefined);
        assert.equal(await world.operations.claim(id, 45), undefined);
      });
    });

    describe('keep', () => {
      it('leases anew what has run out and nobody has taken up', async () => {
        const world = storeWorld(database);
        const claimed = await aClaimed(world, OVER_AT_ONCE);
        assert.equal(await world.operations.keep(claimed, 45), true);
        assert.equal(await world.operations.claim(claimed.id, 45), undefined);
        assert.equal((await world.operations.of(claimed.id))?.fence, claimed.fence);
      });

      it('gives nothing to a run that somebody else has followed, and leaves theirs alone', async () => {
        const world = storeWorld(database);
        const stale = await aClaimed(world, OVER_AT_ONCE);
        const current = await world.operations.claim(stale.id, OVER_AT_ONCE);
        assert.equal(await world.operations.keep(stale, 45), false);
        assert.equal((await world.operations.claim(stale.id, 45))?.fence, (current?.fence ?? 0) + 1);
      });

      it('gives nothing to a run that has ended', async () => {
        const world = storeWorld(database);
        const claimed = await aClaimed(world);
        await world.operations.settle(claimed, 'UNKNOWN', {}, anAuditEntry(world.ana));
        assert.equal(await world.operations.keep(claimed, 45), false);
        assert.equal((await world.operations.of(claimed.id))?.state, 'UNKNOWN');
      });
    });

    describe('settle', () => {
      it('records how it ended, with its audit row', async () => {
        const world = storeWorld(database);
        const claimed = await aClaimed(world);
        const outcome = { requestId: aRequestId(), status: 'PendingApproval' };
        assert.equal(
          await world.operations.settle(claimed, 'DONE', outcome, {
            ...anAuditEntry(world.ana),
            event: 'activation.submitted',
          }),
          true,
        );
        const settled = await world.operations.of(claimed.id);
        assert.deepEqual(settled, { ...claimed, state: 'DONE', outcome });
        assert.deepEqual(
          (await world.audit.rows(0, 10)).map(({ event }) => event),
          ['activation.requested', 'activation.submitted'],
        );
      });

      it('refuses a stale fence and audits nothing', async () => {
        const world = storeWorld(database);
        const stale = await aClaimed(world, OVER_AT_ONCE);
        const current = await world.operations.claim(stale.id, 45);
        assert.ok(current);
        assert.equal(await world.operations.settle(stale, 'DONE', {}, anAuditEntry(world.ana)), false);
        assert.equal((await world.audit.rows(0, 10)).length, 1);
        assert.equal(await world.operations.settle(current, 'REFUSED', {}, anAuditEntry(world.ana)), true);
        assert.equal((await world.operations.of(stale.id))?.state, 'REFUSED');
      });

      it('settles once', async () => {
        const world = storeWorld(database);
        const claimed = await aClaimed(world);
        const settled = await Promise.all(
          Array.from({ length: 10 }, () =>
            world.operations.settle(claimed, 'DONE', {}, anAuditEntry(world.ana)),
          ),
        );
        assert.equal(settled.filter(Boolean).length, 1);
      });

      it('changes nothing when the audit row cannot be written', async () => {
        const world = storeWorld(database);
        const claimed = await aClaimed(world);
        const impossible = { ...anAuditEntry(world.ana), tenantId: null as unknown as Person['tenantId'] };
        await assert.rejects(world.operations.settle(claimed, 'DONE', {}, impossible));
        assert.equal((await world.operations.of(claimed.id))?.state, 'RUNNING');
      });
    });

    describe('unsettled', () => {
      it('has what is unclear and whatever nobody holds any more, oldest first', async () => {
        const world = storeWorld(database);
        const idsOf = async (limit = 10): Promise<readonly string[]> =>
          (await world.operations.unsettled(limit)).map(({ id }) => id);
        const unclear = await aClaimed(world);
        await world.operations.settle(unclear, 'UNKNOWN', {}, anAuditEntry(world.ana));
        world.clock.forward(0.1);
        const dead = await aClaimed(world, OVER_AT_ONCE);
        const parked = await aClaimed(world);
        await world.operations.settle(parked, 'NEEDS_USER', {}, anAuditEntry(world.ana));
        await aClaimed(world);
        world.clock.forward(0.1);
        const abandoned = await anOperation(world);
        assert.deepEqual(await idsOf(), [unclear.id, dead.id]);
        world.clock.forward(1);
        assert.deepEqual(await idsOf(), [unclear.id, dead.id, abandoned.id]);
        assert.deepEqual(await idsOf(2), [unclear.id, dead.id]);
      });

      it('has an intent that was handed back at once, and no other', async () => {
        const world = storeWorld(database);
        const handedBack = await anOperation(world);
        const running = await aClaimed(world);
        await anOperation(world);
        await world.operations.handBack(handedBack.id);
        await world.operations.handBack(running.id);
        assert.deepEqual(
          (await world.operations.unsettled(10)).map(({ id }) => id),
          [handedBack.id],
        );
      });
    });
  });
}

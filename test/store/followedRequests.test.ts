import assert from 'node:assert/strict';
import { roleDefinitionId } from '../../src/pim/ids.ts';
import { type Announcement, type FollowedRequest } from '../../src/pim/records.ts';
import { engines, type TestDatabase } from '../support/databases.ts';
import {
  aFollowedRequest,
  anAuditEntry,
  aRequestId,
  storeWorld,
  ulid,
  OVER_AT_ONCE,
} from '../support/storeWorld.ts';

const idsOf = (requests: readonly FollowedRequest[]): readonly string[] =>
  requests.map(({ id }) => id as string).sort();

for (const engine of engines) {
  describe(`SqlFollowedRequests on ${engine.name}`, () => {
    let database: TestDatabase;

    before(async () => {
      database = await engine.open();
    });

    after(() => database.close());

    it('gives back what was saved, absent things as undefined', async () => {
      const { requests, ana, clock, tenantId } = storeWorld(database);
      const request = aFollowedRequest(ana, clock.now());
      await requests.save(request);
      assert.deepEqual(await requests.of(tenantId, request.id), request);
      assert.equal(await requests.of(tenantId, aRequestId()), undefined);
      const proved = { ...request, proof: { methods: ['pwd', 'mfa'], contexts: [] } };
      await requests.save(proved);
      assert.deepEqual(await requests.of(tenantId, request.id), proved);
      const ticketCheck = {
        system: 'Changes',
        verdict: 'valid',
        ifUnknown: 'warn',
        checkedAt: clock.now(),
        title: 'Move {camelCase} "mailboxes"',
        state: undefined,
        window: { startAt: clock.now(), endAt: undefined },
        link: 'https://tickets.example.com/1',
      } as const;
      await requests.save({ ...request, ticketCheck });
      assert.deepEqual(await requests.of(tenantId, request.id), { ...request, ticketCheck });
    });

    it('replaces all of it when it is saved again', async () => {
      const { requests, ana, ben, clock, tenantId } = storeWorld(database);
      const request = aFollowedRequest(ana, clock.now(), { approvalId: 'a-1', ticketNumber: 'INC-42' });
      await requests.save(request);
      clock.forward(5);
      const decided = {
        ...request,
        roleDefinitionId: roleDefinitionId('62e90394-69f5-4237-9190-012177145e10'),
        isPrivileged: true,
        scopeName: 'Sales',
        durationMinutes: 90.5,
        status: 'Provisioned',
        startAt: clock.now(),
        endAt: clock.now(),
        approvalId: undefined,
        decision: 'Approve',
        decidedBy: ben.id,
        decidedByName: 'Ben',
        decisionComment: 'ok',
        decidedAt: clock.now(),
        readAt: clock.now(),
        isOpen: false,
      } as const;
      await requests.save(decided);
      assert.deepEqual(await requests.of(tenantId, request.id), decided);
    });

    it('lists open ones that were not read lately, longest ago first', async () => {
      const { requests, ana, clock } = storeWorld(database);
      const [first, second, third] = [0, 1, 2].map((minute) => {
        clock.forward(minute);
        return aFollowedRequest(ana, clock.now());
      });
      assert.ok(first && second && third);
      for (const request of [third, first, second]) await requests.save(request);
      await requests.save(aFollowedRequest(ana, first.createdAt, { isOpen: false }));
      const { requests: due, leaseUntil } = await requests.claimDue(10, 60);
      assert.deepEqual(idsOf(due), [first.id, second.id, third.id].sort());
      assert.deepEqual((await requests.claimDue(10, 60)).requests, [], 'somebody is reading them');
      const soon = new Date(clock.now().getTime() + 5 * 60_000);
      const later = new Date(clock.now().getTime() + 30 * 60_000);
      const readAt = clock.now();
      await requests.putOff({ requests: due, leaseUntil }, [
        { id: first.id, readAt, nextReadingAt: later },
        { id: second.id, readAt, nextReadingAt: soon },
        { id: third.id, readAt, nextReadingAt: soon },
      ]);
      assert.deepEqual((await requests.of(first.tenantId, first.id))?.readAt, readAt);
      assert.deepEqual((await requests.claimDue(10, 60)).requests, []);
      clock.forward(5);
      const one = await requests.claimDue(1, 60);
      const another = await requests.claimDue(10, 60);
      assert.deepEqual(idsOf([...one.requests, ...another.requests]), [second.id, third.id].sort());
    });

    it('leaves due what was saved while somebody was reading it', async () => {
      const { requests, ana, clock } = storeWorld(database);
      const request = aFollowedRequest(ana, clock.now());
      await requests.save(request);
      const claimed = await requests.claimDue(10, 60);
      await requests.save({ ...request, status: 'Denied' });
      const nextReadingAt = new Date(clock.now().getTime() + 60_000);
      await requests.putOff(claimed, [{ id: request.id, readAt: clock.now(), nextReadingAt }]);
      assert.deepEqual(idsOf((await requests.claimDue(10, 60)).requests), [request.id]);
      assert.equal((await requests.of(request.tenantId, request.id))?.status, 'Denied');
    });

    it('saves what everybody is to hear with the change, once for each key, or nothing at all', async () => {
      const { requests, outbox, audit, ana, ben, clock } = storeWorld(database);
      const request = aFollowedRequest(ana, clock.now());
      const announcement = (id: string): Announcement => ({
        messages: [
          { id, person: ben, message: { kind: 'card', cardId: id } },
          {
            id: ulid(),
            person: ana,
            message: { kind: 'notice', notice: 'requestDecided', requestId: request.id },
            onceKey: `told/${request.id}`,
          },
        ],
        audit: [{ onceKey: `noted/${request.id}`, entry: anAuditEntry(ana) }],
      });
      await requests.save(request, announcement(ulid()));
      await requests.save({ ...request, status: 'Denied' }, announcement(ulid()));
      assert.equal(await outbox.depth(), 3);
      assert.equal((await audit.rows(0, 10)).length, 1);
      const taken = ulid();
      await outbox.add([{ id: taken, person: ben, message: { kind: 'digest', localDate: '2026-01-05' } }]);
      await assert.rejects(requests.save({ ...request, status: 'Revoked' }, announcement(taken)));
      assert.equal((await requests.of(request.tenantId, request.id))?.status, 'Denied');
    });

    it('hands out again what somebody began to read and never put off', async () => {
      const { requests, ana, clock } = storeWorld(database);
      const request = aFollowedRequest(ana, clock.now());
      await requests.save(request);
      const first = await requests.claimDue(10, OVER_AT_ONCE);
      const second = await requests.claimDue(10, 60);
      assert.deepEqual(idsOf(second.requests), [request.id]);
      const inMinutes = (minutes: number): Date => new Date(clock.now().getTime() + minutes * 60_000);
      const readAt = clock.now();
      await requests.putOff(first, [{ id: request.id, readAt, nextReadingAt: inMinutes(0) }]);
      assert.deepEqual((await requests.claimDue(10, 60)).requests, [], 'the second still has it');
      await requests.putOff(second, [{ id: request.id, readAt, nextReadingAt: inMinutes(1) }]);
      clock.forward(1);
      assert.deepEqual(idsOf((await requests.claimDue(10, 60)).requests), [request.id]);
    });

    it('gives each to one of many', async () => {
      const { requests, ana, clock } = storeWorld(database);
      for (let count = 0; count < 30; count += 1) await requests.save(aFollowedRequest(ana, clock.now()));
      const claimed = await Promise.all(Array.from({ length: 6 }, () => requests.claimDue(10, 60)));
      const ids = claimed.flatMap(({ requests: due }) => idsOf(due));
      assert.equal(new Set(ids).size, ids.length);
    });

    it("lists a requestor's own: the open ones, and the newest of all", async () => {
      const { requests, ana, ben, clock } = storeWorld(database);
      const older = aFollowedRequest(ana, clock.now());
      clock.forward(1);
      const newer = aFollowedRequest(ana, clock.now(), { isOpen: false });
      await requests.save(older);
      await requests.save(newer);
      await requests.save(aFollowedRequest(ben, clock.now()));
      assert.deepEqual(await requests.openOf(ana), [older]);
      assert.deepEqual(await requests.lastOf(ana, 10), [newer, older]);
      assert.deepEqual(await requests.lastOf(ana, 1), [newer]);
    });

    it('keeps two tenants apart', async () => {
      const here = storeWorld(database);
      const there = storeWorld(database);
      const request = aFollowedRequest(here.ana, here.clock.now());
      await here.requests.save(request);
      await there.requests.save({ ...request, tenantId: there.tenantId, status: 'Denied' });
      assert.equal((await here.requests.of(here.tenantId, request.id))?.status, 'PendingApproval');
      here.clock.forward(1);
      assert.equal((await there.requests.claimDue(10, 60)).requests.length, 1);
    });
  });
}

import assert from 'node:assert/strict';
import { roleDefinitionId } from '../../src/pim/ids.ts';
import { engines, type TestDatabase } from '../support/databases.ts';
import { aFollowedRequest, aRequestId, storeWorld } from '../support/storeWorld.ts';

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
      const idsOf = async (readBefore: Date, limit: number): Promise<readonly string[]> =>
        (await requests.open(readBefore, limit)).map(({ id }) => id);
      assert.deepEqual(await idsOf(third.readAt, 10), [first.id, second.id]);
      assert.deepEqual(await idsOf(third.readAt, 1), [first.id]);
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
      assert.equal((await there.requests.open(here.clock.now(), 10)).length, 1);
    });
  });
}

import assert from 'node:assert/strict';
import { atNeighbour } from '../../bench/bots.ts';
import { LargeTenant } from '../../bench/largeTenant.ts';
import { personId, requestId } from '../../bench/largeTenantRows.ts';
import { type Neighbour, startNeighbour } from '../../bench/neighbour.ts';
import { connectEntra } from '../../src/connections.ts';
import { sandboxEndpoints } from '../../src/graph/endpoints.ts';
import { isPimError } from '../../src/pim/errors.ts';
import { principalId } from '../../src/pim/ids.ts';
import { type PimDirectory, type Standing } from '../../src/pim/ports.ts';
import { silentLogger } from '../support/databases.ts';

const people = 250;
const numbered = (index: number): ReturnType<typeof principalId> => principalId(personId(index));

describe('LargeTenant', () => {
  let tenant: LargeTenant;
  let neighbour: Neighbour;
  let directory: PimDirectory;

  beforeEach(async () => {
    tenant = new LargeTenant(people);
    neighbour = await startNeighbour(tenant);
    const { appId, tenantId, secret } = atNeighbour(neighbour.url);
    const credential = { kind: 'secret', secret } as const;
    ({ directory } = connectEntra(
      { endpoints: sandboxEndpoints(neighbour.url), tenantId, appId, credential },
      { clock: { now: () => new Date() }, logger: silentLogger, jitter: () => 0, onCall: undefined },
    ));
  });

  afterEach(() => neighbour.stop());

  it('is read to its last page, each page once', async () => {
    const holdings = await directory.holdings();
    const last = numbered(people - 1);
    assert.equal((await holdings.eligibleRolesOf(last)).length, 2);
    assert.equal((await holdings.activeRolesOf(last)).length, 1);
    assert.equal(tenant.pages, 7);
    assert.equal(tenant.calls.get('roleEligibilityScheduleInstances'), 6);
    assert.equal(tenant.calls.get('roleAssignmentScheduleInstances'), 1);
  });

  it('says what one person may activate without the rest of its list', async () => {
    const roles = await directory.eligibleRolesOf(numbered(7));
    assert.deepEqual(
      roles.map(({ principalId }) => principalId),
      [numbered(7), numbered(7)],
    );
    assert.equal(tenant.calls.get('roleEligibilityScheduleInstances'), 1);
  });

  it('tells in batches what was granted, and counts who was asked for', async () => {
    const asks = [3, 4].map((index) => ({ requestor: numbered(index), approvalId: requestId(index) }));
    tenant.grant(4);
    const [waiting, granted] = (await directory.standingsOf(asks)).map((standing): Standing => {
      if (isPimError(standing)) throw standing;
      return standing;
    });
    assert.deepEqual(waiting?.active, []);
    assert.equal(waiting.approval?.steps[0]?.reviewResult, 'NotReviewed');
    assert.equal(granted?.active[0]?.scheduleId, requestId(4));
    assert.equal(granted.approval?.steps[0]?.reviewResult, 'Approve');
    assert.deepEqual(
      [2, 3, 4].map((index) => tenant.readings[index]?.length),
      [0, 1, 1],
    );
    assert.equal(tenant.calls.get('$batch'), 2);
  });

  it('notes what its connector takes, and forgets it', async () => {
    await fetch(`${neighbour.serviceUrl}v3/conversations/a%3A7/activities`, { method: 'POST', body: '{}' });
    assert.deepEqual(
      tenant.activities.map(({ method, conversationId }) => [method, conversationId]),
      [['POST', 'a:7']],
    );
    tenant.forget();
    assert.deepEqual(tenant.activities, []);
    assert.equal(tenant.graphCalls, 0);
  });
});

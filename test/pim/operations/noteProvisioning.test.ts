import assert from 'node:assert/strict';
import { provisioningMilliseconds } from '../../../src/pim/operations/noteProvisioning.ts';
import { tenantId } from '../../../src/pim/ids.ts';
import { refreshRequest } from '../../../src/pim/operations/refreshRequest.ts';
import { aPerson, aFollowedRequest } from '../../support/storeWorld.ts';
import { approvalWorld, toActivate } from '../../support/operationWorld.ts';

describe('how long Entra took to give a role', () => {
  it('is kept once, whoever saw it first', async () => {
    const { world, ana, reader } = await approvalWorld();
    const { request } = await world.does(ana, toActivate(reader));
    assert.ok(request);
    world.clock.forward(0.1);
    await Promise.all([refreshRequest(world, request), refreshRequest(world, request)]);
    assert.deepEqual(await world.provisioningDelays.of(request.tenantId, reader.id), {
      count: 1,
      totalMilliseconds: 6000,
      longestMilliseconds: 6000,
    });
  });

  const at = (seconds: number): Date => new Date(Date.UTC(2026, 0, 5, 9, 0, seconds));
  const tenant = tenantId('0f0f0f0f-0000-4000-8000-0f0f0f0f0f0f');
  const request = aFollowedRequest(aPerson(tenant), at(0));

  it('counts from the decision, or from the start that was asked for', () => {
    assert.equal(provisioningMilliseconds({ ...request, readAt: at(38) }, at(40)), 40_000);
    const decided = { ...request, decidedAt: at(30), readAt: at(38) };
    assert.equal(provisioningMilliseconds(decided, at(40)), 10_000);
    assert.equal(provisioningMilliseconds({ ...decided, startAt: at(36) }, at(40)), 4000);
  });

  it('is not known where nobody looked for a minute, or the clock says that it comes first', () => {
    assert.equal(provisioningMilliseconds({ ...request, readAt: at(0) }, at(61)), undefined);
    assert.equal(provisioningMilliseconds({ ...request, startAt: at(50) }, at(40)), undefined);
  });
});

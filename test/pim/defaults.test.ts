import assert from 'node:assert/strict';
import { lastOfEachRole, proposableRequests, usedLast } from '../../src/pim/defaults.ts';
import { type FollowedRequest } from '../../src/pim/records.ts';
import { roleDefinitionId, tenantId } from '../../src/pim/ids.ts';
import { aFollowedRequest, aPerson } from '../support/storeWorld.ts';

const ana = aPerson(tenantId('00000000-0000-4000-8000-000000000001'));
const other = roleDefinitionId('00000000-0000-4000-8000-000000000002');
const at = (hour: number): Date => new Date(Date.UTC(2026, 10, 26, hour));

/** Newest first. */
const requests: readonly FollowedRequest[] = [
  aFollowedRequest(ana, at(12), { durationMinutes: 90, ticketSystem: 'Desk' }),
  aFollowedRequest(ana, at(11), { roleDefinitionId: other, durationMinutes: 30 }),
  aFollowedRequest(ana, at(10), { durationMinutes: 15 }),
];
const [newest] = requests;

const proposable = (since: Date | undefined): Promise<readonly FollowedRequest[]> =>
  proposableRequests(
    {
      requests: { lastOf: () => Promise.resolve(requests) },
      forgottenDefaults: { of: () => Promise.resolve(since), forget: () => Promise.resolve() },
    },
    ana,
  );

describe('what is proposed', () => {
  it('is what was used last for the role at its scope', () => {
    assert.ok(newest);
    assert.equal(usedLast(newest, requests), newest);
    assert.equal(usedLast({ roleDefinitionId: other, scopeId: '/' }, requests)?.durationMinutes, 30);
    assert.equal(
      usedLast({ roleDefinitionId: other, scopeId: '/administrativeUnits/1' }, requests),
      undefined,
    );
    assert.deepEqual(lastOfEachRole(requests), requests.slice(0, 2));
  });

  it('is nothing from before it was forgotten', async () => {
    assert.deepEqual(await proposable(undefined), requests);
    assert.deepEqual(await proposable(at(11)), requests.slice(0, 1));
    assert.deepEqual(await proposable(at(13)), []);
  });
});

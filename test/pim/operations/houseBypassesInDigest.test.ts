import assert from 'node:assert/strict';
import {
  type AdministratorsDigest,
  composeAdministratorsDigest,
  isEmptyAdministratorsDigest,
} from '../../../src/pim/operations/composeAdministratorsDigest.ts';
import { SharedHoldings } from '../../../src/pim/operations/sharedHoldings.ts';
import { SharedSettings } from '../../../src/pim/operations/sharedSettings.ts';
import { requestId } from '../../../src/pim/ids.ts';
import { InMemoryHouseBypasses } from '../../support/inMemoryHouseBypasses.ts';
import { InMemoryLaterBreaches } from '../../support/inMemoryLaterBreaches.ts';
import { approvalWorld, type ApprovalWorld } from '../../support/operationWorld.ts';

describe('composeAdministratorsDigest with house rules', () => {
  let made: ApprovalWorld;

  beforeEach(async () => {
    made = await approvalWorld();
  });

  const composed = (
    houseBypasses?: InMemoryHouseBypasses,
    laterBreaches?: InMemoryLaterBreaches,
  ): Promise<AdministratorsDigest> => {
    const { world } = made;
    const { directory, alerts, clock, lookback, logger } = world;
    const readings = { holdings: new SharedHoldings(world), roleSettings: new SharedSettings(world) };
    const since = new Date(clock.now().getTime() - 24 * 3_600_000);
    return composeAdministratorsDigest(
      { directory, alerts, clock, lookback, logger, houseBypasses, laterBreaches, ...readings },
      since,
    );
  };

  it('names what went round house rules, the newest first, and not once more as past Latchkey', async () => {
    const { world, ana, ben, exchange, reader } = made;
    const ids = [1, 2, 3].map((last) => requestId(`e0e0e0e0-0000-4000-8000-00000000000${String(last)}`));
    const [first, second, other] = ids;
    assert.ok(first && second && other);
    const houseBypasses = new InMemoryHouseBypasses(world);
    for (const [requestOf, principal, role] of [
      [first, ana.id, exchange.id],
      [second, ben.id, reader.id],
    ] as const) {
      await houseBypasses.record(
        {
          requestId: requestOf,
          principalId: principal,
          roleDefinitionId: role,
          scopeId: '/',
          activatedAt: world.clock.now(),
          minutes: 60,
          foundAt: world.clock.now(),
          way: 'elsewhere',
          verdict: 'bypassed',
          approvedBy: undefined,
          judgedBy: { version: 'v', isOfThen: true },
          lines: [
            { thing: 'approvals', rule: 'Two', asked: 2, given: 0 },
            { thing: 'approvals', rule: 'Three', asked: 3, given: 0 },
          ],
          owners: { people: [], groups: [] },
          cardFor: [],
          listedFor: [],
        },
        { messages: [], audit: [] },
      );
    }
    world.lookback.audited = [first, second, other].map((id) => ({
      event: 'activation.bypassed' as const,
      tenantId: ana.tenantId,
      actor: ana.id,
      requestId: id,
      roleDefinitionId: reader.id,
      facts: { principal: ana.id },
    }));
    const digest = await composed(houseBypasses);
    assert.deepEqual(digest.houseBypasses, [
      { holder: 'Ben Okafor', role: 'Reports Reader', unmet: ['approvals'] },
      { holder: 'Ana Ruiz', role: 'Exchange Administrator', unmet: ['approvals'] },
    ]);
    assert.deepEqual(digest.bypasses, [{ holder: 'Ana Ruiz', role: 'Reports Reader' }]);
    assert.deepEqual(
      digest.activations,
      [
        { name: 'Reports Reader', count: 2 },
        { name: 'Exchange Administrator', count: 1 },
      ],
      'two of the three are in the log and with the rules',
    );
    assert.ok(!isEmptyAdministratorsDigest(digest));
    assert.equal((await composed()).houseBypasses, undefined);
    world.lookback.audited = [];
    assert.deepEqual((await composed(houseBypasses)).activations, [
      { name: 'Exchange Administrator', count: 1 },
      { name: 'Reports Reader', count: 1 },
    ]);
  });

  it('names plans that the rules do not allow any more, and calls them no bypass', async () => {
    const { world, ana, exchange } = made;
    const laterBreaches = new InMemoryLaterBreaches(world);
    await laterBreaches.record(
      {
        requestId: requestId('e0e0e0e0-0000-4000-8000-000000000001'),
        principalId: ana.id,
        roleDefinitionId: exchange.id,
        scopeId: '/',
        startAt: world.clock.now(),
        minutes: 120,
        foundAt: world.clock.now(),
        verdict: 'notMet',
        version: 'v',
        lines: [{ thing: 'maximum', rule: 'Short', minutes: 60 }],
        owners: { people: [], groups: [] },
        cardFor: [],
      },
      { messages: [], audit: [] },
    );
    const digest = await composed(undefined, laterBreaches);
    assert.deepEqual(digest.laterBreaches, [
      { holder: 'Ana Ruiz', role: 'Exchange Administrator', unmet: ['maximum'] },
    ]);
    assert.equal(digest.houseBypasses, undefined);
    assert.ok(!isEmptyAdministratorsDigest(digest));
  });
});

import assert from 'node:assert/strict';
import {
  type AdministratorsDigest,
  composeAdministratorsDigest,
  isEmptyAdministratorsDigest,
} from '../../../src/pim/operations/composeAdministratorsDigest.ts';
import { keepStanding } from '../../../src/pim/operations/keepStanding.ts';
import { SharedHoldings } from '../../../src/pim/operations/sharedHoldings.ts';
import { PimError } from '../../../src/pim/errors.ts';
import { principalId, roleDefinitionId } from '../../../src/pim/ids.ts';
import { type AuditEntry, type AuditEvent } from '../../../src/pim/records.ts';
import { approvalWorld, type ApprovalWorld } from '../../support/operationWorld.ts';

let made: ApprovalWorld;

beforeEach(async () => {
  made = await approvalWorld();
});

const composed = (): Promise<AdministratorsDigest> => {
  const { world } = made;
  const since = new Date(world.clock.now().getTime() - 24 * 3_600_000);
  const { directory, clock, lookback } = world;
  return composeAdministratorsDigest(
    { directory, clock, lookback, holdings: new SharedHoldings(world) },
    since,
  );
};
const heard = (event: string, entry: Partial<AuditEntry>): AuditEntry => ({
  event: event as AuditEvent,
  tenantId: made.world.pim.id,
  actor: undefined,
  ...entry,
});

describe('composeAdministratorsDigest', () => {
  it('is empty on a day on which nothing happened', async () => {
    const digest = await composed();
    assert.ok(isEmptyAdministratorsDigest(digest));
    assert.equal(digest.standing, undefined, 'there is nothing to compare with yet');
  });

  it('counts activations by role and approvals by person, most first, by name', async () => {
    const { world, exchange, reader, ben, dara } = made;
    world.lookback.audited = [exchange, reader, exchange].map(({ id }) =>
      heard('activation.activated', { roleDefinitionId: id }),
    );
    world.lookback.approved = [
      { by: dara.id, count: 1 },
      { by: ben.id, count: 2 },
    ];
    const digest = await composed();
    assert.deepEqual(digest.activations, [
      { name: 'Exchange Administrator', count: 2 },
      { name: 'Reports Reader', count: 1 },
    ]);
    assert.deepEqual(digest.approvers, [
      { name: 'Ben Okafor', count: 2 },
      { name: 'Dara Lind', count: 1 },
    ]);
  });

  it('names who activated what past Latchkey, and what Teams refused', async () => {
    const { world, ana, exchange } = made;
    world.lookback.audited = [
      heard('activation.bypassed', { roleDefinitionId: exchange.id, facts: { principal: ana.id } }),
    ];
    world.lookback.refused = [{ code: 'NotInstalled', count: 2 }];
    const digest = await composed();
    assert.deepEqual(digest.bypasses, [{ holder: 'Ana Ruiz', role: 'Exchange Administrator' }]);
    assert.deepEqual(digest.refusals, [{ name: 'NotInstalled', count: 2 }]);
    assert.deepEqual(digest.activations, []);
  });

  it('tells which requests nobody decided, and not those that were taken back', async () => {
    const { world, ask } = made;
    const request = await ask();
    world.clock.forward(24 * 60 + 1);
    world.lookback.notDecided = [
      request,
      { ...request, status: 'TimedOut' },
      { ...request, status: 'Canceled' },
      { ...request, status: 'Failed' },
    ];
    assert.deepEqual(
      (await composed()).lapsed.map(({ status }) => status),
      ['PendingApproval', 'TimedOut'],
    );
  });

  it('compares who holds what without activation with the day before', async () => {
    const { world, ana, ben, exchange, reader } = made;
    const group = world.pim.addGroup('Tier 1', [ana]);
    world.pim.makePermanent(ana, exchange);
    world.pim.makePermanent(ben, reader);
    await keepStanding({ lookback: world.lookback, holdings: new SharedHoldings(world) });
    world.clock.forward(24 * 60);
    assert.ok(isEmptyAdministratorsDigest(await composed()), 'nothing has changed');
    world.pim.actives = world.pim.actives.filter(({ principalId: holder }) => holder !== ana.id);
    world.pim.makePermanent(group, reader);
    assert.deepEqual((await composed()).standing, {
      added: [{ holder: 'Tier 1', role: 'Reports Reader' }],
      removed: [{ holder: 'Ana Ruiz', role: 'Exchange Administrator' }],
    });
  });

  it('tells by its id what has no name any more, or cannot be named now', async () => {
    const { world } = made;
    const holder = principalId('0f0f0f0f-0000-4000-8000-0f0f0f0f0f0f');
    const role = roleDefinitionId('0e0e0e0e-0000-4000-8000-0e0e0e0e0e0e');
    world.lookback.audited = [
      heard('activation.bypassed', { roleDefinitionId: role, facts: { principal: holder } }),
    ];
    world.directory.people = () => Promise.reject(new PimError('pim_unavailable', 'down'));
    assert.deepEqual((await composed()).bypasses, [{ holder, role }]);
  });
});

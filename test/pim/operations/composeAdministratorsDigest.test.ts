import assert from 'node:assert/strict';
import {
  type AdministratorsDigest,
  composeAdministratorsDigest,
  isEmptyAdministratorsDigest,
} from '../../../src/pim/operations/composeAdministratorsDigest.ts';
import { keepSettings } from '../../../src/pim/operations/keepSettings.ts';
import { keepStanding } from '../../../src/pim/operations/keepStanding.ts';
import { SharedHoldings } from '../../../src/pim/operations/sharedHoldings.ts';
import { SharedSettings } from '../../../src/pim/operations/sharedSettings.ts';
import { PimError } from '../../../src/pim/errors.ts';
import { principalId, roleDefinitionId } from '../../../src/pim/ids.ts';
import { type AuditEntry, type AuditEvent } from '../../../src/pim/records.ts';
import { goodSettings } from '../../support/calmTenant.ts';
import { approvalWorld, type ApprovalWorld } from '../../support/operationWorld.ts';

let made: ApprovalWorld;

beforeEach(async () => {
  made = await approvalWorld();
});

const composed = (): Promise<AdministratorsDigest> => {
  const { world } = made;
  const since = new Date(world.clock.now().getTime() - 24 * 3_600_000);
  const { directory, clock, lookback, logger } = world;
  return composeAdministratorsDigest(
    {
      directory,
      clock,
      lookback,
      logger,
      holdings: new SharedHoldings(world),
      roleSettings: new SharedSettings(world),
    },
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

  it('compares how roles are set with the day before, approvers by name', async () => {
    const { world, ana, ben, exchange, reader } = made;
    const group = world.pim.addGroup('Tier 1', [ana]);
    const before = goodSettings(exchange.id, {
      isApprovalRequired: true,
      approvers: [
        { kind: 'person', id: ben.id },
        { kind: 'group', id: group.id },
        { kind: 'requestorManager' },
      ],
    });
    world.roleSettings = [before];
    await keepSettings({ lookback: world.lookback, roleSettings: new SharedSettings(world) });
    world.clock.forward(24 * 60);
    // A role that came says nothing of its settings.
    world.roleSettings = [before, goodSettings(reader.id)];
    assert.ok(isEmptyAdministratorsDigest(await composed()), 'nothing has changed');
    world.roleSettings = [goodSettings(exchange.id)];
    const digest = await composed();
    assert.ok(!isEmptyAdministratorsDigest(digest));
    const changed = { role: 'Exchange Administrator', ruleId: 'Approval_EndUser_Assignment' };
    assert.deepEqual(
      digest.settings.map(({ before: was, ...change }) => ({
        ...change,
        before: Array.isArray(was) ? new Set(was as readonly string[]) : was,
      })),
      [
        { ...changed, setting: 'approval', before: true, after: false },
        {
          ...changed,
          setting: 'approvers',
          before: new Set(['Ben Okafor', 'Tier 1', 'requestorManager']),
          after: [],
        },
      ],
    );
  });

  it('says nothing of settings where nothing was kept, and asks nobody', async () => {
    const { world, exchange } = made;
    world.posture.settings = () => Promise.reject(new Error('asked'));
    assert.deepEqual((await composed()).settings, []);
    await world.lookback.keepSettings([goodSettings(exchange.id)]);
    world.clock.forward(24 * 60);
    await assert.rejects(composed(), /asked/);
  });

  it('says nothing of settings that cannot be read, and logs it', async () => {
    const { world, exchange } = made;
    await world.lookback.keepSettings([goodSettings(exchange.id)]);
    world.clock.forward(24 * 60);
    world.posture.settings = () => Promise.reject(new PimError('pim_unavailable', 'down'));
    assert.deepEqual((await composed()).settings, []);
    assert.ok(
      world.logged.some(({ facts }) => 'event' in facts && facts.event === 'roleSettings.unreadable'),
    );
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

import assert from 'node:assert/strict';
import {
  type AdministratorsDigest,
  composeAdministratorsDigest,
  isEmptyAdministratorsDigest,
} from '../../../src/pim/operations/composeAdministratorsDigest.ts';
import { keepSettings } from '../../../src/pim/operations/keepSettings.ts';
import { keepStanding } from '../../../src/pim/operations/keepStanding.ts';
import { SharedHoldings } from '../../../src/pim/operations/sharedHoldings.ts';
import { SharedRunningReviews } from '../../../src/pim/reviews/runningReviews.ts';
import { SharedSettings } from '../../../src/pim/operations/sharedSettings.ts';
import { PimError } from '../../../src/pim/errors.ts';
import { principalId, requestId, roleDefinitionId } from '../../../src/pim/ids.ts';
import { type ReviewPlan, type RoundKey } from '../../../src/pim/reviews/review.ts';
import { type Role } from '../../../src/pim/roles.ts';
import { type AuditEntry, type AuditEvent } from '../../../src/pim/records.ts';
import { goodSettings } from '../../support/calmTenant.ts';
import { approvalWorld, type ApprovalWorld } from '../../support/operationWorld.ts';

let made: ApprovalWorld;

beforeEach(async () => {
  made = await approvalWorld();
});

const composed = (runningReviews?: SharedRunningReviews): Promise<AdministratorsDigest> => {
  const { world } = made;
  const since = new Date(world.clock.now().getTime() - 24 * 3_600_000);
  const { directory, alerts, clock, lookback, logger } = world;
  return composeAdministratorsDigest(
    {
      directory,
      alerts,
      clock,
      lookback,
      logger,
      holdings: new SharedHoldings(world),
      roleSettings: new SharedSettings(world),
      runningReviews,
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
  });

  it('counts an activation once, by whatever way it went and however often it was noted', async () => {
    const { world, ana, exchange, reader } = made;
    const [seen, elsewhere] = [1, 2].map((last) =>
      requestId(`e0e0e0e0-0000-4000-8000-00000000000${String(last)}`),
    );
    const principal = { facts: { principal: ana.id } };
    world.lookback.audited = [
      heard('activation.activated', { requestId: seen, roleDefinitionId: exchange.id }),
      heard('activation.bypassed', { requestId: seen, roleDefinitionId: exchange.id, ...principal }),
      heard('activation.bypassed', { requestId: elsewhere, roleDefinitionId: reader.id, ...principal }),
    ];
    assert.deepEqual((await composed()).activations, [
      { name: 'Exchange Administrator', count: 1 },
      { name: 'Reports Reader', count: 1 },
    ]);
  });

  it('tells which requests nobody decided, and not those that were taken back or failed before that', async () => {
    const { world, ask } = made;
    const request = await ask();
    world.clock.forward(24 * 60 + 1);
    world.lookback.notDecided = [
      request,
      { ...request, status: 'TimedOut' },
      { ...request, status: 'Canceled' },
      { ...request, status: 'Failed' },
      { ...request, status: 'Failed', readAt: world.clock.now() },
    ];
    assert.deepEqual(
      (await composed()).lapsed.map(({ status, readAt }) => [status, readAt > request.readAt]),
      [
        ['PendingApproval', false],
        ['TimedOut', false],
        ['Failed', true],
      ],
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
    assert.ok(isEmptyAdministratorsDigest(await composed()), 'nothing has changed');
    // A role that came is told as that, and says nothing of its settings.
    world.roleSettings = [before, goodSettings(reader.id)];
    const grown = await composed();
    assert.ok(!isEmptyAdministratorsDigest(grown));
    assert.deepEqual([grown.settings, grown.roles], [[], { came: ['Reports Reader'], went: [] }]);
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

  it('tells of a role that is gone, by its id where nobody knows the name any more', async () => {
    const { world, exchange, reader } = made;
    world.roleSettings = [goodSettings(exchange.id), goodSettings(reader.id)];
    await keepSettings({ lookback: world.lookback, roleSettings: new SharedSettings(world) });
    world.clock.forward(24 * 60);
    world.pim.roles.delete(reader.id);
    world.roleSettings = [goodSettings(exchange.id)];
    const digest = await composed();
    assert.deepEqual([digest.settings, digest.roles], [[], { came: [], went: [reader.id] }]);
    assert.ok(!isEmptyAdministratorsDigest(digest));
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

  it('counts what is decided in the access reviews that run, and leaves out those that are over', async () => {
    const { world, ana, ben, dara, exchange, reader } = made;
    const counted = (): SharedRunningReviews =>
      new SharedRunningReviews({ reader: world.reviewing.reader, clock: world.clock });
    assert.ok(isEmptyAdministratorsDigest(await composed(counted())), 'none is set up');
    world.reviewing.administrators.push(dara.id);
    const setUp = async (role: Role, days: number): Promise<void> => {
      const plan: ReviewPlan = {
        roleDefinitionId: role.id,
        title: role.displayName,
        assignments: 'eligible',
        cadence: 'quarterly',
        days,
        reviewers: [{ kind: 'person', id: ben.id }],
        fallbackReviewers: [],
        startOn: world.clock.now().toISOString().slice(0, 10),
      };
      const act = { what: 'create', plan, together: [] } as const;
      assert.equal((await world.does(dara, { kind: 'review', act, justification: '' })).state, 'DONE');
    };
    world.pim.makeEligible(dara, exchange);
    await setUp(exchange, 14);
    await setUp(reader, 3);
    const { reader: reviews } = world.reviewing;
    const decide = async (round: RoundKey): Promise<void> => {
      for await (const [item] of reviews.items(round)) {
        if (item?.principal.id !== ana.id) continue;
        const act = { ...round, what: 'decide', itemId: item.id, verdict: 'Approve' } as const;
        assert.equal((await world.does(ben, { kind: 'review', act, justification: 'in use' })).state, 'DONE');
      }
    };
    for await (const [review] of reviews.reviews()) {
      if (review?.roleDefinitionId !== exchange.id) continue;
      for (const { reviewId, roundId } of await reviews.roundsOf(review.id))
        await decide({ reviewId, roundId });
    }
    const digest = await composed(counted());
    assert.ok(!isEmptyAdministratorsDigest(digest));
    assert.deepEqual(digest.reviews, { count: 2, decided: 1, total: 3, daysLeft: 3 });
    world.clock.forward(4 * 24 * 60);
    assert.deepEqual((await composed(counted())).reviews, { count: 1, decided: 1, total: 2, daysLeft: 10 });
    world.clock.forward(11 * 24 * 60);
    assert.equal((await composed(counted())).reviews, undefined);
  });

  it('says nothing of access reviews that cannot be read', async () => {
    const { world } = made;
    const failing = (code: 'permission_missing' | 'pim_unavailable'): SharedRunningReviews =>
      new SharedRunningReviews({
        reader: {
          ...world.reviewing.reader,
          reviews: () => {
            throw new PimError(code, 'not now');
          },
        },
        clock: world.clock,
      });
    assert.equal((await composed(failing('permission_missing'))).reviews, undefined);
    assert.equal(world.logged.length, 0, 'whoever looks for it finds it in the permissions');
    assert.equal((await composed(failing('pim_unavailable'))).reviews, undefined);
    assert.notEqual(world.logged.length, 0);
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

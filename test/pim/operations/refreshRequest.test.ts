import assert from 'node:assert/strict';
import { PimError } from '../../../src/pim/errors.ts';
import { refreshRequest, settle } from '../../../src/pim/operations/refreshRequest.ts';
import { type FollowedRequest } from '../../../src/pim/records.ts';
import { type ActiveRole } from '../../../src/pim/roles.ts';
import { aSignOn } from '../../support/inMemorySignOns.ts';
import { approvalWorld, toActivate, toDecide, type ApprovalWorld } from '../../support/operationWorld.ts';
import { aFollowedRequest, aPerson } from '../../support/storeWorld.ts';
import { tenantId } from '../../../src/pim/ids.ts';

const tenant = tenantId('000000f0-0000-4000-8000-000000000001');
const madeAt = new Date('2026-01-05T09:00:00Z');
const minutes = (count: number): Date => new Date(madeAt.getTime() + count * 60_000);
const ana = aPerson(tenant);

describe('settle', () => {
  const followed = (changes: Partial<FollowedRequest>): FollowedRequest =>
    aFollowedRequest(ana, madeAt, changes);
  const held = (request: FollowedRequest, changes: Partial<ActiveRole> = {}): ActiveRole => ({
    instanceId: 'instance-1',
    principalId: ana.id,
    role: {
      id: request.roleDefinitionId,
      displayName: 'Exchange Administrator',
      description: '',
      isBuiltIn: true,
      isPrivileged: false,
    },
    scope: { id: request.scopeId, kind: 'tenant', displayName: undefined },
    memberType: 'Direct',
    assignmentType: 'Activated',
    startAt: minutes(1),
    endAt: minutes(61),
    scheduleId: request.id,
    ...changes,
  });
  type Expected = Partial<Pick<FollowedRequest, 'status' | 'isOpen' | 'endAt'>>;
  const withoutInstance: readonly [
    title: string,
    followed: Partial<FollowedRequest>,
    status: string | undefined,
    atMinute: number,
    expected: Expected,
  ][] = [
    ['waits', {}, 'PendingApproval', 5, { status: 'PendingApproval', isOpen: true }],
    ['waits where the status cannot be read', {}, undefined, 5, { status: 'PendingApproval', isOpen: true }],
    ['lapses after 24 hours', {}, undefined, 1440, { status: 'TimedOut', isOpen: false }],
    ['does not lapse a minute earlier', {}, undefined, 1439, { isOpen: true }],
    ['is denied', {}, 'Denied', 5, { status: 'Denied', isOpen: false }],
    ['is cancelled', {}, 'Canceled', 5, { status: 'Canceled', isOpen: false }],
    ['failed', {}, 'Failed', 5, { status: 'Failed', isOpen: false }],
    ['is of a status nobody knows', {}, 'PendingMoonrise', 5, { isOpen: true }],
    ['is scheduled', {}, 'Granted', 5, { status: 'Granted', isOpen: true }],
    ['is provisioned before its instance shows', {}, 'Provisioned', 1, { isOpen: true, endAt: undefined }],
    ['ended', { endAt: minutes(60) }, 'Provisioned', 60, { status: 'Revoked', isOpen: false }],
    ['was given back early', { endAt: minutes(60) }, undefined, 20, { status: 'Revoked', isOpen: false }],
    [
      'was active and over while nobody looked',
      { durationMinutes: 60 },
      'Provisioned',
      121,
      { status: 'Revoked', isOpen: false },
    ],
    [
      'may still become active after a late approval',
      { approvalId: 'approval-1' },
      'PendingProvisioning',
      1430,
      { isOpen: true },
    ],
    [
      'is over long after its approval',
      { approvalId: 'approval-1', decidedAt: minutes(30), status: 'PendingProvisioning' },
      undefined,
      30 + 60 + 61,
      { status: 'Revoked', isOpen: false },
    ],
    ['waits for its start', { startAt: minutes(3000), status: 'Granted' }, 'Granted', 2000, { isOpen: true }],
  ];
  for (const [title, given, status, atMinute, expected] of withoutInstance) {
    it(`knows a request that ${title}`, () => {
      const settled = settle(followed(given), { status, active: [] }, minutes(atMinute));
      assert.deepEqual({ ...settled, ...expected }, settled);
      assert.deepEqual(settled.readAt, minutes(atMinute));
    });
  }

  it('knows an active role by its instance, whatever the status says', () => {
    for (const status of ['PendingApproval', 'Provisioned', undefined]) {
      const request = followed({});
      const settled = settle(request, { status, active: [held(request)] }, minutes(2));
      assert.equal(settled.status, 'Provisioned');
      assert.deepEqual(settled.endAt, minutes(61));
      assert.deepEqual(settled.startAt, minutes(1));
      assert.equal(settled.isOpen, true);
    }
  });

  const notThisOne: Readonly<Record<string, Partial<ActiveRole>>> = {
    'standing assignment': { assignmentType: 'Assigned' },
    'activation at another scope': { scope: { id: '/x', kind: 'object', displayName: undefined } },
    'activation of another request': { scheduleId: 'another' },
  };
  for (const [title, changes] of Object.entries(notThisOne)) {
    for (const status of ['PendingApproval', undefined]) {
      it(`does not take a ${title} for it where its status ${status === undefined ? 'cannot be read' : 'is read'}`, () => {
        const request = followed({});
        const settled = settle(request, { status, active: [held(request, changes)] }, minutes(2));
        assert.deepEqual([settled.status, settled.endAt], ['PendingApproval', undefined]);
      });
    }
  }

  it('takes an instance that names no schedule for it', () => {
    for (const status of ['PendingApproval', undefined]) {
      const request = followed({});
      const active = [held(request, { scheduleId: undefined })];
      assert.equal(settle(request, { status, active }, minutes(2)).status, 'Provisioned');
    }
  });

  it('has ended where another request has given the role again since', () => {
    const request = followed({ status: 'Provisioned', endAt: minutes(61) });
    const active = [held(request, { scheduleId: 'another', endAt: minutes(90) })];
    const settled = settle(request, { status: undefined, active }, minutes(30));
    assert.deepEqual([settled.status, settled.endAt, settled.isOpen], ['Revoked', minutes(61), false]);
  });
});

describe('refreshRequest', () => {
  let made: ApprovalWorld;
  let request: FollowedRequest;

  beforeEach(async () => {
    made = await approvalWorld();
    request = await made.ask();
    made.world.outbox.clear();
  });
  const refresh = (): Promise<FollowedRequest> => refreshRequest(made.world, made.world.followed(request.id));

  it('says nothing where nothing changed', async () => {
    await refresh();
    assert.deepEqual(made.world.outbox.waiting, []);
  });

  for (const title of ['with the requestor’s own token', 'with what the app itself may read'] as const) {
    it(`finds an approval of the portal ${title}, and tells once when the role is active`, async () => {
      const { world, ana: requestor, ben, dara } = made;
      if (title.startsWith('with the requestor')) await world.tokens.keep(aSignOn(requestor, world.clock));
      await world.pim.as(dara).decide(request.id, request.id, 'Approve', 'Go on');
      const updated = await refresh();
      assert.equal(updated.status, 'Provisioned');
      assert.equal(updated.decidedByName, 'Dara Lind');
      assert.ok(updated.endAt);
      assert.deepEqual(world.outbox.toldTo(requestor), ['requestActive']);
      assert.deepEqual(world.outbox.waitingFor(ben), ['card']);
      assert.equal(world.audit.events.at(-1), 'activation.activated');
      world.outbox.clear();
      await refresh();
      assert.deepEqual(world.outbox.waiting, []);
    });
  }

  it('tells once, where two look at the same moment', async () => {
    const { world, ana: requestor, dara } = made;
    await world.pim.as(dara).decide(request.id, request.id, 'Approve', 'Go on');
    await Promise.all([refresh(), refresh()]);
    assert.deepEqual(world.outbox.toldTo(requestor), ['requestActive']);
    assert.equal(world.audit.events.filter((event) => event === 'activation.activated').length, 1);
  });

  it('tells of a denial in the portal once', async () => {
    const { world, ana: requestor, dara } = made;
    await world.pim.as(dara).decide(request.id, request.id, 'Deny', 'No');
    const updated = await refresh();
    assert.equal(updated.status, 'Denied');
    assert.equal(updated.decisionComment, 'No');
    await refresh();
    assert.deepEqual(world.outbox.toldTo(requestor), ['requestDecided']);
  });

  it('tells when it lapsed', async () => {
    const { world, ana: requestor } = made;
    world.clock.forward(24 * 60);
    assert.equal((await refresh()).status, 'TimedOut');
    assert.deepEqual(world.outbox.toldTo(requestor), ['requestLapsed']);
  });

  it('tells when an activation ended, once, with its row in the trail', async () => {
    const { world, ana: requestor, ben } = made;
    await world.does(ben, toDecide(request.id));
    await refresh();
    world.outbox.clear();
    world.clock.forward(60);
    const updated = await refresh();
    assert.equal(updated.status, 'Revoked');
    assert.equal(updated.isOpen, false);
    await refresh();
    assert.deepEqual(world.outbox.toldTo(requestor), ['requestEnded']);
    assert.equal(world.audit.events.filter((event) => event === 'activation.ended').length, 1);
  });

  it('sends no notice of an activation that nobody had to wait for', async () => {
    const { world, ana: requestor, reader } = made;
    const { request: own } = await world.does(requestor, toActivate(reader));
    assert.ok(own);
    await refreshRequest(world, own);
    assert.deepEqual(world.outbox.toldTo(requestor), []);
    assert.equal(world.audit.events.at(-1), 'activation.activated');
  });

  it('takes no other request for it that was asked for in the portal since, where the app reads alone', async () => {
    const { world, ana: requestor, dara, exchange } = made;
    await world.pim.as(requestor).cancel(request.id);
    const again = await world.pim.as(requestor).selfActivate(
      { roleDefinitionId: exchange.id, scopeId: '/' },
      {
        durationMinutes: 60,
        justification: 'Asked again in the portal',
        ticketNumber: '',
        ticketSystem: '',
        startAt: undefined,
      },
    );
    await world.pim.as(dara).decide(again.id, again.id, 'Approve', 'Go on');
    const updated = await refresh();
    assert.deepEqual([updated.status, updated.endAt], ['PendingApproval', undefined]);
    assert.deepEqual(world.outbox.waiting, []);
    assert.ok(!world.audit.events.includes('activation.activated'));
  });

  it('goes on with the app’s own reading where the token no longer serves', async () => {
    const { world, ana: requestor, dara } = made;
    await world.tokens.keep(aSignOn(requestor, world.clock));
    await world.pim.as(dara).decide(request.id, request.id, 'Approve', 'Go on');
    world.pim.failNext('activeRoles', new PimError('sign_in_required', 'Expired'));
    assert.equal((await refresh()).status, 'Provisioned');
  });

  it('does not swallow what is no answer of PIM', async () => {
    const { world, ana: requestor } = made;
    await world.tokens.keep(aSignOn(requestor, world.clock));
    world.pim.failNext('activeRoles', new TypeError('a mistake of ours'));
    await assert.rejects(refresh(), TypeError);
  });

  it('counts a request that its own requestor cannot find as cancelled', async () => {
    const { world, ana: requestor } = made;
    await world.tokens.keep(aSignOn(requestor, world.clock));
    world.pim.failNext('request', new PimError('request_not_found', 'Deleted'));
    assert.equal((await refresh()).status, 'Canceled');
  });

  it('follows without knowing who decided where the app may not read approvals', async () => {
    const { world, dara } = made;
    world.directory.canReadApprovals = false;
    await world.pim.as(dara).decide(request.id, request.id, 'Approve', 'Go on');
    const updated = await refresh();
    assert.equal(updated.status, 'Provisioned');
    assert.equal(updated.decidedByName, undefined);
  });
});

import assert from 'node:assert/strict';
import { type Snapshot, type SnapshotGroup } from '../../../src/pim/posture/snapshot.ts';
import {
  byId,
  group,
  guid,
  held,
  type LocalRows,
  type LocalTenant,
  person,
  refusal,
  startTenant,
} from './localTenant.ts';

const [first, second, third] = [guid('b', 1), guid('b', 2), guid('b', 3)];
const [ana, ben, chi] = [guid('a', 1), guid('a', 2), guid('a', 3)];

describe('the groups and principals of a snapshot', () => {
  let tenant: LocalTenant | undefined;

  async function snapshotOf(rows: LocalRows): Promise<Snapshot> {
    tenant = await startTenant(rows);
    return tenant.posture.snapshot({ auditDays: 30 });
  }

  afterEach(async () => {
    await tenant?.server.stop();
    tenant = undefined;
  });

  const membersOf = (groups: readonly SnapshotGroup[]): Readonly<Record<string, readonly string[] | null>> =>
    Object.fromEntries(groups.map(({ id, members }) => [id, members]));
  const membershipCalls = (): number =>
    tenant?.server.received
      .filter(({ url }) => url.endsWith('/beta/$batch'))
      .flatMap(({ body }) => body.match(/\/members\?/g) ?? []).length ?? 0;

  it('are opened through nested groups, each group once, also where one is inside itself', async () => {
    const { groups, principals, notRead } = await snapshotOf({
      assignments: [held(first), held(third)],
      objects: byId(group(1), group(2, { isAssignableToRole: null }), group(3), person(1), person(2)),
      members: { [first]: [ana, second], [second]: [ben, first, third], [third]: [ana] },
      managed: [third],
    });
    assert.deepEqual(membersOf(groups), {
      [first]: [ana, second],
      [third]: [ana],
      [second]: [ben, first, third],
    });
    assert.deepEqual(
      groups.map(({ isRoleAssignable, isManagedByPim }) => [isRoleAssignable, isManagedByPim]),
      [
        [true, false],
        [true, true],
        [null, false],
      ],
    );
    assert.deepEqual(principals.map(({ id }) => id).toSorted(), [ana, ben, first, second, third].toSorted());
    assert.equal(membershipCalls(), 3);
    assert.deepEqual(notRead, []);
  });

  it('are read to the last page, twenty groups to a call', async () => {
    const people = Array.from({ length: 7 }, (_, index) => person(index));
    const ids = people.map(({ id }) => String(id));
    const groups = Array.from({ length: 45 }, (_, index) => group(index));
    const { groups: found } = await snapshotOf({
      page: 3,
      eligibilities: groups.map(({ id }) => held(String(id))),
      objects: byId(...people, ...groups),
      members: Object.fromEntries(groups.map(({ id }) => [String(id), ids])),
    });
    assert.ok(found.every(({ members }) => members?.join() === ids.join()));
    assert.equal(found.length, 45);
    // Three pages, each of 45 groups in three calls.
    assert.equal(tenant?.server.received.filter(({ url }) => url.endsWith('/beta/$batch')).length, 9);
  });

  it('are empty where nobody is inside, and null where they could not be read', async () => {
    const { groups, notRead } = await snapshotOf({
      assignments: [held(first), held(second)],
      objects: byId(group(1), group(2)),
      instead: (path) =>
        path.startsWith(`/beta/groups/${second}/`) ? refusal(403, 'Authorization_RequestDenied') : undefined,
    });
    assert.deepEqual(membersOf(groups), { [first]: [], [second]: null });
    assert.deepEqual(notRead, [{ part: 'groupMembers', code: 'forbidden' }]);
  });

  it('are asked for again where Graph was busy with one of them, and given up in the end', async () => {
    let refusals = 0;
    const busy = (times: number) => (path: string) => {
      if (!path.startsWith(`/beta/groups/${first}/`) || refusals >= times) return undefined;
      refusals += 1;
      return { ...refusal(429, 'TooManyRequests'), headers: { 'Retry-After': '7' } };
    };
    const rows: LocalRows = {
      assignments: [held(first)],
      objects: byId(group(1), person(1)),
      members: { [first]: [ana] },
    };
    const { groups } = await snapshotOf({ ...rows, instead: busy(2) });
    assert.deepEqual(membersOf(groups), { [first]: [ana] });
    assert.deepEqual(tenant?.waits, [7_000, 7_000]);
    await tenant.server.stop();
    refusals = 0;
    const { groups: none, notRead } = await snapshotOf({ ...rows, instead: busy(3) });
    assert.deepEqual(membersOf(none), { [first]: null });
    assert.deepEqual(notRead, [{ part: 'groupMembers', code: 'throttled' }]);
  });

  it('follow no page that lies somewhere else', async () => {
    const reading = snapshotOf({
      assignments: [held(first)],
      objects: byId(group(1)),
      instead: (path) =>
        path.startsWith(`/beta/groups/${first}/members`)
          ? { body: { value: [], '@odata.nextLink': `http://local/graph/beta/groups/${second}/members` } }
          : undefined,
    });
    await assert.rejects(reading, { code: 'egress_refused' });
  });

  it('say what somebody is, by their own words or by their id where Graph tells no more', async () => {
    const app = guid('d', 1);
    const { principals } = await snapshotOf({
      assignments: [held(ana), held(ben), held(chi), held(app)],
      objects: byId(
        person(1, { accountEnabled: false, userType: 'guest' }),
        person(2, { displayName: null, userPrincipalName: null, accountEnabled: null, userType: null }),
        { '@odata.type': '#microsoft.graph.servicePrincipal', id: app, displayName: 'Backup' },
      ),
    });
    const said = principals.map(({ id, kind, displayName, userPrincipalName, isEnabled, isGuest }) => [
      ...[id, kind, displayName, userPrincipalName],
      ...[isEnabled, isGuest],
    ]);
    assert.deepEqual(said, [
      [ana, 'person', 'Person 1', 'person.1@example.com', false, true],
      [ben, 'person', ben, null, null, false],
      [chi, 'missing', chi, null, null, false],
      [app, 'app', 'Backup', null, null, false],
    ]);
  });

  it('are looked up without a choice of fields where Graph takes none', async () => {
    const { principals, notRead } = await snapshotOf({
      assignments: [held(ana)],
      objects: byId(person(1)),
      instead: (path) =>
        path.includes('getByIds?$select') ? refusal(400, 'Request_UnsupportedQuery') : undefined,
    });
    assert.deepEqual(
      principals.map(({ displayName }) => displayName),
      ['Person 1'],
    );
    assert.deepEqual(notRead, []);
  });

  it('are all asked for where Graph answers with some of them at a time', async () => {
    const people = Array.from({ length: 5 }, (_, number) => person(number));
    const { principals, notRead } = await snapshotOf({
      assignments: [...people.map(({ id }) => held(String(id))), held(guid('d', 1))],
      instead: (path, body) => {
        if (!path.includes('getByIds')) return undefined;
        const { ids } = JSON.parse(body) as { ids: readonly string[] };
        const value = people.filter(({ id }) => ids.includes(String(id)));
        const more = value.length > 2 ? { '@odata.nextLink': 'http://127.0.0.1/next' } : {};
        return { body: { value: value.slice(0, 2), ...more } };
      },
    });
    assert.deepEqual(
      principals.map(({ kind }) => kind),
      ['person', 'person', 'person', 'person', 'person', 'missing'],
    );
    assert.deepEqual(notRead, []);
  });

  it('are not taken for missing where Graph answers with nobody and says that there are more', async () => {
    const { principals, notRead } = await snapshotOf({
      assignments: [held(ana)],
      instead: (path) =>
        path.includes('getByIds')
          ? { body: { value: [], '@odata.nextLink': 'http://127.0.0.1/next' } }
          : undefined,
    });
    assert.deepEqual(principals, []);
    assert.ok(notRead.some(({ part, code }) => part === 'principals' && code === 'unexpected_answer'));
  });

  it('are nobody rather than missing where ids could not be looked up', async () => {
    const { principals, groups, notRead } = await snapshotOf({
      assignments: [held(ana), held(first)],
      instead: (path) =>
        path.includes('getByIds') ? refusal(403, 'Authorization_RequestDenied') : undefined,
    });
    assert.deepEqual([principals, groups], [[], []]);
    assert.deepEqual(notRead, [
      { part: 'principals', code: 'forbidden' },
      { part: 'groupMembers', code: 'forbidden' },
    ]);
  });

  it('have signed in when they last did in any way, and only holders are asked about', async () => {
    const { principals } = await snapshotOf({
      assignments: [held(first)],
      eligibilities: [held(chi)],
      policies: [approvedBy(ben)],
      objects: byId(group(1), person(1), person(2), person(3)),
      members: { [first]: [ana] },
      signIns: {
        [ana]: {
          lastSignInDateTime: '2025-12-01T08:00:00Z',
          lastNonInteractiveSignInDateTime: '2026-01-02T03:04:05.6789Z',
        },
        [ben]: { lastSignInDateTime: '2026-01-01T00:00:00Z' },
        [chi]: { lastSignInDateTime: '0001-01-01T00:00:00Z' },
      },
    });
    const seen = Object.fromEntries(principals.map(({ id, lastSignInAt }) => [id, lastSignInAt]));
    assert.deepEqual(seen, {
      [ana]: '2026-01-02T03:04:05.678Z',
      [ben]: null,
      [chi]: null,
      [first]: null,
    });
  });
});

/** A policy whose approver is somebody. */
const approvedBy = (userId: string): Readonly<Record<string, unknown>> => ({
  roleDefinitionId: guid('c', 1),
  policyId: 'policy',
  policy: {
    id: 'policy',
    rules: [
      {
        id: 'Approval_EndUser_Assignment',
        setting: {
          isApprovalRequired: true,
          approvalStages: [{ primaryApprovers: [{ '@odata.type': '#microsoft.graph.singleUser', userId }] }],
        },
      },
    ],
  },
});

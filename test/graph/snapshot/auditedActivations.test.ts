import assert from 'node:assert/strict';
import { type Snapshot } from '../../../src/pim/posture/snapshot.ts';
import {
  byId,
  guid,
  type LocalRows,
  type LocalTenant,
  NOW,
  person,
  READER,
  refusal,
  startTenant,
} from './localTenant.ts';

const minutesAgo = (minutes: number): string => new Date(NOW.getTime() - minutes * 60_000).toISOString();

/** A row as PIM writes it. */
const row = (
  number: number,
  activityDisplayName: string,
  minutes: number,
  more: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> => ({
  id: `PIM_${number}_${activityDisplayName}`,
  category: 'RoleManagement',
  loggedByService: 'PIM',
  activityDisplayName,
  activityDateTime: minutesAgo(minutes),
  result: 'success',
  resultReason: `Reason ${number}`,
  correlationId: guid('e', number),
  targetResources: [
    { id: READER.id, type: 'Role' },
    { id: guid('e', number), type: 'Request' },
    { id: guid('a', 1), type: 'User' },
  ],
  ...more,
});
const COMPLETED = 'Add member to role completed (PIM activation)';

describe('the activations of a snapshot', () => {
  let tenant: LocalTenant | undefined;

  afterEach(async () => {
    await tenant?.server.stop();
    tenant = undefined;
  });

  async function snapshotOf(rows: LocalRows, auditDays = 30): Promise<Snapshot> {
    tenant = await startTenant({ objects: byId(person(1), person(2)), ...rows });
    return tenant.posture.snapshot({ auditDays });
  }
  const asked = (): readonly URL[] =>
    (tenant?.server.received ?? [])
      .filter(({ url }) => url.includes('directoryAudits'))
      .map(({ url }) => new URL(url, 'http://local'));

  it('are those of roles: not the directory’s own rows, not those of groups and Azure, not what failed', async () => {
    const { activations, principals } = await snapshotOf({
      audits: [
        row(1, COMPLETED, 10),
        row(1, 'Add member to role', 10, { loggedByService: 'Core Directory' }),
        row(2, COMPLETED, 10, { loggedByService: 'Core Directory' }),
        row(3, COMPLETED, 10, { category: 'GroupManagement' }),
        row(4, COMPLETED, 10, { category: 'ResourceManagement' }),
        row(5, COMPLETED, 10, { result: 'failure' }),
        row(6, 'Update role setting in PIM', 10),
        { id: 'odd' },
      ],
    });
    assert.deepEqual(
      activations.map(({ requestId, justification }) => [requestId, justification]),
      [[guid('e', 1), 'Reason 1']],
    );
    assert.deepEqual(
      principals.map(({ displayName }) => displayName),
      ['Person 1'],
    );
  });

  it('are read page by page, no faster than Graph lets an app read', async () => {
    const audits = Array.from({ length: 9 }, (_, index) => row(index, COMPLETED, index));
    const { activations, auditedSince, notRead } = await snapshotOf({ audits, page: 1 }, 7);
    assert.deepEqual(
      activations.map(({ activatedAt }) => activatedAt),
      Array.from({ length: 9 }, (_, index) => minutesAgo(8 - index)),
    );
    const since = new Date(NOW.getTime() - 7 * 86_400_000).toISOString();
    assert.equal(auditedSince, since);
    const [first, ...others] = asked();
    assert.equal(first?.searchParams.get('$top'), '1000');
    assert.match(first.searchParams.get('$filter') ?? '', new RegExp(`^activityDateTime ge ${since} and`));
    assert.deepEqual(
      others.map(({ searchParams }) => searchParams.get('$skiptoken')),
      ['1', '2', '3', '4', '5', '6', '7', '8'],
    );
    assert.deepEqual(tenant?.waits, [10_000, 10_000, 10_000, 10_000, 10_000]);
    assert.deepEqual(notRead, []);
  });

  it('go back no further than Entra keeps its log', async () => {
    const { auditedSince } = await snapshotOf({}, 90);
    assert.equal(auditedSince, new Date(NOW.getTime() - 30 * 86_400_000).toISOString());
  });

  it('are asked for without their category where Graph does not filter for it', async () => {
    const { activations } = await snapshotOf({
      audits: [row(1, COMPLETED, 10), row(2, COMPLETED, 5)],
      page: 1,
      instead: (path) => (path.includes('category') ? refusal(400, 'Request_UnsupportedQuery') : undefined),
    });
    assert.equal(activations.length, 2);
    assert.equal(asked().length, 3);
  });

  it('are none, which is said, where the log could not be read to its end', async () => {
    const { activations, auditedSince, notRead } = await snapshotOf({
      audits: [row(1, COMPLETED, 10), row(2, COMPLETED, 5)],
      page: 1,
      instead: (path) =>
        path.includes('skiptoken') ? refusal(403, 'Authorization_RequestDenied') : undefined,
    });
    assert.deepEqual([activations, auditedSince], [[], null]);
    assert.deepEqual(notRead, [{ part: 'audits', code: 'forbidden' }]);
  });

  it('tell of none, and since when, where there was none', async () => {
    const { activations, auditedSince, notRead } = await snapshotOf({});
    assert.deepEqual(activations, []);
    assert.ok(auditedSince !== null);
    assert.deepEqual(notRead, []);
  });
});

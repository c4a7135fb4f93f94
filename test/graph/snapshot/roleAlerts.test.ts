import assert from 'node:assert/strict';
import { type Snapshot } from '../../../src/pim/posture/snapshot.ts';
import { byId, guid, person, READER, startTenant } from './localTenant.ts';

const ana = guid('a', 1);

async function snapshotOf(...alerts: readonly Readonly<Record<string, unknown>>[]): Promise<Snapshot> {
  const { posture, server } = await startTenant({ alerts, objects: byId(person(1)) });
  try {
    return await posture.snapshot({ auditDays: 30 });
  } finally {
    await server.stop();
  }
}

const alert = (
  name: string,
  incidents: readonly Readonly<Record<string, unknown>>[] | undefined,
  more: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> => ({
  id: `DirectoryRole_${guid('9')}_${name}`,
  isActive: true,
  incidentCount: incidents?.length ?? 1,
  alertIncidents: incidents,
  ...more,
});

describe('the alerts of a snapshot', () => {
  it('say what they found, and when a role was last activated as far as they know', async () => {
    const { alerts, otherUses, principals, notRead } = await snapshotOf(
      alert('RedundantAssignmentAlert', [
        {
          assigneeId: ana.toUpperCase(),
          roleDefinitionId: READER.id,
          lastActivationDateTime: '2025-11-01T08:00:00.1234567Z',
        },
        { assigneeId: ana, roleTemplateId: guid('c', 2), lastActivationDateTime: '0001-01-01T00:00:00Z' },
      ]),
      alert('StaleSignInAlert', [
        { assigneeId: ana, roleDefinitionId: READER.id, lastSignInDateTime: '2025-10-01T08:00:00Z' },
      ]),
      alert('NoMfaOnRoleActivationAlert', [{ roleTemplateId: READER.id }], { isActive: false }),
    );
    assert.deepEqual(alerts, [
      {
        name: 'RedundantAssignmentAlert',
        isActive: true,
        incidentCount: 2,
        incidents: [
          { principalId: ana, roleDefinitionId: READER.id, lastSeenAt: '2025-11-01T08:00:00.123Z' },
          { principalId: ana, roleDefinitionId: guid('c', 2), lastSeenAt: null },
        ],
      },
      {
        name: 'StaleSignInAlert',
        isActive: true,
        incidentCount: 1,
        incidents: [
          { principalId: ana, roleDefinitionId: READER.id, lastSeenAt: '2025-10-01T08:00:00.000Z' },
        ],
      },
      {
        name: 'NoMfaOnRoleActivationAlert',
        isActive: false,
        incidentCount: 1,
        incidents: [{ principalId: null, roleDefinitionId: READER.id, lastSeenAt: null }],
      },
    ]);
    assert.deepEqual(otherUses, [
      {
        principalId: ana,
        roleDefinitionId: READER.id,
        lastActivatedAt: '2025-11-01T08:00:00.123Z',
        source: 'pimAlert',
      },
    ]);
    assert.deepEqual(
      principals.map(({ displayName }) => displayName),
      ['Person 1'],
    );
    assert.deepEqual(notRead, []);
  });

  it('are not taken for whole where incidents are missing', async () => {
    const without = await snapshotOf(alert('StaleSignInAlert', undefined));
    assert.deepEqual(without.notRead, [{ part: 'alerts', code: 'unexpected_answer' }]);
    const cut = { 'alertIncidents@odata.nextLink': 'http://127.0.0.1/next' };
    const { alerts, notRead } = await snapshotOf(alert('StaleSignInAlert', [{ assigneeId: ana }], cut));
    assert.equal(alerts[0]?.incidents.length, 1);
    assert.deepEqual(notRead, [{ part: 'alerts', code: 'unexpected_answer' }]);
  });
});

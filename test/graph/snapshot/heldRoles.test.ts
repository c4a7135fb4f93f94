import assert from 'node:assert/strict';
import { isPimError } from '../../../src/pim/errors.ts';
import { type Snapshot } from '../../../src/pim/posture/snapshot.ts';
import { guid, held, type LocalRows, READER, startTenant } from './localTenant.ts';

const somebody = guid('a', 1);

async function snapshotOf(rows: LocalRows): Promise<Snapshot> {
  const { posture, server } = await startTenant(rows);
  try {
    return await posture.snapshot({ auditDays: 30 });
  } finally {
    await server.stop();
  }
}

describe('the roles of a snapshot', () => {
  it('are those that a holder holds, each once, and not those that members have through a group', async () => {
    const { assignments, eligibilities } = await snapshotOf({
      page: 2,
      assignments: [
        held(somebody, { id: 'own' }),
        held(somebody, { id: 'through a group', memberType: 'Group' }),
        held(somebody, { id: 'inherited', memberType: 'inherited' }),
        held(somebody, { id: 'in other letters', memberType: 'direct' }),
        held(somebody, { id: 'own' }),
      ],
      eligibilities: [
        held(somebody, { id: 'may' }),
        held(somebody, { id: 'may through a group', memberType: 'GROUP' }),
      ],
    });
    assert.deepEqual(
      assignments.map(({ id }) => id),
      ['own', 'in other letters'],
    );
    assert.deepEqual(eligibilities, [
      {
        id: 'may',
        principalId: somebody,
        roleDefinitionId: READER.id,
        scopeId: '/',
        startAt: '2025-01-01T00:00:00.000Z',
        endAt: null,
      },
    ]);
  });

  const timeless = { startDateTime: null, endDateTime: null, roleAssignmentScheduleId: `held-${somebody}` };
  const origins: readonly (readonly [
    what: string,
    isOutside: boolean,
    row: Readonly<Record<string, unknown>>,
  ])[] = [
    ['no times and one id throughout', true, timeless],
    ['a start', false, { ...timeless, startDateTime: '2025-01-01T00:00:00Z' }],
    ['an end', false, { ...timeless, endDateTime: '2027-01-01T00:00:00Z' }],
    ['a schedule of its own', false, { ...timeless, roleAssignmentScheduleId: guid('5') }],
    ['an origin of its own', false, { ...timeless, roleAssignmentOriginId: 'another' }],
  ];
  for (const [what, isOutside, row] of origins) {
    it(`are ${isOutside ? 'outside' : 'inside'} PIM with ${what}`, async () => {
      const { assignments } = await snapshotOf({ assignments: [held(somebody, row)] });
      assert.deepEqual(
        assignments.map(({ isOutsidePim }) => isOutsidePim),
        [isOutside],
      );
    });
  }

  it('tell what was activated from what stands, in any letters, and keep scope and end', async () => {
    const unit = `/administrativeUnits/${guid('7')}`;
    const { assignments } = await snapshotOf({
      assignments: [
        held(somebody, { assignmentType: 'activated', endDateTime: '2026-01-05T10:00:00.1234567Z' }),
        held(guid('A', 2), { directoryScopeId: unit }),
        held(guid('a', 3), { directoryScopeId: null, appScopeId: '/app' }),
      ],
    });
    assert.deepEqual(
      assignments.map(({ assignmentType, endAt, scopeId, principalId }) => [
        assignmentType,
        endAt,
        scopeId,
        principalId,
      ]),
      [
        ['Activated', '2026-01-05T10:00:00.123Z', '/', somebody],
        ['Assigned', null, unit, guid('a', 2)],
        ['Assigned', null, '/app', guid('a', 3)],
      ],
    );
  });

  it('are no report with a holder left out: a row that cannot be read fails the reading', async () => {
    for (const rows of [
      { assignments: [held('nobody')] },
      { eligibilities: [held(somebody), {}] },
      { roles: [READER, { id: 'no id' }] },
      { roles: [] },
    ] satisfies readonly LocalRows[]) {
      await assert.rejects(snapshotOf(rows), (error: unknown) => isPimError(error, 'unexpected_answer'));
    }
  });
});

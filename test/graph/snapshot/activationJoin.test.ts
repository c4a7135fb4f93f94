import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ActivationJoin } from '../../../src/graph/snapshot/activationJoin.ts';
import { type DirectoryAudit } from '../../../src/pim/directoryAudits.ts';
import { principalId, requestId, roleDefinitionId } from '../../../src/pim/ids.ts';
import { type SnapshotActivation } from '../../../src/pim/posture/snapshot.ts';
import { guid } from './localTenant.ts';

const ana = principalId(guid('a', 1));
const ben = principalId(guid('a', 2));
const reader = roleDefinitionId(guid('c', 1));
const writer = roleDefinitionId(guid('c', 2));

const at = (minute: number): Date => new Date(Date.UTC(2026, 0, 5, 9, minute));
const text = (minute: number): string => at(minute).toISOString();

/** A row about a request of Ana's, so many minutes after nine. */
const row = (
  number: number,
  activity: DirectoryAudit['activity'],
  minute: number,
  more: Partial<DirectoryAudit> = {},
): DirectoryAudit => ({
  id: `${number} ${activity} ${minute}`,
  activity,
  at: at(minute),
  requestId: requestId(guid('e', number)),
  roleDefinitionId: reader,
  principalId: ana,
  actor: undefined,
  reason: '',
  startAt: undefined,
  endAt: undefined,
  ...more,
});

const by = (id: typeof ana): Partial<DirectoryAudit> => ({ actor: { id, displayName: 'Somebody' } });

function joined(rows: readonly DirectoryAudit[]): readonly SnapshotActivation[] {
  const join = new ActivationJoin();
  for (const one of rows) join.add(one);
  return join.activations();
}

/** What a test is about, of every activation. */
const essence = (rows: readonly DirectoryAudit[]): readonly (readonly (string | null)[])[] =>
  joined(rows).map(({ outcome, requestedAt, activatedAt, endAt, justification, decidedBy }) => [
    outcome,
    requestedAt,
    activatedAt,
    endAt,
    justification,
    decidedBy,
  ]);

const TAG = ' [ref:01ARZ3NDEKTSV4RRFFQ69G5FAV]';

const approved = [
  row(1, 'requested', 0, { reason: `Patch night${TAG}`, endAt: at(60) }),
  row(1, 'approvalRequested', 0, { reason: `Patch night${TAG}`, endAt: at(60) }),
  row(1, 'approved', 5, { ...by(ben), reason: 'Fine' }),
  row(1, 'activated', 6, { reason: 'Patch night', endAt: at(66) }),
  row(1, 'ended', 66),
];

describe('the rows about one request', () => {
  it('become an activation with who approved, when it began, when it ended, and why in the person’s own words', () => {
    assert.deepEqual(essence(approved), [['activated', text(0), text(6), text(66), 'Patch night', ben]]);
  });

  it('tell the end that was planned until it has come', () => {
    const running = approved.filter(({ activity }) => activity !== 'ended');
    assert.deepEqual(essence(running), [['activated', text(0), text(6), text(66), 'Patch night', ben]]);
    assert.deepEqual(essence(running.slice(0, 3)), [
      ['waiting', text(0), null, text(60), 'Patch night', ben],
    ]);
  });

  it('are denied, canceled or lapsed, and then never ran', () => {
    const asked = row(1, 'requested', 0, { reason: 'Why', endAt: at(60) });
    assert.deepEqual(essence([asked, row(1, 'denied', 5, { ...by(ben), reason: 'No' })]), [
      ['denied', text(0), null, null, 'Why', ben],
    ]);
    assert.deepEqual(essence([asked, row(1, 'canceled', 5, by(ana))]), [
      ['canceled', text(0), null, null, 'Why', null],
    ]);
    assert.deepEqual(essence([asked, row(1, 'lapsed', 5)]), [['lapsed', text(0), null, null, 'Why', null]]);
  });

  it('say what they can where the log begins in the middle of them', () => {
    assert.deepEqual(essence(approved.slice(2)), [
      ['activated', text(5), text(6), text(66), 'Patch night', ben],
    ]);
    assert.deepEqual(essence(approved.slice(4)), []);
  });

  it('are left out where nobody knows whose role it is', () => {
    assert.deepEqual(essence([row(1, 'activated', 0, { principalId: undefined })]), []);
    assert.deepEqual(essence([row(1, 'activated', 0, { roleDefinitionId: undefined })]), []);
  });

  it('take whose role it is from whichever row says so', () => {
    const rows = [row(1, 'requested', 0, { principalId: undefined }), row(1, 'activated', 1)];
    assert.deepEqual(
      joined(rows).map(({ principalId: who }) => who),
      [ana],
    );
  });
});

describe('giving a role back', () => {
  it('ends the activation that ran then, though it is a request of its own', () => {
    const rows = [
      row(1, 'activated', 0, { endAt: at(60) }),
      row(2, 'activated', 10, { endAt: at(70), roleDefinitionId: writer }),
      row(3, 'activated', 20, { endAt: at(80) }),
      row(4, 'ended', 30),
      row(5, 'ended', 8),
      row(6, 'activated', 40, { endAt: at(90), principalId: ben }),
    ];
    assert.deepEqual(
      joined(rows).map(({ endAt }) => endAt),
      [text(8), text(70), text(30), text(90)],
    );
  });

  it('is nothing where no activation is known', () => {
    assert.deepEqual(joined([row(4, 'ended', 30)]), []);
  });
});

describe('rows in any order', () => {
  const story = [
    ...approved,
    row(2, 'requested', 70, { reason: 'Second' }),
    row(2, 'denied', 75, { ...by(ben), reason: 'No' }),
    row(3, 'requested', 80, { reason: 'Third', endAt: at(140) }),
    row(3, 'activated', 81, { reason: 'Third', endAt: at(141) }),
    row(4, 'ended', 100),
  ];
  const inOrder = joined(story);

  it('tell the same, however often one of them comes', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...story.keys()], { minLength: story.length }),
        fc.array(fc.nat(story.length - 1), { maxLength: 5 }),
        (order, again) => {
          const rows = [...order, ...again].flatMap((index) => story[index] ?? []);
          assert.deepEqual(joined(rows), inOrder);
        },
      ),
    );
  });
});

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { tenantId } from '../../src/pim/ids.ts';
import { type ChainedAuditEntry } from '../../src/pim/records.ts';
import { chained, CHAIN_START } from '../../src/store/auditChain.ts';
import { type Expectations, type TrailVerdict, verifyTrail } from '../../src/store/verifyTrail.ts';
import { anAuditEntry, aPerson } from '../support/storeWorld.ts';

function aTrail(length: number, person = aPerson(tenantId(randomUUID()))): readonly ChainedAuditEntry[] {
  const rows: ChainedAuditEntry[] = [];
  for (let count = 0; count < length; count += 1) {
    const head = rows.at(-1) ?? { sequence: 0, hash: CHAIN_START };
    rows.push(chained(anAuditEntry(person), new Date('2026-01-05T09:00:00Z'), head));
  }
  return rows;
}

/** In pages of two, as a longer trail comes in pages of a thousand. */
async function verdictOf(
  rows: readonly ChainedAuditEntry[],
  expectations?: Expectations,
): Promise<TrailVerdict> {
  async function* pages(): AsyncGenerator<readonly ChainedAuditEntry[]> {
    for (let start = 0; start < rows.length; start += 2) {
      yield await Promise.resolve(rows.slice(start, start + 2));
    }
  }
  return verifyTrail(pages(), expectations);
}

const headOf = (rows: readonly ChainedAuditEntry[], sequence: number) => {
  const row = rows[sequence - 1];
  assert.ok(row);
  return { sequence, hash: row.hash };
};

describe('verifyTrail', () => {
  const rows = aTrail(7);
  /** The same length, written by somebody else from the start. */
  const anew = aTrail(7);

  it('finds a trail of several pages unbroken', async () => {
    assert.deepEqual(await verdictOf(rows, { anchors: [headOf(rows, 3), headOf(rows, 7)] }), {
      isIntact: true,
      head: headOf(rows, 7),
      count: 7,
      first: 1,
      anchorsBefore: 0,
    });
  });

  it('finds nothing wrong with an empty one', async () => {
    const verdict = await verdictOf([]);
    assert.deepEqual(verdict, {
      isIntact: true,
      head: { sequence: 0, hash: CHAIN_START },
      count: 0,
      first: undefined,
      anchorsBefore: 0,
    });
  });

  it('names the first row that was changed, on a later page too', async () => {
    const spoilt = rows.map((row) => (row.sequence === 5 ? { ...row, actor: undefined } : row));
    assert.deepEqual(await verdictOf(spoilt), { isIntact: false, sequence: 5, reason: 'changed' });
  });

  it('names a row that is missing between two pages', async () => {
    const spoilt = rows.filter(({ sequence }) => sequence !== 3);
    assert.deepEqual(await verdictOf(spoilt), { isIntact: false, sequence: 3, reason: 'missing' });
  });

  it('takes a trail that was written anew for unbroken without anchors, and finds it with one', async () => {
    assert.equal((await verdictOf(anew)).isIntact, true);
    assert.deepEqual(await verdictOf(anew, { anchors: [headOf(rows, 4)] }), {
      isIntact: false,
      sequence: 4,
      reason: 'rewritten',
    });
  });

  it('finds a trail that ends before an anchor', async () => {
    assert.deepEqual(await verdictOf(rows.slice(0, 5), { anchors: [headOf(rows, 6)] }), {
      isIntact: false,
      sequence: 6,
      reason: 'cutOff',
    });
    assert.deepEqual(await verdictOf([], { anchors: [headOf(rows, 1)] }), {
      isIntact: false,
      sequence: 1,
      reason: 'cutOff',
    });
  });

  it('forgives anchors of rows that were lost, where the trail says so, and no others', async () => {
    const at = new Date('2026-01-05T10:00:00Z');
    const restored = [...rows.slice(0, 4)];
    const head = restored.at(-1);
    assert.ok(head);
    const facts = { by: 'anchor', operations: 0, lostSequence: 7, lostHash: 'x' };
    const notice = { ...anAuditEntry(aPerson(head.tenantId)), event: 'restore.noticed', facts } as const;
    restored.push(chained(notice, at, head));
    const noted = (sequence: number, time: Date) => ({ ...headOf(rows, sequence), at: time });
    const early = new Date('2026-01-05T09:30:00Z');
    const verdict = await verdictOf(restored, {
      anchors: [noted(3, early), noted(5, early), noted(7, early)],
    });
    assert.ok(verdict.isIntact, JSON.stringify(verdict));
    assert.equal(verdict.anchorsLost, 2);
    const late = { ...noted(6, new Date('2026-01-05T10:00:01Z')) };
    assert.deepEqual(await verdictOf(restored, { anchors: [late] }), {
      isIntact: false,
      sequence: 6,
      reason: 'cutOff',
    });
    const undated = headOf(rows, 5);
    assert.deepEqual(await verdictOf(restored, { anchors: [undated] }), {
      isIntact: false,
      sequence: 5,
      reason: 'rewritten',
    });
    const before = { sequence: 4, hash: 'f'.repeat(64), at: early };
    assert.deepEqual(await verdictOf(restored, { anchors: [before] }), {
      isIntact: false,
      sequence: 4,
      reason: 'rewritten',
    });
  });

  it('finds a trail that does not end where it must', async () => {
    const verdict = await verdictOf(rows.slice(0, 5), { head: headOf(rows, 7) });
    assert.deepEqual(verdict, { isIntact: false, sequence: 6, reason: 'cutOff' });
  });

  it('takes one that begins later, and looks at the anchor right before it', async () => {
    const later = rows.slice(3);
    const verdict = await verdictOf(later, { anchors: [headOf(rows, 1), headOf(rows, 3)] });
    assert.ok(verdict.isIntact);
    assert.deepEqual([verdict.first, verdict.count, verdict.anchorsBefore], [4, 4, 1]);
    assert.deepEqual(await verdictOf(later, { anchors: [headOf(anew, 3)] }), {
      isIntact: false,
      sequence: 3,
      reason: 'rewritten',
    });
  });

  it('misses the rows before where the whole trail must be there', async () => {
    const missing = { isIntact: false, sequence: 1, reason: 'missing' };
    assert.deepEqual(await verdictOf(rows.slice(3), { isWhole: true }), missing);
    const anchors = [headOf(rows, 2), headOf(rows, 6)];
    assert.deepEqual(await verdictOf(rows.slice(3), { isWhole: true, anchors }), missing);
    assert.equal((await verdictOf(rows, { isWhole: true, anchors })).isIntact, true);
    assert.equal((await verdictOf([], { isWhole: true })).isIntact, true);
  });

  it('believes no first row that pretends to begin a chain', async () => {
    const [first, ...rest] = rows;
    assert.ok(first);
    const verdict = await verdictOf([{ ...first, previousHash: 'f'.repeat(64) }, ...rest]);
    assert.deepEqual(verdict, { isIntact: false, sequence: 1, reason: 'unlinked' });
  });
});

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { tenantId } from '../../src/pim/ids.ts';
import { type ChainedAuditEntry } from '../../src/pim/records.ts';
import { canonicalJson, chained, CHAIN_START, verifyChain } from '../../src/store/auditChain.ts';
import { anAuditEntry, aPerson } from '../support/storeWorld.ts';

function aChain(length: number): readonly ChainedAuditEntry[] {
  const person = aPerson(tenantId(randomUUID()));
  const rows: ChainedAuditEntry[] = [];
  for (let count = 0; count < length; count += 1) {
    const head = rows.at(-1) ?? { sequence: 0, hash: CHAIN_START };
    rows.push(chained(anAuditEntry(person), new Date('2026-01-05T09:00:00Z'), head));
  }
  return rows;
}

describe('canonicalJson', () => {
  it('writes one text for one value, in whatever order its members came', () => {
    assert.equal(canonicalJson({ b: 1, a: [{ d: null, c: undefined }] }), '{"a":[{"d":null}],"b":1}');
    assert.equal(canonicalJson({ a: [{ d: null }], b: 1 }), '{"a":[{"d":null}],"b":1}');
  });

  it('survives being stored as JSON', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()), (facts) => {
        const stored = JSON.parse(JSON.stringify(facts)) as unknown;
        assert.equal(canonicalJson(stored), canonicalJson(facts));
      }),
    );
  });

  it('tells different things apart', () => {
    assert.notEqual(canonicalJson({ a: '1' }), canonicalJson({ a: 1 }));
    assert.notEqual(canonicalJson({ a: '","b":"' }), canonicalJson({ a: '', b: '' }));
  });
});

describe('verifyChain', () => {
  it('finds a chain intact and says where it ends', () => {
    const rows = aChain(5);
    assert.deepEqual(verifyChain(rows), {
      isIntact: true,
      head: { sequence: 5, hash: rows.at(-1)?.hash },
    });
    assert.deepEqual(verifyChain([]), { isIntact: true, head: { sequence: 0, hash: CHAIN_START } });
  });

  it('goes on from a head that was noted down', () => {
    const rows = aChain(5);
    const verdict = verifyChain(rows.slice(3), { after: rows[2], head: rows[4] });
    assert.equal(verdict.isIntact, true);
  });

  const spoilt: Record<string, [(rows: ChainedAuditEntry[]) => ChainedAuditEntry[], object]> = {
    'a row that was changed': [
      (rows) => rows.map((row) => (row.sequence === 3 ? { ...row, actor: undefined } : row)),
      { isIntact: false, sequence: 3, reason: 'changed' },
    ],
    'a row whose time was changed': [
      (rows) => rows.map((row) => (row.sequence === 3 ? { ...row, at: new Date(0) } : row)),
      { isIntact: false, sequence: 3, reason: 'changed' },
    ],
    'a row that was changed and hashed anew': [
      (rows) =>
        rows.map((row) =>
          row.sequence === 3
            ? chained({ ...anAuditEntry(aPerson(row.tenantId)), facts: {} }, row.at, {
                sequence: 2,
                hash: row.previousHash,
              })
            : row,
        ),
      { isIntact: false, sequence: 4, reason: 'unlinked' },
    ],
    'a row that is gone': [
      (rows) => rows.filter(({ sequence }) => sequence !== 3),
      { isIntact: false, sequence: 3, reason: 'missing' },
    ],
    'two rows that changed places': [
      ([first, second, third, ...rest]) => [first, third, second, ...rest].filter((row) => row !== undefined),
      { isIntact: false, sequence: 2, reason: 'missing' },
    ],
    'rows that were cut off at the end': [
      (rows) => rows.slice(0, 4),
      { isIntact: false, sequence: 5, reason: 'cutOff' },
    ],
  };

  for (const [what, [spoil, verdict]] of Object.entries(spoilt)) {
    it(`names ${what}`, () => {
      const rows = aChain(5);
      assert.deepEqual(verifyChain(spoil([...rows]), { head: rows.at(-1) }), verdict);
    });
  }
});

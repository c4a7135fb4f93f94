import assert from 'node:assert/strict';
import { auditReportJson } from '../../src/reports/auditReportJson.ts';
import { readSnapshot } from '../../src/reports/readSnapshot.ts';
import { sampleReport, sampleYardstick } from '../support/sampleReport.ts';
import { sampleSnapshot } from '../support/sampleSnapshot.ts';

const reasonsOf = (text: string): readonly string[] => {
  const read = readSnapshot(text);
  assert.ok('reasons' in read, 'It was taken');
  return read.reasons;
};
const changed = (change: object): string => JSON.stringify({ ...sampleSnapshot, ...change });

describe('readSnapshot', () => {
  it('takes a snapshot on its own, with a byte order mark too', () => {
    const kept = { snapshot: sampleSnapshot, yardstick: undefined };
    assert.deepEqual(readSnapshot(JSON.stringify(sampleSnapshot)), kept);
    assert.deepEqual(readSnapshot(`\uFEFF${JSON.stringify(sampleSnapshot)}`), kept);
  });

  it('takes it from a whole report, with what that was judged by', () => {
    assert.deepEqual(readSnapshot(auditReportJson(sampleReport())), {
      snapshot: sampleSnapshot,
      yardstick: sampleYardstick,
    });
  });

  it('knows ids in any casing', () => {
    const read = readSnapshot(changed({ tenantId: sampleSnapshot.tenantId.toUpperCase() }));
    assert.ok('snapshot' in read);
    assert.equal(read.snapshot.tenantId, sampleSnapshot.tenantId);
  });

  for (const [what, text, reason] of [
    ['no JSON', '{"tenantId": ', /^It is not valid JSON\.$/],
    ['nothing', '', /^It is not valid JSON\.$/],
    ['a list', '[]', /^It is neither a snapshot nor an audit report\.$/],
    ['null', 'null', /^It is neither a snapshot nor an audit report\.$/],
    ['another version', '{"version": 2, "snapshot": {}}', /another version/],
    ['a field that is unknown', changed({ extra: 1 }), /^At the top: Unrecognized key: "extra"\.$/],
    ['a time that is none', changed({ takenAt: 'yesterday' }), /^takenAt: .+\.$/],
    ['an id that is none', changed({ tenantId: '../../etc' }), /^tenantId: .+\.$/],
    ['a kind that is unknown', changed({ alerts: [{ name: 1 }] }), /^alerts\.0\.name: .+\.$/],
    [
      'a name beyond all measure',
      changed({ notRead: [{ part: 'audits', code: 'x'.repeat(30_000) }] }),
      /^notRead/,
    ],
  ] as const) {
    it(`says in a sentence why it does not take ${what}`, () => {
      assert.match(reasonsOf(text)[0] ?? '', reason);
    });
  }

  it('takes nothing by the name of a prototype', () => {
    const text = JSON.stringify(sampleSnapshot).replace('{', '{"__proto__":{"isAdmin":true},');
    assert.match(reasonsOf(text)[0] ?? '', /Unrecognized key: "__proto__"/);
    assert.equal(({} as { isAdmin?: unknown }).isAdmin, undefined);
  });

  it('counts the rest where much is wrong', () => {
    const reasons = reasonsOf(changed({ assignments: Array.from({ length: 50 }, () => ({ id: 1 })) }));
    assert.equal(reasons.length, 11);
    assert.match(reasons.at(-1) ?? '', /^And \d+ more\.$/);
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { jsonLines } from '../../src/reports/jsonLines.ts';

describe('jsonLines', () => {
  it('gives what JSON.stringify gives, whatever the value, and a line end', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        assert.equal([...jsonLines(value)].join(''), `${JSON.stringify(value, undefined, 2)}\n`);
      }),
    );
  });

  it('leaves out members without a value, as JSON.stringify does', () => {
    for (const value of [{ a: undefined }, { a: 1, b: undefined }, [{ b: undefined, c: { d: undefined } }]]) {
      assert.equal([...jsonLines(value)].join(''), `${JSON.stringify(value, undefined, 2)}\n`);
    }
  });

  it('gives many rows whole lines at a time, never all of them together', () => {
    const rows = Array.from({ length: 10_000 }, (_, index) => ({ index, text: 'a\nb'.repeat(10) }));
    const value = { rows: { inside: rows } };
    const pieces = [...jsonLines(value)];
    assert.ok(pieces.length > 5, `${pieces.length} pieces`);
    for (const piece of pieces) {
      assert.ok(piece.endsWith('\n'));
      assert.ok(piece.length < 100_000, `${piece.length} characters`);
    }
    assert.deepEqual(JSON.parse(pieces.join('')), value);
  });
});

import assert from 'node:assert/strict';
import { parseFilter } from '../../../sandbox/graph/odata/filter.ts';
import { matches } from '../../../sandbox/graph/odata/matches.ts';
import { parseQuery } from '../../../sandbox/graph/odata/query.ts';

describe('parseFilter', () => {
  const audit = {
    id: 'x',
    count: 3,
    isBuiltIn: true,
    scope: null,
    name: "O'Neil",
    at: '2026-03-01T10:00:00.5Z',
    initiatedBy: { user: { id: 'ana' } },
    targets: [{ id: 'one', displayName: 'First' }, { id: 'two' }],
  };
  const cases: readonly (readonly [filter: string, expected: boolean])[] = [
    ["id eq 'x'", true],
    ["ID EQ 'X'", true],
    ["id ne 'x'", false],
    ["name eq 'O''Neil'", true],
    ["name eq 'O''Neill'", false],
    ["id in ('a','x')", true],
    ["id in ('a')", false],
    ['scope eq null', true],
    ['id eq null', false],
    ['id ne null', true],
    ['isBuiltIn eq true', true],
    ['isBuiltIn eq false', false],
    ['count ge 3', true],
    ["id eq 'a' or id eq 'x' and count eq 3", true],
    ["(id eq 'a' or id eq 'x') and count eq 4", false],
    ["not (id eq 'x')", false],
    ["startswith(name,'o')", true],
    ["startswith(name,'o') eq false", false],
    ['at ge 2026-03-01T10:00:00Z', true],
    ['at ge 2026-03-01T12:00:00+02:00', true],
    ['at gt 2026-03-01T10:00:00.5000000Z', false],
    ['at lt 2026-03-02', true],
    ["initiatedBy/user/id eq 'ana'", true],
    ["targets/any(t:t/id eq 'two')", true],
    ["targets/any(t: t/id eq 'two')", true],
    ["targets/any(t: t/id eq 'three')", false],
    ["targets/any(t: startswith(t/displayName,'fir'))", true],
  ];
  for (const [filter, expected] of cases) {
    it(`reads ${filter}`, () => {
      assert.equal(matches(parseFilter(filter), audit), expected);
    });
  }

  for (const broken of [
    '',
    'id',
    'id eq',
    "id eq 'x",
    'id like 3',
    'id eq "x"',
    "id eq 'x' and",
    "(id eq 'x'",
    'id eq other',
    "id in 'x'",
  ]) {
    it(`refuses ${JSON.stringify(broken)}`, () => {
      assert.throws(() => parseFilter(broken), { status: 400, code: 'BadRequest' });
    });
  }
});

describe('parseQuery', () => {
  it('reads nested expansions', () => {
    const { expand } = parseQuery(
      new URLSearchParams('$expand=policy($expand=rules($select=id);$select=id),principal'),
    );
    const rules = { name: 'rules', select: ['id'], expand: [] };
    assert.deepEqual(expand, [
      { name: 'policy', select: ['id'], expand: [rules] },
      { name: 'principal', select: undefined, expand: [] },
    ]);
  });

  it('takes options without their dollar sign', () => {
    assert.equal(parseQuery(new URLSearchParams('top=5')).top, 5);
  });

  for (const broken of [
    '$top=0',
    '$top=x',
    '$wrong=1',
    '$filter=a eq 1&filter=a eq 1',
    '$expand=a($top=1)',
    '$expand=a(b',
    '$select=a,,b',
    '$orderby=a up',
    '$skiptoken=abc',
  ]) {
    it(`refuses ${broken}`, () => {
      assert.throws(() => parseQuery(new URLSearchParams(broken)), { status: 400 });
    });
  }
});

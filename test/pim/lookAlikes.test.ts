import assert from 'node:assert/strict';
import { readsAsBuiltIn } from '../../src/pim/builtInRoleNames.ts';
import { lookAlikesIn, oddInWords, oddLetters } from '../../src/pim/lookAlikes.ts';

/** As `а Cyrillic, ο Greek`. */
const told = (name: string): string =>
  oddLetters(name)
    .map(({ letter, kind }) => `${letter} ${kind}`)
    .join(', ');

describe('oddLetters', () => {
  for (const name of [
    'Ørsted',
    'Müller',
    'Łukasz Żółć',
    'Ünal İpek',
    'João',
    'Ελένη Παπαδοπούλου',
    'Иван Сорокин',
    'Сара',
    'Роса Сорос',
    'Ավագ',
    '田中',
    '田中ＳＡＰ',
    '김민준',
    'علي',
    'שרה',
    'สมชาย',
    'Zoë O’Neil-Strauß',
    'HR отдел',
    'VPN с MFA',
    'Ω-Team',
    '5 μm Lab',
    'Tier 0 Admins',
    'Exchange Administrators (EMEA)',
  ]) {
    it(`leaves ${name} alone`, () => {
      assert.deepEqual(oddLetters(name), []);
    });
  }

  const odd: Readonly<Record<string, string>> = {
    'Exchange Administrаtor': 'а Cyrillic',
    'Glοbal Reader': 'ο Greek',
    'Glօbal Reader': 'օ Armenian',
    Ꭺdmin: 'Ꭺ Cherokee',
    'Τeams Аdmin': 'Τ Greek, А Cyrillic',
    Иванa: 'a Latin',
    'Global Асе': 'А Cyrillic, с Cyrillic, е Cyrillic',
    'Ｇlobal Reader': 'Ｇ fullWidth',
    '𝐆lobal Reader': '𝐆 mathematical',
    'Administrаtоr аll': 'а Cyrillic, о Cyrillic',
  };
  for (const [name, letters] of Object.entries(odd)) {
    it(`names what is odd in ${name}`, () => {
      assert.equal(told(name), letters);
    });
  }

  it('judges in a whole text only what stands within a word', () => {
    assert.deepEqual(oddInWords('Asked by Сара for the Oslo office'), []);
    assert.deepEqual(oddInWords('The reаder'), [{ letter: 'а', kind: 'Cyrillic' }]);
  });

  it('takes little time for a name without end', () => {
    assert.ok(oddLetters('аb'.repeat(500_000)).length > 0);
  });
});

describe('lookAlikesIn', () => {
  const areLookAlikes = (one: string, other: string): boolean => lookAlikesIn([one, other])(one);

  for (const [one, other] of [
    ['Ana Ruiz', 'Аna Ruiz'],
    ['Сара', 'Capa'],
    ['Iain', 'lain'],
    ['Admin', 'Adrnin'],
    ['Tier 0', 'Tier O'],
    ['Ana\u200BRuiz', 'AnaRuiz'],
    ['Ａna', 'Ana'],
  ] as const) {
    it(`takes ${one} for ${other}`, () => {
      assert.ok(areLookAlikes(one, other));
      assert.ok(areLookAlikes(other, one));
    });
  }

  it('takes nobody for somebody else with another name, nor for a namesake', () => {
    assert.ok(!areLookAlikes('Ana', 'Anna'));
    assert.ok(!areLookAlikes('Müller', 'Muller'));
    assert.ok(!areLookAlikes('Ana Ruiz', 'Ana Ruiz'));
    assert.ok(!areLookAlikes('Zoe\u0308', 'Zoë'));
  });

  it('tells in a list which ones', () => {
    const isLookAlike = lookAlikesIn(['Ana', 'Аna', 'Ben', 'Ben']);
    assert.deepEqual(['Ana', 'Аna', 'Ben'].map(isLookAlike), [true, true, false]);
  });
});

describe('readsAsBuiltIn', () => {
  const reads = (name: string): boolean => readsAsBuiltIn({ name, isBuiltIn: false });

  it('knows a built-in role’s name in any letters, case, number and abbreviation', () => {
    for (const name of [
      'Global Administrator',
      'GLOBAL ADMINISTRATOR',
      'global admins',
      'Glоbal Reader',
      'GlobaI Reader',
      'Gl0bal-Reader',
      'ｇｌｏｂａｌ reader',
      'Directory Reader',
    ])
      assert.ok(reads(name), name);
  });

  it('says nothing of a role that is called something else, or is the built-in one', () => {
    for (const name of ['Exchange Administrators (EMEA)', 'Helpdesk Password Reset', 'Global'])
      assert.ok(!reads(name), name);
    assert.ok(!readsAsBuiltIn({ name: 'Global Administrator', isBuiltIn: true }));
  });
});

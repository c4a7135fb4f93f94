import assert from 'node:assert/strict';
import fc from 'fast-check';
import { roleDefinitionId } from '../../src/pim/ids.ts';
import { roleAliases } from '../../src/pim/roleAliases.ts';
import { type Candidate, editDistance, matchRole } from '../../src/pim/roleMatching.ts';
import { type Scope } from '../../src/pim/roles.ts';

const tenantWide: Scope = { id: '/', kind: 'tenant', displayName: undefined };
const unit = (displayName: string): Scope => ({
  id: `/administrativeUnits/${displayName}`,
  kind: 'administrativeUnit',
  displayName,
});
const ids = {
  exchange: '29232cdf-9323-42fd-ade2-1d097af3e4de',
  global: '62e90394-69f5-4237-9190-012177145e10',
  user: 'fe930be7-5e62-47db-91af-98c3a49a38b1',
  custom: '11111111-1111-4111-8111-111111111111',
};
const role = (id: string, displayName: string, scope = tenantWide, isBuiltIn = true): Candidate => ({
  role: { id: roleDefinitionId(id), displayName, description: '', isBuiltIn, isPrivileged: undefined },
  scope,
});
const exchange = role(ids.exchange, 'Exchange Administrator');
const global = role(ids.global, 'Global Administrator');
const user = role(ids.user, 'User Administrator');
const all = [exchange, global, user];

const told = (typed: string, candidates: readonly Candidate[]): string => {
  const match = matchRole(typed, candidates);
  const name = (one: Candidate): string =>
    [one.role.displayName, one.scope.displayName].filter((part) => part !== undefined).join(' @ ');
  if (match.kind === 'none') return 'none';
  return match.kind === 'exact' ? name(match.candidate) : `? ${match.candidates.map(name).join(', ')}`;
};

describe('matchRole', () => {
  const typed: Readonly<Record<string, string>> = {
    'Exchange Administrator': 'Exchange Administrator',
    'exchange admin': 'Exchange Administrator',
    'EXCHANGE-ADMINISTRATOR': 'Exchange Administrator',
    '  exchange   administrator. ': 'Exchange Administrator',
    exo: 'Exchange Administrator',
    ga: 'Global Administrator',
    'global admins': 'Global Administrator',
    exch: '? Exchange Administrator',
    'exchnage admin': '? Exchange Administrator',
    'exchange admin role': '? Exchange Administrator',
    ua: '? User Administrator',
    admin: '? Exchange Administrator, Global Administrator, User Administrator',
    '': '? Exchange Administrator, Global Administrator, User Administrator',
    '?!': '? Exchange Administrator, Global Administrator, User Administrator',
    sharepoint: 'none',
    contributor: 'none',
    'Exсhange Administrator': '? Global Administrator, User Administrator',
    '🎉': '? Exchange Administrator, Global Administrator, User Administrator',
  };
  for (const [words, expected] of Object.entries(typed)) {
    it(`takes ${JSON.stringify(words)} for ${expected}`, () => {
      const match = told(words, all);
      // Which others a question offers is a matter of taste; that it is a question is not.
      if (words.startsWith('Exс')) assert.match(match, /^(\?|none)/);
      else assert.equal(match, expected);
    });
  }

  it('knows no alias of a role that only bears the name', () => {
    const custom = role(ids.custom, 'Exchange Helpers', tenantWide, false);
    assert.equal(told('exo', [custom]), 'none');
    assert.equal(told('exo', [role(ids.exchange, 'Exchange Administrator', tenantWide, false)]), 'none');
  });

  it('asks between a role and a custom one of the same name', () => {
    const custom = role(ids.custom, 'exchange admin', tenantWide, false);
    assert.equal(told('exchange admin', [exchange, custom]), '? Exchange Administrator, exchange admin');
  });

  it('keeps a look-alike of another script apart', () => {
    const lookAlike = role(ids.custom, 'Glоbal Administrator', tenantWide, false);
    assert.equal(told('Global Administrator', [lookAlike, global]), 'Global Administrator');
    assert.match(told('Global Administrator', [lookAlike]), /^\? /);
  });

  it('asks which scope is meant, unless it is said', () => {
    const oslo = role(ids.user, 'User Administrator', unit('Oslo'));
    const bergen = role(ids.user, 'User Administrator', unit('Bergen'));
    assert.equal(
      told('user admin', [oslo, bergen]),
      '? User Administrator @ Oslo, User Administrator @ Bergen',
    );
    assert.equal(told('user admin in Oslo', [oslo, bergen]), 'User Administrator @ Oslo');
    assert.equal(told('user admin bergen', [oslo, bergen]), 'User Administrator @ Bergen');
    assert.equal(told('user admin', [oslo, user]), '? User Administrator @ Oslo, User Administrator');
  });

  it('offers eight at the most', () => {
    const many = Array.from({ length: 20 }, (_, index) => role(ids.custom, `Report Reader ${index}`));
    for (const typed of ['reader', '', 'admin reader']) {
      const match = matchRole(typed, many);
      assert.equal(match.kind === 'ask' && match.candidates.length, 8, typed);
    }
  });

  it('has nothing to offer where there is nothing', () => {
    assert.equal(told('', []), 'none');
    assert.equal(told('constructor', all), 'none');
    assert.equal(told('exchange', []), 'none');
  });

  it('gives `exact` for an equal name or alias only, and only what it was given', () => {
    const simple = (text: string): string =>
      text
        .normalize('NFC')
        .toLowerCase()
        .split(/[^\p{L}\p{N}]+/u)
        .filter((word) => word !== '')
        .map((word) => (/^(?:admins?|adm|administrators)$/.test(word) ? 'administrator' : word))
        .join(' ');
    const words = fc.constantFrom(
      'exchange',
      'admin',
      'Administrator',
      'global',
      'user',
      'exo',
      'ga',
      'о',
      'in',
      'Oslo',
    );
    const phrase = fc.array(words, { maxLength: 4 }).map((some) => some.join(' '));
    const candidate = fc
      .tuple(
        fc.constantFrom(...Object.values(ids)),
        fc.oneof(phrase, fc.string({ maxLength: 20 })),
        fc.constantFrom(tenantWide, unit('Oslo')),
        fc.boolean(),
      )
      .map(([id, name, scope, isBuiltIn]) => role(id, name, scope, isBuiltIn));
    fc.assert(
      fc.property(
        fc.oneof(phrase, fc.string()),
        fc.array(candidate, { maxLength: 6 }),
        (line, candidates) => {
          const match = matchRole(line, candidates);
          if (match.kind === 'none') return;
          if (match.kind === 'ask') {
            assert.ok(match.candidates.every((one) => candidates.includes(one)));
            return;
          }
          const one = match.candidate;
          assert.ok(candidates.includes(one));
          const names = [
            one.role.displayName,
            ...(one.role.isBuiltIn ? (roleAliases[one.role.id] ?? []) : []),
          ];
          const place = one.scope.displayName;
          const allNames =
            place === undefined
              ? names
              : [
                  ...names,
                  ...names.flatMap((name) => [
                    `${name} ${place}`,
                    `${name} in ${place}`,
                    `${name} for ${place}`,
                  ]),
                ];
          assert.ok(allNames.map(simple).includes(simple(line)), line);
        },
      ),
    );
  });
});

describe('roleAliases', () => {
  it('gives no alias to two roles', () => {
    const aliases = Object.values(roleAliases).flat();
    assert.equal(new Set(aliases).size, aliases.length);
  });
});

describe('editDistance', () => {
  const distances: readonly (readonly [a: string, b: string, distance: number])[] = [
    ['', '', 0],
    ['approve', 'approve', 0],
    ['aprove', 'approve', 1],
    ['approvla', 'approve', 2],
    ['disprove', 'approve', 3],
    ['hlep', 'help', 1],
    ['activate', 'deactivate', 2],
    ['a', 'abcdef', 3],
  ];
  for (const [a, b, distance] of distances) {
    it(`between "${a}" and "${b}" is ${distance}`, () => {
      assert.equal(editDistance(a, b, 2) > 2 ? 3 : editDistance(a, b, 2), Math.min(3, distance));
    });
  }

  it('is the same both ways, and nothing between equals', () => {
    const word = fc.stringMatching(/^[a-e]{0,8}$/);
    fc.assert(
      fc.property(word, word, (a, b) => {
        assert.equal(editDistance(a, b, 9), editDistance(b, a, 9));
        assert.equal(editDistance(a, b, 9) === 0, a === b);
      }),
    );
  });
});

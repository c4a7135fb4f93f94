import assert from 'node:assert/strict';
import { houseRulesOf } from '../src/houseRuleReading.ts';
import { readSettings, readSettingsAround } from '../src/settings.ts';

const id = (last: number): string => `00000000-0000-4000-8000-${String(last).padStart(12, '0')}`;

/** A rule with these lines in place of its last one, which is line 5. */
const ruleWith = (...lines: readonly string[]): string =>
  [
    'houseRules:',
    '  - name: One',
    '    appliesTo:',
    '      roles: [all]',
    ...lines.map((line) => `    ${line}`),
  ].join('\n');

const reasonsOf = (text: string): readonly string[] => {
  const read = readSettings(text);
  return 'reasons' in read ? read.reasons : [];
};

const versionOf = (text: string): string => {
  const read = readSettings(text);
  assert.ok('settings' in read, 'reasons' in read ? read.reasons.join('\n') : '');
  return houseRulesOf(read.settings.houseRules).version;
};

describe('houseRules in a settings file', () => {
  const two = (more: string): string => `{ people: ['${id(1)}', '${id(2)}']${more} }`;
  const stands = (more: string): readonly string[] => [
    `approvals: [{ from: ${two('')} }]`,
    'delegates:',
    `  - { for: '${id(1)}', to: '${id(3)}', ${more} }`,
  ];
  const refused: Readonly<Record<string, readonly [lines: readonly string[], reason: RegExp]>> = {
    'a key that it does not know': [
      ['maximumHours: 2', 'aproval: 1'],
      /^houseRules\.0: .*"aproval" \(line 6\)$/,
    ],
    'a quorum of more than are named': [
      [`approvals: [{ count: 3, from: ${two('')} }]`],
      /^houseRules\.0\.approvals\.0\.count: asks for more people than are named \(line 5\)$/,
    ],
    'stages that together ask for more than are named': [
      ['approvals:', `  - { count: 2, from: ${two('')} }`, `  - { count: 1, from: ${two('')} }`],
      /^houseRules\.0\.approvals: ask for more different people than are named over all stages \(line 5\)$/,
    ],
    'hours that never are': [
      ["hours: { from: '08:00', to: '08:00', zone: UTC }"],
      /^houseRules\.0\.hours\.to: leaves no time.* \(line 5\)$/,
    ],
    'a zone that is none': [
      ["hours: { from: '08:00', to: '09:00', zone: Mars }"],
      /^houseRules\.0\.hours\.zone: .*\(line 5\)$/,
    ],
    'somebody who stands in without an end': [
      stands("from: '2026-01-01T00:00:00Z'"),
      /^houseRules\.0\.delegates\.0\.until: must be a time.* \(line 7\)$/,
    ],
    'somebody who stands in until before it begins': [
      stands("from: '2026-02-01T00:00:00Z', until: '2026-01-01T00:00:00Z'"),
      /^houseRules\.0\.delegates\.0\.until: must be after "from" \(line 7\)$/,
    ],
    'somebody who stands in for nobody': [
      ['maximumHours: 1', ...stands("from: '2026-01-01T00:00:00Z', until: '2026-02-01T00:00:00Z'").slice(1)],
      /^houseRules\.0\.delegates: stand in for nobody/,
    ],
    'an approver who is no object id': [
      ['approvals:', '  - from:', '      people:', '        - ben@example.org'],
      /^houseRules\.0\.approvals\.0\.from\.people\.0: must be the object id .* \(line 8\)$/,
    ],
    'an approval of nobody': [
      ['approvals: [{ from: {} }]'],
      /^houseRules\.0\.approvals\.0\.from: must name people, groups or the manager/,
    ],
    'a pattern that is none': [
      ["ticket: { pattern: '(' }"],
      /^houseRules\.0\.ticket\.pattern: must be a plain regular expression .*\(line 5\)$/,
    ],
    'a ticket of which nothing is asked': [
      ['ticket: { required: false }'],
      /^houseRules\.0\.ticket\.required: asks nothing/,
    ],
    'an emergency of nobody': [
      ['maximumHours: 1', `emergency: { owners: { people: ['${id(1)}'] } }`],
      /^houseRules\.0\.emergency: must name people or groups \(line 6\)$/,
    ],
    'a rule that asks nothing': [['validMinutes: 30'], /^houseRules\.0: asks nothing/],
    'more than a day': [['maximumHours: 25'], /^houseRules\.0\.maximumHours: /],
  };
  for (const [title, [lines, reason]] of Object.entries(refused)) {
    it(`refuses ${title}`, () => {
      const reasons = reasonsOf(ruleWith(...lines));
      assert.equal(reasons.length, 1, reasons.join('\n'));
      assert.match(reasons[0] ?? '', reason);
    });
  }

  it('refuses two rules of one name, a rule about nothing, and a tier that is none', () => {
    const rule = '\n  - { name: A, appliesTo: { roles: [all] }, maximumHours: 1 }';
    assert.match(
      reasonsOf(`houseRules:${rule}${rule}`).join('\n'),
      /^houseRules\.1\.name: There is another rule called "A" \(line 3\)$/,
    );
    assert.match(
      reasonsOf('houseRules: [{ name: A, appliesTo: { scopes: [/] }, maximumHours: 1 }]').join('\n'),
      /appliesTo: must name roles or tiers/,
    );
    assert.match(
      reasonsOf(
        'houseRules:\n  - name: A\n    maximumHours: 1\n    appliesTo:\n      tiers:\n        - Contrl plane',
      ).join('\n'),
      /^houseRules\.0\.appliesTo\.tiers\.0: there is no tier "Contrl plane" in yardstick\.baseline \(line 6\)$/,
    );
  });

  it('takes every other section’s mistakes with their lines, too', () => {
    assert.deepEqual(
      reasonsOf('digest:\n  at: 8\n  hour: 9\npeople: { guestsMayUse: maybe }').map((reason) =>
        reason.replace(/:.*(?=\(line)/s, ' '),
      ),
      ['digest.at (line 2)', 'digest (line 3)', 'people.guestsMayUse (line 4)'],
    );
  });

  it('says what it is by a version that only another meaning changes', () => {
    const first = versionOf(ruleWith('maximumHours: 2', 'coolDownMinutes: 5'));
    assert.match(first, /^[0-9a-f]{64}$/);
    assert.equal(
      versionOf(`# the same\n${ruleWith('coolDownMinutes: 5', 'maximumHours: 2', 'validMinutes: 60')}`),
      first,
    );
    assert.notEqual(versionOf(ruleWith('maximumHours: 2', 'coolDownMinutes: 6')), first);
    const people = (list: string): string =>
      versionOf(ruleWith(`approvals: [{ from: { people: [${list}] } }]`));
    assert.equal(people(`'${id(1)}', '${id(2)}'`), people(`'${id(2)}', '${id(1)}'`));
  });
});

describe('readSettingsAround', () => {
  it('takes broken rules out, and refuses the roles that they name, or every role where they cannot be read', () => {
    const read = readSettingsAround(
      [
        'houseRules:',
        '  - { name: Good, appliesTo: { roles: [all] }, maximumHours: 1 }',
        '  - { name: Broken, appliesTo: { roles: [Exchange Administrator] }, maximumHours: lots }',
        '  - { name: Illegible, appliesTo: { roles: Exchange Administrator }, maximumHours: 1 }',
        '  - { name: Lost tier, appliesTo: { roles: [A], tiers: [None] }, maximumHours: 1 }',
        '  - { name: good, appliesTo: { roles: [B] }, maximumHours: 1 }',
        '  - 17',
        'digest: { at: "07:00" }',
      ].join('\n'),
    );
    assert.ok('settings' in read);
    assert.equal(read.settings.digest.at, '07:00');
    assert.deepEqual(
      read.settings.houseRules.map(({ name }) => name),
      ['Good'],
    );
    assert.deepEqual(
      read.broken.map(({ name, roles, reasons }) => [name, roles, reasons.length]),
      [
        ['Broken', ['Exchange Administrator'], 1],
        ['Illegible', [], 1],
        ['good', ['B'], 1],
        ['number 6', [], 1],
        ['Lost tier', [], 1],
      ],
    );
    const none = readSettingsAround('houseRules: no');
    assert.ok('settings' in none);
    assert.deepEqual(none.broken, [
      { name: 'houseRules', roles: [], tiers: [], reasons: ['is no list of rules'] },
    ]);
  });

  it('refuses what is wrong elsewhere as ever', () => {
    const read = readSettingsAround('houseRules: no\ndigest: { at: 8 }');
    assert.ok('reasons' in read);
    assert.equal(read.reasons.length, 2);
  });
});

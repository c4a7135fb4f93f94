import assert from 'node:assert/strict';
import { namedRoles } from '../../../src/bot/manyRoles/manyRolesWish.ts';
import { isPlainName, understand } from '../../../src/bot/commands.ts';
import { presetName } from '../../../src/pim/presets.ts';
import { aRole, anEligibleRole } from '../../cards/samples.ts';
import { timesTold } from '../timesTold.ts';

/** What was understood, with what counts of it. */
function told(text: string): string {
  const understood = understand(text);
  if (understood.command === 'save') {
    const { roleWords, name, justification } = understood.words;
    return ['save', roleWords, name, ...(justification === undefined ? [] : [`(${justification})`])].join(
      ' | ',
    );
  }
  if (understood.command !== 'activate') return understood.command;
  const { roleWords, duration, times, justification } = understood.words;
  const parts = [
    roleWords,
    duration?.kind === 'minutes' ? `${String(duration.minutes)}m` : undefined,
    times && `@${timesTold(times)}`,
    justification && `(${justification})`,
  ];
  return ['activate', ...parts.filter((part) => part !== undefined)].join(' | ');
}

describe('commands of habits', () => {
  const lines: Readonly<Record<string, string>> = {
    'save as on-call': 'save |  | on-call',
    'save this as on-call': 'save |  | on-call',
    'save that as On Call.': 'save |  | On Call',
    'please save it as nights': 'save |  | nights',
    'save exchange admin as mail': 'save | exchange admin | mail',
    'save exchange admin and user admin as on-call': 'save | exchange admin and user admin | on-call',
    'save exchange admin, user admin as on-call because weekly duty':
      'save | exchange admin, user admin | on-call | (weekly duty)',
    'save as on-call because of the rota': 'save |  | on-call | (the rota)',
    'save as on-call because we act as one': 'save |  | on-call | (we act as one)',
    'save on-call': 'save |  | ',
    save: 'save |  | ',
    presets: 'presets',
    'my presets': 'presets',
    'Show presets': 'presets',
    defaults: 'defaults',
    'my defaults?': 'defaults',
    'on-call': 'nothing',
    'activate on-call': 'activate | on-call',
    'activate exchange admin and user admin 2h because duty':
      'activate | exchange admin and user admin | 120m | (duty)',
    'activate exchange admin tomorrow 9 to 11 because patching':
      'activate | exchange admin | @1d9:00-11:00 | (patching)',
    'activate exchange admin monday at 14:00 for 2h': 'activate | exchange admin | 120m | @weekday14:00',
    'activate exchange admin at 18:30': 'activate | exchange admin | @0d18:30',
    'activate exchange admin in 30 min for 1h because x': 'activate | exchange admin | 60m | @+30m | (x)',
    'activate exchange admin until 17:00': 'activate | exchange admin | @0d-17:00',
  };
  for (const [text, expected] of Object.entries(lines)) {
    it(`hears ${JSON.stringify(text)}`, () => {
      assert.equal(told(text), expected);
    });
  }
});

describe('presetName', () => {
  it('takes letters, digits, spaces and hyphens, thirty at most, with a letter among them', () => {
    for (const name of ['on-call', 'a', 'Nachtdienst 2', 'Bereitschaft für Öl', '夜勤', 'a'.repeat(30)])
      assert.equal(presetName(name), name);
    assert.equal(presetName('  On   Call '), 'On Call');
    for (const words of [
      '',
      '1',
      '12 34',
      '-on',
      'on-',
      'a'.repeat(31),
      '<b>x</b>',
      'a*b*',
      '[x](y)',
      '${x}',
      'a_b',
      'a\u202Eb',
      'a.b',
      "a'b",
    ])
      assert.equal(presetName(words), undefined, words);
  });

  it('is no name where it is read as a command, slips included, or as a time or a ticket', () => {
    for (const words of [
      'help',
      'activate me',
      'presets',
      'save me',
      'my roles',
      'aprove',
      'end of day',
      'again',
      '2h',
      'tomorrow 9',
      'INC0042',
      'the night',
      'night access',
      'because',
    ])
      assert.ok(!isPlainName(words), words);
    for (const words of ['on-call', 'nights', 'duty 2', 'day and night'])
      assert.ok(isPlainName(words), words);
  });
});

describe('namedRoles', () => {
  const named = (last: number, displayName: string): ReturnType<typeof anEligibleRole> => {
    const eligible = anEligibleRole(last);
    return { ...eligible, role: aRole({ id: eligible.role.id, displayName, isBuiltIn: false }) };
  };
  const eligible = [named(1, 'Mail Keeper'), named(2, 'User Keeper'), named(3, 'Salt and Pepper')];

  it('tells several roles from one whose name has "and" in it, and guesses none', () => {
    const rolesOf = (words: string): unknown => {
      const found = namedRoles(words, eligible);
      return found.kind === 'roles'
        ? found.roles.map(({ roleDefinitionId }) => roleDefinitionId)
        : found.kind;
    };
    const [mail, user] = eligible.map(({ role }) => role.id);
    assert.deepEqual(rolesOf('mail keeper and user keeper'), [mail, user]);
    assert.deepEqual(rolesOf('mail keeper, user keeper, mail keeper'), [mail, user]);
    assert.deepEqual(rolesOf('mail keeper + the user keeper'), [mail, user]);
    assert.equal(rolesOf('salt and pepper'), 'one');
    assert.equal(rolesOf('mail keeper'), 'one');
    assert.equal(rolesOf('mail keeper and user'), 'unclear');
    assert.equal(rolesOf('mail keeper and global admin'), 'unclear');
  });
});

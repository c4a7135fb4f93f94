import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { defaultSettings, readSettings } from '../src/settings.ts';

const example = readFileSync(new URL('../settings.example.yaml', import.meta.url), 'utf8');

describe('settings.example.yaml', () => {
  it('holds every key with its default, and no other', () => {
    assert.deepEqual(parse(example), defaultSettings());
  });

  it('is taken as it is', () => {
    assert.deepEqual(readSettings(example), { settings: defaultSettings() });
  });

  it('says above each key what it is for', () => {
    const lines = example.split('\n');
    for (const [index, line] of lines.entries()) {
      if (/^ {2}\w+:/.test(line)) assert.match(lines[index - 1] ?? '', /^ {2}# .+[.)]$/, line);
    }
  });
});

describe('readSettings', () => {
  it('fills in what is left out', () => {
    const defaults = defaultSettings();
    assert.deepEqual(readSettings('digest: { at: "07:15" }'), {
      settings: { ...defaults, digest: { ...defaults.digest, at: '07:15' } },
    });
    for (const nothing of ['', '# nothing', 'digest: {}'])
      assert.deepEqual(readSettings(nothing), { settings: defaults });
  });

  const refused: Readonly<Record<string, readonly [text: string, reason: RegExp]>> = {
    'a key it does not know': ['digests: {}', /^top level: .*digests/],
    'a key it does not know in a section': ['digest: { hour: 8 }', /^digest: .*hour/],
    'a time of day that is none': ['digest: { at: "24:00" }', /^digest\.at: must be a time of day such as/],
    'a time zone that is none': [
      'people: { defaultTimeZone: Middle/Earth }',
      /^people\.defaultTimeZone: must be an IANA time zone such as/,
    ],
    'a word where a number belongs': ['following: { waitingSeconds: often }', /^following\.waitingSeconds: /],
    'a lead time that is neither 0 nor one that helps': [
      'reminders: { endingSoonMinutes: 3 }',
      /^reminders\.endingSoonMinutes: must be 0, or 5 to 120/,
    ],
    'more reminders than anybody wants': [
      'reminders: { approvers: { most: 4 } }',
      /^reminders\.approvers\.most: /,
    ],
    'quiet hours that are no times': [
      'reminders: { approvers: { quietHours: { from: "ten" } } }',
      /^reminders\.approvers\.quietHours\.from: must be a time of day/,
    ],
    'a number out of bounds': ['following: { provisioningSeconds: 0 }', /^following\.provisioningSeconds: /],
    'a text instead of sections': ['just a text', /^top level: /],
    'an emergency account that is no object id': [
      'yardstick: { breakGlass: [emergency@example.org] }',
      /^yardstick\.breakGlass\.0: must be the object id of an account/,
    ],
    'thresholds the wrong way round': [
      'yardstick: { thresholds: { globalAdministrators: { fewest: 5, most: 3 } } }',
      /^yardstick\.thresholds\.globalAdministrators: "fewest" must not be over "most"/,
    ],
    'a tier without roles': [
      'yardstick: { baseline: [{ name: None, roles: [], maximumActivationHours: 4 }] }',
      /^yardstick\.baseline\.0\.roles: /,
    ],
    'a group that is no object id': [
      'administrators: { group: Admins }',
      /^administrators\.group: must be the object id of a group/,
    ],
    'what is no YAML': ['digest: [', /^not valid YAML: /],
  };
  for (const [title, [text, reason]] of Object.entries(refused)) {
    it(`refuses ${title}`, () => {
      const read = readSettings(text);
      assert.ok('reasons' in read);
      assert.equal(read.reasons.length, 1);
      assert.match(read.reasons[0] ?? '', reason);
    });
  }

  it('tells everything that is wrong at once', () => {
    const read = readSettings('digest: { at: 8, weekends: maybe }\npeople: { guestsMayUse: "no" }');
    assert.ok('reasons' in read);
    assert.deepEqual(
      read.reasons.map((reason) => reason.replace(/:.*$/s, '')),
      ['digest.at', 'digest.weekends', 'people.guestsMayUse'],
    );
  });
});

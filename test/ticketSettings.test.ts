import assert from 'node:assert/strict';
import { chmodSync, writeFileSync } from 'node:fs';
import { ConfigError, readConfig } from '../src/config.ts';
import { readSettings } from '../src/settings.ts';
import { type Environment, type Environments, makeEnvironments } from './support/environments.ts';
import { textOf } from './support/projectFiles.ts';

const system = (more = ''): string =>
  `ticketSystems: [{ name: Changes, url: "https://t.example.com/{ticket}", pattern: 'CHG\\d{7}', found: $.number${more} }]`;

const refused: Readonly<Record<string, readonly [text: string, reason: RegExp]>> = {
  'an address without the number': [
    system().replace('{ticket}', 'x'),
    /^line 1, ticketSystems\.0\.url: must have \{ticket\} in it, once|^ticketSystems\.0\.url: must have/,
  ],
  'a value in place of the name of a secret': [
    system(', headers: { Authorization: "Bearer abc" }'),
    /headers\.Authorization: must be the name of a secret such as LATCHKEY_TICKET_SECRET_CHANGES, never its value/,
  ],
  'a pattern that may run away': [
    system().replace('CHG\\d{7}', '(a+)+'),
    /pattern: must be a plain regular expression/,
  ],
  'states without their place': [
    system(', openStates: [Open]'),
    /openStates: needs to know where the state stands/,
  ],
  'a window without a time': [system(', window: {}'), /window: must name a start or an end/],
  'a link to another origin': [
    system(', link: "https://other.example.com/{ticket}"'),
    /link: must be of the same origin as url/,
  ],
  'more patience than a chat has': [system(', timeoutSeconds: 60'), /timeoutSeconds: /],
};

describe('ticketSystems', () => {
  let environments: Environments;

  before(() => {
    environments = makeEnvironments();
  });

  after(() => {
    environments.remove();
  });

  for (const [title, [text, reason]] of Object.entries(refused)) {
    it(`refuses ${title}`, () => {
      const read = readSettings(text);
      assert.ok('reasons' in read);
      assert.equal(read.reasons.length, 1);
      assert.match(read.reasons[0] ?? '', reason);
    });
  }

  it('refuses two systems of one name', () => {
    const one = system().slice('ticketSystems: ['.length, -1);
    const read = readSettings(`ticketSystems: [${one}, ${one}]`);
    assert.ok('reasons' in read);
    assert.match(read.reasons.join(), /another ticket system called "Changes"/);
  });

  it('takes the entries of the handbook', () => {
    const page = textOf('docs/operations.md');
    const entries = [...page.matchAll(/```yaml\n(ticketSystems:[\s\S]*?)```/g)].map(([, text = '']) => text);
    assert.equal(entries.length, 2);
    for (const text of entries)
      assert.ok('settings' in readSettings(text), JSON.stringify(readSettings(text)));
  });

  it('takes secrets from the environment or a file, and refuses what is not there or everybody can read', () => {
    const file = environments.file('tickets.yaml');
    writeFileSync(file, system(', headers: { Authorization: LATCHKEY_TICKET_SECRET_A }'));
    const secretFile = environments.file('secret');
    writeFileSync(secretFile, 'Bearer of-a-file\n', { mode: 0o600 });
    const of = (changes: Environment): Environment =>
      environments.sandbox({ LATCHKEY_SETTINGS_FILE: file, ...changes });
    const secretIn = (changes: Environment): string | undefined =>
      readConfig(of(changes)).ticketSecrets.get('LATCHKEY_TICKET_SECRET_A');
    assert.equal(secretIn({ LATCHKEY_TICKET_SECRET_A: 'Bearer abc' }), 'Bearer abc');
    assert.equal(secretIn({ LATCHKEY_TICKET_SECRET_A_FILE: secretFile }), 'Bearer of-a-file');
    const reason = (changes: Environment): string => {
      try {
        readConfig(of(changes));
        return '';
      } catch (error) {
        assert.ok(error instanceof ConfigError);
        return error.message;
      }
    };
    assert.match(reason({}), /^LATCHKEY_TICKET_SECRET_A is not set/);
    assert.match(
      reason({ LATCHKEY_TICKET_SECRET_A: 'x', LATCHKEY_TICKET_SECRET_A_FILE: secretFile }),
      /^Name one source/,
    );
    const twoLines = reason({ LATCHKEY_TICKET_SECRET_A: 'Bearer a\r\nX-Evil: 1' });
    assert.match(twoLines, /must be one line of printable characters/);
    assert.doesNotMatch(twoLines, /Evil/);
    chmodSync(secretFile, 0o604);
    assert.match(reason({ LATCHKEY_TICKET_SECRET_A_FILE: secretFile }), /can be read by everybody/);
  });
});

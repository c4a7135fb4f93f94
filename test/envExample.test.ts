import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { ConfigError, environmentNames, readConfig } from '../src/config.ts';

const text = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');
const lines = text.split('\n');
const isEntry = (line: string): boolean => /^\w+=/.test(line);

describe('.env.example', () => {
  it('lists every name that is read, each once, and no other', () => {
    const names = lines.filter(isEntry).map((line) => line.replace(/=.*$/, ''));
    assert.deepEqual(names.toSorted(), [...environmentNames].toSorted());
  });

  it('says above each name what it is for, in one line', () => {
    for (const [index, line] of lines.entries()) {
      if (!isEntry(line)) continue;
      assert.match(lines[index - 1] ?? '', /^# .+\.$/, line);
      assert.doesNotMatch(lines[index - 2] ?? '', /^#/, line);
    }
  });

  it('asks, copied as it is, for exactly what has no default', () => {
    const asksFor = (error: unknown): boolean => {
      assert.ok(error instanceof ConfigError);
      assert.deepEqual(
        error.reasons.map((reason) => reason.replace(/(?: must be|:).*$/, '')),
        [
          'MicrosoftAppId',
          'LATCHKEY_PUBLIC_URL',
          'MicrosoftAppTenantId',
          'There is no credential',
          'Name a database',
          'LATCHKEY_ENCRYPTION_KEY',
        ],
      );
      return true;
    };
    assert.throws(() => readConfig(parseEnv(text)), asksFor);
  });
});

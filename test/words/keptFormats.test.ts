import assert from 'node:assert/strict';
import { KeptFormats } from '../../src/words/keptFormats.ts';

describe('KeptFormats', () => {
  it('makes each once, keeps fifty, and lets the one go that was made first', () => {
    const formats = new KeptFormats<string>();
    const made: string[] = [];
    const ask = (key: string): string =>
      formats.of(key, () => {
        made.push(key);
        return `made of ${key}`;
      });
    const keys = Array.from({ length: 50 }, (_, index) => `zone ${index}`);
    for (const key of [...keys, ...keys]) assert.equal(ask(key), `made of ${key}`);
    assert.deepEqual(made, keys);
    for (const key of ['one more', 'zone 49', 'zone 0']) ask(key);
    assert.deepEqual(made.slice(50), ['one more', 'zone 0']);
  });

  it('keeps nothing of what cannot be made', () => {
    const formats = new KeptFormats<string>();
    const refuse = (): string => {
      throw new RangeError('No such zone');
    };
    assert.throws(() => formats.of('Mars/Olympus', refuse), RangeError);
    assert.equal(
      formats.of('Mars/Olympus', () => 'made'),
      'made',
    );
  });
});

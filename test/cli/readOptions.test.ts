import assert from 'node:assert/strict';
import { Refusal } from '../../src/cli/command.ts';
import { readOptions } from '../../src/cli/readOptions.ts';

const names = ['app-id', 'out'] as const;

const refusalOf = (args: readonly string[]): readonly string[] => {
  try {
    readOptions(args, names);
  } catch (error) {
    assert.ok(error instanceof Refusal);
    return error.reasons;
  }
  return [];
};

describe('readOptions', () => {
  it('takes a value after a blank or after an equals sign', () => {
    assert.deepEqual(readOptions(['--app-id', 'a', '--out=b c=d'], names), { 'app-id': 'a', out: 'b c=d' });
  });

  it('lets the last of several count', () => {
    assert.deepEqual(readOptions(['--out', 'a', '--out', 'b'], names), { out: 'b' });
  });

  it('takes a value that begins with one dash', () => {
    assert.deepEqual(readOptions(['--out', '-'], names), { out: '-' });
  });

  it('knows nothing else', () => {
    assert.deepEqual(refusalOf(['--name', 'x', 'y']), [
      'There is no option --name.',
      '"y" is one word too many.',
    ]);
  });

  it('asks for a value', () => {
    assert.deepEqual(refusalOf(['--app-id', '--out=']), ['--app-id needs a value.', '--out needs a value.']);
    assert.deepEqual(refusalOf(['--out']), ['--out needs a value.']);
  });
});

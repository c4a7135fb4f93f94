import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { partNames, partsIn } from '../../bench/parts.ts';

describe('partsIn', () => {
  it('is everything where nothing is named', () => {
    assert.deepEqual(partsIn(undefined), partNames);
  });

  it('has the named ones in the order in which they run', () => {
    assert.deepEqual(partsIn('instances, help,digest'), ['help', 'digest', 'instances']);
  });

  it('refuses what is no part, and says which there are', () => {
    assert.throws(() => partsIn('help,sideways'), /sideways.*help, start-up/);
    assert.throws(() => partsIn(''), RangeError);
  });
});

describe('partNames', () => {
  it('are the rows of the page about benchmarks', async () => {
    const page = await readFile(new URL('../../docs/benchmarks.md', import.meta.url), 'utf8');
    const rows = [...page.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, name]) => name);
    assert.deepEqual(rows, [...partNames]);
  });
});

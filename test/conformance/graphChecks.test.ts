import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribedTypes } from '../../conformance/graph/describedTypes.ts';
import { differencesOf } from '../../conformance/graph/differences.ts';

const published = `export interface paths {
}
export interface components {
    schemas: {
        /** entity */
        'microsoft.graph.entity': {
            id?: string;
            '@odata.type': string;
        };
        'microsoft.graph.kind':
            | 'one'
            | 'two';
        'microsoft.graph.base': Omit<components['schemas']['microsoft.graph.entity'], '@odata.type'> & {
            kind?: components['schemas']['microsoft.graph.kind'] | (Record<string, never> | null);
            inner?: components['schemas']['microsoft.graph.entity'] | (Record<string, never> | null);
            list?: components['schemas']['microsoft.graph.base'][];
            isOn?: boolean;
            '@odata.type': string;
        };
        'microsoft.graph.derived': Omit<components['schemas']['microsoft.graph.base'], '@odata.type'> & {
            more?: string | null;
            '@odata.type': string;
        };
        'microsoft.graph.unused': {
            a?: string;
        };
    };
    responses: {
    };
}
`;

describe('answers held against a description of Graph', () => {
  let folder: string;
  let types: DescribedTypes;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'described-'));
    const file = join(folder, 'types.d.ts');
    await writeFile(file, published);
    types = await DescribedTypes.read(file, ['base', 'derived']);
  });

  after(() => rm(folder, { recursive: true, force: true }));

  it('takes over what is needed and no more', () => {
    assert.deepEqual([types.size, types.has('base'), types.has('unused')], [4, true, false]);
  });

  it('finds nothing in an answer that is as described', () => {
    const derived = { '@odata.type': '#microsoft.graph.derived', more: null, kind: 'one' };
    const answer = {
      '@odata.context': 'x',
      id: 'a',
      kind: null,
      inner: { id: 'b' },
      isOn: true,
      list: [derived],
    };
    assert.deepEqual(types.deviations('base', answer), []);
  });

  it('tells what is another way, each once', () => {
    const odd = { kind: 'three', more: 'x' };
    const answer = { id: 1, kind: {}, inner: { name: 'n' }, isOn: null, list: [odd, odd], other: 1 };
    const told = types.deviations('base', answer).map(({ at, what }) => `${at}: ${what}`);
    assert.deepEqual(told, [
      'base.id: a number where none is described',
      'base.kind: an object where none is described',
      'base.inner.name: a property that is not described',
      'base.isOn: null where the description has none',
      "base.list[].kind: 'three' is not one of its values",
      'base.list[].more: a property that is not described',
      'base.other: a property that is not described',
    ]);
    assert.deepEqual(types.deviations('nothing', {}), [{ at: 'nothing', what: 'not described' }]);
  });
});

describe('what became of an answer on its way through objects', () => {
  it('is nothing where only the notation changed', () => {
    const before = { at: '2026-01-05T09:00:00.1230000Z', length: 'PT60M', list: [{ a: 1 }] };
    const after = { at: '2026-01-05T09:00:00.123Z', length: 'PT1H', list: [{ a: 1 }], more: true };
    assert.deepEqual(differencesOf(before, after), { lost: [], changed: [] });
  });

  it('is told by place, without the numbers of lists', () => {
    const before = { a: null, b: { c: 1 }, list: [{ d: 1 }, { d: 2 }], none: [], length: 'PT2H' };
    const after = { b: null, list: [{}, { d: 3 }], length: 'PT1H' };
    assert.deepEqual(differencesOf(before, after), {
      lost: ['a (null)', 'b', 'list[].d', 'none (empty list)'],
      changed: ['list[].d (2 became 3)', 'length ("PT2H" became "PT1H")'],
    });
  });
});

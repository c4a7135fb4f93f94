import assert from 'node:assert/strict';
import { textOf } from '../support/projectFiles.ts';

const page = 'docs/sandbox.md';
const rowsOf = (text: string): readonly string[] => text.split('\n').filter((line) => line.startsWith('| '));

describe(page, () => {
  it('names everybody in the tenant that one tries Latchkey in', () => {
    const seeded = [...textOf('sandbox/tenants/harbour.ts').matchAll(/\['(\p{L}+)', '(\p{L}+)'\]/gu)].map(
      ([, givenName = '', surname = '']) => `${givenName} ${surname}`,
    );
    const rows = rowsOf(textOf(page));
    assert.ok(seeded.length > 0);
    assert.deepEqual(
      seeded.filter((name) => !rows.some((row) => row.startsWith(`| ${name} |`))),
      [],
    );
  });

  it('explains every call of the control interface, and no other', () => {
    const knobs = [...textOf('sandbox/control.ts').matchAll(/'([A-Z]+) (\/control\/[\w-]+)'/g)].map(
      ([, method = '', path = '']) => `${method} ${path}`,
    );
    const documented = rowsOf(textOf(page)).flatMap((row) => {
      const [, cell = ''] = row.split('|');
      const [, path] = /(\/control\/[\w-]+)`/.exec(cell) ?? [];
      return path === undefined ? [] : (cell.match(/[A-Z]{3,}/g) ?? []).map((method) => `${method} ${path}`);
    });
    assert.deepEqual(documented.toSorted(), knobs.toSorted());
  });
});

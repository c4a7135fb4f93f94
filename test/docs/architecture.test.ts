import assert from 'node:assert/strict';
import { importDiagram } from '../support/importDiagram.ts';
import { assertGenerated, filesLike, textOf } from '../support/projectFiles.ts';

const page = 'docs/architecture.md';

describe(page, () => {
  it('has a row for every folder of src, and for no other', () => {
    const named = [...textOf(page).matchAll(/^\| `src\/(\w+)\/` \|/gm)].map(([, folder]) => folder);
    const folders = new Set(filesLike('src/*/**/*.*').map((file) => file.split('/')[1]));
    assert.deepEqual(named.toSorted(), [...folders].toSorted());
  });

  it('shows who imports whom as it is', async () => {
    assertGenerated(page, 'imports', await importDiagram());
  });
});

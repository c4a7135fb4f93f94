import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { publishedSchema } from '../../src/reports/schema/publishedSchema.ts';
import { projectRoot, textOf } from '../support/projectFiles.ts';

const page = 'docs/schema/audit-report.v1.schema.json';

describe(page, () => {
  it('is what reports are checked by', () => {
    if (process.env['UPDATE_DOCS'] === '1') writeFileSync(join(projectRoot, page), publishedSchema());
    assert.equal(
      textOf(page),
      publishedSchema(),
      `${page} is behind the code. To write it anew: UPDATE_DOCS=1 npx mocha 'test/docs/*.test.ts'`,
    );
  });
});

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checks } from '../../src/cli/doctor/checkTable.ts';
import { publishedDoctorSchema } from '../../src/cli/doctor/doctorReport.ts';
import { assertGenerated, projectRoot, textOf } from '../support/projectFiles.ts';

const page = 'docs/operations.md';
const schema = 'docs/schema/doctor-report.v1.schema.json';

/** A link from the page to another place of our documents. */
const link = (see: string): string => {
  const [path = '', anchor = ''] = see.split('#');
  const target = path === page ? `#${anchor}` : `${path.replace('docs/', '')}#${anchor}`;
  return `[${anchor.replaceAll('-', ' ')}](${target})`;
};

describe('doctor in the documents', () => {
  it('is listed check by check, each with a page that goes on about it', () => {
    const rows = Object.entries(checks).map(
      ([name, { looksAt, see }]) => `| \`${name}\` | ${looksAt} | ${link(see)} |`,
    );
    assertGenerated(
      page,
      'doctor',
      ['| Check | Looks at | See |', '| --- | --- | --- |', ...rows].join('\n'),
    );
  });

  it('has a schema for its JSON', () => {
    if (process.env['UPDATE_DOCS'] === '1') writeFileSync(join(projectRoot, schema), publishedDoctorSchema());
    assert.equal(textOf(schema), publishedDoctorSchema(), `${schema} is behind the code`);
  });
});

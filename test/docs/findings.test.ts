import assert from 'node:assert/strict';
import {
  baselineTable,
  ruleSections,
  ruleTable,
  thresholdNames,
  thresholdTable,
} from '../support/findingsPage.ts';
import { assertGenerated, textOf } from '../support/projectFiles.ts';

const page = 'docs/findings.md';

describe(page, () => {
  it('lists every rule', () => {
    assertGenerated(page, 'list of rules', ruleTable());
  });

  it('has the default thresholds', () => {
    assertGenerated(page, 'thresholds', thresholdTable());
  });

  it('has the default baseline', () => {
    assertGenerated(page, 'baseline', baselineTable());
  });

  it('says of every rule what the report says', () => {
    assertGenerated(page, 'rules', ruleSections());
  });

  it('says where each threshold comes from', () => {
    const text = textOf(page);
    const origins = text.slice(text.indexOf('<!-- end: thresholds -->'), text.indexOf('## The baseline'));
    assert.deepEqual(
      thresholdNames.filter((name) => !origins.includes(`\`${name}\``)),
      [],
    );
  });
});

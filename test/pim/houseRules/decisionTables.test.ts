import assert from 'node:assert/strict';
import { filesLike, textOf } from '../../support/projectFiles.ts';
import { examplesIn } from './decisionTables.ts';

for (const page of filesLike('test/pim/houseRules/tables/*.md')) {
  describe(page, () => {
    for (const { title, decisions } of examplesIn(textOf(page))) {
      describe(title, () => {
        for (const { title: row, found, expected } of decisions) {
          it(row, () => {
            assert.equal(found(), expected);
          });
        }
      });
    }
  });
}

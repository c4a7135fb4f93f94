import assert from 'node:assert/strict';
import { textOf } from '../support/projectFiles.ts';

describe('CONTRIBUTING.md', () => {
  it('can be read in one sitting: at most 1,200 words', () => {
    const words = textOf('CONTRIBUTING.md')
      .split(/\s+/)
      .filter((word) => /\w/.test(word)).length;
    assert.ok(words <= 1200, `${words} words`);
  });
});

import assert from 'node:assert/strict';
import { calm } from '../../support/calmTenant.ts';
import { told } from './judged.ts';

describe('a calm tenant', () => {
  it('has no finding of any severity', () => {
    assert.deepEqual(told(calm), []);
  });
});

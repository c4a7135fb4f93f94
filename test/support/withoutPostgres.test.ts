import assert from 'node:assert/strict';
import { leaveOut } from './withoutPostgres.ts';

describe('leaveOut', () => {
  it('says what is left out', () => {
    const said: string[] = [];
    leaveOut('half of it.', { environment: {}, say: (line) => said.push(line) });
    assert.deepEqual(said, ['There is no PostgreSQL here: half of it.']);
  });

  it('fails where everything has to be tested', () => {
    const say = (): void => {
      assert.fail('nothing is left out');
    };
    assert.throws(() => {
      leaveOut('half of it.', { environment: { CI: 'true' }, say });
    }, /no PostgreSQL here: half of it/);
  });
});

import assert from 'node:assert/strict';
import { recentState, type RelayState } from '../../src/pim/relaySwitch.ts';
import { TestClock } from '../support/testClock.ts';

describe('recentState', () => {
  let clock: TestClock;
  let reads: number;
  let answer: () => Promise<RelayState>;

  const state = (isOn: boolean): Promise<RelayState> =>
    Promise.resolve({ isOn, changedAt: undefined, reason: '' });
  const recent = (): (() => Promise<RelayState>) =>
    recentState(
      {
        state: () => {
          reads += 1;
          return answer();
        },
      },
      clock,
    );

  beforeEach(() => {
    clock = new TestClock();
    reads = 0;
    answer = () => state(true);
  });

  it('reads once for everybody who asks within two seconds', async () => {
    const asked = recent();
    await Promise.all([asked(), asked(), asked()]);
    clock.forward(1.9 / 60);
    await asked();
    assert.equal(reads, 1);
  });

  it('knows after two seconds at the latest that it was turned', async () => {
    const asked = recent();
    assert.equal((await asked()).isOn, true);
    answer = () => state(false);
    clock.forward(2 / 60);
    assert.equal((await asked()).isOn, false);
  });

  it('reads again when the clock was set back', async () => {
    const asked = recent();
    await asked();
    clock.forward(-60);
    await asked();
    assert.equal(reads, 2);
  });

  it('keeps no failure', async () => {
    const asked = recent();
    answer = () => Promise.reject(new Error('away'));
    await assert.rejects(asked());
    answer = () => state(true);
    assert.equal((await asked()).isOn, true);
  });
});

import assert from 'node:assert/strict';
import { measureCommand } from '../../bench/measuredCommand.ts';

describe('measureCommand', () => {
  it('tells what a command has used when it has ended', async () => {
    const { exitCode, seconds, usage, calls } = await measureCommand(['help'], {}, [0]);
    assert.equal(exitCode, 0);
    assert.ok(seconds > 0);
    assert.ok(usage.peakRssBytes >= usage.heapBytes);
    assert.ok(usage.cpuMilliseconds > 0);
    assert.deepEqual(calls, []);
  });

  it('says what a command complained of that ended in another way', async () => {
    await assert.rejects(
      measureCommand(['sideways'], {}, [0]),
      /ended with 2.*There is no command "sideways"/,
    );
  });
});

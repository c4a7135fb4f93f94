import assert from 'node:assert/strict';

const open = new Set<string>();

/** Tests open servers, pools and timers through this; whatever is left open fails the test that left it. */
export function track(name: string): () => void {
  open.add(name);
  return () => void open.delete(name);
}

const finishWriting = (): void => {
  process.exit();
};

/**
 * A worker of the test run writes its coverage as it exits, and is sent a SIGTERM where that takes longer than a second:
 * with nobody to hear it, everything that the worker has measured would be lost.
 */
function outliveTheSignal(): void {
  if (process.env['MOCHA_WORKER_ID'] === undefined || process.listeners('SIGTERM').includes(finishWriting))
    return;
  process.on('SIGTERM', finishWriting);
}

export const mochaHooks = {
  beforeAll: outliveTheSignal,
  afterAll(): void {
    const left = [...open];
    open.clear();
    assert.deepEqual(left, [], 'left open by these tests');
  },
};

import assert from 'node:assert/strict';

const open = new Set<string>();

/** Tests open servers, pools and timers through this; whatever is left open fails the test that left it. */
export function track(name: string): () => void {
  open.add(name);
  return () => void open.delete(name);
}

export const mochaHooks = {
  afterAll(): void {
    const left = [...open];
    open.clear();
    assert.deepEqual(left, [], 'left open by these tests');
  },
};

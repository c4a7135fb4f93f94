import { type ChildProcess } from 'node:child_process';

/**
 * Moves the clock of a process that was started with `sandbox/movedClock.mjs` so far ahead of the real one; resolves once it
 * is so, or the process has ended.
 */
export async function moveClockOf(child: ChildProcess, shiftMs: number): Promise<void> {
  const followed = new Promise<void>((resolve) => {
    const hear = (message: { readonly latchkeyClockShiftMs?: number }): void => {
      if (message.latchkeyClockShiftMs === shiftMs) settle();
    };
    const settle = (): void => {
      child.off('message', hear).off('exit', settle);
      resolve();
    };
    child.on('message', hear).on('exit', settle);
  });
  child.send({ latchkeyClockShiftMs: shiftMs }, () => undefined);
  await followed;
}

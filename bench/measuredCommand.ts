import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { inherited, root } from './measuredProcess.ts';
import { type AtEnd } from './probeMessages.ts';

/** A command that has run to its end. */
export interface MeasuredCommand extends AtEnd {
  readonly exitCode: number;
  /** From starting the process until it was gone. */
  readonly seconds: number;
}

/**
 * Runs `bin/latchkey.mjs cli` as an operator does, with an environment of its own.
 * @throws Error with what it complained of where it ended in another way than these exit codes
 */
export async function measureCommand(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  goodExits: readonly number[],
): Promise<MeasuredCommand> {
  const startedAt = performance.now();
  const child = spawn(
    process.execPath,
    ['--import', './bench/probe.ts', 'bin/latchkey.mjs', 'cli', ...args],
    {
      cwd: root,
      env: { ...inherited(), ...environment, BENCH_WATCHES_CALLS: 'true', BENCH_TELLS_AT_END: 'true' },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    },
  );
  let complaints = '';
  child.stderr?.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  const told: AtEnd[] = [];
  child.on('message', (message: AtEnd) => told.push(message));
  const [exitCode] = (await once(child, 'close')) as [number | null];
  const seconds = (performance.now() - startedAt) / 1_000;
  const [atEnd] = told;
  if (atEnd === undefined || exitCode === null || !goodExits.includes(exitCode)) {
    throw new Error(`${args.join(' ')} ended with ${String(exitCode)}: ${complaints}`);
  }
  return { exitCode, seconds, ...atEnd };
}

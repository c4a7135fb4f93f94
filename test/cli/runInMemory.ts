import { runCli } from '../../src/cli/main.ts';
import { type Clock } from '../../src/pim/ports.ts';
import { TestClock } from '../support/testClock.ts';

/** What a command line left behind. */
export interface Run {
  readonly exitCode: number;
  readonly printed: readonly string[];
  readonly complained: readonly string[];
}

/** Runs a command line with an environment of its own and listens to what it says. */
export async function runInMemory(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = {},
  clock: Clock = new TestClock(),
): Promise<Run> {
  const printed: string[] = [];
  const complained: string[] = [];
  const exitCode = await runCli(args, {
    environment,
    clock,
    operator: 'kim',
    print: (line) => printed.push(line),
    complain: (line) => complained.push(line),
  });
  return { exitCode, printed, complained };
}

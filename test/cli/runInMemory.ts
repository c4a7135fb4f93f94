import { runCli } from '../../src/cli/main.ts';

/** What a command line left behind. */
export interface Run {
  readonly exitCode: number;
  readonly printed: readonly string[];
  readonly complained: readonly string[];
}

/** Runs a command line with an environment of its own and listens to what it says. */
export async function runInMemory(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Run> {
  const printed: string[] = [];
  const complained: string[] = [];
  const exitCode = await runCli(args, {
    environment,
    print: (line) => printed.push(line),
    complain: (line) => complained.push(line),
  });
  return { exitCode, printed, complained };
}

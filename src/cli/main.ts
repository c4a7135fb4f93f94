import { userInfo } from 'node:os';
import { auditCommand } from './auditCommand.ts';
import { type CliCommand, type CommandWorld, Refusal } from './command.ts';
import { doctorCommand } from './doctor/doctorCommand.ts';
import { exportAuditCommand } from './exportAuditCommand.ts';
import { packageCommand } from './packageCommand.ts';
import { policyCommand } from './policyCommand.ts';
import { reachCommand } from './reachCommand.ts';
import { relayCommand } from './relayCommand.ts';
import { resealCommand } from './resealCommand.ts';
import { restoredCommand } from './restoredCommand.ts';
import { rulesCommand } from './rulesCommand.ts';
import { verifyAuditCommand } from './verifyAuditCommand.ts';

/** Every command, in the order in which `help` lists them. */
const commands: readonly CliCommand[] = [
  doctorCommand,
  auditCommand,
  policyCommand,
  rulesCommand,
  relayCommand,
  verifyAuditCommand,
  exportAuditCommand,
  restoredCommand,
  resealCommand,
  reachCommand,
  packageCommand,
];

const overview = (): readonly string[] => [
  'Usage: npm run cli -- <command> [options]',
  '',
  'Commands:',
  ...[...commands, { name: 'help', summary: 'show this list, or with a command its options' }].map(
    ({ name, summary }) => `  ${name.padEnd(13)} ${summary}`,
  ),
];

const askedForHelp = (args: readonly string[]): boolean => args.includes('--help') || args.includes('-h');

/**
 * Runs the command that `args` begin with.
 * @returns the exit code: 0 done, 1 refused (with a line for every reason), 2 no such command, or what a command found
 */
export async function runCli(args: readonly string[], world: CommandWorld): Promise<number> {
  const [first = 'help', ...rest] = args;
  const isHelp = ['help', '--help', '-h'].includes(first);
  const name = isHelp ? rest[0] : first;
  const command = commands.find((one) => one.name === name);
  if (command === undefined && (!isHelp || name !== undefined)) {
    world.complain(`There is no command "${name ?? ''}". "npm run cli -- help" lists them.`);
    return 2;
  }
  if (command === undefined || isHelp || askedForHelp(rest)) {
    for (const line of command?.usage ?? overview()) world.print(line);
    return 0;
  }
  try {
    return await command.run(rest, world);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    world.complain(`${command.name} was refused:`);
    for (const reason of error.reasons) world.complain(`  - ${reason}`);
    return 1;
  }
}

/** The command line of this process; `bin/latchkey.mjs` hands in what was typed and the environment. */
export async function main(args: readonly string[], environment: CommandWorld['environment']): Promise<void> {
  process.exitCode = await runCli(args, {
    environment,
    clock: { now: () => new Date() },
    operator: userInfo().username,
    print: (line) => {
      console.log(line);
    },
    complain: (line) => {
      console.error(line);
    },
  });
}

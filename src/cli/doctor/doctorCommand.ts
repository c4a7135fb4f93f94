import { readConfigParts } from '../../configParts.ts';
import { connectEntra } from '../../connections.ts';
import { type CliCommand, type CommandWorld, Refusal } from '../command.ts';
import { silent } from '../commandStore.ts';
import { readOptions } from '../readOptions.ts';
import { addressChecks } from './addressChecks.ts';
import { configurationChecks } from './configurationChecks.ts';
import { databaseChecks } from './databaseChecks.ts';
import { exitCodeOf, jsonOf, linesOf } from './doctorReport.ts';
import { entraChecks } from './entraChecks.ts';
import { type Finding } from './finding.ts';

/** Exit code where it cannot even be begun. */
const CANNOT_BE_RUN = 2;

async function run(args: readonly string[], world: CommandWorld): Promise<number> {
  const isJson = args.includes('--json');
  let upn: string | undefined;
  try {
    ({ message: upn } = readOptions(
      args.filter((word) => word !== '--json'),
      ['message'],
    ));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    for (const reason of error.reasons) world.complain(reason);
    return CANNOT_BE_RUN;
  }
  const findings = await examine(world, upn);
  if (isJson) world.print(jsonOf(findings, world.clock.now()));
  else for (const line of linesOf(findings)) world.print(line);
  return exitCodeOf(findings);
}

/** Everything that can be looked at, the database last; what is wrong with one thing keeps no other from being looked at. */
async function examine(world: CommandWorld, upn: string | undefined): Promise<readonly Finding[]> {
  const parts = readConfigParts(world.environment);
  const { entra: config } = parts;
  const entra =
    config === undefined
      ? undefined
      : connectEntra(config, { clock: world.clock, logger: silent, jitter: () => 0.5, mayProbe: true });
  const found = await Promise.all([
    configurationChecks(parts, world),
    entraChecks(entra, config, parts.whole?.brokenHouseRules ?? []),
    addressChecks(parts, world),
  ]);
  // After them: copying and opening a folder holds the process up, and with it the answers that the others wait for.
  return [...found.flat(), ...(await databaseChecks({ parts, world, entra, upn }))];
}

/** `doctor`: what works, what does not, and what to do about it. */
export const doctorCommand: CliCommand = {
  name: 'doctor',
  summary: 'look at everything Latchkey needs, and say what to do about what does not work',
  usage: [
    'Usage: npm run cli -- doctor [--json] [--message USER]',
    '',
    'With the environment of the service, running or not. Looks at the configuration, the credential, permissions and',
    'consent, Graph, the house rules, the database, the public address and the approvers. It reads and changes nothing, and prints no secret.',
    'Exit code 0: nothing is broken; 1: something is; 2: it was not asked rightly.',
    '',
    '  --message USER     also write to this person in Teams (their sign-in name), who has to have the app',
    '  --json             one line of JSON; docs/schema/doctor-report.v1.schema.json is its form',
  ],
  run,
};

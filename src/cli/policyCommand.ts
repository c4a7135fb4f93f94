import { type CliCommand, type CommandWorld, Refusal } from './command.ts';
import { dryRunPolicy } from './policyDryRun.ts';
import { diffPolicy, exportPolicy } from './policyDiff.ts';
import { whatIfPolicy } from './policyWhatIf.ts';

const wishes: Readonly<Record<string, CliCommand['run']>> = {
  export: exportPolicy,
  diff: diffPolicy,
  'dry-run': dryRunPolicy,
  'what-if': whatIfPolicy,
};

function run([wish = '', ...rest]: readonly string[], world: CommandWorld): Promise<number> {
  const chosen = Object.hasOwn(wishes, wish) ? wishes[wish] : undefined;
  if (chosen === undefined) {
    throw new Refusal(['Say what to do: policy export, policy diff, policy dry-run, or policy what-if.']);
  }
  return chosen(rest, world);
}

/** `policy`: how roles are set, kept in a file and compared with it. */
export const policyCommand: CliCommand = {
  name: 'policy',
  summary: 'keep role settings in a file, compare them, and see what others would have meant',
  usage: [
    'Usage: npm run cli -- policy export [--out FILE]',
    '       npm run cli -- policy diff --against FILE [--json]',
    '       npm run cli -- policy dry-run --file FILE',
    '       npm run cli -- policy what-if --role NAME [--hours N] [--approval] [--ticket] [--strong-authentication] [--from FILE]',
    '',
    'Reads the settings of all roles (PIM calls them policies) with the app’s own read-only permissions. Needs no database, and',
    'changes nothing: settings are changed in Teams (policy apply takes such a file) or in the Entra admin center.',
    '',
    'export   writes them as JSON that stays the same as long as they do. With --out only its owner may read the file.',
    'diff     says what the tenant has otherwise than a file. Exit code 0: nothing; 2: something; 1: it could not be found out.',
    'dry-run  says what a file would change, rule by rule, and what would go wrong. Roles that are not in the file stay as they',
    '         are. Exit code 0: nothing would change; 2: something would; 1: it could not be found out.',
    'what-if  says how many of the last 30 days’ activations of a role other settings would have changed. --from takes a JSON',
    '         audit report, or a snapshot, in place of the tenant.',
    '',
    '  --out                    file to write; else the settings are printed',
    '  --against, --file        a file that "policy export" wrote',
    '  --json                   the differences as one line of JSON',
    '  --role                   name or id of a role',
    '  --hours                  longest activation, 0.5 to 24',
    '  --approval, --ticket, --strong-authentication   what an activation would also take',
  ],
  run,
};

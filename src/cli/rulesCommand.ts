import { type CliCommand, type CommandWorld, Refusal } from './command.ts';
import { checkRules } from './rulesCheck.ts';
import { explainRules } from './rulesExplain.ts';
import { whatIfRules } from './rulesWhatIf.ts';

const wishes: Readonly<Record<string, CliCommand['run']>> = {
  check: checkRules,
  explain: explainRules,
  'what-if': whatIfRules,
};

function run([wish = '', ...rest]: readonly string[], world: CommandWorld): Promise<number> {
  const chosen = Object.hasOwn(wishes, wish) ? wishes[wish] : undefined;
  if (chosen === undefined) {
    throw new Refusal(['Say what to do: rules check, rules explain, or rules what-if.']);
  }
  return chosen(rest, world);
}

/** `rules`: the house rules of the settings file, checked and tried out. */
export const rulesCommand: CliCommand = {
  name: 'rules',
  summary: 'check the house rules, explain what they ask of somebody, and see what they would have meant',
  usage: [
    'Usage: npm run cli -- rules check [--file FILE]',
    '       npm run cli -- rules explain ROLE PERSON [--at TIME] [--for 2h] [--ticket X] [--scope S] [--emergency] [--file FILE] [--from FILE] [--json]',
    '       npm run cli -- rules what-if [--file FILE] [--from FILE] [--json]',
    '',
    'Reads the section houseRules of the settings file, and Entra with the app’s own read-only permissions. Needs no database,',
    'and changes nothing. The rules hold at every activation in Teams; the portal stays open.',
    '',
    'check    says everything that is wrong, with its line; where a tenant is configured, also which names Entra does not',
    '         know. Exit code 0: nothing; 2: a name is not known; 1: the rules are refused, or it could not be found out.',
    'explain  says which rules are about a role and a person, what they ask, what is met, and who could approve now.',
    'what-if  says what the rules would have made of the last 30 days’ activations: which would have waited or been refused,',
    '         and how often each approver would have been asked.',
    '',
    '  --file     settings file with the rules; else LATCHKEY_SETTINGS_FILE',
    '  --from     a JSON audit report, or a snapshot, in place of the tenant; it has only groups that hold roles or approve',
    '  --at       when it would begin, with its zone: 2026-11-25T10:00:00Z; else now',
    '  --for      how long: 30m, 2h, 1h30m; else one hour',
    '  --ticket   a ticket number',
    '  --scope    where it would be activated: /, or an id such as /administrativeUnits/…; else the whole organization',
    '  --emergency  as an emergency: what it would go past',
    '  --json     one line of JSON',
  ],
  run,
};

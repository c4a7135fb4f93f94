import { type RulesWhatIf, rulesWhatIf } from '../pim/houseRules/whatIf.ts';
import { type PrincipalId } from '../pim/ids.ts';
import { type Posture } from '../pim/posture/posture.ts';
import { shownText } from '../reports/shownText.ts';
import { timesFor } from '../words/times.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { type CommandWorld, Refusal } from './command.ts';
import { readOptions } from './readOptions.ts';
import { rulesSource, type RulesSource, worldOfRules } from './rulesSources.ts';

const AUDIT_DAYS = 30;
const { houseRules: words } = wordsFor('en');

/** `rules what-if`. */
export async function whatIfRules(args: readonly string[], outer: CommandWorld): Promise<number> {
  const { from, file } = readOptions(
    args.filter((word) => word !== '--json'),
    ['from', 'file'],
  );
  const world = worldOfRules(outer, file);
  const requestors = ({ snapshot }: Posture): readonly PrincipalId[] =>
    snapshot.activations.map(({ principalId }) => principalId);
  const source = await rulesSource({ from, auditDays: AUDIT_DAYS, requestors }, world);
  const what = rulesWhatIf(source.posture, source.index, source.directory);
  if (what === undefined) throw new Refusal([words.whatIf.noLog]);
  if (args.includes('--json')) world.print(JSON.stringify(what));
  else for (const line of told(what, source, world.clock.now())) world.print(line);
  return 0;
}

function told(what: RulesWhatIf, { posture, nameOf }: RulesSource, now: Date): readonly string[] {
  const { duration, at } = timesFor({ now, timeZone: 'UTC', locale: 'en' });
  const tell = { duration, at: (time: Date) => `${at(time)} UTC`, name: nameOf };
  const { activations, approvers, days, nobodyToAsk, ticketsAsked } = what;
  const changed = activations.filter(({ verdict }) => verdict !== 'free');
  const of = (verdict: string): number => activations.filter((one) => one.verdict === verdict).length;
  return [
    words.whatIf.sum({ all: activations.length, waits: of('waits'), refused: of('refused'), days }),
    ...changed.map(
      (one) =>
        `  ${words.whatIf.activation(one, tell, shownText(posture.role(one.roleDefinitionId).displayName, 100))}`,
    ),
    ...approvers.map(({ id, times }) => `  ${words.whatIf.asked(nameOf(id), times)}`),
    ...(nobodyToAsk === 0 ? [] : [words.whatIf.nobody(nobodyToAsk)]),
    ...(ticketsAsked === 0 ? [] : [words.whatIf.tickets(what)]),
    words.whatIf.groupsOfNow,
    words.notEnforced,
  ];
}

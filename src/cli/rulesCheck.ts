import { readSettingsOf } from '../config.ts';
import { type Entra } from '../graph/entra.ts';
import { type HouseRule } from '../pim/houseRules/houseRule.ts';
import { isGuid } from '../pim/ids.ts';
import { shownText } from '../reports/shownText.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { type CommandWorld } from './command.ts';
import { roleNames } from './policyNames.ts';
import { readingEntra } from './readingEntra.ts';
import { readOptions } from './readOptions.ts';
import { rulesIn, whomIn, worldOfRules } from './rulesSources.ts';

const { check: words } = wordsFor('en').houseRules;

/** `rules check`. */
export async function checkRules(args: readonly string[], outer: CommandWorld): Promise<number> {
  const world = worldOfRules(outer, readOptions(args, ['file']).file);
  const { rules, version } = rulesIn(world);
  const isTenant = ['MicrosoftAppId', 'MicrosoftAppTenantId'].every(
    (name) => (world.environment[name] ?? '').trim() !== '',
  );
  const warnings = [
    ...unknownSystems(rules, world),
    ...(isTenant ? await readingEntra(world, (entra) => unknownNames(rules, entra)) : []),
  ];
  for (const warning of warnings) world.print(warning);
  if (warnings.length === 0) world.print(words.good(rules.length, version));
  if (!isTenant) world.complain(words.notLookedUp);
  return warnings.length === 0 ? 0 : 2;
}

/** Names of ticket systems are compared as they are written. */
function unknownSystems(rules: readonly HouseRule[], { environment }: CommandWorld): readonly string[] {
  const known = new Set(readSettingsOf(environment).ticketSystems.map(({ name }) => name));
  return rules.flatMap(({ name, ticket }) =>
    ticket?.check === undefined || known.has(ticket.check)
      ? []
      : [words.unknownTicketSystem(shownText(name, 100), shownText(ticket.check, 100))],
  );
}

const everyRole: ReadonlySet<string> = new Set(['all', 'privileged']);

/** Sentences about the roles, people and groups in rules that Entra does not know. */
export async function unknownNames(rules: readonly HouseRule[], entra: Entra): Promise<readonly string[]> {
  if (rules.length === 0) return [];
  const ids = (await entra.posture.settings()).map(({ roleDefinitionId }) => roleDefinitionId);
  const known = new Set(
    [...(await roleNames(entra, ids))].flatMap(([id, name]) => [id, name.trim().toLowerCase()]),
  );
  const people = new Set(
    (await entra.directory.people(rules.flatMap((rule) => whomIn(rule).people))).map(({ id }) => id),
  );
  const groups = new Map<string, string | undefined>();
  for (const id of new Set(rules.flatMap((rule) => whomIn(rule).groups))) {
    groups.set(id, await entra.directory.groupName(id));
  }
  return rules.flatMap((rule) => {
    const name = shownText(rule.name, 100);
    const roles = rule.appliesTo.roles.filter(
      (role) => !known.has(role.toLowerCase()) && !everyRole.has(role.toLowerCase()),
    );
    const { people: named, groups: namedGroups } = whomIn(rule);
    return [
      ...roles.map((role) =>
        words.unknownRole(name, isGuid(role) ? role.toLowerCase() : shownText(role, 100)),
      ),
      ...named.filter((id) => !people.has(id)).map((id) => words.unknownPerson(name, id)),
      ...namedGroups.filter((id) => groups.get(id) === undefined).map((id) => words.unknownGroup(name, id)),
    ];
  });
}

import { readSettingsOf } from '../config.ts';
import { type Entra } from '../graph/entra.ts';
import { houseRulesOf } from '../houseRuleReading.ts';
import { isPimError } from '../pim/errors.ts';
import { type HouseDirectory } from '../pim/houseRules/circumstances.ts';
import {
  type ApproverSource,
  type HouseRule,
  type HouseRules,
  type Whom,
} from '../pim/houseRules/houseRule.ts';
import { indexRules, type RuleIndex } from '../pim/houseRules/ruleIndex.ts';
import { type PrincipalId } from '../pim/ids.ts';
import { GroupPaths } from '../pim/posture/groupPaths.ts';
import { type Posture, postureOf } from '../pim/posture/posture.ts';
import { type Snapshot } from '../pim/posture/snapshot.ts';
import { shownText } from '../reports/shownText.ts';
import { keptSnapshot } from './auditSources.ts';
import { type CommandWorld, Refusal } from './command.ts';
import { orRefused, readingEntra } from './readingEntra.ts';

/** Everything that rules are explained by. */
export interface RulesSource {
  readonly index: RuleIndex;
  readonly posture: Posture;
  readonly directory: HouseDirectory;
  /** Of a person or group, fit to be printed; the id where there is no name. */
  readonly nameOf: (id: string) => string;
}

/** The world with the settings file that is meant. @throws Refusal where none is named */
export function worldOfRules(world: CommandWorld, file: string | undefined): CommandWorld {
  const named = file ?? world.environment['LATCHKEY_SETTINGS_FILE'] ?? '';
  if (named.trim() === '') {
    throw new Refusal(['Name the settings file that has the rules: --file FILE, or LATCHKEY_SETTINGS_FILE.']);
  }
  return { ...world, environment: { ...world.environment, LATCHKEY_SETTINGS_FILE: named } };
}

/** The rules of the settings file. @throws Refusal with a reason for everything that is wrong with it */
export const rulesIn = ({ environment }: CommandWorld): HouseRules =>
  houseRulesOf(orRefused(() => readSettingsOf(environment)).houseRules);

/** Everybody whom a rule names, by what it names them for. */
export function whomIn({ appliesTo, approvals, delegates, emergency, owners }: HouseRule): Whom {
  const sources: readonly Whom[] = [
    appliesTo,
    ...approvals.flatMap(({ from, escalateTo }): ApproverSource[] =>
      escalateTo ? [from, escalateTo] : [from],
    ),
    ...(emergency === undefined ? [] : [emergency, emergency.owners]),
    owners,
  ];
  const stands = delegates.flatMap((one) => [one.for, one.to]);
  return {
    people: [...new Set([...sources.flatMap(({ people }) => people), ...stands])],
    groups: [...new Set(sources.flatMap(({ groups }) => groups))],
  };
}

/** What is read of a tenant. */
export interface RulesReading {
  /** A file in place of the tenant. */
  readonly from: string | undefined;
  readonly auditDays: number;
  /** Those whose managers may be asked. */
  readonly requestors: (posture: Posture) => readonly PrincipalId[];
}

/**
 * The tenant, from a kept snapshot or as it is now, with the groups and managers that rules name. A snapshot has no managers.
 * @throws Refusal
 */
export async function rulesSource(
  { from, auditDays, requestors }: RulesReading,
  world: CommandWorld,
): Promise<RulesSource> {
  const rules = rulesIn(world);
  const groups = [...new Set(rules.rules.flatMap((rule) => whomIn(rule).groups))];
  if (from !== undefined) {
    const { snapshot, yardstick } = await keptSnapshot(from, world);
    const members = membersIn(snapshot);
    return sourceOf(rules, postureOf(snapshot, yardstick), {
      members,
      managers: new Map(),
      names: new Map(),
    });
  }
  return readingEntra(world, async (entra, { settings }) => {
    world.complain('Reading the organization. With a long audit log this takes a minute or two.');
    const snapshot = await entra.posture.snapshot({ auditDays });
    const names = new Map<string, string>();
    const members = new Map<PrincipalId, ReadonlySet<PrincipalId>>();
    for (const group of groups) await readGroup(group, entra, members, names);
    const posture = postureOf(snapshot, settings.yardstick);
    const managers = asksManagers(rules) ? await managersOf(requestors(posture), entra, names) : new Map();
    return sourceOf(rules, posture, { members, managers, names });
  });
}

const asksManagers = ({ rules }: HouseRules): boolean =>
  rules.some(({ approvals }) =>
    approvals.some(({ from, escalateTo }) => from.manager || escalateTo?.manager === true),
  );

/** `null`: has none. Whoever's manager cannot be read is missing from the map. */
async function managersOf(
  people: readonly PrincipalId[],
  { directory }: Pick<Entra, 'directory'>,
  names: Map<string, string>,
): Promise<ReadonlyMap<PrincipalId, PrincipalId | null>> {
  const found = new Map<PrincipalId, PrincipalId | null>();
  for (const person of new Set(people)) {
    try {
      found.set(person, (await directory.managerOf(person)) ?? null);
    } catch (error) {
      if (!isPimError(error)) throw error;
    }
  }
  const managers = [...found.values()].filter((id) => id !== null);
  for (const { id, displayName } of await directory.people(managers)) names.set(id, displayName);
  return found;
}

/** A group that is not there, or cannot be read, is missing from the map: its rules refuse. */
async function readGroup(
  group: PrincipalId,
  { directory }: Pick<Entra, 'directory'>,
  members: Map<PrincipalId, ReadonlySet<PrincipalId>>,
  names: Map<string, string>,
): Promise<void> {
  try {
    const name = await directory.groupName(group);
    if (name === undefined) return;
    names.set(group, name);
    const people = await directory.peopleOf(group);
    for (const { id, displayName } of people) names.set(id, displayName);
    members.set(group, new Set(people.map(({ id }) => id)));
  } catch (error) {
    if (!isPimError(error)) throw error;
  }
}

/** A snapshot has the groups that hold roles or approve; a group with a part that could not be read is left out. */
function membersIn({ groups }: Snapshot): ReadonlyMap<PrincipalId, ReadonlySet<PrincipalId>> {
  const paths = new GroupPaths(groups);
  const unread = new Set(groups.filter(({ members }) => members === null).map(({ id }) => id));
  const within = (id: PrincipalId, seen: Set<PrincipalId>): boolean => {
    if (seen.has(id)) return false;
    seen.add(id);
    const inner = groups.find((group) => group.id === id)?.members ?? [];
    return unread.has(id) || inner.some((one) => within(one, seen));
  };
  return new Map(
    groups
      .filter(({ id }) => !within(id, new Set()))
      .map(({ id }) => [id, new Set(paths.membersOf(id).map(({ memberId }) => memberId))]),
  );
}

interface ReadDirectory {
  readonly members: ReadonlyMap<PrincipalId, ReadonlySet<PrincipalId>>;
  readonly managers: ReadonlyMap<PrincipalId, PrincipalId | null>;
  readonly names: ReadonlyMap<string, string>;
}

const sourceOf = (
  rules: HouseRules,
  posture: Posture,
  { members, managers, names }: ReadDirectory,
): RulesSource => {
  const known = new Map<string, string>(
    posture.snapshot.principals.map(({ id, displayName }) => [id, displayName] as const),
  );
  return {
    index: indexRules(rules),
    posture,
    directory: {
      membersOf: (group) => members.get(group),
      managerOf: (person) => managers.get(person),
    },
    nameOf: (id) => shownText(names.get(id) ?? known.get(id) ?? id, 100),
  };
};

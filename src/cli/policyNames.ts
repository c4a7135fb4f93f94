import { type Entra } from '../graph/entra.ts';
import { type PrincipalId, type RoleDefinitionId } from '../pim/ids.ts';
import { approverIdIn, listIn, listTold, type SettingValue } from '../pim/posture/settingFacts.ts';
import { type RoleDifference, type SettingChange } from '../pim/posture/settingsDiff.ts';
import { shownText } from '../reports/shownText.ts';
import { timesFor } from '../words/times.ts';
import { wordsFor } from '../words/wordsFor.ts';

/** Names of approvers by their ids; what has no name (any more) is told by its id. */
export type ApproverNames = ReadonlyMap<string, string>;

const keysIn = ({ setting, before, after }: SettingChange): readonly string[] =>
  setting === 'approvers' ? [...listIn(before), ...listIn(after)] : [];

/** Looks up the approvers that differences name, and nobody else. */
export async function approverNames(
  { directory }: Pick<Entra, 'directory'>,
  differences: readonly Pick<RoleDifference, 'changes'>[],
): Promise<ApproverNames> {
  const keys = new Set(differences.flatMap(({ changes }) => changes.flatMap(keysIn)));
  const of = (kind: string): readonly PrincipalId[] =>
    [...keys].filter((key) => key.startsWith(`${kind}:`)).flatMap((key) => approverIdIn(key) ?? []);
  const names = new Map<string, string>();
  for (const { id, displayName } of await directory.people(of('person'))) names.set(id, displayName);
  for (const id of of('group')) {
    const name = await directory.groupName(id);
    if (name !== undefined) names.set(id, name);
  }
  return names;
}

/** The names of roles of the tenant. */
export async function roleNames(
  { directory }: Pick<Entra, 'directory'>,
  ids: readonly RoleDefinitionId[],
): Promise<ReadonlyMap<RoleDefinitionId, string>> {
  return new Map(
    await Promise.all(ids.map(async (id) => [id, (await directory.role(id)).displayName] as const)),
  );
}

/** A change in words. `told`: what was and what is, or what is and what would be. */
export function changeInWords(
  { setting, ruleId, before, after }: SettingChange,
  names: ApproverNames,
  told: 'changed' | 'wouldChange',
): string {
  const { posture } = wordsFor('en');
  const { duration } = timesFor({ now: new Date(0), timeZone: 'UTC', locale: 'en' });
  const value = (one: SettingValue): string => posture.settings.value(setting, shown(one, names), duration);
  return posture.settings[told](
    shownText(posture.settings.label(setting, ruleId)),
    value(before),
    value(after),
  );
}

const shown = (value: SettingValue, names: ApproverNames): SettingValue =>
  typeof value === 'string'
    ? shownText(value)
    : listTold(value, (one) => shownText(names.get(one.split(':')[1] ?? '') ?? one));

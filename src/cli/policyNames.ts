import { type Entra } from '../graph/entra.ts';
import { type RoleDefinitionId } from '../pim/ids.ts';
import { type ApproverNames } from '../pim/operations/approverNames.ts';
import { listTold, type SettingValue } from '../pim/posture/settingFacts.ts';
import { type SettingChange } from '../pim/posture/settingsDiff.ts';
import { shownText } from '../reports/shownText.ts';
import { timesFor } from '../words/times.ts';
import { wordsFor } from '../words/wordsFor.ts';

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

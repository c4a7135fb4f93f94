import { type RoleDefinitionId } from '../ids.ts';
import {
  canonicalSettings,
  type ComparableSettings,
  type SettingFact,
  settingFacts,
  type SettingValue,
} from './settingFacts.ts';

/** One fact of a role's settings that is another than it was. */
export interface SettingChange extends Omit<SettingFact, 'value'> {
  readonly before: SettingValue;
  readonly after: SettingValue;
}

/** What differs about one role. `onlyIn`: the other side does not have the role at all, and nothing is compared. */
export interface RoleDifference {
  readonly roleDefinitionId: RoleDefinitionId;
  readonly onlyIn: 'before' | 'after' | undefined;
  readonly changes: readonly SettingChange[];
}

/** What differs between two readings of settings, by role; roles that are the same are left out. */
export function settingsDiff(
  before: readonly ComparableSettings[],
  after: readonly ComparableSettings[],
): readonly RoleDifference[] {
  const [had, has] = [byRole(before), byRole(after)];
  return [...new Set([...had.keys(), ...has.keys()])]
    .sort()
    .flatMap((roleDefinitionId): readonly RoleDifference[] => {
      const [old, now] = [had.get(roleDefinitionId), has.get(roleDefinitionId)];
      if (old === undefined || now === undefined) {
        return [{ roleDefinitionId, onlyIn: old === undefined ? 'after' : 'before', changes: [] }];
      }
      const changes = changesBetween(old, now);
      return changes.length === 0 ? [] : [{ roleDefinitionId, onlyIn: undefined, changes }];
    });
}

const byRole = (
  all: readonly ComparableSettings[],
): ReadonlyMap<RoleDefinitionId, ReadonlyMap<string, SettingFact>> =>
  new Map(
    all.map(canonicalSettings).map((settings) => [settings.roleDefinitionId, factsByKey(settings)] as const),
  );

const keyOf = ({ ruleId, setting }: SettingFact): string => `${ruleId} ${setting}`;

const factsByKey = (settings: ComparableSettings): ReadonlyMap<string, SettingFact> =>
  new Map(settingFacts(settings).map((fact) => [keyOf(fact), fact]));

/** A rule that only one side knows counts as nothing set on the other. */
function changesBetween(
  before: ReadonlyMap<string, SettingFact>,
  after: ReadonlyMap<string, SettingFact>,
): readonly SettingChange[] {
  const facts = new Map([...before, ...after]);
  return [...facts].flatMap(([key, { ruleId, setting }]) => {
    const [old, now] = [before.get(key)?.value ?? null, after.get(key)?.value ?? null];
    return isSame(old, now) ? [] : [{ ruleId, setting, before: old, after: now }];
  });
}

const isSame = (one: SettingValue, other: SettingValue): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

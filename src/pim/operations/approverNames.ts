import { type PrincipalId } from '../ids.ts';
import { type PimDirectory } from '../ports.ts';
import { approverIdIn, listIn } from '../posture/settingFacts.ts';
import { type SettingChange } from '../posture/settingsDiff.ts';

/** Names of approvers by their ids; what has no name (any more) is not there. */
export type ApproverNames = ReadonlyMap<string, string>;

const keysIn = ({ setting, before, after }: SettingChange): readonly string[] =>
  setting === 'approvers' ? [...listIn(before), ...listIn(after)] : [];

/** Looks up the approvers that changes of settings name, and nobody else. */
export async function approverNames(
  directory: Pick<PimDirectory, 'people' | 'groupName'>,
  changes: readonly SettingChange[],
): Promise<ApproverNames> {
  const keys = new Set(changes.flatMap(keysIn));
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

import { inertText } from '../../cards/plainText.ts';
import { type Person } from '../../pim/ids.ts';
import { approverNames } from '../../pim/operations/approverNames.ts';
import { type PolicyFiles } from '../../pim/policyFiles/policyFile.ts';
import { unsettable } from '../../pim/policyFiles/unsettable.ts';
import { type PimDirectory } from '../../pim/ports.ts';
import { approverIdIn, type ComparableSettings, listIn } from '../../pim/posture/settingFacts.ts';
import { settingsDiff } from '../../pim/posture/settingsDiff.ts';
import { type SettingsChange } from '../../pim/posture/settingsSteps.ts';
import { type SnapshotRole } from '../../pim/posture/snapshot.ts';
import { type Words } from '../../words/words.ts';

/** What a file wishes of one role, to be shown and confirmed. */
export interface FileProposal {
  readonly role: SnapshotRole;
  readonly change: SettingsChange;
  readonly leftOpen: readonly never[];
  readonly names: ReadonlyMap<string, string>;
  /** Approvers that nobody knows here: so many. */
  readonly strangers: number;
}

/** What the person's own file wishes of a role beside how it is set now; or what to say where that is nothing to ask about. */
export async function fileProposal(
  deps: {
    readonly policyFiles: Pick<PolicyFiles, 'of'>;
    readonly directory: Pick<PimDirectory, 'people' | 'groupName'>;
  },
  person: Person,
  role: SnapshotRole,
  before: ComparableSettings,
  fileId: string,
): Promise<FileProposal | ((words: Words) => string)> {
  const file = await deps.policyFiles.of(person, fileId);
  const wished = file?.roles.find(({ settings }) => settings.roleDefinitionId === role.id);
  if (wished === undefined) return ({ policyFiles }) => policyFiles.gone;
  const after = wished.settings;
  const problem = unsettable(after, before, true);
  if (problem !== undefined && problem.why !== 'guard') {
    const ruleIds = 'ruleIds' in problem ? problem.ruleIds.map(inertText) : [];
    return ({ policyFiles }) => policyFiles.unsettable[problem.why](ruleIds);
  }
  const changes = settingsDiff([before], [after]).flatMap((one) => one.changes);
  if (changes.length === 0) return ({ policyFiles }) => policyFiles.sameNow(inertText(role.displayName));
  const names = await approverNames(deps.directory, changes);
  const wanted = changes.filter(({ setting }) => setting === 'approvers').flatMap((one) => listIn(one.after));
  const strangers = wanted.flatMap((key) => approverIdIn(key) ?? []).filter((id) => !names.has(id)).length;
  return { role, change: { before, after, fromFile: fileId }, leftOpen: [], names, strangers };
}

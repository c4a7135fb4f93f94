import { type RoleDefinitionId } from '../ids.ts';
import { type ComparableSettings } from '../posture/settingFacts.ts';
import { type SettingChange } from '../posture/settingsDiff.ts';
import { type RolePlan, settingsPlan } from '../posture/settingsPlan.ts';
import { type Operation } from '../records.ts';
import { type PolicyFile, type WishedRole } from './policyFile.ts';
import { unsettable, type Unsettable } from './unsettable.ts';

/** Where a role of a file stands. `half`: some of its rules were changed before it stopped. */
export type FileRowState =
  'open' | 'half' | 'stopped' | 'takenBack' | 'underWay' | 'unclear' | 'blocked' | 'applied' | 'same';

/** One role of a file beside how it is set. */
export interface FileRow {
  readonly role: WishedRole;
  readonly state: FileRowState;
  /** What would be otherwise, in the order in which it would be written. */
  readonly changes: readonly SettingChange[];
  readonly rules: number;
  readonly traps: RolePlan['traps'];
  /** There where the state is `blocked`. */
  readonly unsettable: Unsettable | undefined;
  /** The newest operation about it. */
  readonly operationId: string | undefined;
}

/** What a reading of a tenant says of roles and their settings, and when it was read. */
export interface PresentSettings {
  readonly at: Date;
  readonly isThere: (id: RoleDefinitionId) => boolean;
  readonly settingsOf: (id: RoleDefinitionId) => ComparableSettings | undefined;
}

/** PIM shows what it has taken some time later; a reading so soon after it says nothing against it. Milliseconds. */
const SEEN_AFTER = 5 * 60_000;

/** What can still be done comes first; what is done comes last. */
const order: readonly FileRowState[] = [
  'half',
  'unclear',
  'underWay',
  'open',
  'stopped',
  'takenBack',
  'blocked',
  'applied',
  'same',
];

/** Every role of a file: what would change, what cannot, and what came of it so far. */
export function fileRows(
  { roles }: Pick<PolicyFile, 'roles'>,
  present: PresentSettings,
  operations: ReadonlyMap<RoleDefinitionId, Operation>,
): readonly FileRow[] {
  return roles
    .map((role) => rowOf(role, present, operations.get(role.settings.roleDefinitionId)))
    .toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
}

function rowOf(role: WishedRole, present: PresentSettings, operation: Operation | undefined): FileRow {
  const { roleDefinitionId: id } = role.settings;
  const now = present.settingsOf(id);
  const [plan] = now === undefined ? [] : settingsPlan([role.settings], [now]).roles;
  const changes = plan?.rules.flatMap((rule) => rule.changes) ?? [];
  const blocked = unsettable(role.settings, now, present.isThere(id));
  const found = stateBy(operation, changes.length > 0, present.at);
  const state = found ?? (blocked === undefined ? (changes.length === 0 ? 'same' : 'open') : 'blocked');
  return {
    role,
    state,
    changes,
    rules: plan?.rules.length ?? 0,
    traps: plan?.traps ?? [],
    unsettable: state === 'blocked' ? blocked : undefined,
    operationId: operation?.id,
  };
}

/** `undefined`: no operation says anything, or what one has brought about is not so any more. */
function stateBy(operation: Operation | undefined, differs: boolean, readAt: Date): FileRowState | undefined {
  if (operation === undefined) return undefined;
  const isUndo = operation.intent.kind === 'changeSettings' && operation.intent.change.undoes !== undefined;
  switch (operation.state) {
    case 'INTENT':
    case 'NEEDS_USER':
    case 'RUNNING':
      return 'underWay';
    case 'UNKNOWN':
      return 'unclear';
    case 'DONE': {
      if (isUndo) return 'takenBack';
      const isOld = readAt.getTime() > operation.createdAt.getTime() + SEEN_AFTER;
      return differs && isOld ? undefined : 'applied';
    }
    case 'CONFLICT':
    case 'REFUSED':
      return (operation.outcome.appliedRules ?? []).length > 0 ? 'half' : 'stopped';
  }
}

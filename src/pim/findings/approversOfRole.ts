import { GLOBAL_ADMINISTRATOR, PRIVILEGED_ROLE_ADMINISTRATOR } from '../roles.ts';
import { byName } from '../posture/heads.ts';
import { type Posture } from '../posture/posture.ts';
import { type SnapshotPrincipal, type SnapshotSettings } from '../posture/snapshot.ts';

/** Who decides about activations of a role. */
export interface ApproversOfRole {
  /** PIM's default approvers, because the settings name nobody. */
  readonly isDefault: boolean;
  /** The requestor's manager decides too, who is another person each time. */
  readonly isManagerAsked: boolean;
  /** Everybody, by name. */
  readonly people: readonly SnapshotPrincipal[];
  /** Enabled, and where that is known, reached by cards; by name. */
  readonly reachable: readonly SnapshotPrincipal[];
}

/**
 * The approvers of a role that asks for approval. Where nobody is named they are the people who hold Global or Privileged
 * Role Administrator all the time: an activation is over tomorrow, and nobody sits at a break-glass account.
 */
export function approversOfRole(posture: Posture, settings: SnapshotSettings): ApproversOfRole {
  const { approvers } = settings.activation;
  const isDefault = approvers.length === 0;
  const named = approvers.flatMap((one) => (one.kind === 'requestorManager' ? [] : [one.id]));
  const people = isDefault ? defaultApprovers(posture) : [...posture.peopleBehind(named)].sort(byName);
  const unreachable = new Set(posture.snapshot.unreachable);
  return {
    isDefault,
    isManagerAsked: approvers.some(({ kind }) => kind === 'requestorManager'),
    people,
    reachable: people.filter(({ id, isEnabled }) => isEnabled !== false && !unreachable.has(id)),
  };
}

const deciding: ReadonlySet<string> = new Set([GLOBAL_ADMINISTRATOR, PRIVILEGED_ROLE_ADMINISTRATOR]);

function defaultApprovers({ snapshot, peopleBehind, isBreakGlass }: Posture): readonly SnapshotPrincipal[] {
  const holding = snapshot.assignments.flatMap((row) =>
    row.assignmentType === 'Assigned' && deciding.has(row.roleDefinitionId) ? [row.principalId] : [],
  );
  return peopleBehind(holding)
    .filter(({ id }) => !isBreakGlass(id))
    .sort(byName);
}

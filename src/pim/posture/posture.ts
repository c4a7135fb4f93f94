import { type PrincipalId, type RoleDefinitionId } from '../ids.ts';
import { type Yardstick } from './baseline.ts';
import { GroupPaths } from './groupPaths.ts';
import {
  type Snapshot,
  type SnapshotAssignment,
  type SnapshotEligibility,
  type SnapshotPrincipal,
  type SnapshotRole,
  type SnapshotSettings,
} from './snapshot.ts';

/** A role as one person or app has it: directly, or through groups. */
export interface Held<Row extends SnapshotAssignment | SnapshotEligibility> {
  readonly row: Row;
  readonly role: SnapshotRole;
  /** A person or an app; the group itself where nobody is in it or its members could not be read. */
  readonly holder: SnapshotPrincipal;
  /** The groups in between, the one next to the holder first; empty for a role of one's own. */
  readonly path: readonly SnapshotPrincipal[];
}

/** When somebody last activated a role, and how that is known. */
export interface LastUse {
  readonly at: Date;
  readonly source: 'audit' | 'pimAlert' | 'latchkey';
}

/** A snapshot, looked at: names resolved, groups opened, what is standing told from what was activated. */
export interface Posture {
  readonly snapshot: Snapshot;
  /** The time of the snapshot: what is stale is stale as of then. */
  readonly at: Date;
  readonly yardstick: Yardstick;
  /** Assigned, not activated, with an end or without. */
  readonly standing: readonly Held<SnapshotAssignment>[];
  /** Activated at this moment. */
  readonly activated: readonly Held<SnapshotAssignment>[];
  readonly eligible: readonly Held<SnapshotEligibility>[];
  readonly role: (id: RoleDefinitionId) => SnapshotRole;
  readonly principal: (id: PrincipalId) => SnapshotPrincipal;
  readonly settingsOf: (id: RoleDefinitionId) => SnapshotSettings | undefined;
  readonly isPrivileged: (id: RoleDefinitionId) => boolean;
  readonly isBreakGlass: (id: PrincipalId) => boolean;
  readonly lastUse: (principal: PrincipalId, role: RoleDefinitionId) => LastUse | undefined;
  /** The people behind principals, each once; groups are opened. */
  readonly peopleBehind: (ids: readonly PrincipalId[]) => readonly SnapshotPrincipal[];
}

/**
 * Roles that are privileged whatever Entra says of them, for where its beta does not answer: Global, Privileged Role,
 * Privileged Authentication, Security, Conditional Access, Hybrid Identity, Application, Cloud Application,
 * Authentication, Exchange, SharePoint, User and Intune Administrator (Entra's list of built-in roles).
 */
const KNOWN_PRIVILEGED: ReadonlySet<string> = new Set([
  '62e90394-69f5-4237-9190-012177145e10',
  'e8611ab8-c189-46e8-94e1-60213ab1f814',
  '7be44c8a-adaf-4e2a-84d6-ab2649e08a13',
  '194ae4cb-b126-40b2-bd5b-6091b380977d',
  'b1be1c3e-b65d-4f19-8427-f6fa0d97feb9',
  '8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2',
  '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3',
  '158c047a-c907-4556-b7ef-446551a6b5f7',
  'c4e39bd9-1100-46d3-8c65-fb160da0071f',
  '29232cdf-9323-42fd-ade2-1d097af3e4de',
  'f28a1f50-f6e7-4571-818b-6a12f2af6b6c',
  'fe930be7-5e62-47db-91af-98c3a49a38b1',
  '3a2c62db-5318-420d-8d74-23affee5d9d5',
]);

/** Looks at a snapshot. Pure: the same snapshot and yardstick give the same posture. */
export function postureOf(snapshot: Snapshot, yardstick: Yardstick): Posture {
  const roles = new Map(snapshot.roles.map((role) => [role.id, role]));
  const principals = new Map(snapshot.principals.map((one) => [one.id, one]));
  const settings = new Map(snapshot.settings.map((one) => [one.roleDefinitionId, one]));
  const breakGlass = new Set(yardstick.breakGlass);
  const paths = new GroupPaths(snapshot.groups);
  const role = (id: RoleDefinitionId): SnapshotRole =>
    roles.get(id) ?? { id, displayName: id, isBuiltIn: false, isPrivileged: null };
  const principal = (id: PrincipalId): SnapshotPrincipal => principals.get(id) ?? missing(id);
  const heldBy = <Row extends SnapshotAssignment | SnapshotEligibility>(row: Row): readonly Held<Row>[] => {
    const whose = { row, role: role(row.roleDefinitionId) };
    const members = paths.membersOf(row.principalId);
    if (members.length === 0) return [{ ...whose, holder: principal(row.principalId), path: [] }];
    return members.map(({ memberId, groups }) => ({
      ...whose,
      holder: principal(memberId),
      path: groups.map(principal),
    }));
  };
  const held = snapshot.assignments.flatMap(heldBy);
  const uses = lastUses(snapshot);
  return {
    snapshot,
    at: new Date(snapshot.takenAt),
    yardstick,
    standing: held.filter(({ row }) => row.assignmentType === 'Assigned'),
    activated: held.filter(({ row }) => row.assignmentType === 'Activated'),
    eligible: snapshot.eligibilities.flatMap(heldBy),
    role,
    principal,
    settingsOf: (id) => settings.get(id),
    isPrivileged: (id) => roles.get(id)?.isPrivileged ?? KNOWN_PRIVILEGED.has(id),
    isBreakGlass: (id) => breakGlass.has(id),
    lastUse: (who, what) => uses.get(`${who} ${what}`),
    peopleBehind: (ids) => {
      const found = ids.flatMap((id) => {
        const own = principal(id);
        return own.kind === 'group' ? paths.membersOf(id).map(({ memberId }) => principal(memberId)) : [own];
      });
      return [...new Map(found.filter(({ kind }) => kind === 'person').map((one) => [one.id, one])).values()];
    },
  };
}

const missing = (id: PrincipalId): SnapshotPrincipal => ({
  id,
  kind: 'missing',
  displayName: id,
  userPrincipalName: null,
  isEnabled: null,
  isGuest: false,
  lastSignInAt: null,
});

function lastUses({ activations, otherUses }: Snapshot): ReadonlyMap<string, LastUse> {
  const found = new Map<string, LastUse>();
  const note = (principal: PrincipalId, role: RoleDefinitionId, use: LastUse): void => {
    const key = `${principal} ${role}`;
    const known = found.get(key);
    if (known === undefined || known.at.getTime() < use.at.getTime()) found.set(key, use);
  };
  for (const { principalId, roleDefinitionId, activatedAt } of activations) {
    if (activatedAt !== null)
      note(principalId, roleDefinitionId, { at: new Date(activatedAt), source: 'audit' });
  }
  for (const { principalId, roleDefinitionId, lastActivatedAt, source } of otherUses) {
    note(principalId, roleDefinitionId, { at: new Date(lastActivatedAt), source });
  }
  return found;
}

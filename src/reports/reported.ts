import { type PrincipalId, type RoleDefinitionId } from '../pim/ids.ts';
import { type Held, type Posture } from '../pim/posture/posture.ts';
import {
  type SnapshotActivation,
  type SnapshotAssignment,
  type SnapshotBypass,
  type SnapshotLaterBreach,
  type SnapshotEligibility,
  type SnapshotPrincipal,
  type SnapshotRole,
} from '../pim/posture/snapshot.ts';
import {
  type ReportActivation,
  type ReportAssignment,
  type ReportBypass,
  type ReportLaterBreach,
  type ReportEligibility,
  type ReportGroup,
  type ReportPrincipal,
  type ReportRole,
} from './auditReportTypes.ts';

/** Things of a posture as the report has them. */
export interface Reported {
  readonly role: (role: SnapshotRole) => ReportRole;
  readonly roleOf: (id: RoleDefinitionId) => ReportRole;
  readonly principalOf: (id: PrincipalId) => ReportPrincipal;
  readonly assignment: (held: Held<SnapshotAssignment>) => ReportAssignment;
  readonly eligibility: (held: Held<SnapshotEligibility>) => ReportEligibility;
  readonly activation: (activation: SnapshotActivation) => ReportActivation;
  readonly bypass: (bypass: SnapshotBypass) => ReportBypass;
  readonly laterBreach: (breach: SnapshotLaterBreach) => ReportLaterBreach;
}

/** Who holds a role; when they last signed in stays in the snapshot. */
export const reportPrincipal = ({ lastSignInAt, ...principal }: SnapshotPrincipal): ReportPrincipal =>
  principal;

/** A group on the way to a role. */
export const reportGroup = ({ id, displayName }: SnapshotPrincipal): ReportGroup => ({ id, displayName });

/** How the report tells the things of a posture. */
export function reportedIn(posture: Posture): Reported {
  const role = ({ id, displayName }: SnapshotRole): ReportRole => ({
    id,
    displayName,
    isPrivileged: posture.isPrivileged(id),
  });
  const held = ({
    row,
    role: of,
    holder,
    path,
  }: Held<SnapshotAssignment | SnapshotEligibility>): ReportEligibility => {
    const use = posture.lastUse(holder.id, of.id);
    return {
      id: row.id,
      principal: reportPrincipal(holder),
      role: role(of),
      scopeId: row.scopeId,
      path: path.map(reportGroup),
      startAt: row.startAt,
      endAt: row.endAt,
      isBreakGlass: posture.isBreakGlass(holder.id),
      lastUse: use === undefined ? null : { at: use.at.toISOString(), source: use.source },
    };
  };
  const person = (id: PrincipalId): ReportPrincipal => reportPrincipal(posture.principal(id));
  return {
    role,
    roleOf: (id) => role(posture.role(id)),
    principalOf: person,
    assignment: (one) => ({ ...held(one), isOutsidePim: one.row.isOutsidePim }),
    eligibility: held,
    ...happenedIn(posture, role, person),
  };
}

/** How the report tells what happened: each with its person and its role. */
function happenedIn(
  posture: Posture,
  role: Reported['role'],
  person: Reported['principalOf'],
): Pick<Reported, 'activation' | 'bypass' | 'laterBreach'> {
  const named = (
    principalId: PrincipalId,
    roleDefinitionId: RoleDefinitionId,
  ): { readonly principal: ReportPrincipal; readonly role: ReportRole } => ({
    principal: person(principalId),
    role: role(posture.role(roleDefinitionId)),
  });
  return {
    activation: ({ principalId, roleDefinitionId, decidedBy, ...rest }) => ({
      ...rest,
      ...named(principalId, roleDefinitionId),
      minutes: minutesBetween(rest.activatedAt, rest.endAt),
      decidedBy: decidedBy === null ? null : person(decidedBy),
    }),
    bypass: ({ principalId, roleDefinitionId, approvedBy, ...rest }) => ({
      ...rest,
      ...named(principalId, roleDefinitionId),
      approvedBy: approvedBy === null ? null : person(approvedBy),
    }),
    laterBreach: ({ principalId, roleDefinitionId, ...rest }) => ({
      ...rest,
      ...named(principalId, roleDefinitionId),
    }),
  };
}

const minutesBetween = (from: string | null, to: string | null): number | null =>
  from === null || to === null
    ? null
    : Math.max(0, Math.round((new Date(to).getTime() - new Date(from).getTime()) / 60_000));

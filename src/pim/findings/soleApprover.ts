import { type PrincipalId, type RoleDefinitionId } from '../ids.ts';
import { settingsInUse } from '../posture/compliance.ts';
import { byName } from '../posture/heads.ts';
import { byRole, holdersByName } from '../posture/heads.ts';
import { type Posture } from '../posture/posture.ts';
import { type SnapshotPrincipal } from '../posture/snapshot.ts';
import { approversOfRole } from './approversOfRole.ts';
import { type FindingRule } from './finding.ts';
import { guides } from './guides.ts';

/** From so many roles on, being the only approver is a finding about the person, not only about each role. */
const SEVERAL_ROLES = 2;

/**
 * Somebody without whom requests lapse: the only reachable approver of several roles; the only one left for an approver
 * who may activate the role too, as nobody decides about their own request; or an only approver whose own requests nobody
 * can decide.
 */
export const soleApprover: FindingRule = {
  id: 'sole-approver',
  severity: 'medium',
  sources: [guides.approvals],
  needs: ['settings', 'eligibilities', 'principals', 'groupMembers', 'assignments'],
  find: (posture) => {
    const burdens = burdensIn(posture);
    return [...burdens.values()]
      .filter(({ roles, people, own }) => roles.size >= SEVERAL_ROLES || people.size > 0 || own.size > 0)
      .sort((a, b) => byName(a.approver, b.approver))
      .map(({ approver, roles, people, own }) => ({
        rule: 'sole-approver',
        severity: 'medium',
        principals: [approver.id],
        facts: { roles: roles.size, people: people.size, ownRoles: own.size },
      }));
  },
};

interface Burden {
  readonly approver: SnapshotPrincipal;
  /** Roles whose only reachable approver it is. */
  readonly roles: Set<RoleDefinitionId>;
  /** Fellow approvers whose requests nobody else can decide. */
  readonly people: Set<PrincipalId>;
  /** Roles that this only approver may activate, with nobody to approve it. */
  readonly own: Set<RoleDefinitionId>;
}

function burdensIn(posture: Posture): ReadonlyMap<PrincipalId, Burden> {
  const burdens = new Map<PrincipalId, Burden>();
  const burdenOf = (approver: SnapshotPrincipal): Burden => {
    const burden = burdens.get(approver.id) ?? {
      approver,
      roles: new Set(),
      people: new Set(),
      own: new Set(),
    };
    burdens.set(approver.id, burden);
    return burden;
  };
  const eligible = byRole(posture.eligible);
  for (const { role, settings } of settingsInUse(posture)) {
    if (!settings.activation.isApprovalRequired) continue;
    const { reachable, isManagerAsked } = approversOfRole(posture, settings);
    const [first, second] = reachable;
    if (first === undefined || isManagerAsked || reachable.length > 2) continue;
    const mayAsk = new Set(holdersByName(eligible.get(role.id) ?? []).map(({ id }) => id));
    if (second === undefined) {
      burdenOf(first).roles.add(role.id);
      if (mayAsk.has(first.id)) burdenOf(first).own.add(role.id);
    } else {
      if (mayAsk.has(second.id)) burdenOf(first).people.add(second.id);
      if (mayAsk.has(first.id)) burdenOf(second).people.add(first.id);
    }
  }
  return burdens;
}

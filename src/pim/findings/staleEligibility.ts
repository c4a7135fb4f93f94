import { type Held, type Posture } from '../posture/posture.ts';
import { type SnapshotEligibility } from '../posture/snapshot.ts';
import { byRole } from '../posture/heads.ts';
import { daysBefore, isAuditedFor, isYounger } from './ages.ts';
import { type Finding, type FindingRule } from './finding.ts';
import { guides } from './guides.ts';
import { idsByName } from './holdingsRule.ts';

/**
 * Somebody could activate a role and has not for long. Where no activation is known and the audit log does not reach back
 * so far, nothing is called stale: they were not seen since the log begins. Eligibilities younger than that are not judged.
 */
export const staleEligibility: FindingRule = {
  id: 'stale-eligibility',
  severity: 'medium',
  sources: [guides.alerts, guides.reviews],
  needs: ['eligibilities', 'audits'],
  thresholds: ['staleEligibilityDays'],
  find: (posture) => {
    const unused = unusedEligibilities(posture);
    const isCertain = ({ holder, role }: Held<SnapshotEligibility>): boolean =>
      isAuditedFor(posture, posture.yardstick.thresholds.staleEligibilityDays) ||
      posture.lastUse(holder.id, role.id) !== undefined;
    return [
      ...findings(posture, unused.filter(isCertain), 'stale'),
      ...findings(
        posture,
        unused.filter((held) => !isCertain(held)),
        'notSeen',
      ),
    ];
  },
};

/** Eligibilities of people who can sign in, old enough to be judged, without a use in that time. */
function unusedEligibilities(posture: Posture): readonly Held<SnapshotEligibility>[] {
  const { staleEligibilityDays: days } = posture.yardstick.thresholds;
  const activeNow = new Set(posture.activated.map(({ holder, role }) => `${holder.id} ${role.id}`));
  return posture.eligible.filter(({ holder, role, row }) => {
    if (holder.kind !== 'person' || holder.isEnabled === false || posture.isBreakGlass(holder.id))
      return false;
    if (isYounger(posture, row.startAt, days) || activeNow.has(`${holder.id} ${role.id}`)) return false;
    const use = posture.lastUse(holder.id, role.id);
    return use === undefined || daysBefore(posture, use.at) > days;
  });
}

function findings(
  posture: Posture,
  held: readonly Held<SnapshotEligibility>[],
  kind: 'stale' | 'notSeen',
): readonly Finding[] {
  return [...byRole(held)].map(([roleDefinitionId, found]) => {
    const principals = idsByName(found.map(({ holder }) => holder));
    const uses = principals.flatMap((id) => posture.lastUse(id, roleDefinitionId) ?? []);
    const severity = posture.isPrivileged(roleDefinitionId) ? 'medium' : 'low';
    return {
      rule: 'stale-eligibility',
      severity: kind === 'stale' ? severity : 'information',
      roleDefinitionId,
      principals,
      facts: {
        kind,
        count: principals.length,
        days: posture.yardstick.thresholds.staleEligibilityDays,
        auditedSince: posture.snapshot.auditedSince,
        longestAgo: earliest(uses.map(({ at }) => at)),
      },
    };
  });
}

const earliest = (instants: readonly Date[]): string | null =>
  instants.length === 0
    ? null
    : new Date(
        instants.reduce((least, one) => Math.min(least, one.getTime()), Number.MAX_SAFE_INTEGER),
      ).toISOString();

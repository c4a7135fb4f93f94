import { type RoleDefinitionId } from '../ids.ts';
import { type Posture } from '../posture/posture.ts';
import { isAuditedFor, isYounger } from './ages.ts';
import { guides } from './guides.ts';
import { holdingsRule } from './holdingsRule.ts';

/**
 * People may activate a role, and nobody ever did in what is known. Judged once one of the eligibilities is as old as a
 * stale one; for information where the audit log does not reach back so far.
 */
export const unusedRole = holdingsRule({
  id: 'unused-role',
  severity: 'low',
  otherwise: 'low',
  sources: [guides.bestPractices, guides.reviews],
  needs: ['eligibilities', 'audits'],
  thresholds: ['staleEligibilityDays'],
  minds: (posture) => {
    const used = usedRoles(posture);
    const { staleEligibilityDays: days } = posture.yardstick.thresholds;
    const people = posture.eligible.filter(
      ({ holder, role }) =>
        holder.kind === 'person' && !posture.isBreakGlass(holder.id) && !used.has(role.id),
    );
    const judged = new Set(
      people.flatMap(({ row, role }) => (isYounger(posture, row.startAt, days) ? [] : [role.id])),
    );
    return people.filter(({ role }) => judged.has(role.id));
  },
  facts: (_, { snapshot }) => ({ auditedSince: snapshot.auditedSince }),
  severityOf: (_, posture) =>
    isAuditedFor(posture, posture.yardstick.thresholds.staleEligibilityDays) ? 'low' : 'information',
});

const usedRoles = ({ snapshot, activated }: Posture): ReadonlySet<RoleDefinitionId> =>
  new Set([
    ...snapshot.activations.flatMap((one) => (one.activatedAt === null ? [] : [one.roleDefinitionId])),
    ...snapshot.otherUses.map((one) => one.roleDefinitionId),
    ...activated.map(({ role }) => role.id),
  ]);

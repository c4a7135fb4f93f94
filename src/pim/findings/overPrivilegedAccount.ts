import { overPrivilegedIn } from '../posture/overPrivileged.ts';
import { type FindingRule } from './finding.ts';
import { guides } from './guides.ts';

/** An account holds too many privileged roles, or one twice over. Guests, apps and disabled accounts have rules of their own. */
export const overPrivilegedAccount: FindingRule = {
  id: 'over-privileged-account',
  severity: 'medium',
  sources: [guides.bestPractices],
  needs: ['assignments'],
  thresholds: ['privilegedRolesPerPerson'],
  find: (posture) =>
    overPrivilegedIn(posture).flatMap(({ holder, reasons, roles }) => {
      const facts = {
        isManyPrivilegedRoles: reasons.includes('manyPrivilegedRoles'),
        isGlobalAdministratorAndMore: reasons.includes('globalAdministratorAndMore'),
        isStandingAndEligible: reasons.includes('standingAndEligible'),
      };
      if (!Object.values(facts).includes(true)) return [];
      return [
        {
          rule: 'over-privileged-account',
          severity: 'medium',
          principals: [holder.id],
          facts: {
            ...facts,
            roles: roles.length,
            roleNames: roles.map(({ displayName }) => displayName).join(', '),
          },
        },
      ];
    }),
};

import { GLOBAL_ADMINISTRATOR } from '../roles.ts';
import { holdersByName } from '../posture/heads.ts';
import { type FindingRule } from './finding.ts';
import { guides } from './guides.ts';

/**
 * So few people hold Global Administrator or may activate it that losing one of them locks the tenant. Break-glass
 * accounts count, disabled ones do not.
 */
export const tooFewGlobalAdministrators: FindingRule = {
  id: 'too-few-global-administrators',
  severity: 'high',
  sources: [guides.scuba, guides.emergencyAccess],
  needs: ['assignments', 'eligibilities', 'principals', 'groupMembers'],
  thresholds: ['globalAdministrators'],
  find: ({ standing, eligible, yardstick: { thresholds } }) => {
    const { fewest } = thresholds.globalAdministrators;
    const people = holdersByName(
      [...standing, ...eligible].filter(({ role }) => role.id === GLOBAL_ADMINISTRATOR),
    ).filter(({ kind, isEnabled }) => kind === 'person' && isEnabled !== false);
    if (people.length >= fewest) return [];
    return [
      {
        rule: 'too-few-global-administrators',
        severity: 'high',
        roleDefinitionId: GLOBAL_ADMINISTRATOR,
        principals: people.map(({ id }) => id),
        facts: { count: people.length, fewest },
      },
    ];
  },
};

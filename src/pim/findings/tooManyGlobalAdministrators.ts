import { GLOBAL_ADMINISTRATOR } from '../roles.ts';
import { holdersByName, isHead } from '../posture/heads.ts';
import { type FindingRule } from './finding.ts';
import { guides } from './guides.ts';

/** CISA counts whoever holds the role or may activate it, emergency accounts too, and allows eight. */
const SCUBA_MOST = 8;

/**
 * Too many people and apps hold Global Administrator all the time, break-glass accounts left out; or too many in all by
 * CISA's way of counting, unless the yardstick allows more. As bad as it gets when they are many among all administrators
 * too, which is when PIM's own alert speaks.
 */
export const tooManyGlobalAdministrators: FindingRule = {
  id: 'too-many-global-administrators',
  severity: 'high',
  sources: [guides.bestPractices, guides.scuba, guides.alerts],
  needs: ['assignments'],
  thresholds: ['globalAdministrators', 'globalAdministratorsShare'],
  find: ({ standing, eligible, isPrivileged, isBreakGlass, yardstick: { thresholds } }) => {
    const { most } = thresholds.globalAdministrators;
    const heads = (held: Parameters<typeof holdersByName>[0]): ReturnType<typeof holdersByName> =>
      holdersByName(held).filter(isHead);
    const ofRole = [...standing, ...eligible].filter(({ role }) => role.id === GLOBAL_ADMINISTRATOR);
    const inAll = heads(ofRole);
    const holders = heads(standing.filter(({ role }) => role.id === GLOBAL_ADMINISTRATOR)).filter(
      ({ id }) => !isBreakGlass(id),
    );
    const privileged = heads(standing.filter(({ role }) => isPrivileged(role.id))).filter(
      ({ id }) => !isBreakGlass(id),
    );
    const share = privileged.length === 0 ? 0 : (holders.length * 100) / privileged.length;
    const isOverMost = holders.length > most;
    const isOverScuba = inAll.length > Math.max(SCUBA_MOST, most);
    if (!isOverMost && !isOverScuba) return [];
    const isOverPimAlert = isOverMost && share >= thresholds.globalAdministratorsShare;
    return [
      {
        rule: 'too-many-global-administrators',
        severity: isOverPimAlert ? 'high' : 'medium',
        roleDefinitionId: GLOBAL_ADMINISTRATOR,
        principals: (isOverMost ? holders : inAll).map(({ id }) => id),
        facts: {
          count: holders.length,
          most,
          share: Math.round(share),
          inAll: inAll.length,
          isOverMost,
          isOverScuba,
          isOverPimAlert,
        },
      },
    ];
  },
};

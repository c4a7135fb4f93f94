import { guides } from './guides.ts';
import { headsIn, holdingsRule } from './holdingsRule.ts';

/** A guest holds a privileged role, or may activate one, with an account that another organization looks after. */
export const guest = holdingsRule({
  id: 'guest',
  severity: 'high',
  otherwise: 'high',
  sources: [guides.bestPractices],
  needs: ['principals'],
  minds: ({ standing, eligible, isPrivileged, isBreakGlass }) =>
    [
      ...standing.map((held) => ({ ...held, isStanding: true })),
      ...eligible.map((held) => ({ ...held, isStanding: false })),
    ].filter(({ holder, role }) => holder.isGuest && isPrivileged(role.id) && !isBreakGlass(holder.id)),
  facts: (found) => ({ standing: headsIn(found.filter(({ isStanding }) => isStanding)) }),
  severityOf: (found) => (found.some(({ isStanding }) => isStanding) ? 'high' : 'medium'),
});

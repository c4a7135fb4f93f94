import { guides } from './guides.ts';
import { holdingsRule } from './holdingsRule.ts';

/** An app holds a privileged role all the time; apps cannot activate one. */
export const servicePrincipal = holdingsRule({
  id: 'service-principal',
  severity: 'medium',
  otherwise: 'medium',
  sources: [guides.bestPractices],
  needs: ['assignments', 'principals'],
  minds: ({ standing, isPrivileged }) =>
    standing.filter(({ holder, role }) => holder.kind === 'app' && isPrivileged(role.id)),
});

import { guides } from './guides.ts';
import { holdingsRule } from './holdingsRule.ts';

/** A role was given past PIM, without its checks and its record; break-glass accounts left out. */
export const assignedOutsidePim = holdingsRule({
  id: 'assigned-outside-pim',
  severity: 'high',
  otherwise: 'medium',
  sources: [guides.alerts, guides.scuba],
  needs: ['assignments'],
  minds: ({ standing, isBreakGlass }) =>
    standing.filter(({ row }) => row.isOutsidePim && !isBreakGlass(row.principalId)),
  about: ({ row }, { principal }) => principal(row.principalId),
});

import { isHead } from '../posture/heads.ts';
import { guides } from './guides.ts';
import { headsIn, holdingsRule } from './holdingsRule.ts';

/** An account that is disabled or gone still holds a role or may activate one; break-glass accounts have their own rule. */
export const disabledOrDeletedAccount = holdingsRule({
  id: 'disabled-or-deleted-account',
  severity: 'medium',
  otherwise: 'low',
  sources: [guides.bestPractices, guides.reviews],
  needs: ['principals'],
  minds: ({ standing, eligible, isBreakGlass }) =>
    [...standing, ...eligible].filter(
      ({ holder }) =>
        isHead(holder) &&
        !isBreakGlass(holder.id) &&
        (holder.kind === 'missing' || holder.isEnabled === false),
    ),
  facts: (found) => ({ deleted: headsIn(found.filter(({ holder }) => holder.kind === 'missing')) }),
});

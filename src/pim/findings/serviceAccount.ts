import { isServiceAccount } from '../posture/serviceAccounts.ts';
import { guides } from './guides.ts';
import { holdingsRule } from './holdingsRule.ts';

/** An account for people, named like one that software signs in with, holds a role or may activate one. */
export const serviceAccount = holdingsRule({
  id: 'service-account',
  severity: 'high',
  otherwise: 'medium',
  sources: [guides.alerts],
  needs: ['principals'],
  minds: ({ standing, eligible, isBreakGlass, yardstick }) =>
    [...standing, ...eligible].filter(
      ({ holder }) => isServiceAccount(holder, yardstick) && !isBreakGlass(holder.id),
    ),
});

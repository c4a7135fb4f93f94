import { type PrincipalId } from '../ids.ts';
import { holdersByName } from '../posture/heads.ts';
import { type Posture } from '../posture/posture.ts';
import { daysBefore, incidentsOf } from './ages.ts';
import { type FindingRule } from './finding.ts';
import { guides } from './guides.ts';

/**
 * People with a role, or who may activate one, have not signed in for long; break-glass accounts and disabled ones left
 * out. PIM's own alert speaks for whoever's last sign-in is not known otherwise.
 */
export const staleSignIn: FindingRule = {
  id: 'stale-sign-in',
  severity: 'medium',
  sources: [guides.alerts],
  needs: ['principals', ['signIns', 'alerts']],
  thresholds: ['staleSignInDays'],
  find: (posture) => {
    const { staleSignInDays: days } = posture.yardstick.thresholds;
    const alerted = alertedIn(posture);
    const stale = holdersByName([...posture.standing, ...posture.eligible])
      .filter(
        ({ id, kind, isEnabled }) => kind === 'person' && isEnabled !== false && !posture.isBreakGlass(id),
      )
      .flatMap(({ id, lastSignInAt }) => {
        const at = lastSignInAt ?? alerted.get(id);
        if (at === undefined) return [];
        const age = at === null ? Number.POSITIVE_INFINITY : daysBefore(posture, at);
        return age > days ? [{ id, age, at }] : [];
      })
      // The sort is stable: those who are as old as each other stay by name.
      .sort((a, b) => (a.age === b.age ? 0 : b.age - a.age));
    if (stale.length === 0) return [];
    return [
      {
        rule: 'stale-sign-in',
        severity: 'medium',
        principals: stale.map(({ id }) => id),
        facts: {
          count: stale.length,
          days,
          longestAgo: stale.find(({ at }) => at !== null)?.at ?? null,
          isAnyWithoutSignIn: stale.some(({ at }) => at === null),
        },
      },
    ];
  },
};

/** Whom PIM's alert names, and their last sign-in: `null` where it knows of none; the latest where it names them twice. */
function alertedIn(posture: Posture): ReadonlyMap<PrincipalId, string | null> {
  const found = new Map<PrincipalId, string | null>();
  for (const { principalId, lastSeenAt } of incidentsOf(posture, 'StaleSignInAlert')) {
    if (principalId === null) continue;
    const known = found.get(principalId) ?? null;
    const isLater = known === null || (lastSeenAt !== null && new Date(lastSeenAt) > new Date(known));
    found.set(principalId, isLater ? lastSeenAt : known);
  }
  return found;
}

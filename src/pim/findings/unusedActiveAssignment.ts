import { type Held, type Posture } from '../posture/posture.ts';
import { type SnapshotAssignment } from '../posture/snapshot.ts';
import { incidentsOf, isYounger, wasRead } from './ages.ts';
import { guides } from './guides.ts';
import { headsIn, holdingsRule } from './holdingsRule.ts';

/**
 * A role stands with a person who does not use it: PIM's own alert names them for the role, or they have never signed in
 * although the assignment is as old as a stale sign-in. What a standing role is used for, no log tells.
 */
export const unusedActiveAssignment = holdingsRule({
  id: 'unused-active-assignment',
  severity: 'medium',
  otherwise: 'low',
  sources: [guides.alerts, guides.reviews],
  needs: ['assignments', 'principals', ['signIns', 'alerts']],
  thresholds: ['staleSignInDays'],
  minds: (posture) => {
    const named = namedByPim(posture);
    return posture.standing
      .filter(
        ({ holder }) =>
          holder.kind === 'person' && holder.isEnabled !== false && !posture.isBreakGlass(holder.id),
      )
      .flatMap((held) => {
        const isNamed = named.has(`${held.holder.id} ${held.role.id}`);
        return isNamed || hasNeverSignedIn(posture, held) ? [{ ...held, isNamed }] : [];
      });
  },
  facts: (found, { yardstick }) => ({
    byAlert: headsIn(found.filter(({ isNamed }) => isNamed)),
    neverSignedIn: headsIn(found.filter(({ isNamed }) => !isNamed)),
    days: yardstick.thresholds.staleSignInDays,
  }),
});

const namedByPim = (posture: Posture): ReadonlySet<string> =>
  new Set(
    incidentsOf(posture, 'RedundantAssignmentAlert').map(
      ({ principalId, roleDefinitionId }) => `${principalId ?? ''} ${roleDefinitionId ?? ''}`,
    ),
  );

const hasNeverSignedIn = (posture: Posture, { holder, row }: Held<SnapshotAssignment>): boolean =>
  wasRead(posture, 'signIns') &&
  holder.lastSignInAt === null &&
  !isYounger(posture, row.startAt, posture.yardstick.thresholds.staleSignInDays);

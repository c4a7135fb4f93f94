import { tierOf } from '../posture/compliance.ts';
import { guides } from './guides.ts';
import { holdingsRule } from './holdingsRule.ts';

/** Somebody is eligible for good where the baseline wants an end; break-glass accounts left out. */
export const eligibilityWithoutEnd = holdingsRule({
  id: 'eligibility-without-end',
  severity: 'medium',
  otherwise: 'low',
  sources: [guides.assigning, guides.reviews],
  needs: ['eligibilities'],
  minds: (posture) =>
    posture.eligible.filter(
      ({ row, role }) =>
        row.endAt === null &&
        !posture.isBreakGlass(row.principalId) &&
        (tierOf(posture, role)?.eligibilityDays ?? 0) > 0,
    ),
  about: ({ row }, { principal }) => principal(row.principalId),
  facts: (_, posture, role) => ({ days: tierOf(posture, role)?.eligibilityDays ?? 0 }),
});

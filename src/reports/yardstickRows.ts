import { type BaselineTier, type Yardstick } from '../pim/posture/baseline.ts';
import { type CellWords } from '../words/reportWords.ts';
import { type Cell } from './reportTable.ts';

/** What a tier asks for with yes or no. */
const asked = [
  'strongAuthentication',
  'authenticationContext',
  'justification',
  'ticket',
  'approval',
  'notifications',
] as const satisfies readonly (keyof BaselineTier & keyof CellWords['check'])[];

/** What a report was judged by, a row for each figure and tier. */
export function yardstickRows(
  { thresholds, breakGlass, serviceAccountPrefixes, baseline }: Yardstick,
  { yardstick: words, check }: Pick<CellWords, 'yardstick' | 'check'>,
): readonly (readonly Cell[])[] {
  const { fewest, most } = thresholds.globalAdministrators;
  return [
    [words.globalAdministrators, words.between(fewest, most)],
    [words.globalAdministratorsShare, words.percent(thresholds.globalAdministratorsShare)],
    [words.breakGlass, breakGlass],
    [words.breakGlassPermanent, thresholds.breakGlassPermanent],
    [words.privilegedRolesPerPerson, thresholds.privilegedRolesPerPerson],
    [words.approvers, thresholds.approvers],
    [words.staleEligibilityDays, thresholds.staleEligibilityDays],
    [words.staleSignInDays, thresholds.staleSignInDays],
    [words.serviceAccountPrefixes, serviceAccountPrefixes.join(', ')],
    ...baseline.map((tier) => [
      words.tier(tier.name),
      words.tierAsks(tier.roles.join(', '), {
        hours: tier.maximumActivationHours,
        checks: asked.filter((name) => tier[name]).map((name) => check[name]),
        eligibilityDays: tier.eligibilityDays,
        assignmentDays: tier.assignmentDays,
      }),
    ]),
  ];
}

import { z } from 'zod';
import { type GrantLimits } from '../../pim/administration.ts';
import { PimError } from '../../pim/errors.ts';
import { type RoleDefinitionId } from '../../pim/ids.ts';
import { minutesOfDuration } from '../durations.ts';
import { text } from '../graphValues.ts';

const rule = z.object({
  id: z.string(),
  isExpirationRequired: z.boolean().nullish(),
  maximumDuration: text,
  enabledRules: z.array(z.string()).nullish(),
});

const assignment = z.object({ roleDefinitionId: text, policy: z.object({ rules: z.array(rule) }) });

type Rules = z.infer<typeof assignment>['policy']['rules'];
type Level = 'Eligibility' | 'Assignment';

/** What PIM itself starts with (Graph: the rules of an untouched policy). */
const DEFAULT_DAYS = { Eligibility: 365, Assignment: 180 } as const;
const MINUTES_OF_DAY = 24 * 60;

/** The limits in a role's policy assignment with expanded rules (Graph: `unifiedRoleManagementPolicyAssignment`). */
export function readGrantLimits(values: readonly unknown[], id: RoleDefinitionId): GrantLimits {
  const own = values
    .map((value) => assignment.safeParse(value))
    .find(({ success, data }) => success && data.roleDefinitionId.toLowerCase() === id);
  if (own?.data === undefined) {
    const code = values.length === 0 ? 'role_not_found' : 'unexpected_answer';
    throw new PimError(code, 'Graph has no settings for the role');
  }
  const { rules } = own.data.policy;
  return {
    eligibility: limitIn(rules, 'Eligibility'),
    assignment: limitIn(rules, 'Assignment'),
    isJustificationRequired: (['Eligibility', 'Assignment'] as const).some((level) =>
      (ruleIn(rules, 'Enablement', level)?.enabledRules ?? []).some((name) => /^justification$/i.test(name)),
    ),
  };
}

const ruleIn = (rules: Rules, name: 'Expiration' | 'Enablement', level: Level): Rules[number] | undefined =>
  rules.find(({ id }) => id.toLowerCase() === `${name}_Admin_${level}`.toLowerCase());

/** Nobody is granted a role by a limit that could not be read. */
function limitIn(rules: Rules, level: Level): GrantLimits['eligibility'] {
  const { isExpirationRequired, maximumDuration } = ruleIn(rules, 'Expiration', level) ?? {};
  const mayBePermanent = isExpirationRequired === false;
  const untouched = mayBePermanent ? DEFAULT_DAYS[level] * MINUTES_OF_DAY : undefined;
  const minutes = minutesOfDuration(maximumDuration ?? '') ?? untouched;
  if (minutes === undefined) throw new PimError('unexpected_answer', 'Graph has no limit for grants');
  return { mayBePermanent, maximumDays: Math.floor(minutes / MINUTES_OF_DAY) };
}

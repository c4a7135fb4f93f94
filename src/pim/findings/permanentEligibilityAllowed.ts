import { guides } from './guides.ts';
import { settingsRule } from './settingsRule.ts';

/** The baseline wants eligibilities to end, and the settings allow some that do not. */
export const permanentEligibilityAllowed = settingsRule({
  id: 'permanent-eligibility-allowed',
  severity: 'medium',
  otherwise: 'low',
  sources: [guides.settings],
  fault: ({ settings, tier }) =>
    tier !== undefined && tier.eligibilityDays > 0 && !settings.eligibility.isExpirationRequired
      ? { facts: { tier: tier.name, days: tier.eligibilityDays } }
      : undefined,
});

import { guides } from './guides.ts';
import { settingsRule } from './settingsRule.ts';

/** The baseline wants a justification, and the role is activated without. */
export const noJustification = settingsRule({
  id: 'no-justification',
  severity: 'medium',
  otherwise: 'low',
  sources: [guides.settings],
  fault: ({ settings, tier }) =>
    tier?.justification === true && !settings.activation.isJustificationRequired
      ? { facts: { tier: tier.name } }
      : undefined,
});

import { guides } from './guides.ts';
import { settingsRule } from './settingsRule.ts';

/** The baseline wants approval, and the role is activated without. */
export const noApproval = settingsRule({
  id: 'no-approval',
  severity: 'high',
  otherwise: 'medium',
  sources: [guides.settings, guides.scuba],
  fault: ({ settings, tier }) =>
    tier?.approval === true && !settings.activation.isApprovalRequired
      ? { facts: { tier: tier.name } }
      : undefined,
});

import { guides } from './guides.ts';
import { settingsRule } from './settingsRule.ts';

/** An activation may last longer than the baseline allows. */
export const activationTooLong = settingsRule({
  id: 'activation-too-long',
  severity: 'medium',
  otherwise: 'low',
  sources: [guides.settings],
  fault: ({ settings, tier }) => {
    const hours = settings.activation.maximumMinutes / 60;
    return tier !== undefined && hours > tier.maximumActivationHours
      ? { facts: { tier: tier.name, hours, mostHours: tier.maximumActivationHours } }
      : undefined;
  },
});

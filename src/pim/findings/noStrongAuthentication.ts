import { isStrong } from '../posture/compliance.ts';
import { guides } from './guides.ts';
import { settingsRule } from './settingsRule.ts';

/** The baseline wants more than a password, or an authentication context, and the role's settings do not ask for it. */
export const noStrongAuthentication = settingsRule({
  id: 'no-strong-authentication',
  severity: 'high',
  otherwise: 'medium',
  sources: [guides.settings, guides.alerts],
  fault: ({ settings, tier }, { isPrivileged }) => {
    if (tier === undefined) return undefined;
    const isContextMissing = tier.authenticationContext && settings.activation.authenticationContext === null;
    if (isStrong(settings)) {
      if (!isContextMissing) return undefined;
      return {
        facts: { tier: tier.name, isContextMissing, isMultifactorRequired: true },
        severity: isPrivileged(settings.roleDefinitionId) ? 'medium' : 'low',
      };
    }
    if (!tier.strongAuthentication && !tier.authenticationContext) return undefined;
    return { facts: { tier: tier.name, isContextMissing, isMultifactorRequired: false } };
  },
});

import { tellsAdministrators } from '../posture/compliance.ts';
import { guides } from './guides.ts';
import { settingsRule } from './settingsRule.ts';

/** The baseline wants administrators to hear of activations by PIM's own mail, and nobody does. */
export const notificationsOff = settingsRule({
  id: 'notifications-off',
  severity: 'low',
  otherwise: 'low',
  sources: [guides.mails, guides.scuba],
  fault: ({ settings, tier }) =>
    tier?.notifications === true && !tellsAdministrators(settings)
      ? { facts: { tier: tier.name } }
      : undefined,
});

import { guides } from './guides.ts';
import { settingsRule } from './settingsRule.ts';

/** Settings ask for multifactor authentication and for an authentication context; the portal lets one have only either. */
export const multifactorAndContext = settingsRule({
  id: 'multifactor-and-context',
  severity: 'low',
  otherwise: 'low',
  sources: [guides.settings],
  fault: ({ settings: { activation } }) =>
    activation.isMultifactorRequired && activation.authenticationContext !== null
      ? { facts: { context: activation.authenticationContext } }
      : undefined,
});

import { guides } from './guides.ts';
import { settingsRule } from './settingsRule.ts';

/** More names of rules than this are only counted by whoever reads the settings file. */
const MOST_NAMED = 3;

/** Rules of the house ask approvals for the role, and PIM asks nobody: whoever goes to the portal needs none. */
export const approvalByHouseRule = settingsRule({
  id: 'approval-by-house-rule',
  severity: 'information',
  otherwise: 'information',
  sources: [guides.settings, guides.approvals],
  fault: ({ role, settings }, { snapshot: { ruledRoles = [] } }) => {
    const ruled = ruledRoles.find(({ roleDefinitionId }) => roleDefinitionId === role.id);
    if (ruled === undefined || settings.activation.isApprovalRequired) return undefined;
    return { facts: { rules: ruled.rules.slice(0, MOST_NAMED).join('; '), count: ruled.rules.length } };
  },
});

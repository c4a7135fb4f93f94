const PIM = 'https://learn.microsoft.com/entra/id-governance/privileged-identity-management';
const RBAC = 'https://learn.microsoft.com/entra/identity/role-based-access-control';

/** Public guides that rules rest on. */
export const guides = {
  bestPractices: `${RBAC}/best-practices`,
  emergencyAccess: `${RBAC}/security-emergency-access`,
  rolesForGroups: `${RBAC}/groups-concept`,
  /** CISA's Secure Configuration Baselines (ScuBA), policies on highly privileged user access. */
  scuba: 'https://github.com/cisagov/ScubaGear',
  alerts: `${PIM}/pim-how-to-configure-security-alerts`,
  settings: `${PIM}/pim-how-to-change-default-settings`,
  assigning: `${PIM}/pim-how-to-add-role-to-user`,
  approvals: `${PIM}/pim-approval-workflow`,
  mails: `${PIM}/pim-email-notifications`,
  groups: `${PIM}/concept-pim-for-groups`,
  reviews: `${PIM}/pim-create-roles-and-resource-roles-review`,
  activating: `${PIM}/pim-how-to-activate-role`,
} as const;

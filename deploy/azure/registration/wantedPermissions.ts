import { REQUIRED_PERMISSIONS } from '../../../src/graph/appPermissions.ts';
import {
  ADMINISTRATION_SCOPES,
  ALERT_SCOPES,
  DECISION_SCOPES,
  EXTENSION_SCOPES,
  REVIEW_SCOPES,
  SETTINGS_SCOPES,
} from '../../../src/graph/graphScopes.ts';

/** Permissions of Graph by name: the app's own, and those that it has for people. */
export interface WantedPermissions {
  readonly application: readonly string[];
  readonly delegated: readonly string[];
}

/** What nothing works without. */
const base: WantedPermissions = { application: REQUIRED_PERMISSIONS, delegated: DECISION_SCOPES };

/** What each feature takes besides, and what it is. docs/permissions.md says which call asks for what. */
export const features = {
  report: {
    says: 'PIM’s own alerts, and whether PIM looks after groups, in the audit report',
    application: ['RoleManagementAlert.Read.Directory', 'PrivilegedEligibilitySchedule.Read.AzureADGroup'],
    delegated: [],
  },
  units: {
    says: 'names of administrative units',
    application: ['AdministrativeUnit.Read.All'],
    delegated: [],
  },
  reminders: {
    says: 'reading an approval for reminders without the approver',
    application: ['PrivilegedAccess.Read.AzureAD'],
    delegated: [],
  },
  extensions: {
    says: '"Ask for extension" of one’s own eligibility',
    application: [],
    delegated: EXTENSION_SCOPES,
  },
  administration: {
    says: 'administrators change what others hold; with the setting administration.changes',
    application: [],
    delegated: [...ADMINISTRATION_SCOPES, ...SETTINGS_SCOPES, ...ALERT_SCOPES],
  },
  reviews: {
    says: 'access reviews; with the setting reviews.enabled',
    application: ['AccessReview.Read.All'],
    delegated: REVIEW_SCOPES,
  },
  install: {
    says: 'installing itself for approvers; with the setting delivery.installForApprovers',
    application: ['AppCatalog.Read.All', 'TeamsAppInstallation.ReadWriteSelfForUser.All'],
    delegated: [],
  },
  doctor: {
    says: 'reading the consent and the app catalogue for the command doctor; names of apps in the audit report',
    application: ['Directory.Read.All', 'AppCatalog.Read.All'],
    delegated: [],
  },
} as const satisfies Readonly<Record<string, WantedPermissions & { readonly says: string }>>;

export type Feature = keyof typeof features;

export const isFeature = (name: string): name is Feature => Object.hasOwn(features, name);

/** What the base and these features take together, each once. */
export function wantedPermissions(wanted: readonly Feature[]): WantedPermissions {
  const all: readonly WantedPermissions[] = [base, ...wanted.map((name) => features[name])];
  return {
    application: [...new Set(all.flatMap(({ application }) => application))],
    delegated: [...new Set(all.flatMap(({ delegated }) => delegated))],
  };
}

import { type PrincipalId } from '../ids.ts';

/** What the settings of roles are compared with: the first tier that names a role counts. */
export interface BaselineTier {
  readonly name: string;
  /** Ids or names of roles; `privileged` stands for every role that Entra marks so, `all` for every role. */
  readonly roles: readonly string[];
  readonly maximumActivationHours: number;
  /** An activation proves more than a password: multifactor authentication or an authentication context. */
  readonly strongAuthentication: boolean;
  /** An authentication context, and nothing less. */
  readonly authenticationContext: boolean;
  readonly justification: boolean;
  readonly ticket: boolean;
  readonly approval: boolean;
  /** Eligibilities must end, within so many days; 0: they need not. */
  readonly eligibilityDays: number;
  /** Standing assignments must end, within so many days; 0: they need not. */
  readonly assignmentDays: number;
  /** Administrators are told of activations by PIM's own mail. */
  readonly notifications: boolean;
}

/** From where on something becomes a finding. Sources stand in docs/findings.md. */
export interface Thresholds {
  readonly globalAdministrators: { readonly fewest: number; readonly most: number };
  /** PIM's own alert asks for both: more than a count, and at least this share of all who hold privileged roles (percent). */
  readonly globalAdministratorsShare: number;
  readonly breakGlassPermanent: number;
  /** A person with so many standing privileged roles holds too much at once. */
  readonly privilegedRolesPerPerson: number;
  readonly approvers: number;
  readonly staleEligibilityDays: number;
  readonly staleSignInDays: number;
}

/** What a posture is judged by. */
export interface Yardstick {
  readonly thresholds: Thresholds;
  readonly baseline: readonly BaselineTier[];
  /** Emergency accounts: left out where they should be, and looked at where they must be. */
  readonly breakGlass: readonly PrincipalId[];
  /** What names of service accounts begin with, in any casing. */
  readonly serviceAccountPrefixes: readonly string[];
}

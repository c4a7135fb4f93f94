import { type Person, type PrincipalId } from './ids.ts';
import { type RoleSettings } from './policy.ts';
import { type SignOn, type WriteMade } from './ports.ts';
import { type ComparableSettings } from './posture/settingFacts.ts';
import { type ActivationRequest } from './requests.ts';
import { type RoleAtScope } from './roles.ts';

export { type HoldingChange } from './holdingChange.ts';

/** A grant as it stands: an eligibility, or an assignment that nobody activated. */
export interface Grant {
  /** Of the instance. */
  readonly id: string;
  /** `undefined`: none, as for what was given outside PIM. */
  readonly startAt: Date | undefined;
  /** `undefined`: without end. */
  readonly endAt: Date | undefined;
}

/**
 * What an administrator may grant of a role (Graph: the `…_Admin_…` rules of its policy). `maximumDays` counts only where a
 * grant must end: PIM holds nobody to it otherwise.
 */
export interface GrantLimits {
  readonly eligibility: { readonly mayBePermanent: boolean; readonly maximumDays: number };
  readonly assignment: { readonly mayBePermanent: boolean; readonly maximumDays: number };
  readonly isJustificationRequired: boolean;
}

/** How long a grant is to be. `undefined`: without end. */
export interface GrantTerms {
  readonly endAt: Date | undefined;
  /** With our tag at its end. */
  readonly justification: string;
}

/**
 * Entra PIM as one administrator may change it for others, bound to that administrator's own token. Every method throws
 * `PimError` and nothing else; none repeats a write.
 */
export interface AdministrationGateway {
  readonly actor: Person;
  /** The principal's own eligibility, not one through a group; `undefined`: none. Read now. */
  eligibilityOf(principal: PrincipalId, role: RoleAtScope): Promise<Grant | undefined>;
  /** The principal's own standing assignment; an activation is none. Read now. */
  assignmentOf(principal: PrincipalId, role: RoleAtScope): Promise<Grant | undefined>;
  /** Ids of everybody who holds the role by a standing assignment of their own, in the whole tenant and without end. */
  permanentHoldersOf(role: RoleSettings['roleDefinitionId']): Promise<readonly PrincipalId[]>;
  limitsOf(role: RoleSettings['roleDefinitionId']): Promise<GrantLimits>;
  /** How the role is set. Read now. */
  settingsOf(role: RoleSettings['roleDefinitionId']): Promise<ComparableSettings>;
  /** Makes one rule of the role's settings as it is in these, and touches no other. What they do not name stays as it is. */
  changeRule(ruleId: string, settings: ComparableSettings): Promise<void>;
  /** Whether one of PIM's own alerts is active, by its name. Read now. */
  isAlertActive(name: string): Promise<boolean>;
  /** Makes it inactive, until PIM finds something anew; what it is about stays as it is. */
  dismissAlert(name: string): Promise<void>;
  /** Requests about this principal that carry the tag of this operation, newest first: ours, whose answer may have been lost. */
  requestsTagged(operationId: string, principal: PrincipalId): Promise<readonly ActivationRequest[]>;
  /** Graph's own dry run of a grant. */
  checkGrant(kind: GrantKind, principal: PrincipalId, role: RoleAtScope, terms: GrantTerms): Promise<void>;
  /** `adminAssign`. */
  grant(
    kind: GrantKind,
    principal: PrincipalId,
    role: RoleAtScope,
    terms: GrantTerms,
  ): Promise<ActivationRequest>;
  /** `adminExtend`: moves the end of what is there. Without a new end it is refused: none is taken away here. */
  extend(
    kind: GrantKind,
    principal: PrincipalId,
    role: RoleAtScope,
    terms: GrantTerms,
  ): Promise<ActivationRequest>;
  /** `adminUpdate`: the end of what is there becomes this one, sooner or later than it was; without one it never ends. */
  update(
    kind: GrantKind,
    principal: PrincipalId,
    role: RoleAtScope,
    terms: GrantTerms,
  ): Promise<ActivationRequest>;
  /** `adminRemove`. */
  remove(
    kind: GrantKind,
    principal: PrincipalId,
    role: RoleAtScope,
    justification: string,
  ): Promise<ActivationRequest>;
}

/** What is granted: `roleEligibilityScheduleRequests` or `roleAssignmentScheduleRequests`. */
export type GrantKind = 'eligibility' | 'assignment';

/** Makes a gateway for an administrator who has proved who they are for this very change. */
export type AdministrationFor = (
  signOn: SignOn,
  onWrite?: (made: WriteMade) => void,
  beforeWrite?: () => Promise<void>,
) => AdministrationGateway;

import { type UnmetRule } from './errors.ts';
import { type PrincipalId, type RoleDefinitionId } from './ids.ts';

/** Whom a role's settings name as approver. */
export type ApproverReference =
  | { readonly kind: 'person'; readonly id: PrincipalId }
  | { readonly kind: 'group'; readonly id: PrincipalId }
  | { readonly kind: 'requestorManager' };

/** What a role asks of an activation (Graph: the `…_EndUser_Assignment` rules of its role management policy). */
export interface RoleSettings {
  readonly roleDefinitionId: RoleDefinitionId;
  readonly maximumDurationMinutes: number;
  readonly isJustificationRequired: boolean;
  readonly isTicketRequired: boolean;
  readonly isMultifactorRequired: boolean;
  /** Authentication context that Conditional Access must have satisfied, for instance `c1`. */
  readonly authenticationContext: string | undefined;
  readonly approval: ApprovalSettings;
}

/** The approval part of a role's settings. Empty `approvers` with `isRequired` means PIM's default approvers. */
export interface ApprovalSettings {
  readonly isRequired: boolean;
  readonly isApproverJustificationRequired: boolean;
  readonly approvers: readonly ApproverReference[];
}

/** What a person gives to activate a role. */
export interface ActivationInput {
  readonly durationMinutes: number;
  readonly justification: string;
  readonly ticketNumber: string;
  readonly ticketSystem: string;
  /** `undefined`: now. */
  readonly startAt: Date | undefined;
}

/** One demand of a role. A new setting in Entra is one new function that makes such a check. */
export interface PolicyCheck {
  /** What the person still has to do, or `undefined` when the demand is met. */
  readonly check: (input: ActivationInput, now: Date) => UnmetRule | undefined;
}

/** PIM takes activations of five minutes or more. */
export const MINIMUM_DURATION_MINUTES = 5;
/** Our own bound: PIM documents none, and a card must stay readable. Our tag is added after it. */
export const MAXIMUM_JUSTIFICATION_CHARACTERS = 450;

const maximumDuration = (maximumMinutes: number): PolicyCheck => ({
  check: ({ durationMinutes }) =>
    durationMinutes > maximumMinutes ? { rule: 'duration_too_long', maximumMinutes } : undefined,
});

const minimumDuration: PolicyCheck = {
  check: ({ durationMinutes }) =>
    durationMinutes >= MINIMUM_DURATION_MINUTES
      ? undefined
      : { rule: 'duration_too_short', minimumMinutes: MINIMUM_DURATION_MINUTES },
};

const justificationGiven: PolicyCheck = {
  check: ({ justification }) => (justification.trim() === '' ? { rule: 'justification_missing' } : undefined),
};

const justificationFits: PolicyCheck = {
  check: ({ justification }) =>
    justification.length > MAXIMUM_JUSTIFICATION_CHARACTERS
      ? { rule: 'justification_too_long', maximumCharacters: MAXIMUM_JUSTIFICATION_CHARACTERS }
      : undefined,
};

const ticketGiven: PolicyCheck = {
  check: ({ ticketNumber }) => (ticketNumber.trim() === '' ? { rule: 'ticket_missing' } : undefined),
};

const startNotPast: PolicyCheck = {
  check: ({ startAt }, now) =>
    startAt !== undefined && startAt.getTime() < now.getTime() - 60_000
      ? { rule: 'start_in_past' }
      : undefined,
};

/** The checks that a role's settings amount to. */
function policyChecks(settings: RoleSettings): readonly PolicyCheck[] {
  return [
    maximumDuration(settings.maximumDurationMinutes),
    minimumDuration,
    justificationFits,
    startNotPast,
    ...(settings.isJustificationRequired ? [justificationGiven] : []),
    ...(settings.isTicketRequired ? [ticketGiven] : []),
  ];
}

/** Everything that is not met, so that the person hears all of it at once. */
export const unmetRules = (settings: RoleSettings, input: ActivationInput, now: Date): readonly UnmetRule[] =>
  policyChecks(settings).flatMap(({ check }) => check(input, now) ?? []);

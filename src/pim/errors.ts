import { type RefusingRuling, type UnmetLine } from './houseRules/unmetLine.ts';
import { type TicketVerdict } from './ticketVerdict.ts';

/** A rule that is not met yet: ours before we ask, or PIM's own answer. `words/` has a sentence for each. */
export type UnmetRule =
  | { readonly rule: 'duration_too_long'; readonly maximumMinutes: number | undefined }
  | { readonly rule: 'duration_too_short'; readonly minimumMinutes: number }
  | { readonly rule: 'justification_missing' }
  | { readonly rule: 'justification_too_long'; readonly maximumCharacters: number }
  | { readonly rule: 'ticket_missing' }
  /** What a ticket system says keeps the activation from going on; times are ISO 8601, in UTC. */
  | {
      readonly rule: 'ticket_refused';
      readonly system: string;
      readonly verdict: Exclude<TicketVerdict, 'valid'>;
      readonly state: string | undefined;
      readonly windowStart: string | undefined;
      readonly windowEnd: string | undefined;
    }
  /** A rule of the house, which narrows what PIM allows. */
  | { readonly rule: 'house_rule'; readonly line: UnmetLine }
  | { readonly rule: 'multifactor_missing' }
  | { readonly rule: 'eligibility_missing' }
  | { readonly rule: 'permanent_not_allowed' }
  | { readonly rule: 'start_in_past' }
  /** The eligibility is over before the activation would begin. */
  | { readonly rule: 'start_after_eligibility' }
  | { readonly rule: 'end_before_start' }
  /** A duration was given, and an end that makes another. */
  | { readonly rule: 'end_contradicts_duration' }
  /** The clocks go forward over the time that was named. */
  | { readonly rule: 'hour_skipped' }
  | { readonly rule: 'other'; readonly name: string };

/** Why an administrator's change of somebody else's role, or of a role's settings, is not made, whatever PIM would say. */
export type ChangeGuard =
  | 'breakGlass'
  | 'lastGlobalAdministrator'
  | 'oneself'
  | 'app'
  | 'guest'
  | 'disabled'
  | 'throughGroup'
  | 'nothingThere'
  | 'tooLong'
  | 'notOffered'
  | 'lockedByApproverRecipients'
  | 'approverRecipientsLock'
  | 'multifactorAndContext';

/** Every way in which an operation can be refused or fail. `words/` has a sentence for each. */
export type PimErrorCode =
  | 'invalid_input'
  | 'not_eligible'
  | 'policy_not_satisfied'
  | 'house_rules'
  | 'step_up_required'
  | 'multifactor_required'
  | 'sign_in_required'
  | 'consent_required'
  | 'proof_insufficient'
  | 'already_active'
  | 'request_pending_already'
  | 'not_active'
  | 'too_soon_to_deactivate'
  | 'request_not_found'
  | 'request_not_pending'
  | 'request_not_cancelable'
  | 'self_approval'
  | 'not_an_approver'
  | 'not_asked'
  | 'votes_missing'
  | 'votes_there'
  | 'voting_over'
  | 'already_decided'
  | 'request_changed'
  | 'scope_unseen'
  | 'nobody_can_approve'
  | 'schedule_refused'
  | 'quota_reached'
  | 'denied_lately'
  | 'asked_meanwhile'
  | 'scope_refused'
  | 'role_not_found'
  | 'principal_not_found'
  | 'resource_locked'
  | 'licence_missing'
  | 'permission_missing'
  | 'forbidden'
  | 'decide_in_portal'
  | 'throttled'
  | 'pim_unavailable'
  | 'outcome_unknown'
  | 'outcome_never_learnt'
  | 'never_begun'
  | 'asked_too_long_ago'
  | 'egress_refused'
  | 'relay_stopped'
  | 'relay_off'
  | 'quarantined'
  | 'change_guarded'
  | 'assignment_kept'
  | 'change_undone'
  | 'settings_changed'
  | 'reviews_off'
  | 'review_not_found'
  | 'review_over'
  | 'not_a_reviewer'
  | 'already_reviewed'
  | 'review_not_completed'
  | 'review_changed'
  | 'review_reminder_unclear'
  | 'unexpected_answer';

/** What a reply or an operator may need beyond the code. Never a token, never a raw body. */
export interface PimErrorDetails {
  /** Every rule that is not met, ours or PIM's, in one go. */
  readonly unmet?: readonly UnmetRule[];
  /** What the rules of the house said, where they stand against it. */
  readonly ruling?: RefusingRuling;
  /** Claims challenge as JSON text, to be sent with an interactive sign-in. */
  readonly claims?: string;
  /** Scopes that Entra or Graph named as missing, or that were asked for when Entra wanted the person. */
  readonly scopes?: readonly string[];
  /** How long it is of no use to try again: the service's word, or our own. */
  readonly retryAfterSeconds?: number;
  /** Graph's `request-id`, with which Microsoft's support finds the call. */
  readonly graphRequestId?: string;
  /** Graph's own error code, for the log and the "technical" line of a card. */
  readonly graphCode?: string;
  /** HTTP status of the answer. */
  readonly status?: number;
  /** It was asked by an administrator, about what somebody else holds. */
  readonly isAboutOther?: boolean;
  /** Who decided before us. */
  readonly decidedBy?: string;
  /** Why a change of somebody else's role is not made. */
  readonly guard?: ChangeGuard;
  /** The longest that the role's settings allow. */
  readonly maximumDays?: number;
  /** The eligibility that was to replace an assignment is there already. */
  readonly isEligibleNow?: boolean;
  /** Neither the assignment nor the eligibility is there any more. */
  readonly isLeftWithout?: boolean;
  /** What stood in the way of the second step, when the first was done. */
  readonly refusedWith?: PimErrorCode;
  /** Rules of a role's settings that were changed before it, in that order. */
  readonly appliedRules?: readonly string[];
}

/** The one kind of error that the domain throws and that becomes words. */
export class PimError extends Error {
  readonly code: PimErrorCode;
  readonly details: PimErrorDetails;
  constructor(code: PimErrorCode, message: string, details: PimErrorDetails = {}, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PimError';
    this.code = code;
    this.details = details;
  }
}

/** Something that was typed, pressed or configured does not have the form it must have. */
export class InvalidInputError extends PimError {
  constructor(message: string) {
    super('invalid_input', message);
    this.name = 'InvalidInputError';
  }
}

/** Whether an error is a `PimError` with one of these codes. */
export const isPimError = (error: unknown, ...codes: readonly PimErrorCode[]): error is PimError =>
  error instanceof PimError && (codes.length === 0 || codes.includes(error.code));

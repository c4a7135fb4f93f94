import { type PimErrorCode } from '../errors.ts';
import { type OperationState } from '../records.ts';

/** Which end an error means. What only the person can mend parks the operation; a lost answer is read back. */
export function stateAfter(code: PimErrorCode): Exclude<OperationState, 'INTENT' | 'RUNNING' | 'DONE'> {
  switch (code) {
    case 'outcome_unknown':
      return 'UNKNOWN';
    case 'already_decided':
    case 'request_changed':
    case 'change_undone':
    case 'settings_changed':
    case 'already_reviewed':
    case 'review_changed':
      return 'CONFLICT';
    case 'sign_in_required':
    case 'step_up_required':
    case 'multifactor_required':
    case 'consent_required':
      return 'NEEDS_USER';
    default:
      return 'REFUSED';
  }
}

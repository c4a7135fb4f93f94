import { asked, error, type ErrorCase, failed, longest } from './graphErrorCases.ts';

const granting = asked('grantEligibility', { action: 'adminAssign', isAboutOther: true });
const removing = asked('removeAssignment', { action: 'adminRemove', isAboutOther: true });
const granted = asked('eligibilitiesOfOthers', { isAboutOther: true });

/** What PIM answers to administrators about what others hold, each with its meaning. */
export const administratorErrorCases: Readonly<Record<string, ErrorCase>> = {
  'a right that an administrator lacks': {
    asked: granting,
    status: 403,
    body: error('UnauthorizedAccessException', 'Attempted to perform an unauthorized operation.'),
    code: 'forbidden',
    details: { isAboutOther: true, graphCode: 'UnauthorizedAccessException' },
  },
  'a right that an administrator lacks while reading': {
    asked: granted,
    status: 403,
    body: error('UnauthorizedAccessException', 'Attempted to perform an unauthorized operation.'),
    code: 'forbidden',
    details: { isAboutOther: true },
  },
  'an eligibility that is there already': {
    asked: granting,
    body: error('RoleAssignmentExists', 'exists'),
    code: 'already_active',
    details: { isAboutOther: true },
  },
  'a request for somebody that waits': {
    asked: granting,
    body: error('PendingRoleAssignmentRequest', 'pending'),
    code: 'request_pending_already',
    details: { isAboutOther: true },
  },
  'nothing to take away': {
    asked: removing,
    body: error('RoleAssignmentDoesNotExist', 'none'),
    code: 'not_active',
    details: { isAboutOther: true },
  },
  'somebody who is not there': {
    asked: granting,
    body: error('SubjectNotFound', 'none'),
    code: 'principal_not_found',
    details: { isAboutOther: true },
  },
  'a grant that is too long': {
    asked: granting,
    body: failed('ExpirationRule - The duration in the request is greater than maximum allowed duration'),
    code: 'policy_not_satisfied',
    details: { unmet: [longest], isAboutOther: true },
  },
  'a grant without the second factor': {
    asked: granting,
    body: failed('["MfaRule"]'),
    code: 'multifactor_required',
    details: { unmet: [{ rule: 'multifactor_missing' }], isAboutOther: true },
  },
  'a grant that takes more than the second factor': {
    asked: granting,
    body: failed('["JustificationRule","TicketingRule"]'),
    code: 'policy_not_satisfied',
    details: { unmet: [{ rule: 'justification_missing' }, { rule: 'ticket_missing' }], isAboutOther: true },
  },
  'an app that cannot be eligible': {
    asked: granting,
    body: error('InvalidRoleAssignmentRequest', 'invalid'),
    code: 'schedule_refused',
    details: { isAboutOther: true },
  },
  'a failing service behind a grant': {
    asked: granting,
    status: 500,
    body: error('InternalServerError'),
    code: 'outcome_unknown',
    details: { isAboutOther: true },
  },
};

import { contextsIn } from '../../pim/demands.ts';
import { type PimErrorCode, type PimErrorDetails } from '../../pim/errors.ts';
import { type ErrorText, type ErrorWords } from '../errors.ts';
import { guards, said } from './changeGuards.ts';
import { refusedByRules } from './houseRuleRefusals.ts';
import { lostAnswers } from './lostAnswers.ts';
import { reviewErrors } from './reviewErrors.ts';
import { unmetRules } from './unmetRules.ts';

/** Of people's own roles, and other words where an administrator asked about somebody else's. */
const either =
  (own: ErrorText, other: ErrorText) =>
  ({ isAboutOther = false }: PimErrorDetails): ErrorText =>
    isAboutOther ? other : own;

const TRY_IN_A_MINUTE = 'Nothing was changed. Try again in a minute.';

/** Why the second of two steps was not made, shortly. */
function because(code: PimErrorCode | undefined): string {
  switch (code) {
    case 'throttled':
    case 'resource_locked':
    case 'pim_unavailable':
      return 'Entra was busy, or did not answer.';
    case 'relay_off':
    case 'quarantined':
    case 'relay_stopped':
      return 'Latchkey relays no changes at the moment.';
    case 'proof_insufficient':
      return 'Entra asked for another sign-in than you gave.';
    default:
      return 'Entra did not allow it.';
  }
}

/** What went wrong and what helps, in English. */
export const errors: ErrorWords = {
  heading: 'That did not work',
  nothingChanged: 'Nothing was changed.',
  unexpected: {
    what: 'Something went wrong on my side.',
    next: 'Look at My roles before you try again. If it happens again, tell your administrator.',
  },
  technical: (code, id) =>
    [
      'For support:',
      ...(code === undefined ? [] : [`Graph said ${code}.`]),
      ...(id === undefined ? [] : [`Graph request ${id}.`]),
    ].join(' '),
  codes: {
    invalid_input: said('I cannot make sense of that.', 'Type help to see what I understand.'),
    not_eligible: said(
      'You are not eligible for this role here.',
      'Choose one of your own roles, or ask whoever manages the role for an eligible assignment.',
    ),
    policy_not_satisfied: either(
      {
        what: 'The role asks for more before it can be activated.',
        next: 'Change or add that, and send it again.',
      },
      {
        what: 'The settings of the role do not allow that.',
        next: 'Nothing was changed. Ask for something that they allow, or change them in the Entra admin center.',
      },
    ),
    house_rules: ({ ruling }, _duration, at) => refusedByRules(ruling, at),
    step_up_required: said(
      'The role asks you to sign in once more with a stronger check.',
      'Sign in with the button. Your request is kept and goes on by itself.',
    ),
    multifactor_required: said(
      'The role asks for multifactor authentication.',
      'Sign in with the button. Your request is kept and goes on by itself.',
    ),
    sign_in_required: said(
      'I need to know that it is you.',
      'Sign in with the button. What you asked for is kept and goes on by itself.',
    ),
    consent_required: ({ scopes = [] }) => ({
      what: `Latchkey may not act for you in Entra yet${scopes.length > 0 ? `: ${scopes.join(', ')}` : ''}.`,
      next: 'Give consent on the page that opens. Where your organization reserves that, an administrator has to.',
    }),
    proof_insufficient: ({ claims }) => {
      const contexts = contextsIn(claims);
      const what = contexts.length === 0 ? '' : ` (authentication context ${contexts.join(', ')})`;
      return {
        what: `You have signed in, and it is still not enough: the same is demanded again${what}. Nothing was changed.`,
        next: 'Another sign-in will not help. Ask an administrator to look at the Conditional Access policies for this, or use the Entra admin center.',
      };
    },
    already_active: either(
      {
        what: 'The role is active already.',
        next: 'PIM cannot prolong it. Deactivate it and activate it again, or let it run out.',
      },
      {
        what: 'PIM has such an assignment already.',
        next: 'There is nothing to give. It may have been made in the Entra admin center.',
      },
    ),
    request_pending_already: either(
      {
        what: 'You already have an open request for this role.',
        next: 'Wait for its answer, or cancel it first. It may have been made in the Entra admin center.',
      },
      {
        what: 'PIM has an open request for this role and this holder already.',
        next: 'Nothing was changed. Let it end first, or cancel it in the Entra admin center.',
      },
    ),
    not_active: either(
      { what: 'The role is not active.', next: 'There is nothing to deactivate. My roles shows what is.' },
      {
        what: 'PIM has no such assignment any more.',
        next: 'There is nothing to change. Somebody may have changed it in the Entra admin center.',
      },
    ),
    too_soon_to_deactivate: said(
      'PIM keeps a role active for five minutes at least.',
      'Deactivate it a few minutes from now.',
    ),
    request_not_found: said('PIM does not know this request any more.', 'Type pending to see what is open.'),
    request_not_pending: said('This request is not open any more.', 'The card shows how it ended.'),
    request_not_cancelable: said(
      'PIM does not let this request be canceled any more.',
      'If the role is active by now, deactivate it.',
    ),
    self_approval: said('You cannot decide your own request.', 'The other approvers can.'),
    not_an_approver: said(
      'PIM does not name you as an approver of this request.',
      'Nothing was decided. The settings of the role may have changed since you were asked.',
    ),
    not_asked: said(
      'The house rules do not ask you about this request now.',
      'Nothing was recorded. The card shows whom it waits for.',
    ),
    votes_missing: said(
      'The votes that the house rules ask for are not there.',
      'Nothing was done. The card shows what is missing.',
    ),
    votes_there: said(
      'The votes are there: no emergency is needed.',
      'Nothing was done. The card of your request says what is next.',
    ),
    voting_over: said(
      'The vote on this request is over.',
      'Nothing was recorded. The card shows how it ended.',
    ),
    already_decided: ({ decidedBy }) => ({
      what: `${decidedBy ?? 'Somebody else'} decided this request before you.`,
      next: 'There is nothing left to do. The card shows the decision.',
    }),
    request_changed: said(
      'The request is not the one that the card showed.',
      'Nothing was decided. Read the card again; it shows what is asked now.',
    ),
    scope_unseen: said(
      'The card did not say where the role applies.',
      'Nothing was decided. The card says it now: read it, then decide.',
    ),
    nobody_can_approve: said(
      'Nobody can approve this request.',
      'Ask a Privileged Role Administrator to name approvers in the settings of the role.',
    ),
    schedule_refused: either(
      {
        what: 'PIM does not take this start or this duration.',
        next: 'Choose an earlier start or a shorter duration.',
      },
      {
        what: 'PIM does not take this assignment for this holder, or not for this time.',
        next: 'Nothing was changed. Apps cannot be eligible, and only some groups can hold roles. Otherwise choose another time.',
      },
    ),
    quota_reached: ({ retryAfterSeconds = 60 }, duration) => ({
      what: 'You have asked for roles very often in the last hour, so I passed nothing on.',
      next: `You can ask here again in ${duration(Math.ceil(retryAfterSeconds / 60))}. The Entra admin center is not affected.`,
    }),
    denied_lately: ({ retryAfterSeconds = 60 }, duration) => ({
      what: 'An approver denied this role a short while ago, so I do not ask them again yet.',
      next: `You can ask here again in ${duration(Math.ceil(retryAfterSeconds / 60))}. If it is urgent, write to the approver in a chat.`,
    }),
    asked_meanwhile: said(
      'You have asked for this role more than once, and another of these requests is denied, taken back or over by now.',
      'I made no second one. If you still need the role, ask once more.',
    ),
    scope_refused: said('PIM does not take this role at this scope.', 'Choose it from My roles.'),
    role_not_found: said('Entra does not know this role any more.', 'My roles shows what there is.'),
    principal_not_found: said(
      'Entra does not know this person or group any more.',
      'Nothing was changed. Ask your administrator if that is a surprise.',
    ),
    resource_locked: said('PIM is busy with another change to this role.', TRY_IN_A_MINUTE),
    licence_missing: said(
      'The tenant has no license for Privileged Identity Management.',
      'An administrator has to assign Entra ID P2 or Entra ID Governance licenses.',
    ),
    permission_missing: ({ scopes = [] }) => ({
      what: `Latchkey lacks a permission${scopes.length > 0 ? `: ${scopes.join(' or ')}` : ' in Entra'}.`,
      next: 'Nothing was changed. An administrator has to consent to it for Latchkey.',
    }),
    forbidden: either(
      {
        what: 'Entra did not allow this.',
        next: 'Nothing was changed. Your administrator can see in the sign-in log why.',
      },
      {
        what: 'Entra lets only a Privileged Role Administrator or a Global Administrator change what others hold.',
        next: 'Nothing was changed. If you may activate such a role, activate it, wait a minute, and ask again.',
      },
    ),
    decide_in_portal: said(
      'This can only be decided in the Entra admin center.',
      'Nothing was changed here. Open it there with the button.',
    ),
    throttled: ({ retryAfterSeconds }, duration) => ({
      what: 'Entra asks me to slow down.',
      next:
        retryAfterSeconds === undefined
          ? TRY_IN_A_MINUTE
          : `Nothing was changed. Try again in ${duration(Math.ceil(retryAfterSeconds / 60))}.`,
    }),
    pim_unavailable: said('Entra did not answer.', TRY_IN_A_MINUTE),
    egress_refused: said(
      'Latchkey is set up not to make this change.',
      'Nothing was changed. An administrator can allow it in the settings of Latchkey.',
    ),
    relay_stopped: said(
      'Latchkey does not relay changes at the moment: its own app holds a permission with which it could change access by itself.',
      'Nothing was changed. Use the Entra admin center for now; an administrator has to take that permission away from the app.',
    ),
    relay_off: said(
      'Changes through Latchkey are switched off at the moment.',
      'Nothing was changed. Activate or decide in the Entra admin center, or try again here when it is switched on.',
    ),
    quarantined: said(
      'Latchkey was restored from a backup and is still reading from Entra what happened since.',
      'Nothing was changed. Try again in a minute, or use the Entra admin center.',
    ),
    change_guarded: ({ guard = 'notOffered', maximumDays }) => guards[guard](maximumDays),
    assignment_kept: ({ guard, maximumDays, refusedWith }) => ({
      what: `The eligibility is there now, but the assignment could not be removed: they have both. ${
        guard === undefined ? because(refusedWith) : guards[guard](maximumDays).what
      }`,
      next: 'Nothing is lost. Make the change again when that is mended: what is done is not done twice. Or remove the assignment in the Entra admin center.',
    }),
    change_undone: ({ isLeftWithout = false }) =>
      isLeftWithout
        ? {
            what: 'The assignment was removed, and the eligibility that was there before is gone: they have neither now. Somebody else must have taken it away in the same moment.',
            next: 'Look at what they hold in the Entra admin center now, and assign them as eligible if they need the role.',
          }
        : {
            what: 'It was made, and is gone again: somebody else has changed it since.',
            next: 'I left the rest as it is. Ask whoever else administers roles before you try again.',
          },
    settings_changed: said(
      'The role is set otherwise than it was when you were shown it: somebody else has changed it since.',
      'I left the rest as it is. Look at the settings again before you try again.',
    ),
    ...reviewErrors,
    ...lostAnswers,
    unexpected_answer: said(
      'Entra gave an answer that I do not understand.',
      'I did not act on it. Look in the Entra admin center before you try again.',
    ),
  },
  rules: unmetRules,
};

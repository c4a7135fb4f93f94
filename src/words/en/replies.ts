import { type ReplyWords } from '../words.ts';
import { counted, named } from './people.ts';

/** Short answers, in English. */
export const replies: ReplyWords = {
  notUnderstood: 'I did not understand that. Type help to see what you can say.',
  tooLong: 'That is more than I read. Say it in fewer words.',
  tooFast: (seconds) =>
    `That came faster than I can read, and I did nothing with it. Go on in ${counted(seconds, 'second', 'seconds')}.`,
  busy: 'I have too much to do just now, and did nothing with that. Try again in a minute.',
  working: 'I am on it. You see here what comes of it.',
  noRoleFits: (typed) => `None of your roles fits “${typed}”. Type my roles to see what you can activate.`,
  whichRole: 'Which role? Type its name, or my roles to see them all.',
  nothingActive: 'No role is active that you could deactivate.',
  nothingToRepeat: 'I know of no earlier activation of yours. Type my roles to choose a role.',
  nothingToCancel: 'There is nothing to cancel.',
  canceled: 'Canceled. Nothing was sent to Entra.',
  nothingCanceled: (roles) =>
    roles.length === 0
      ? 'I canceled nothing, because I did not see what you mean. Type cancel alone to leave what we are at, or digest off to end the daily summary.'
      : `I canceled nothing, because I did not see what you mean. What waits is ${named(roles, 0, 'and')}: type cancel and the name of the role to take it back, or digest off to end the daily summary.`,
  whichRequest: (numbers, isApproval) =>
    numbers.length === 0
      ? 'No request waits for your decision.'
      : `Which request? Type ${isApproval ? 'approve' : 'deny'} and its number, ${named(numbers.map(String), 0, 'or')}, then because and your reason.`,
  noSuchRequest: (number) => `No request ${String(number)} waits for you. Type pending to see which do.`,
  commentNeeded: (number, isApproval) =>
    `The role asks approvers for a comment. Type: ${isApproval ? 'approve' : 'deny'} ${String(number)} because and your reason.`,
  chooseNumber: (count) =>
    `Type a number, 1 to ${String(count)}, or press a button. Type cancel to leave it.`,
  reminded: (count) => `${counted(count, 'approver was', 'approvers were')} reminded.`,
  remindedTooSoon: (duration) => `They were asked a short while ago. You can remind them in ${duration}.`,
  remindedEnough: 'They were reminded three times; I will not press them further. Write to them in a chat.',
  notWaiting: 'The request does not wait for approval any more.',
  digestAt: (time, isTodayOver) =>
    `Your day comes at ${time} from ${isTodayOver ? 'the next day' : 'now'} on. Type digest off to end it.`,
  digestOff: 'Your day will not come any more. Type digest on to have it again.',
  digestOnWeekends: 'Your day comes on Saturdays and Sundays too.',
  digestOnWorkdays: 'Your day comes from Monday to Friday only.',
  digestUnclear: 'Type digest now, digest at 08:30, digest weekends on, digest on or digest off.',
  extendUnknown:
    'PIM cannot prolong a running activation. When it has ended, type activate again. For an eligibility that ends soon, my roles has a button to ask for more time.',
  extendNoneFits: (typed) =>
    `No role that is active fits “${typed}”, and no eligibility of your own that ends soon. Type my roles to see what you have.`,
  cardIsOld: 'That card is out of date. I have drawn it again; look before you press.',
  cardIsFromBefore:
    'This card is from before Latchkey was restored from a backup, and nothing was done. If it still waits, a new one comes, or is here already.',
  notTheCard: 'This card is out of date, or was made for somebody else. Nothing was done.',
  looksLikeSecret:
    'This looks like a secret; it would stand in Entra’s audit log for good. I kept and sent nothing of it. Say it without, and delete it here too.',
  signInInTeams: 'Sign in, so that I can ask Entra as you.',
  wrongCode:
    'That is not the code of your last sign-in, or it has run out. Press the button again for a new one.',
  codeAgain: 'That code has done its work already: you are signed in.',
  outdated: 'I was updated while we were at it, and nothing was sent to Entra. Please begin again.',
  operatorTest:
    'Whoever runs Latchkey is trying whether messages reach you. This one did; nothing is asked of you.',
  pilotOnly:
    'I am being tried out with a first group, and you are not in it yet. Until then please use the Entra admin center.',
  pilotUnknown:
    'I am being tried out with a first group, and cannot find out just now whether you are in it. Please try again in a few minutes, or use the Entra admin center.',
  membersOnly: 'I serve members of this organization only. Guest accounts are shown nothing of it.',
};

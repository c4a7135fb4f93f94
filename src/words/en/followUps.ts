import { type FollowUpWords } from '../followUpWords.ts';
import { counted } from './people.ts';

/** Reminders and ends, in English. */
export const followUps: FollowUpWords = {
  buttons: {
    letEnd: 'Let it end',
    againAfter: 'Activate again afterwards',
    restart: 'Deactivate and activate again',
    askForExtension: 'Ask for extension',
  },
  reminder: {
    heading: (count) => `Still waiting for you: ${counted(count, 'request', 'requests')}`,
    why: (count) =>
      `I remind you because ${count === 1 ? 'it still waits' : 'they still wait'} for your decision.`,
  },
  lapsing: {
    heading: 'Nobody has decided yet',
    sentence: (role, at) => `Your request for ${role} lapses ${at}. Nothing is active so far.`,
  },
  lapsed: {
    heading: 'Lapsed',
    sentence: (role) =>
      `Nobody decided on your request for ${role} within 24 hours, so PIM let it lapse. Nothing was activated.`,
  },
  over: (role, state) => `${role}: ${state}`,
  ending: {
    wished: 'When it has ended, I bring you the form to activate it again.',
    letEnd: 'It ends by itself. You need do nothing.',
    over: (role) => `${role} is not active any more.`,
    overWished: 'The form to activate it again is below.',
  },
  extend: {
    heading: 'It cannot be extended',
    cannot: 'PIM cannot prolong a running activation.',
    until: (role, at) => `${role} is active until ${at}.`,
    withoutEnd: (role) => `${role} is active without an end.`,
    restart: 'You can deactivate it and activate it again; between the two you do not hold the role.',
    restartFrom: (at) =>
      `PIM takes a role back five minutes after its activation at the earliest: you can deactivate it from ${at} on, and activate it again then.`,
    approvalAgain: 'It needs a new approval, and until that is given you do not hold the role.',
    after: 'Or let it end: I bring you the form to activate it again as soon as it has ended.',
    wished: 'When it has ended, I bring you the form to activate it again.',
    notFollowed:
      'It was not activated here, so I do not see its end coming. When it has ended, type activate and its name.',
  },
  extension: {
    justification: 'The eligibility ends soon and is still needed.',
    headings: {
      working: 'Asking for more time',
      needsSignIn: 'Sign in to go on',
      unclear: 'No answer yet',
      asked: 'Asked for more time',
      granted: 'You have more time',
      refused: 'Not asked for',
    },
    offer: {
      heading: 'Eligibility that ends soon',
      next: 'You can ask for more time. An administrator decides it in the Entra admin center, and nowhere else.',
      asked: 'An administrator decides it in the Entra admin center, and nowhere else.',
    },
    workingNext: 'Entra is being asked. Nothing has changed so far.',
    needsSignInNext: 'Your wish is kept and goes on as soon as you have signed in.',
    unclearNext: 'Entra did not answer; I keep looking.',
    askedNext:
      'An administrator decides it in the Entra admin center, and nowhere else. I will tell you when you have it.',
    askedAlready: 'Extension asked for; an administrator decides',
    grantedNext: (role, until) =>
      until === undefined ? `You stay eligible for ${role}.` : `You are eligible for ${role} until ${until}.`,
    until: (at) => `Until now you are eligible until ${at}.`,
  },
  provisioningUsually: (duration) => `This role usually takes ${duration}.`,
  seconds: (count) => counted(count, 'second', 'seconds'),
};

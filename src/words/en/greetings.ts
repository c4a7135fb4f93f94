import { type HelpWords } from '../helpWords.ts';
import { type GreetingWords, type NoticeWords, type SignInWords } from '../words.ts';
import { named } from './people.ts';

/** Greetings, in English. */
export const greetings: GreetingWords = {
  heading: 'Latchkey',
  whatIDo:
    'I activate your Entra roles when you need them, and bring you the requests that wait for your decision.',
  whyIWrite:
    'I write when somebody asks for your approval, when your request is decided, and once a day if you want that.',
  whatICannot:
    'Every change is made with your own sign-in and under the rules of Privileged Identity Management. I can grant nothing by myself.',
  tryThis: 'Begin with a look at what you can activate.',
  tryRole: 'Begin with a role that you can activate:',
  typed: 'Type: my roles.',
  summary: 'Latchkey is here: type my roles to begin',
  group:
    'I am Latchkey, for activating Entra roles. Roles are nobody else’s business, so write to me in a chat of our own: my roles, activate, pending.',
};

/** Help, in English. */
export const help: HelpWords = {
  heading: 'What you can say',
  examples: {
    activate: {
      command: 'activate exchange 2h because mailbox migration',
      does: 'Activates a role. I ask for what is missing.',
    },
    activateShort: { command: 'activate', does: 'Activates this role. I ask for what it needs.' },
    again: { command: 'activate again', does: 'The same as last time.' },
    myRoles: { command: 'my roles', does: 'What is active and what you can activate.' },
    deactivate: { command: 'deactivate', does: 'Gives a role back before its time is over.' },
    pending: { command: 'pending', does: 'What waits for your decision, and for others to decide for you.' },
    decide: { command: 'approve 3 because agreed with Ops', does: 'Decides request 3. Deny works alike.' },
    digest: { command: 'digest at 08:30', does: 'Once a day what matters. Ends with: digest off.' },
  },
  more: 'Also: presets, save as, defaults, cancel, extend, sign out.',
  typed: 'Type: my roles, activate, pending, deactivate, digest.',
  summary: 'What you can say to Latchkey',
};

/** Sign-in, in English. */
export const signIn: SignInWords = {
  signIn: 'Sign in',
  signInWhy: 'I act in Entra only as you, so I need your sign-in.',
  consent: 'Consent needed',
  consentWhy: 'Latchkey may not act for you in Entra yet. Read on the page what it asks for.',
  consentScopes: 'It asks for',
  stepUp: 'Sign in once more',
  stepUpWhy: 'The role asks for a stronger check of who you are than the one of this chat.',
  goesOn: 'What you asked for is kept and goes on by itself.',
  code: 'If the page shows you a code, send it to me here.',
  lapses: (at) => `The button works until ${at}.`,
  problems: {
    otherPerson: 'The sign-in was done with another account, so it does not count. Use your own.',
    otherBrowser: 'The link was opened in two browsers, so it does not work any more. This one is new.',
    notFinished: 'The sign-in was broken off or refused. Nothing was changed.',
    consentMissing: 'Consent was not given. Nothing was changed.',
    failed: 'Entra did not complete the sign-in. Nothing was changed.',
    foreignCallback:
      'The sign-in ended in another browser than it began in, so it does not count. This one is new.',
    windowClosed: 'The window was closed before the end. The button still works.',
  },
  enough: 'Not signed in',
  enoughNext: 'I have offered the sign-in often enough. Ask me again for what you wanted.',
  lapsed: 'Not signed in',
  lapsedNext:
    'The sign-in was not finished in time, so nothing was changed. Ask me again for what you wanted.',
  interrupted: 'Interrupted',
  interruptedNext: 'You had signed in, and I was interrupted. Ask me again for what you wanted.',
  signedOut:
    'You are signed out of Latchkey: I have deleted every sign-in of yours. The next time you ask for something, you sign in again.',
  typed: 'Open the newest version of Teams to sign in.',
  askAgain: 'Type again what you wanted.',
};

/** Notices, in English. */
export const notices: NoticeWords = {
  approved: (role, by) => `${by ?? 'An approver'} approved your request for ${role}.`,
  denied: (role, by) => `${by ?? 'An approver'} denied your request for ${role}.`,
  active: (role, until) => `${role} is active${until === undefined ? '' : ` until ${until}`}.`,
  ended: (role) => `${role} is not active any more.`,
  endingSoon: (role, left, at) => `${role} ends in ${left}, at ${at}.`,
  endingSoonNext:
    'It ends by itself. PIM cannot prolong it: if you need it longer, activate it again after the end.',
  unreachable: (role, reached, asked) =>
    reached === 0
      ? `I could not reach anybody in Teams to approve ${role}.`
      : `I reached ${String(reached)} of ${String(asked)} approvers of ${role} in Teams.`,
  unreachableNext: (names, others) =>
    `Ask ${named(names, others, 'or')} yourself, so that they look in Entra.`,
  reminder: (name, role, lapses) =>
    `${name} still waits for your decision on ${role}. The request lapses ${lapses}.`,
  seeCard: 'The card of the request has the rest.',
  typedDecision: (number) => `Press Show for the whole request, or type: approve ${String(number)} because …`,
  discreet: 'Latchkey has news about a request',
  headings: {
    approved: 'Approved',
    denied: 'Denied',
    active: 'Active',
    ended: 'Ended',
    endingSoon: 'Ends soon',
    unreachable: 'Not everybody could be asked',
    reminder: 'Still waiting for you',
  },
};

import { type DismissalWords } from '../alertWords.ts';

/** Dismissing one of PIM's own alerts, in English. */
export const dismissal: DismissalWords = {
  offer: 'Dismiss in Entra PIM …',
  heading: 'An alert of Entra PIM’s',
  confirmHeading: 'Dismiss this alert in Entra PIM?',
  meaning:
    'Entra PIM then shows it as inactive to everybody. What it is about stays as it is: nothing is mended by it.',
  lasts: 'When Entra PIM looks again and finds the same, it may come back. Nothing is changed yet.',
  confirm: 'Dismiss it',
  leave: 'Leave it',
  onlyPim: 'Only alerts of Entra PIM’s own can be dismissed there. Acknowledge or snooze this one.',
  states: {
    left: { heading: 'Not dismissed', next: 'The alert was left as it is.' },
    working: { heading: 'Under way', next: 'Entra is being asked. Nothing is said before it is read again.' },
    needsSignIn: {
      heading: 'Sign in to go on',
      next: 'Dismissing an alert takes your own sign-in, for this alert. It goes on by itself.',
    },
    unclear: {
      heading: 'No answer yet',
      next: 'Entra did not answer; I keep looking and will tell you here. Do not dismiss it again.',
    },
    done: { heading: 'Dismissed', next: 'Entra PIM was asked again, and calls it inactive.' },
    refused: { heading: 'Not dismissed', next: '' },
  },
  typed: 'Type: alerts.',
};

import { type SignInPageWords } from '../pageWords.ts';

/** The pages of an interactive sign-in, in English. */
export const signInPages: SignInPageWords = {
  ends: {
    unknown: {
      title: 'This link does not work any more',
      text: 'It was used before, or it is older than ten minutes. Go back to Teams and ask again for what you wanted.',
    },
    notFinished: {
      title: 'Nothing was changed',
      text: 'You did not finish the sign-in, or Entra refused it.',
    },
    consentMissing: {
      title: 'Consent is missing',
      text: 'Latchkey needs a permission that was not given. If Entra said that an administrator has to agree, ask one first.',
    },
    otherPerson: {
      title: 'You signed in as somebody else',
      text: 'The account is not the one that asked in Teams. Nothing was changed, and nothing of that account was kept.',
    },
    otherBrowser: {
      title: 'This link was opened in two browsers',
      text: 'It is for one browser only, so it does not work any more. Nothing was changed.',
    },
    foreignCallback: {
      title: 'This sign-in began in another browser',
      text: 'It has to end where it began, so it does not count. Nothing was changed.',
    },
    failed: {
      title: 'Entra did not complete the sign-in',
      text: 'Nothing was changed.',
    },
    done: {
      title: 'Signed in',
      text: 'Teams takes it from here and closes this window. If it stays open, send this code to Latchkey in your Teams chat:',
    },
  },
  next: (hasFreshButton) =>
    `Go back to Teams: ${hasFreshButton ? 'a new button is there.' : 'ask again for what you wanted.'}`,
};

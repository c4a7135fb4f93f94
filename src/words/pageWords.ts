/** What a person reads in the browser during an interactive sign-in. */
export interface SignInPageText {
  readonly title: string;
  readonly text: string;
}

/** Words of the sign-in pages, by what happened. */
export const signInPageTexts = {
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
    text: 'Latchkey needs a permission that was not granted. If Entra said that an administrator has to agree, ask one first.',
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
} as const satisfies Readonly<Record<string, SignInPageText>>;

/** A page that says how to go on after a link was used up for nothing. */
export const withNextStep = ({ title, text }: SignInPageText, hasFreshButton: boolean): SignInPageText => ({
  title,
  text: `${text} Go back to Teams: ${hasFreshButton ? 'a new button is there.' : 'ask again for what you wanted.'}`,
});

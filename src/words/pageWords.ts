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
  refused: {
    title: 'Nothing was changed',
    text: 'You did not finish the sign-in, or Entra refused it. Go back to Teams to try again, or type "cancel" there.',
  },
  consentMissing: {
    title: 'An administrator has to agree first',
    text: 'Latchkey needs a permission that your organization has not granted. Ask an administrator to open this link from their own chat with Latchkey.',
  },
  otherPerson: {
    title: 'You signed in as somebody else',
    text: 'The account is not the one that asked in Teams. Nothing was changed, and the link is used up. Go back to Teams and start again with your own account.',
  },
  otherBrowser: {
    title: 'This sign-in began in another browser',
    text: 'Nothing was changed. Go back to Teams and press the button again.',
  },
  failed: {
    title: 'Entra did not answer',
    text: 'Nothing was changed. Go back to Teams and press the button again in a minute.',
  },
  done: {
    title: 'Signed in',
    text: 'Send this code to Latchkey in your Teams chat, and it goes on with what you asked for:',
  },
} as const satisfies Readonly<Record<string, SignInPageText>>;

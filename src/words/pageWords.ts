/** What a person reads in the browser during an interactive sign-in. */
export interface SignInPageText {
  readonly title: string;
  readonly text: string;
}

/** What an interactive sign-in can come to on a page. */
export type SignInPageEnd =
  | 'unknown'
  | 'notFinished'
  | 'consentMissing'
  | 'otherPerson'
  | 'otherBrowser'
  | 'foreignCallback'
  | 'failed'
  | 'done';

/** Words of the sign-in pages. They stand in the page as they are: no character that HTML reads as its own. */
export interface SignInPageWords {
  readonly ends: Readonly<Record<SignInPageEnd, SignInPageText>>;
  /** How to go on after a link was used up for nothing. */
  readonly next: (hasFreshButton: boolean) => string;
}

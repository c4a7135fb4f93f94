/** What is said when time passes: reminders, ends that come near, and what one can do about them. */
export interface FollowUpWords {
  readonly buttons: {
    readonly letEnd: string;
    readonly againAfter: string;
    readonly restart: string;
    readonly askForExtension: string;
  };
  /** To approvers: everything that waits for them. */
  readonly reminder: {
    readonly heading: (count: number) => string;
    readonly why: (count: number) => string;
  };
  /** To the requestor, before and at the end of the time to decide. */
  readonly lapsing: {
    readonly heading: string;
    readonly sentence: (role: string, at: string) => string;
  };
  readonly lapsed: {
    readonly heading: string;
    readonly sentence: (role: string) => string;
  };
  /** Why a request that nobody decided is over. */
  readonly over: (role: string, state: string) => string;
  /** What a card says of an end that is near. */
  readonly ending: {
    readonly wished: string;
    readonly letEnd: string;
    readonly over: (role: string) => string;
    readonly overWished: string;
  };
  /** The honest answer to "extend". */
  readonly extend: {
    readonly heading: string;
    readonly cannot: string;
    readonly until: (role: string, at: string) => string;
    readonly withoutEnd: (role: string) => string;
    readonly restart: string;
    readonly restartFrom: (at: string) => string;
    readonly approvalAgain: string;
    readonly after: string;
    readonly wished: string;
    readonly notFollowed: string;
  };
  /** More time for an eligibility that is about to end. */
  readonly extension: {
    /** Goes to PIM as the justification. */
    readonly justification: string;
    readonly headings: {
      readonly working: string;
      readonly needsSignIn: string;
      readonly unclear: string;
      readonly asked: string;
      readonly granted: string;
      readonly refused: string;
    };
    /** `asked`: in place of `next` where all of them have been asked for. */
    readonly offer: { readonly heading: string; readonly next: string; readonly asked: string };
    readonly workingNext: string;
    readonly needsSignInNext: string;
    readonly unclearNext: string;
    readonly askedNext: string;
    /** Beneath the eligibility in a list, in place of the button. */
    readonly askedAlready: string;
    readonly grantedNext: (role: string, until: string | undefined) => string;
    readonly until: (at: string) => string;
  };
  /** How long a role usually takes to arrive; the time is ready text. */
  readonly provisioningUsually: (duration: string) => string;
  readonly seconds: (count: number) => string;
}

/** An administrator changes how a role is set. */
export interface SettingsChangeWords {
  /** Title of the button that leads there. */
  readonly offer: string;
  readonly heading: string;
  readonly undoHeading: string;
  readonly confirmHeading: (rules: number) => string;
  readonly oneByOne: string;
  /** The baseline asks for an authentication context, and cannot name one. */
  readonly contextLeftOpen: string;
  readonly confirm: string;
  readonly leave: string;
  readonly undo: string;
  readonly states: Readonly<
    Record<
      'dismissed' | 'working' | 'needsSignIn' | 'unclear' | 'done' | 'refused' | 'half',
      { readonly heading: string; readonly next: string }
    >
  >;
  /** How many of the rules were changed before it stopped. */
  readonly applied: (made: number, all: number) => string;
  readonly summary: (heading: string, role: string) => string;
  readonly nothingToDo: (role: string) => string;
  readonly changedMeanwhile: string;
  readonly notYours: string;
}

/** Going past rules of the house in an emergency. */
export interface EmergencyWords {
  /** Title of the button that leads to the form. */
  readonly ask: string;
  /** Title of the button that sends it. */
  readonly activate: string;
  readonly kind: string;
  readonly form: {
    /** Above the rules that it goes past. */
    readonly passes: string;
    readonly nothingToPass: string;
    readonly told: (names: readonly string[], others: number) => string;
    readonly nobodyTold: string;
    /** What stays as it is. */
    readonly stays: string;
  };
  /** What owners of the rules are told. A name goes before `activated`. */
  readonly told: {
    readonly heading: string;
    readonly dayAfterHeading: string;
    readonly activated: string;
    readonly passed: string;
    readonly waiting: string;
    readonly notActive: string;
    readonly active: (until: string | undefined) => string;
    readonly ranOut: (at: string) => string;
    readonly givenBack: (at: string) => string;
    readonly takenAway: (at: string) => string;
    readonly question: string;
    readonly summary: (name: string, role: string) => string;
    readonly typed: string;
  };
}

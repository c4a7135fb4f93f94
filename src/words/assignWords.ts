/** An administrator gives somebody a role that they do not have. */
export interface AssignWords {
  /** How to write it. */
  readonly howTo: string;
  /** On the buttons that begin it. */
  readonly begin: string;
  readonly heading: string;
  readonly who: string;
  readonly whoHint: string;
  readonly whoMissing: string;
  readonly find: string;
  readonly choose: string;
  readonly nobody: (typed: string) => string;
  readonly whichPerson: (typed: string) => string;
  readonly andMore: string;
  readonly peopleOnly: string;
  readonly insteadActive: string;
  readonly insteadEligible: string;
  readonly typed: string;
  readonly summary: string;
}

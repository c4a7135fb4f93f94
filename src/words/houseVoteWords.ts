/** Why a vote ended without the role. */
export type VotesOver = 'denied' | 'timedOut' | 'unused' | 'limit' | 'restored';

/** Approvals that rules of the house ask for, above what PIM asks. Rules, names and groups come in as they are called. */
export interface HouseVoteWords {
  /** `place`: which of several steps it is. */
  readonly stage: (rule: string, counted: number, needed: number, place: string | undefined) => string;
  readonly stagePlace: (stage: number, stages: number) => string;
  readonly waitingFor: (names: readonly string[], others: number) => string;
  readonly anyoneOf: (group: string) => string;
  readonly unnamedGroup: string;
  readonly unnamedPerson: string;
  readonly manager: string;
  readonly until: (at: string) => string;
  readonly escalates: (at: string) => string;
  readonly isEscalated: string;
  readonly unread: string;
  readonly heldUp: string;
  readonly vote: (name: string, isApproval: boolean, at: string) => string;
  readonly doesNotCount: string;
  readonly inPlaceOf: (name: string) => string;
  readonly moreVotes: (count: number) => string;
  /** Where PIM asks nobody: what a rule of the house is worth there. */
  readonly practice: string;
  readonly complete: string;
  /** To somebody whose approval is PIM's. */
  readonly yoursGivesIt: string;
  readonly onlyDeny: string;
  readonly voted: (isApproval: boolean) => string;
  readonly votedNext: string;
  readonly others: string;
  readonly othersNext: string;
  readonly ready: string;
  readonly readyNext: (until: string) => string;
  readonly activateNow: string;
  readonly over: (why: VotesOver) => string;
  readonly overWhy: (why: VotesOver, told: { readonly name: string; readonly rule: string }) => string;
  /** PIM itself still waits. */
  readonly waitsInPim: string;
  readonly denyInPim: string;
  readonly outside: string;
  readonly outsideNext: string;
  /** The requestor went past the votes in an emergency. */
  readonly passed: (name: string) => string;
  readonly passedWhy: (name: string) => string;
  readonly passedNext: { readonly inPim: string; readonly here: string };
  readonly nothingToGoPast: string;
  readonly notices: {
    readonly readyForRequestor: (role: string) => string;
    readonly yourTurn: (name: string, role: string) => string;
    readonly overForRequestor: (role: string) => string;
    readonly denyInPim: (name: string, role: string) => string;
  };
}

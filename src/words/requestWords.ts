import { type ShownProof } from '../pim/shownProof.ts';

/** The requestor's view of an activation request. Each state has a heading and one or two sentences. */
export interface RequestWords {
  readonly kind: string;
  readonly rows: {
    readonly duration: string;
    readonly start: string;
    readonly scope: string;
    readonly ticket: string;
    readonly proof: string;
  };
  /** How the requestor signed in, from a token; its own words stay beside ours. */
  readonly proof: (shown: ShownProof) => string;
  readonly why: string;
  readonly checking: string;
  readonly checkingNext: string;
  readonly needsSignIn: string;
  readonly needsSignInNext: string;
  readonly unclear: string;
  readonly unclearNext: string;
  readonly waiting: string;
  readonly waitingFor: (names: readonly string[], others: number) => string;
  readonly waitingForUnknown: string;
  /** An approver whom the directory does not have any more. */
  /** Within a sentence; `departedFirst` at its beginning. */
  readonly departed: string;
  readonly departedFirst: string;
  /** An approver whose name cannot be read now; `unnamedFirst` at the beginning of a sentence. */
  readonly unnamed: string;
  readonly unnamedFirst: string;
  readonly asking: string;
  readonly reached: (reached: number, asked: number) => string;
  readonly reachedNobody: string;
  readonly mailed: string;
  /** Why somebody could not be asked in Teams, by the code that Teams gave. */
  readonly unreachable: (name: string, refusal: string | undefined) => string;
  readonly unreachableOthers: (count: number) => string;
  readonly lapses: (at: string) => string;
  readonly waitingForAdministrator: string;
  readonly waitingForAdministratorNext: string;
  readonly provisioning: string;
  readonly provisioningNext: (approvedBy: string | undefined) => string;
  readonly scheduled: (at: string) => string;
  readonly scheduledHeading: string;
  readonly approvedBy: (name: string) => string;
  readonly activeUntil: (at: string) => string;
  readonly active: string;
  readonly activeNext: string;
  readonly denied: string;
  readonly deniedBy: (name: string | undefined, at: string | undefined) => string;
  readonly deniedNothing: string;
  readonly deniedAgain: (at: string) => string;
  readonly lapsed: string;
  readonly lapsedNext: string;
  readonly canceled: string;
  readonly canceledNext: string;
  readonly failed: string;
  readonly failedNext: (status: string) => string;
  readonly refused: string;
  readonly ended: string;
  readonly endedAt: (at: string | undefined) => string;
  readonly typed: string;
  readonly summary: (state: string, role: string) => string;
}

/** The approver's view of an activation request. */
export interface ApprovalWords {
  readonly heading: string;
  readonly asksFor: string;
  readonly askedFor: string;
  readonly guest: string;
  readonly rows: {
    readonly role: string;
    readonly allows: string;
    readonly scope: string;
    readonly duration: string;
    readonly ticket: string;
    readonly lapses: string;
    readonly active: string;
    readonly lastUsed: string;
  };
  readonly fromApproval: string;
  /** Of a request made in the portal, whose log does not always say it. */
  readonly durationUnknown: string;
  readonly startingAt: (at: string) => string;
  readonly activeNothing: string;
  readonly activeRoles: (names: readonly string[], others: number) => string;
  readonly neverUsed: string;
  readonly why: (name: string) => string;
  readonly noWhy: string;
  readonly othersAsked: (count: number) => string;
  /** Of a card that was another request's before. */
  readonly inPlace: string;
  readonly comment: string;
  readonly commentOptional: string;
  readonly commentMissing: string;
  readonly typedDecision: (number: number) => string;
  readonly working: string;
  readonly workingNext: (isApproval: boolean) => string;
  readonly needsSignIn: string;
  readonly needsSignInNext: string;
  readonly unclear: string;
  readonly unclearNext: string;
  readonly approved: string;
  readonly denied: string;
  readonly decidedByMe: (isApproval: boolean, at: string | undefined) => string;
  readonly decidedBy: (isApproval: boolean, name: string | undefined, at: string | undefined) => string;
  readonly decisionComment: string;
  readonly lapsed: string;
  readonly lapsedNext: string;
  readonly canceled: string;
  readonly canceledNext: string;
  readonly notMine: string;
  readonly notMineNext: string;
  readonly ended: string;
  readonly endedNext: string;
  readonly typed: string;
  readonly summary: (name: string, role: string, duration: string | undefined) => string;
  readonly discreet: string;
  readonly stateSummary: (state: string, name: string, role: string) => string;
}

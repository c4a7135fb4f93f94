/**
 * Every text that a person reads, as typed functions. Names, times and durations come in as ready text; what comes out
 * is plain text in one language, shown in `TextRun` wherever a name went in.
 */
import { type OddLetter } from '../pim/lookAlikes.ts';
import { type AdministratorWords } from './administratorWords.ts';
import { type AlertWords } from './alertWords.ts';
import { type ApprovalWords, type RequestWords } from './requestWords.ts';
import { type ChangeWords } from './changeWords.ts';
import { type EmergencyWords } from './emergencyWords.ts';
import { type ErrorWords } from './errors.ts';
import { type FindingWords } from './findingWords.ts';
import { type FollowUpWords } from './followUpWords.ts';
import { type HabitWords } from './habitWords.ts';
import { type HelpWords } from './helpWords.ts';
import { type HouseBypassWords } from './houseBypassWords.ts';
import { type LaterBreachWords } from './laterBreachWords.ts';
import { type HouseVoteWords } from './houseVoteWords.ts';
import { type HouseRuleWords } from './houseRuleWords.ts';
import { type SignInPageWords } from './pageWords.ts';
import { type PolicyFileWords } from './policyFileWords.ts';
import { type PostureWords } from './postureWords.ts';
import { type ReportWords } from './reportWords.ts';
import { type ReviewWords } from './reviewWords.ts';
import { type TicketWords } from './ticketWords.ts';
import { type TimeWords } from './timeWords.ts';

/** A language's words. */
export interface Words {
  /** BCP 47 of the language, for dates and numbers. */
  readonly language: string;
  readonly time: TimeWords;
  readonly buttons: ButtonWords;
  readonly roles: RoleWords;
  readonly choose: ChooseWords;
  readonly form: FormWords;
  readonly habits: HabitWords;
  readonly requests: RequestWords;
  readonly approvals: ApprovalWords;
  readonly tickets: TicketWords;
  readonly pending: PendingWords;
  readonly digest: DigestWords;
  readonly administrators: AdministratorWords;
  readonly alerts: AlertWords;
  readonly deactivation: DeactivationWords;
  readonly notices: NoticeWords;
  readonly followUps: FollowUpWords;
  readonly posture: PostureWords;
  readonly houseRules: HouseRuleWords;
  readonly houseVotes: HouseVoteWords;
  readonly houseBypasses: HouseBypassWords;
  readonly laterBreaches: LaterBreachWords;
  readonly emergencies: EmergencyWords;
  readonly changes: ChangeWords;
  readonly policyFiles: PolicyFileWords;
  readonly reviews: ReviewWords;
  readonly findings: FindingWords;
  readonly report: ReportWords;
  readonly signIn: SignInWords;
  readonly signInPages: SignInPageWords;
  readonly greetings: GreetingWords;
  readonly help: HelpWords;
  readonly replies: ReplyWords;
  readonly errors: ErrorWords;
}

/** Titles of buttons and links. */
export interface ButtonWords {
  readonly activate: string;
  readonly activateAgain: string;
  readonly activateFor: (duration: string) => string;
  readonly deactivate: string;
  readonly deactivateNow: string;
  readonly cancel: string;
  readonly remind: string;
  readonly askApprovers: string;
  readonly askRequestor: string;
  readonly approve: string;
  readonly deny: string;
  readonly openInEntra: string;
  readonly signIn: string;
  readonly giveConsent: string;
  readonly openInBrowser: string;
  readonly myRoles: string;
  readonly pending: string;
  readonly digest: string;
  readonly help: string;
  readonly show: string;
  readonly choose: (number: number) => string;
  /** A title together with what its button acts on, for those who hear the buttons of a list one by one. */
  readonly about: (title: string, what: string) => string;
  /** A role at a place that is not the whole tenant. */
  readonly roleAt: (role: string, place: string) => string;
  readonly requestOf: (name: string, role: string) => string;
}

/** What a role asks of an activation. */
export interface RoleDemands {
  readonly isApprovalRequired: boolean;
  readonly isTicketRequired: boolean;
  readonly isSignInRequired: boolean;
}

/** A role wherever it is named, and the list of one's own roles. */
export interface RoleWords {
  readonly heading: string;
  readonly privileged: string;
  readonly custom: string;
  /** Of a custom role whose name can be taken for a built-in one's. */
  readonly notTheBuiltIn: string;
  /** Letters that look like others and do not belong in the name; at least one. They are a person's: for `TextRun` only. */
  readonly unusualLetters: (odd: readonly OddLetter[]) => string;
  /** Of a name in a list that can be taken for another one of it. */
  readonly looksLikeAnother: string;
  readonly wholeTenant: string;
  readonly unnamedUnit: string;
  readonly unnamedObject: string;
  /** PIM's log does not say it, and nobody has read it elsewhere yet. */
  readonly unknownScope: string;
  readonly via: (group: string) => string;
  readonly viaGroup: string;
  /** What an activation asks for beside a justification; at least one of them. */
  readonly needs: (demands: RoleDemands) => string;
  readonly eligibleUntil: (at: string) => string;
  readonly activeNow: string;
  readonly scheduled: string;
  readonly waiting: string;
  readonly eligible: string;
  readonly none: string;
  readonly noneNext: string;
  readonly timeLeft: (left: string, until: string) => string;
  readonly activeWithoutEnd: string;
  readonly assignedUntil: (at: string) => string;
  readonly startsAt: (at: string, duration: string | undefined) => string;
  readonly lapses: (at: string) => string;
  readonly more: (count: number) => string;
  readonly moreEligible: (count: number) => string;
  readonly typed: string;
  /** For the notification: how many are active and how many can be activated. */
  readonly counts: (active: number, eligible: number) => string;
}

/** "Did you mean". */
export interface ChooseWords {
  readonly heading: string;
  /** In its place where no name was typed. */
  readonly headingUntyped: string;
  readonly activate: (typed: string) => string;
  readonly deactivate: (typed: string) => string;
  readonly extend: (typed: string) => string;
  readonly typed: (count: number) => string;
  /** Where no dialog waits for a number. */
  readonly typedName: { readonly activate: string; readonly deactivate: string; readonly extend: string };
}

/** The activation form. */
export interface FormWords {
  readonly heading: string;
  readonly duration: (maximum: string) => string;
  readonly durationMissing: string;
  readonly justification: string;
  readonly justificationOptional: string;
  readonly justificationHint: string;
  readonly justificationMissing: string;
  readonly ticketNumber: string;
  readonly ticketNumberOptional: string;
  readonly ticketMissing: string;
  readonly ticketSystem: string;
  readonly startsAt: (at: string) => string;
  /** Who will be asked: names that are shown, and how many more there are. */
  readonly approvers: (names: readonly string[], others: number) => string;
  readonly defaultApprovers: (names: readonly string[], others: number) => string;
  readonly nobodyApproves: string;
  readonly noApproval: string;
  readonly signInCheck: string;
  readonly remarksHeading: string;
  readonly submitted: string;
  readonly submittedNext: string;
  readonly dismissed: string;
  readonly dismissedNext: string;
  readonly typed: string;
  readonly summary: (role: string) => string;
}

/** What waits for the reader, and what the reader waits for. */
export interface PendingWords {
  readonly heading: string;
  readonly forMe: string;
  readonly mine: string;
  readonly nothing: string;
  readonly nothingNext: string;
  readonly asksFor: (name: string) => string;
  /** Somebody's own words, in the marks of the language; for `TextRun` only. */
  readonly quoted: (words: string) => string;
  readonly numbered: (number: number) => string;
  readonly details: (duration: string | undefined, lapses: string) => string;
  readonly typedDecision: (number: number) => string;
  readonly typed: string;
  readonly counts: (forMe: number, mine: number) => string;
}

/** The daily digest. */
export interface DigestWords {
  readonly heading: (day: string) => string;
  readonly forMe: string;
  readonly active: string;
  readonly mine: string;
  readonly ending: string;
  /** Said to whoever asked for it. */
  readonly nothing: string;
  readonly settings: string;
  readonly typed: string;
  readonly counts: (forMe: number, active: number, mine: number, ending: number) => string;
}

/** Deactivating a role. */
export interface DeactivationWords {
  readonly working: string;
  readonly workingNext: string;
  readonly done: string;
  readonly doneNext: string;
  readonly unclear: string;
  readonly unclearNext: string;
  readonly needsSignIn: string;
  readonly needsSignInNext: string;
  readonly refused: string;
  readonly typed: string;
}

/** Short messages beside a card that was redrawn in place. */
export interface NoticeWords {
  readonly approved: (role: string, by: string | undefined) => string;
  readonly denied: (role: string, by: string | undefined) => string;
  readonly active: (role: string, until: string | undefined) => string;
  readonly ended: (role: string) => string;
  readonly endingSoon: (role: string, left: string, at: string) => string;
  readonly endingSoonNext: string;
  readonly unreachable: (role: string, reached: number, asked: number) => string;
  readonly unreachableNext: (names: readonly string[], others: number) => string;
  readonly reminder: (name: string, role: string, lapses: string) => string;
  readonly seeCard: string;
  readonly typedDecision: (number: number) => string;
  readonly discreet: string;
  readonly headings: {
    readonly approved: string;
    readonly denied: string;
    readonly active: string;
    readonly ended: string;
    readonly endingSoon: string;
    readonly unreachable: string;
    readonly reminder: string;
  };
}

/** Sign-in, consent and the extra check that a role asks for. */
export interface SignInWords {
  readonly signIn: string;
  readonly signInWhy: string;
  readonly consent: string;
  readonly consentWhy: string;
  readonly consentScopes: string;
  readonly stepUp: string;
  readonly stepUpWhy: string;
  readonly goesOn: string;
  readonly code: string;
  readonly lapses: (at: string) => string;
  /** Why a sign-in came to nothing. */
  readonly problems: {
    readonly otherPerson: string;
    readonly otherBrowser: string;
    readonly notFinished: string;
    readonly consentMissing: string;
    readonly failed: string;
    readonly foreignCallback: string;
    readonly windowClosed: string;
  };
  readonly enough: string;
  readonly enoughNext: string;
  readonly lapsed: string;
  readonly lapsedNext: string;
  readonly interrupted: string;
  readonly interruptedNext: string;
  readonly signedOut: string;
  readonly typed: string;
  readonly askAgain: string;
}

/** The first words in a chat or a group. */
export interface GreetingWords {
  readonly heading: string;
  readonly whatIDo: string;
  readonly whyIWrite: string;
  readonly whatICannot: string;
  readonly tryThis: string;
  readonly tryRole: string;
  readonly typed: string;
  readonly summary: string;
  /** Said in a team or group chat, where nothing personal is shown. */
  readonly group: string;
}

/** Short answers to what was typed or pressed, said as plain text beside the cards. */
export interface ReplyWords {
  readonly notUnderstood: string;
  readonly tooLong: string;
  readonly tooFast: (seconds: number) => string;
  readonly busy: string;
  readonly working: string;
  readonly noRoleFits: (typed: string) => string;
  readonly whichRole: string;
  readonly nothingActive: string;
  readonly nothingToRepeat: string;
  readonly nothingToCancel: string;
  readonly canceled: string;
  /** To words behind "cancel" that name nothing that waits; with the roles of what does. */
  readonly nothingCanceled: (roles: readonly string[]) => string;
  readonly whichRequest: (numbers: readonly number[], isApproval: boolean) => string;
  readonly noSuchRequest: (number: number) => string;
  readonly commentNeeded: (number: number, isApproval: boolean) => string;
  readonly chooseNumber: (count: number) => string;
  readonly reminded: (count: number) => string;
  readonly remindedTooSoon: (duration: string) => string;
  readonly remindedEnough: string;
  readonly notWaiting: string;
  /** `isTodayOver`: the time of today is over, and none comes for it. */
  readonly digestAt: (time: string, isTodayOver: boolean) => string;
  readonly digestOff: string;
  readonly digestOnWeekends: string;
  readonly digestOnWorkdays: string;
  readonly digestUnclear: string;
  readonly extendUnknown: string;
  readonly extendNoneFits: (typed: string) => string;
  readonly cardIsOld: string;
  /** The card was sent before the database was restored from a backup. */
  readonly cardIsFromBefore: string;
  /** To whoever presses on a card that is not there, is not theirs or was drawn anew: one answer for all of them. */
  readonly notTheCard: string;
  /** To words that look like a credential. */
  readonly looksLikeSecret: string;
  readonly signInInTeams: string;
  readonly wrongCode: string;
  readonly codeAgain: string;
  /** A conversation was begun by an older version. */
  readonly outdated: string;
  readonly membersOnly: string;
  /** A message that an operator has sent to see whether it arrives. */
  readonly operatorTest: string;
  /** To whoever does not belong to the first ones that are served. */
  readonly pilotOnly: string;
  /** Nobody could find out whether they do. */
  readonly pilotUnknown: string;
}

import { type Having } from '../pim/posture/questions.ts';
import { type SnapshotActivation } from '../pim/posture/snapshot.ts';
import { type SettingWords } from './settingWords.ts';

/** What entitled people are told of the whole organization. */
export interface PostureWords {
  /** Said while the organization is being read. */
  readonly reading: string;
  readonly notEntitled: string;
  readonly asOf: (time: string) => string;
  /** What could not be read; names of parts in ready text. */
  readonly notRead: (parts: readonly string[]) => string;
  readonly parts: Readonly<Record<string, string>>;
  readonly page: (page: number, pages: number) => string;
  readonly next: string;
  readonly audit: AuditCardWords;
  readonly holders: HolderWords;
  readonly history: HistoryWords;
  readonly stats: StatsWords;
  readonly settings: SettingWords;
  readonly whichOne: (typed: string) => string;
  readonly noSuchRole: (typed: string) => string;
  readonly noSuchRoleOrPerson: (typed: string) => string;
  readonly file: FileWords;
}

/** The audit in a card. */
export interface AuditCardWords {
  readonly heading: string;
  readonly headline: (permanent: number, eligible: number) => string;
  readonly privileged: (heads: number) => string;
  readonly globalAdministrators: (count: number, breakGlass: number) => string;
  readonly chart: string;
  readonly permanent: string;
  readonly timeBound: string;
  readonly eligible: string;
  readonly activeNow: string;
  readonly figures: (permanent: number, eligible: number, activeNow: number) => string;
  readonly findings: (high: number, medium: number, others: number) => string;
  readonly top: string;
  readonly severity: (severity: 'high' | 'medium' | 'low' | 'information') => string;
  readonly moreInReport: (count: number) => string;
  readonly othersLikeIt: (count: number) => string;
  readonly compliance: (met: number, all: number) => string;
  readonly getFile: string;
  readonly stats: string;
  readonly counts: (findings: number) => string;
  readonly typed: string;
}

/** Who has a role, and who could. */
export interface HolderWords {
  readonly headingHas: string;
  readonly headingCanBecome: string;
  readonly has: (role: string) => string;
  readonly canBecome: (role: string) => string;
  readonly hasCount: (standing: number, activated: number) => string;
  readonly canBecomeCount: (count: number) => string;
  readonly nobodyHas: string;
  readonly nobodyCan: string;
  readonly having: (having: Having, until: string | undefined) => string;
  readonly through: (groups: readonly string[]) => string;
  readonly marks: (mark: 'app' | 'guest' | 'disabled' | 'missing' | 'breakGlass' | 'group') => string;
  readonly showCandidates: string;
  readonly showHolders: string;
  readonly showHistory: string;
  readonly typed: string;
}

/** What was activated. */
export interface HistoryWords {
  readonly heading: string;
  readonly ofRole: (role: string) => string;
  readonly ofPerson: (name: string) => string;
  readonly own: string;
  readonly since: (day: string) => string;
  /** The log does not reach back as far as was asked. */
  readonly onlySince: (day: string) => string;
  readonly nothing: string;
  readonly outcome: (outcome: SnapshotActivation['outcome']) => string;
  readonly decidedBy: (name: string, isDenied: boolean) => string;
  readonly count: (count: number) => string;
  readonly typed: string;
}

/** Activations in figures. */
export interface StatsWords {
  readonly heading: (day: string) => string;
  readonly headline: (activated: number, requests: number) => string;
  readonly counts: (activated: number, requests: number) => string;
  readonly outcomes: (denied: number, lapsedOrCanceled: number, waiting: number) => string;
  readonly median: (duration: string) => string;
  readonly byDay: string;
  readonly byRole: string;
  readonly byPerson: string;
  readonly byDecider: string;
  readonly nothing: string;
  readonly typed: string;
}

/** The report as a file in the person's own storage. */
export interface FileWords {
  readonly description: string;
  readonly declined: string;
  readonly notTaken: string;
  readonly askAgain: string;
}

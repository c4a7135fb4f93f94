import { type GrantKind, type HoldingChange } from '../pim/administration.ts';
import { type Conversion } from '../pim/posture/judgements.ts';
import { type AssignWords } from './assignWords.ts';
import { type SettingsChangeWords } from './settingsChangeWords.ts';

/** What is changed; the words differ by it. */
export type ChangeKind = HoldingChange['what'];

/** An administrator changes what somebody else holds. */
export interface ChangeWords {
  readonly conversions: ConversionWords;
  readonly settings: SettingsChangeWords;
  readonly assign: AssignWords;
  readonly heading: (what: ChangeKind) => string;
  /** What will be, in the order in which it is done. */
  readonly steps: (what: ChangeKind, until: string | undefined) => readonly string[];
  readonly now: (kind: GrantKind, until: string | undefined) => string;
  readonly nothingNow: string;
  /** What the role's settings allow; `undefined`: without end. */
  readonly limit: (maximumDays: number | undefined) => string;
  readonly lastUsed: (day: string) => string;
  readonly neverUsed: string;
  readonly remarksHeading: string;
  readonly days: string;
  readonly forDays: (days: number) => string;
  readonly withoutEnd: string;
  readonly daysMissing: string;
  readonly justification: string;
  readonly justificationHint: string;
  readonly justificationMissing: string;
  readonly check: string;
  readonly confirmHeading: string;
  readonly checked: (what: ChangeKind) => string;
  readonly confirm: string;
  readonly leave: string;
  readonly moveEnd: string;
  readonly states: Readonly<
    Record<
      'dismissed' | 'working' | 'needsSignIn' | 'unclear' | 'refused' | 'half' | 'undone',
      { heading: string; next: string }
    >
  >;
  readonly done: (what: ChangeKind) => { readonly heading: string; readonly next: string };
  readonly typed: (what: ChangeKind) => string;
  readonly summary: (heading: string, role: string) => string;
  readonly notOffered: string;
}

/** The list of permanent assignments. */
export interface ConversionWords {
  readonly heading: string;
  readonly headline: (count: number) => string;
  readonly nothing: string;
  readonly ready: string;
  readonly byHand: string;
  readonly kept: string;
  readonly advice: (conversion: Pick<Conversion, 'advice' | 'reason'>) => string;
  readonly makeEligible: string;
  readonly remove: string;
  readonly counts: (count: number) => string;
  readonly typed: string;
}

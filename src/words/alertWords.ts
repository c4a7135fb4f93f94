import { type AlertEventKind, type AlertSource, type AlertState } from '../pim/alerts/alert.ts';
import { type Comparison } from '../pim/alerts/compareSources.ts';
import { type PimAlertName } from '../pim/alerts/pimAlerts.ts';
import { type Severity } from '../pim/findings/finding.ts';

/** What stands wrong in the organization, and what is made of it. Names come in as ready text. */
export interface AlertWords {
  readonly heading: string;
  readonly headline: (high: number, medium: number, others: number) => string;
  readonly nothing: string;
  readonly neverLooked: string;
  /** So many rules could not be judged at the last look. */
  readonly notJudged: (rules: number) => string;
  /** Of a list that comes by itself. */
  readonly raised: (count: number) => string;
  readonly raisedSummary: (count: number) => string;
  readonly kind: (severity: Severity, source: AlertSource) => string;
  readonly sourceLabel: string;
  readonly source: (source: AlertSource) => string;
  readonly stateLabel: string;
  readonly state: (state: AlertState, until: string | undefined) => string;
  readonly sinceLabel: string;
  /** After a state, in a line. */
  readonly since: (time: string) => string;
  readonly againSince: (time: string) => string;
  readonly notJudgedSince: (time: string) => string;
  readonly resolved: (time: string) => string;
  readonly dismissed: (name: string, time: string) => string;
  readonly comparedLabel: string;
  readonly compared: (source: AlertSource, comparison: Comparison) => string;
  readonly newIn: (names: readonly string[], others: number) => string;
  readonly why: string;
  readonly mend: string;
  readonly history: (kind: AlertEventKind, time: string, name: string | undefined) => string;
  readonly pim: Readonly<Record<PimAlertName, PimAlertWords>>;
  /** An alert of PIM's that is new to us. */
  readonly otherPim: PimAlertWords;
  readonly acknowledge: string;
  readonly snooze: string;
  /** Leads to a card that asks for more. */
  readonly snoozeOffer: string;
  readonly snoozeFor: string;
  readonly days: (days: number) => string;
  readonly reason: string;
  readonly reasonHint: string;
  readonly show: string;
  readonly showAll: string;
  readonly summary: (title: string, role: string | undefined) => string;
  readonly discreet: string;
  readonly typed: string;
  /** A row of the administrators' digest. */
  readonly digest: (open: Readonly<Record<Severity, number>>, raised: number) => string;
  readonly digestTitle: string;
  readonly replies: {
    readonly reasonNeeded: string;
    readonly daysNeeded: string;
    readonly notThere: string;
    readonly alreadyAcknowledged: string;
    readonly alreadyResolved: string;
  };
  readonly dismissal: DismissalWords;
}

/** One of PIM's own alerts. */
export interface PimAlertWords {
  readonly title: string;
  readonly evidence: (count: number) => string;
  readonly why: string;
  readonly mend: string;
}

/** Dismissing one of PIM's own alerts. */
export interface DismissalWords {
  /** Leads to the second question. */
  readonly offer: string;
  readonly heading: string;
  readonly confirmHeading: string;
  readonly meaning: string;
  readonly lasts: string;
  readonly confirm: string;
  readonly leave: string;
  readonly onlyPim: string;
  readonly states: Readonly<
    Record<
      'left' | 'working' | 'needsSignIn' | 'unclear' | 'done' | 'refused',
      { readonly heading: string; readonly next: string }
    >
  >;
  readonly typed: string;
}

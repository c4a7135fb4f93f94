import { type TicketVerdict } from '../tickets.ts';
import { type Chain, type Demand } from './chains.ts';
import { type OpenHours, type TicketAsk, type Whom } from './houseRule.ts';
import { type Unread } from './membership.ts';

/** One thing that one rule asks, and whether it is met. */
export type AskedLine =
  | { readonly thing: 'hours'; readonly rule: string; readonly hours: OpenHours; readonly isMet: boolean }
  | { readonly thing: 'maximum'; readonly rule: string; readonly minutes: number; readonly isMet: boolean }
  | {
      readonly thing: 'coolDown';
      readonly rule: string;
      readonly minutes: number;
      /** When the pause is over; `undefined` where there is none now. */
      readonly until: Date | undefined;
      readonly isMet: boolean;
    }
  | {
      readonly thing: 'ticket';
      readonly rule: string;
      readonly ticket: TicketAsk;
      readonly problem: TicketProblem | undefined;
      /** `undefined`: its system was not asked yet. With a problem it is met all the same where the rule only warns. */
      readonly isMet: boolean | undefined;
    }
  /** Votes say whether it is met. */
  | { readonly thing: 'approvals'; readonly rule: string; readonly chain: Chain; readonly isMet: undefined }
  /** The rule names somebody who cannot be looked up now. */
  | {
      readonly thing: 'unread';
      readonly rule: string;
      readonly unread: readonly Unread[];
      readonly isMet: false;
    }
  /** The rule could not be understood. */
  | {
      readonly thing: 'broken';
      readonly rule: string;
      readonly reasons: readonly string[];
      readonly isMet: false;
    }
  /** The requestor wants to go past the rules, and may not. */
  | {
      readonly thing: 'emergency';
      readonly rule: string;
      readonly why: EmergencyRefusal;
      readonly isMet: false;
    };

/** What is wrong with a ticket number. */
export type TicketProblem = 'missing' | 'otherPattern' | Exclude<TicketVerdict, 'valid'>;

/** Why nobody may go past a rule: it has no such way, not for this person, or not so often. */
export type EmergencyRefusal = 'noEmergency' | 'notNamed' | 'usedUp';

/** What house rules say of a request, at an instant. */
export interface Ruling {
  readonly version: string;
  readonly at: Date;
  /** Rule by rule, in the order of the file. */
  readonly asked: readonly AskedLine[];
  /** What would be asked, and is passed over in an emergency. */
  readonly waived: readonly AskedLine[];
  /**
   * `free`: nothing is asked, or everything is met. `waits`: votes are asked, or a ticket system is. `refused`: something
   * is not met. `emergency`: it goes past the rules, and owners are told.
   */
  readonly verdict: 'free' | 'waits' | 'refused' | 'emergency';
  readonly demand: Demand;
  /** The shortest maximum; `undefined` where no rule has one. */
  readonly maximumMinutes: number | undefined;
  /** When it may begin at the earliest, as far as hours and pauses go; `undefined` where hours never fit together. */
  readonly earliestAt: Date | undefined;
  /** Who is told where it goes past the rules: by pressing for an emergency, and by another way than Latchkey. */
  readonly owners: { readonly emergency: Whom; readonly bypass: Whom };
}

import { type TicketVerdict } from '../ticketVerdict.ts';

type Day = 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday';

/** A line of a ruling that is not met, as an error carries it: what a person needs to know to mend it. */
export type UnmetLine =
  | {
      readonly thing: 'hours';
      readonly rule: string;
      readonly hours: {
        readonly days: readonly Day[];
        readonly from: string;
        readonly to: string;
        readonly zone: string;
      };
    }
  | { readonly thing: 'maximum'; readonly rule: string; readonly minutes: number }
  | {
      readonly thing: 'coolDown';
      readonly rule: string;
      readonly minutes: number;
      readonly until: Date | undefined;
    }
  | {
      readonly thing: 'ticket';
      readonly rule: string;
      readonly ticket: { readonly pattern?: string | undefined; readonly check?: string | undefined };
      readonly problem: 'missing' | 'otherPattern' | Exclude<TicketVerdict, 'valid'> | undefined;
    }
  | { readonly thing: 'approvals' | 'unread' | 'broken'; readonly rule: string }
  | {
      readonly thing: 'emergency';
      readonly rule: string;
      readonly why: 'noEmergency' | 'notNamed' | 'usedUp';
    };

/** A ruling that stands against a request, as an error carries it. */
export interface RefusingRuling {
  readonly version: string;
  readonly verdict: string;
  readonly asked: readonly {
    readonly rule: string;
    readonly thing: UnmetLine['thing'];
    readonly isMet: boolean | undefined;
  }[];
  /** From when on it is allowed, as far as hours and pauses go; `undefined` where never. */
  readonly earliestAt: Date | undefined;
  readonly at: Date;
}

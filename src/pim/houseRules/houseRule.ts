import { type PrincipalId } from '../ids.ts';
import { type IfUnknown } from '../tickets.ts';

/** Days as the settings file names them; a week begins on Monday. */
export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

export type Weekday = (typeof WEEKDAYS)[number];

/** People, by themselves and through groups (nested groups included). */
export interface Whom {
  readonly people: readonly PrincipalId[];
  readonly groups: readonly PrincipalId[];
}

/** Who may approve. */
export interface ApproverSource extends Whom {
  /** The requestor's own manager, as the directory has it. */
  readonly manager: boolean;
}

/** One step of an approval: so many different people of these. */
export interface ApprovalStage {
  readonly count: number;
  readonly from: ApproverSource;
  /** Nobody counts who shares with the requestor a group that the rule names. */
  readonly notOwnGroup: boolean;
  /** How long a stage waits, from its opening; then it escalates, and after as long again, or without escalation, it lapses. */
  readonly timeOutMinutes: number;
  /** Who may approve as well from then on. */
  readonly escalateTo?: ApproverSource | undefined;
  /** 0: never. */
  readonly remindEveryMinutes: number;
}

/** Somebody decides for somebody else, for a while that has an end. */
export interface Delegation {
  readonly for: PrincipalId;
  readonly to: PrincipalId;
  readonly from: Date;
  readonly until: Date;
}

/** When an activation may begin, on a wall clock; over midnight where `to` is before `from`. */
export interface OpenHours {
  /** The days on which it opens. */
  readonly days: readonly Weekday[];
  /** `HH:MM`. */
  readonly from: string;
  /** `HH:MM`, up to `24:00`; no more open at that very minute. */
  readonly to: string;
  /** IANA name. */
  readonly zone: string;
}

/** What is asked of a ticket number. */
export interface TicketAsk {
  readonly required: boolean;
  /** A regular expression that the whole number has to match. */
  readonly pattern?: string | undefined;
  /** Name of the ticket system that has to know it. */
  readonly check?: string | undefined;
  /** What follows where that system does not know it, or does not answer. */
  readonly ifUnknown: IfUnknown;
}

/** Who may go past a rule in an emergency, and who is told. */
export interface Emergency extends Whom {
  readonly owners: Whom;
  /** Of one person, in any 24 hours. */
  readonly perDay: number;
}

/** What a rule is about. Every list narrows; an empty one leaves its matter open. */
export interface AppliesTo extends Whom {
  /** Ids or names of roles in any casing; `privileged` for every role that Entra marks so, `all` for every role. */
  readonly roles: readonly string[];
  /** Names of tiers of the yardstick's baseline: roles or tiers, either will do. */
  readonly tiers: readonly string[];
  /** Directory scopes, `/` for the whole tenant. */
  readonly scopes: readonly string[];
}

/** A rule of the house. It only narrows what PIM allows. */
export interface HouseRule {
  readonly name: string;
  readonly appliesTo: AppliesTo;
  /** In order; different people over all of them. */
  readonly approvals: readonly ApprovalStage[];
  readonly delegates: readonly Delegation[];
  readonly hours?: OpenHours | undefined;
  readonly maximumHours?: number | undefined;
  /** Between the end of one activation of a role (or a denial) and the next request of the same person. */
  readonly coolDownMinutes: number;
  readonly ticket?: TicketAsk | undefined;
  readonly emergency?: Emergency | undefined;
  /** Told of activations that went past the rule. */
  readonly owners: Whom;
  /** How long "approved: activate now" stays valid. */
  readonly validMinutes: number;
}

/** A rule that could not be understood. Whatever it may be about is refused until it is. */
export interface BrokenHouseRule {
  readonly name: string;
  /** The roles and tiers that could be read of it; both empty: every role. */
  readonly roles: readonly string[];
  readonly tiers: readonly string[];
  readonly reasons: readonly string[];
}

/** All rules, as one version of them. */
export interface HouseRules {
  /** SHA-256 of the canonical rules, hexadecimal. */
  readonly version: string;
  readonly rules: readonly HouseRule[];
  readonly broken: readonly BrokenHouseRule[];
}

/** A text that is the same for the same rules, whatever order lists and keys have that have none. For the version. */
export function canonicalRules({ rules, broken }: Omit<HouseRules, 'version'>): string {
  return JSON.stringify(canonical({ rules, broken }, ''));
}

/** Lists whose order means something. */
const ordered: ReadonlySet<string> = new Set(['approvals', 'rules']);

function canonical(value: unknown, key: string): unknown {
  if (Array.isArray(value)) {
    const list = value.map((one) => canonical(one, ''));
    return ordered.has(key) ? list : list.map((one) => JSON.stringify(one)).sort();
  }
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]: [string, unknown]) => [name, canonical(inner, name)]),
  );
}

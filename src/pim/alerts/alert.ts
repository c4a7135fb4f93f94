import { type FindingFacts, type FindingRuleId, type Severity } from '../findings/finding.ts';
import { type PrincipalId, type RoleDefinitionId } from '../ids.ts';

/** Who says so: our own rules, or PIM's own alerts (Graph beta: `unifiedRoleManagementAlert`). */
export type AlertSource = 'latchkey' | 'pim';

/** Which rule, by its source; of PIM what follows the tenant in the alert's id. */
export type AlertRule =
  | { readonly source: 'latchkey'; readonly rule: FindingRuleId }
  | { readonly source: 'pim'; readonly rule: string };

/** One thing that an alert is about: somebody with a role, a role as such, or somebody as such. */
export interface AlertSubject {
  readonly principalId: PrincipalId | null;
  readonly roleDefinitionId: RoleDefinitionId | null;
  /** Of a group or an app. People are looked up by whoever shows it: their names are not kept. */
  readonly name?: string;
}

/** A subject, and since when it is known. Instants are ISO 8601. */
export interface KnownSubject extends AlertSubject {
  readonly since: string;
  /** When it was found to be gone; absent: it is there. */
  readonly goneAt?: string;
}

/** One finding of those that make an alert. */
export interface AlertPart {
  readonly severity: Severity;
  readonly principals: readonly PrincipalId[];
  readonly facts: FindingFacts;
}

/** Everything that one rule has to say of one role, or of the tenant. */
export type ObservedAlert = AlertRule & {
  readonly roleDefinitionId: RoleDefinitionId | undefined;
  readonly severity: Severity;
  /** The worst first. */
  readonly parts: readonly AlertPart[];
  readonly subjects: readonly (AlertSubject & { readonly isHigh: boolean })[];
};

/** What one reading of the tenant amounts to. */
export interface AlertObservation {
  readonly alerts: readonly ObservedAlert[];
  /** Rules whose silence says nothing, because what they need could not be read; `pim` stands for all of PIM's alerts. */
  readonly notJudged: readonly string[];
}

/** Whether an observation could look for it at all. */
export const isJudged = (
  { notJudged }: Pick<AlertObservation, 'notJudged'>,
  { source, rule }: Pick<AlertRule, 'source' | 'rule'>,
): boolean => !notJudged.includes(source === 'pim' ? 'pim' : rule);

/** What people have made of it. */
export type AlertHandling = 'open' | 'acknowledged' | 'snoozed';

/** An alert, remembered from one reading to the next. */
export type Alert = AlertRule & {
  /** ULID. */
  readonly id: string;
  readonly roleDefinitionId: RoleDefinitionId | undefined;
  readonly severity: Severity;
  readonly parts: readonly AlertPart[];
  readonly subjects: readonly KnownSubject[];
  readonly handling: AlertHandling;
  readonly snoozedUntil: Date | undefined;
  /** Since when it stands; an absence that was too short to count is left out. */
  readonly since: Date;
  /** It was gone, and came back so soon that it counts as the same. */
  readonly againSince: Date | undefined;
  /** When it was last looked for and found. */
  readonly seenAt: Date;
  /** From then on what it rests on could not be read. */
  readonly notJudgedSince: Date | undefined;
  readonly resolvedAt: Date | undefined;
  /** Rises each time that administrators are to be told; `0`: never. */
  readonly raise: number;
  readonly raisedAt: Date | undefined;
  /** `due` until they are told, each with a card of its own or in one list. */
  readonly telling: 'none' | 'due' | 'card' | 'list';
};

/** How an alert stands. */
export type AlertState = AlertHandling | 'resolved';

/** How an alert stands, as people are told. */
export const stateOf = ({ handling, resolvedAt }: Alert): AlertState =>
  resolvedAt === undefined ? handling : 'resolved';

/** The same thing from one reading to the next: who says it, by which rule, of which role. */
export const keyOfAlert = ({
  source,
  rule,
  roleDefinitionId,
}: AlertRule & { readonly roleDefinitionId: RoleDefinitionId | undefined }): string =>
  `${source}/${rule}/${roleDefinitionId ?? ''}`;

/** Tells subjects of one alert apart. */
export const keyOfSubject = ({ principalId, roleDefinitionId }: AlertSubject): string =>
  `${principalId ?? ''}/${roleDefinitionId ?? ''}`;

/** What it is about, without what has gone before; of a resolved one, what it was about at its end. */
export const subjectsNow = ({
  subjects,
  resolvedAt,
}: Pick<Alert, 'subjects' | 'resolvedAt'>): readonly KnownSubject[] =>
  subjects.filter(({ goneAt }) => goneAt === undefined || goneAt === resolvedAt?.toISOString());

/** What happened to an alert. People are in it by their ids. */
export type AlertEventKind =
  'raised' | 'again' | 'grew' | 'resolved' | 'snoozeEnded' | 'acknowledged' | 'snoozed' | 'dismissed';

/** One line of an alert's history. */
export interface AlertEvent {
  readonly kind: AlertEventKind;
  readonly at: Date;
  /** Whoever acted; `undefined`: nobody, the tenant was read. */
  readonly by: PrincipalId | undefined;
  /** What they gave as their reason, in their own words; empty: none. */
  readonly reason: string;
  /** Of a snooze. */
  readonly until?: Date | undefined;
}

/** An alert as it is to be from now on, and what happened to it. */
export interface AlertChange {
  readonly alert: Alert;
  readonly events: readonly AlertEvent[];
  /** Whether the cards that show it are to be drawn again. */
  readonly isVisible: boolean;
}

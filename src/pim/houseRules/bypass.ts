import { type PrincipalId, type RequestId, type RoleDefinitionId } from '../ids.ts';
import { type OpenHours, type Whom } from './houseRule.ts';

/**
 * By which way an activation went round the rules: asked for in the portal or by another tool, or asked for here and
 * decided in the portal while votes were missing.
 */
export type BypassWay = 'elsewhere' | 'decidedElsewhere';

/** One thing that one rule asks, and that was not met, or of which nobody can say. Plain data that survives JSON. */
export type BypassLine =
  /** So many different people were to approve, and so many approvals are known. */
  | { readonly thing: 'approvals'; readonly rule: string; readonly asked: number; readonly given: number }
  /** PIM was given an approval, and nobody can say whether it is one that the rule means. */
  | { readonly thing: 'approver'; readonly rule: string }
  | { readonly thing: 'hours'; readonly rule: string; readonly hours: OpenHours }
  | { readonly thing: 'maximum'; readonly rule: string; readonly minutes: number }
  /** How long it lasts is not known. */
  | { readonly thing: 'length'; readonly rule: string; readonly minutes: number }
  | { readonly thing: 'coolDown'; readonly rule: string; readonly minutes: number }
  /** There is none, or none of that form. */
  | { readonly thing: 'ticket'; readonly rule: string }
  /** PIM's log does not say whether there was a ticket, or its system was not asked. */
  | { readonly thing: 'ticketNotKnown'; readonly rule: string }
  /** The rule is about some scopes, and the log does not say at which one the role was activated. */
  | { readonly thing: 'scope'; readonly rule: string }
  /** Groups of the rule cannot be read. */
  | { readonly thing: 'unread'; readonly rule: string }
  /** The rule cannot be understood. */
  | { readonly thing: 'broken'; readonly rule: string };

const notKnown: ReadonlySet<BypassLine['thing']> = new Set([
  'approver',
  'length',
  'ticketNotKnown',
  'scope',
  'unread',
  'broken',
]);

/** Whether a line says that something was not met; else nobody can say. */
export const isUnmet = ({ thing }: Pick<BypassLine, 'thing'>): boolean => !notKnown.has(thing);

/** An activation that went round the rules, or of which nobody can say that it did not. */
export interface HouseBypass {
  readonly requestId: RequestId;
  readonly principalId: PrincipalId;
  readonly roleDefinitionId: RoleDefinitionId;
  /** Empty: the log does not say it. */
  readonly scopeId: string;
  readonly activatedAt: Date;
  /** `undefined`: not known. */
  readonly minutes: number | undefined;
  readonly foundAt: Date;
  readonly way: BypassWay;
  /** `notJudged`: nothing is known to be unmet, and not everything could be judged. */
  readonly verdict: 'bypassed' | 'notJudged';
  /** Who approved it in PIM, where that is known. */
  readonly approvedBy: PrincipalId | undefined;
  /** The rules that it was judged by: those that counted when it was asked for, or those of now where these are not known. */
  readonly judgedBy: { readonly version: string; readonly isOfThen: boolean };
  readonly lines: readonly BypassLine[];
  /** Who is told, by the rules. */
  readonly owners: Whom;
  /** Those who are told of it by a card of its own. */
  readonly cardFor: readonly PrincipalId[];
  /** Those who are told of it together with others, by a list. */
  readonly listedFor: readonly PrincipalId[];
}

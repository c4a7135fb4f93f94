import { type PrincipalId, type RequestId, type RoleDefinitionId } from '../../ids.ts';
import { type OpenHours, type Whom } from '../houseRule.ts';

/** One thing that one rule asks of a planned activation by now, and that is not met, or of which nobody can say. Survives JSON. */
export type LaterBreachLine =
  /** So many different people were to approve; of so many it counts. */
  | { readonly thing: 'approvals'; readonly rule: string; readonly asked: number; readonly given: number }
  /** PIM was given an approval, and nobody can say by whom. */
  | { readonly thing: 'approver'; readonly rule: string }
  | { readonly thing: 'hours'; readonly rule: string; readonly hours: OpenHours }
  | { readonly thing: 'maximum'; readonly rule: string; readonly minutes: number }
  | { readonly thing: 'coolDown'; readonly rule: string; readonly minutes: number }
  | { readonly thing: 'ticket'; readonly rule: string }
  /** The system of the ticket did not answer. */
  | { readonly thing: 'ticketNotKnown'; readonly rule: string }
  /** Somebody whom the rule names cannot be looked up. */
  | { readonly thing: 'unread'; readonly rule: string }
  /** The rule cannot be understood. */
  | { readonly thing: 'broken'; readonly rule: string };

const notKnown: ReadonlySet<LaterBreachLine['thing']> = new Set([
  'approver',
  'ticketNotKnown',
  'unread',
  'broken',
]);

/** Whether a line says that something is not met; else nobody can say. */
export const isNotMet = ({ thing }: Pick<LaterBreachLine, 'thing'>): boolean => !notKnown.has(thing);

/**
 * An activation that was planned here when the rules of the house allowed it, and that they do not allow as it begins. No
 * bypass: whoever planned it kept to the rules. PIM has the plan, so that it is told, and taken back by its requestor.
 */
export interface LaterBreach {
  readonly requestId: RequestId;
  readonly principalId: PrincipalId;
  readonly roleDefinitionId: RoleDefinitionId;
  readonly scopeId: string;
  /** When it was planned to begin. */
  readonly startAt: Date;
  /** `undefined`: not known. */
  readonly minutes: number | undefined;
  readonly foundAt: Date;
  /** `notJudged`: nothing is known to be unmet, and not everything could be judged. */
  readonly verdict: 'notMet' | 'notJudged';
  /** The version of the rules that it was judged by. */
  readonly version: string;
  readonly lines: readonly LaterBreachLine[];
  /** Who is told, by the rules. */
  readonly owners: Whom;
  /** Who is told beside the requestor. */
  readonly cardFor: readonly PrincipalId[];
}

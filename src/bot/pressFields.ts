import { verbs, type Verb } from '../cards/verbs.ts';
import { type Person, type RequestId, roleDefinitionId } from '../pim/ids.ts';
import { type CardKind, type CardRecord } from '../pim/records.ts';
import { type RoleAtScope } from '../pim/roles.ts';
import { looksLikeSecret } from '../pim/secretWords.ts';
import { type Session } from './sessions.ts';

/** The fields of a card in which people write freely. */
const writtenFields = ['justification', 'ticketNumber', 'ticketSystem', 'comment', 'who'] as const;

/** Whether somebody wrote something into a card that looks like a credential. */
export const holdsSecret = (press: Readonly<Partial<Record<string, string>>>): boolean =>
  writtenFields.some((field) => looksLikeSecret(press[field] ?? ''));

/** The cards on which a button stands; those that are not named stand on each. */
const homes: Readonly<Partial<Record<Verb, CardKind>>> = {
  [verbs.approveRequest]: 'approval',
  [verbs.denyRequest]: 'approval',
  [verbs.cancelRequest]: 'request',
  [verbs.activateVoted]: 'request',
  [verbs.goPastVotes]: 'request',
  [verbs.remindApprovers]: 'request',
};

/**
 * Whether the card can have sent this: an approver's has nothing to cancel, and a requestor's nothing to decide. The
 * buttons of an alert name the alert, and never the card.
 */
export const hasButton = ({ kind }: Pick<CardRecord, 'kind'>, { verb }: { readonly verb: Verb }): boolean =>
  kind !== 'alert' && (homes[verb] ?? kind) === kind;

/** Taking a request back, pressed and typed, is one operation of this person, whoever else tries. */
export const cancelOnce = (requestId: RequestId, { id }: Person): string => `cancel/${requestId}/${id}`;

/** The role that a button is about. */
export const roleOf = (press: {
  readonly roleDefinitionId: string;
  readonly scopeId: string;
}): RoleAtScope => ({
  roleDefinitionId: roleDefinitionId(press.roleDefinitionId),
  scopeId: press.scopeId,
});

/** A duration field as the form sends it: whole minutes; anything else counts as nothing. */
export const minutesOf = (text: string | undefined): number => {
  const minutes = /^\d{1,6}$/.test(text?.trim() ?? '') ? Number(text) : 0;
  return Number.isSafeInteger(minutes) ? minutes : 0;
};

/** The same button of the same message, pressed twice, is one operation. */
export const onceFor = (
  what: 'deactivate' | 'extend',
  { person }: Session,
  { roleDefinitionId, scopeId }: { readonly roleDefinitionId: string; readonly scopeId: string },
  activityId: string | undefined,
): string | undefined => activityId && `${what}/${person.id}/${activityId}/${roleDefinitionId}${scopeId}`;

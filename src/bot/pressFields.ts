import { roleDefinitionId } from '../pim/ids.ts';
import { type RoleAtScope } from '../pim/roles.ts';
import { type Session } from './sessions.ts';

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

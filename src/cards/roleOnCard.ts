import { type FollowedRequest } from '../pim/records.ts';
import { isScopeKnown, type Role, type Scope } from '../pim/roles.ts';
import { type RoleWords, type Words } from '../words/words.ts';
import { type RoleKey } from './actionShapes.ts';
import { plainName } from './plainText.ts';
import { markedText, roleNameMarks, type IsLookAlike } from './unusualName.ts';

/** A role at a scope as cards name it. Names as the directory has them; the builders clean them. */
export interface RoleOnCard extends RoleKey {
  readonly name: string;
  /** `undefined` for the whole tenant, and where the name could not be read. */
  readonly scopeName: string | undefined;
  /** `undefined` where it could not be read; it is then not marked. */
  readonly isPrivileged: boolean | undefined;
  readonly isBuiltIn: boolean;
  /** What the role allows, as the catalogue says it. */
  readonly description?: string | undefined;
}

/** A role of the directory at a scope, for a card. */
export const roleOnCard = ({ role, scope }: { readonly role: Role; readonly scope: Scope }): RoleOnCard => ({
  roleDefinitionId: role.id,
  scopeId: scope.id,
  name: role.displayName,
  scopeName: scope.displayName,
  isPrivileged: role.isPrivileged,
  isBuiltIn: role.isBuiltIn,
  description: role.description,
});

/** The role of a request that Latchkey follows, for a card. */
export const roleOfRequest = (request: FollowedRequest): RoleOnCard => ({
  roleDefinitionId: request.roleDefinitionId,
  scopeId: request.scopeId,
  name: request.roleName,
  scopeName: request.scopeName,
  isPrivileged: request.isPrivileged,
  isBuiltIn: request.isBuiltIn,
});

/** What a button carries of a role, and nothing else. */
export const roleKey = ({ roleDefinitionId, scopeId }: RoleKey): RoleKey => ({ roleDefinitionId, scopeId });

/** Whether the role applies everywhere in the tenant. */
export const isTenantWide = ({ scopeId }: RoleKey): boolean => scopeId === '/';

/** Where a role applies, cleaned and marked. A scope whose name could not be read is told by its kind. */
export function scopeText(words: RoleWords, role: RoleOnCard): string {
  if (isTenantWide(role)) return words.wholeTenant;
  if (!isScopeKnown(role)) return words.unknownScope;
  if (role.scopeName !== undefined && role.scopeName !== '') return markedText(words, role.scopeName);
  return /^\/administrativeUnits\//i.test(role.scopeId) ? words.unnamedUnit : words.unnamedObject;
}

/** What sets a role apart beside its name: a custom role can be named like a built-in one, or look like it. */
export const roleMarks = (
  words: RoleWords,
  role: RoleOnCard,
  isLookAlike?: IsLookAlike,
): readonly string[] => [
  ...(role.isPrivileged === true ? [words.privileged] : []),
  ...(role.isBuiltIn ? [] : [words.custom]),
  ...roleNameMarks(words, role, isLookAlike),
];

/** Marks, and the scope where it is not the whole tenant. */
export const roleFacts = (
  words: RoleWords,
  role: RoleOnCard,
  isLookAlike?: IsLookAlike,
): readonly string[] => [
  ...roleMarks(words, role, isLookAlike),
  ...(isTenantWide(role) ? [] : [scopeText(words, role)]),
];

/** What a role's button in a list acts on, in one line of plain text. */
export function roleAloud({ roles, buttons }: Words, role: RoleOnCard): string {
  const name = plainName(role.name);
  return isTenantWide(role) ? name : buttons.roleAt(name, scopeText(roles, role));
}

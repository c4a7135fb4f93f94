import { type Tenant, type User } from '../world.ts';
import { type Chat } from './chats.ts';
import { personMri } from './identities.ts';
import { type Json } from './json.ts';

const LARGEST_PAGE = 500;

/** The people in a conversation: one in a personal chat, everybody in the channel. */
export const membersOf = (chat: Chat, tenant: Tenant): readonly User[] =>
  chat.person === undefined ? tenant.users : [chat.person];

/** The member with this `29:` id or object id. */
export const findMember = (members: readonly User[], id: string): User | undefined =>
  members.find((person) => personMri(person.id) === id || person.id === id.toLowerCase());

/** A member as the roster shows it. The object id stands under its older and its newer name, since both are in use. */
export function memberOf(person: User, tenant: Tenant): Json {
  return {
    id: personMri(person.id),
    name: person.displayName,
    objectId: person.id,
    aadObjectId: person.id,
    givenName: person.givenName,
    surname: person.surname,
    email: person.mail ?? undefined,
    userPrincipalName: person.userPrincipalName,
    tenantId: tenant.id,
    userRole: person.userType === 'Guest' ? 'guest' : 'user',
  };
}

/** One page of the roster; the token of the next one is the position where it begins. */
export function pageOf(members: readonly Json[], query: URLSearchParams): Json {
  const size = Math.min(
    Math.max(Number(query.get('pageSize') ?? LARGEST_PAGE) || LARGEST_PAGE, 1),
    LARGEST_PAGE,
  );
  const token = query.get('continuationToken');
  const start = token === null ? 0 : Number(Buffer.from(token, 'base64url').toString()) || 0;
  const next = start + size;
  const continuationToken =
    next < members.length ? Buffer.from(String(next)).toString('base64url') : undefined;
  return { members: members.slice(start, next), continuationToken };
}

import { type Card, type CardContext } from '../../../src/cards/card.ts';
import { type RoleOnCard } from '../../../src/cards/roleOnCard.ts';
import { type FollowedRequest } from '../../../src/pim/records.ts';
import { aCustomRoleOnCard, aFollowedRequest } from '../samples.ts';

/** Words that people and the directory bring into a card. */
export interface ForeignWords {
  readonly person: string;
  readonly role: string;
  readonly scope: string;
  readonly text: string;
  readonly ticket: string;
}

/** What people usually write. */
export const usualWords: ForeignWords = {
  person: 'Ana Lima',
  role: 'Exchange Administrator',
  scope: 'Sales Europe',
  text: 'Mailbox migration of the Lisbon office, agreed with Ops',
  ticket: 'INC0042',
};

/** Draws a card for a reader. */
export type Draw = (context: CardContext) => Card;

/** Cards by name. */
export type NamedCards = readonly (readonly [string, Draw])[];

/** A custom role with the words as its names. */
export const roleNamed = ({ role, scope }: ForeignWords, changes: Partial<RoleOnCard> = {}): RoleOnCard =>
  aCustomRoleOnCard({ name: role, scopeName: scope, description: role, ...changes });

/** A followed request with the words wherever they can stand. */
export const followedWith = (
  { person, role, scope, text, ticket }: ForeignWords,
  changes: Partial<FollowedRequest> = {},
): FollowedRequest =>
  aFollowedRequest({
    requestorName: person,
    requestorUserPrincipalName: person,
    roleName: role,
    scopeId: '/administrativeUnits/00000000-0000-4000-8000-000000000077',
    scopeName: scope,
    justification: text,
    ticketNumber: ticket,
    ticketSystem: ticket,
    isPrivileged: true,
    isBuiltIn: false,
    ...changes,
  });

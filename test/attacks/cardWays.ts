import { type AttackedBot } from './attackedBot.ts';
import { type Attack } from './attackTable.ts';
import { executed, type FoundButton, type RawPress } from './cardPresses.ts';

/** Teams Administrator. */
export const teams = '69091246-20e8-4a56-aa4d-066075b2a7a8';
/** Helpdesk Administrator. */
export const helpdesk = '729827e3-9c14-49f7-bb1b-9608f156bbb8';
/** Global Administrator. */
export const globalAdministrator = '62e90394-69f5-4237-9190-012177145e10';
/** An id in the form of ours that is nobody’s. */
export const someUlid = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
/** A nonce in the form of ours that is no card’s. */
export const someNonce = 'A'.repeat(43);

/** The cards that lie in the chats while one request waits. */
export interface Cards {
  readonly ben: FoundButton;
  readonly chi: FoundButton;
  readonly ana: FoundButton;
}

/** How a press is made up, once the cards are there. */
export type CardHow = (bot: AttackedBot, cards: Cards) => RawPress | Promise<RawPress>;
/** An attack by a press. */
export type CardAttack = Attack<CardHow>;

/** Ben presses Approve, with something about it changed. */
export const approve =
  (data: (cards: Cards) => unknown, verb: unknown = 'request.approve', by = 'Ben'): CardHow =>
  (_bot, cards) => ({ by, value: executed(verb, data(cards)), replyToId: cards.ben.messageId });
/** Ben’s press with one field more or other. */
export const withField = (field: object): CardHow =>
  approve(({ ben }) => ({ ...ben.data, comment: 'yes', ...field }));
/** Ben’s press with this for all of it. */
export const value =
  (sent: unknown): CardHow =>
  () => ({ by: 'Ben', value: sent });
/** A press of this button with these data. */
export const press =
  (by: string, verb: string, data: unknown): CardHow =>
  () => ({ by, value: executed(verb, { verb, ...(data as object) }) });

/** The answer where no card of theirs has this nonce. */
export const old = '200 200 This card is out of date, or was made for somebody else. Nothing was done.';
/** The answer to what no button of ours sends. */
export const notOurs = '200 400 That card is out of date. I have drawn it again; look before you press.';

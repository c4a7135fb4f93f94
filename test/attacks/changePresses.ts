import { randomBytes } from 'node:crypto';
import { type Json } from '../support/cardReading.ts';
import { type SeenCall } from '../support/runningSandbox.ts';
import { type ChatMessage, wordsOf } from '../support/teamsUser.ts';
import { type AttackedBot } from './attackedBot.ts';
import { answerOf, changesSince, executed, pressRaw, type RawAnswer } from './cardPresses.ts';

/** Roles that changes are tried on. */
export const changedRoles = {
  globalAdministrator: '62e90394-69f5-4237-9190-012177145e10',
  privilegedRoleAdministrator: 'e8611ab8-c189-46e8-94e1-60213ab1f814',
  securityReader: '5d6b6bb7-de71-4623-b4af-96380a352509',
  groupsAdministrator: 'fdd7a751-b60b-444a-984c-02652fe8fa1c',
  helpdeskAdministrator: '729827e3-9c14-49f7-bb1b-9608f156bbb8',
} as const;

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A form's id of its own (ULID). */
export const someDraft = (): string =>
  `01${[...randomBytes(24)].map((byte) => LETTERS[byte % LETTERS.length] ?? '0').join('')}`;

/** What a second yes about somebody's role sends, with anything about it made up. */
export interface MadeUpChange {
  readonly what: string;
  readonly principalId: string;
  readonly roleDefinitionId: string;
  readonly [field: string]: unknown;
}

/** Presses buttons of changes that no card of ours may have, and tells what came of it. */
export class ChangePresses {
  readonly #bot: () => AttackedBot;
  #call = 0;

  constructor(bot: () => AttackedBot) {
    this.#bot = bot;
  }

  /** From here on changes count. */
  async begin(): Promise<void> {
    await this.#bot().settled();
    this.#call = await this.#bot().newestCall();
  }

  /** The second yes. */
  confirm(
    by: string,
    change: MadeUpChange,
    replyToId?: string,
    verb = 'holding.confirm',
  ): Promise<RawAnswer> {
    const filled =
      verb === 'holding.change' ? {} : { draftId: someDraft(), days: '90', justification: 'why not' };
    const data = { verb, scopeId: '/', ...filled, ...change };
    return pressRaw(this.#bot(), { by, value: executed(verb, data), replyToId });
  }

  /** Asks who is meant, with anything typed; the card's own words, and the changes. */
  find(by: string, asked: Json): Promise<string> {
    return this.#outcomeOf(by, () =>
      pressRaw(this.#bot(), {
        by,
        value: executed('assignee.find', { verb: 'assignee.find', ...asked }),
        replyToId: undefined,
      }),
    );
  }

  /** Presses it, and waits until the chat has what came of it; the card's own words, and the changes. */
  outcome(by: string, change: MadeUpChange, verb?: string): Promise<string> {
    return this.#outcomeOf(by, () => this.confirm(by, change, undefined, verb));
  }

  async #outcomeOf(by: string, press: () => Promise<RawAnswer>): Promise<string> {
    await this.begin();
    const user = this.#bot().person(by);
    const mark = await user.mark();
    const answer = await press();
    if ((answer.body as { statusCode?: number } | undefined)?.statusCode === 400)
      return `not ours, ${await this.changes()}`;
    const isSaid = ({ from, isDeleted, signIn }: ChatMessage): boolean =>
      from === 'bot' && isDeleted !== true && signIn === undefined;
    const newer = (all: readonly ChatMessage[]): readonly ChatMessage[] =>
      all.slice(all.findIndex(({ id }) => id === mark) + 1).filter(isSaid);
    if (answerOf(answer).includes('I am on it')) {
      const isKnown = (all: readonly ChatMessage[]): boolean =>
        newer(all).some((message) => !reasonIn(wordsOf(message)).startsWith('said'));
      await user.waitUntil('an outcome', isKnown);
    }
    const said = newer(await user.messages())
      .map(wordsOf)
      .join('\n');
    return `${reasonIn(`${said}\n${answerOf(answer)}`)}, ${await this.changes()}`;
  }

  /** What PIM was asked to change since, each with how often it was taken. */
  async changes(): Promise<string> {
    await this.#bot().settled();
    const made = await changesSince(this.#bot(), this.#call);
    const kinds = made.map(({ status, requestBody }: SeenCall) => {
      const { action = 'something' } = (requestBody ?? {}) as { readonly action?: string };
      return status !== null && status < 300 ? action : `${action} refused by PIM`;
    });
    const counted = [...new Set(kinds)].map(
      (kind) => `${kinds.filter((one) => one === kind).length} ${kind}`,
    );
    return counted.join(', ') || 'no change';
  }
}

const reasons: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['oneself', /about your own role/],
  ['emergency account', /This is an emergency account/],
  ['a guest', /This is a guest of the organization/],
  ['an app', /Only people and groups can be eligible/],
  ['there already', /PIM has such an assignment already/],
  ['nobody', /Nobody in the directory is called/],
  ['nothing there', /There is nothing here that this would change/],
  ['last one', /last person who may sign in and is Global Administrator/],
  ['too long', /The settings of the role (?:allow|do not allow)/],
  ['not switched on', /not switched on here/],
  ['switched off', /switched off at the moment/],
  ['stopped', /its own app holds a permission/],
  ['Entra did not allow it', /Entra did not allow this|Entra lets only a Privileged Role Administrator/],
  ['not entitled', /people who may read all roles anyway/],
  ['a secret', /looks like a secret/],
];

const reasonIn = (said: string): string =>
  reasons.find(([, pattern]) => pattern.test(said))?.[0] ?? `said: ${said.slice(0, 200)}`;

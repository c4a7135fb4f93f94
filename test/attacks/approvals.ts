import assert from 'node:assert/strict';
import { type ChatMessage, type TeamsUser } from '../support/teamsUser.ts';
import { type AttackedBot } from './attackedBot.ts';
import { buttonOf, changesInWords, type FoundButton, postAs } from './cardPresses.ts';

/** The approvers' cards of a request that waits. */
interface ApproversCards {
  readonly ben: FoundButton;
  readonly chi: FoundButton;
}

/** What stories about one request after the other are told with. */
export interface Approvals {
  readonly user: (name: string) => TeamsUser;
  /** From here on changes count. */
  readonly begin: () => Promise<void>;
  /** The changes since, in words, once everything is over. */
  readonly changes: () => Promise<string>;
  readonly waitsStill: () => Promise<string>;
  /** Somebody asks for Exchange Administrator anew; whatever waited is taken back before. Changes count from here. */
  readonly ask: (who?: string) => Promise<ApproversCards>;
  /** How somebody's Teams signs in. */
  readonly settings: (name: string, sso: string) => Promise<void>;
  /** Id of the sign-in that a person was asked for after that message. */
  readonly openSignIn: (name: string, after: string | undefined) => Promise<string>;
  /** Posts a token as if it had been exchanged silently; tells what Teams would be answered. */
  readonly exchanged: (by: string, id: string, token: string) => Promise<string>;
  /** Ben presses and stands before the sign-in, which does not go on by itself; gives its id. */
  readonly benAsked: (verb?: string) => Promise<string>;
}

/** Stories at a bot that is there by the time they are told. */
export function approvalsAt(bot: () => AttackedBot): Approvals {
  let call = 0;
  const begin = async (): Promise<void> => {
    call = await bot().newestCall();
  };
  const user = (name: string): TeamsUser => bot().person(name);
  const changes = async (): Promise<string> => {
    await bot().settled();
    return changesInWords(bot(), call);
  };
  const waitsStill = async (): Promise<string> =>
    JSON.stringify(await user('Ana').messages()).includes('request.cancel') ? 'waits still' : 'is over';

  async function ask(who = 'Ana'): Promise<ApproversCards> {
    for (const name of ['Ana', 'Dara']) {
      const person = user(name);
      if (!JSON.stringify(await person.messages()).includes('request.cancel')) continue;
      await person.press('request.cancel');
      await person.waitUntil('nothing to wait', (all) => !JSON.stringify(all).includes('request.cancel'));
    }
    const [ben, chi] = [await user('Ben').mark(), await user('Chi').mark()];
    await user(who).say('activate exchange admin 2h because mailbox stuck');
    const found = {
      ben: await buttonOf(bot(), 'Ben', 'request.approve', ben),
      chi: await buttonOf(bot(), 'Chi', 'request.approve', chi),
    };
    await bot().settled();
    await begin();
    return found;
  }

  const settings = (name: string, sso: string): Promise<void> => user(name).settings({ sso });

  async function openSignIn(name: string, after: string | undefined): Promise<string> {
    const isOpen = ({ signIn, isDeleted }: ChatMessage): boolean => signIn === 'button' && isDeleted !== true;
    const newer = (all: readonly ChatMessage[]): readonly ChatMessage[] =>
      all.slice(all.findIndex(({ id }) => id === after) + 1).filter(isOpen);
    const all = await user(name).waitUntil('a sign-in card', (found) => newer(found).length > 0);
    const content = newer(all).at(-1)?.attachments?.[0]?.content as
      { tokenExchangeResource?: { id?: string } } | undefined;
    assert.ok(content?.tokenExchangeResource?.id);
    return content.tokenExchangeResource.id;
  }

  async function exchanged(by: string, id: string, token: string): Promise<string> {
    const answer = await postAs(bot(), by, {
      type: 'invoke',
      name: 'signin/tokenExchange',
      value: { id, connectionName: 'latchkey', token },
    });
    return String(answer.botStatus);
  }

  async function benAsked(verb = 'request.approve'): Promise<string> {
    await ask();
    await settings('Ben', 'off');
    const after = await user('Ben').mark();
    await user('Ben').press(verb, { comment: 'yes' });
    const id = await openSignIn('Ben', after);
    await settings('Ben', 'silent');
    return id;
  }

  return { user, begin, changes, waitsStill, ask, settings, openSignIn, exchanged, benAsked };
}

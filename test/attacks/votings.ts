import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { harbourGroups, harbourPeople } from '../../sandbox/tenants/harbour.ts';
import { type Json } from '../support/cardReading.ts';
import { wordsOf } from '../support/teamsUser.ts';
import { approvalsAt } from './approvals.ts';
import { type AttackedBot } from './attackedBot.ts';
import { answerOf, buttonOf, executed, type FoundButton, pressRaw } from './cardPresses.ts';
import { notOurs, old } from './cardWays.ts';

const { ana, ben, chi, fay } = harbourPeople;
const { securityDesk, tierOneApprovers } = harbourGroups;
const MINUTE_MS = 60_000;
const POLL_MS = 60;

/** The house rules of a bot whose votes are attacked, as its settings file writes them. */
export function rulesWithVotes(): string {
  const now = Date.now();
  const days = { from: at(now - 24 * 60 * MINUTE_MS), until: at(now + 90 * 24 * 60 * MINUTE_MS) };
  const rules = [
    {
      name: 'Two for meetings',
      appliesTo: { roles: ['Teams Administrator'] },
      approvals: [{ count: 2, from: { people: [ben, chi], groups: [securityDesk] }, timeOutMinutes: 120 }],
      validMinutes: 30,
    },
    {
      name: 'Two for mail',
      appliesTo: { roles: ['Exchange Administrator'] },
      approvals: [{ count: 2, from: { people: [fay], groups: [tierOneApprovers] } }],
    },
    {
      name: 'One for reading',
      appliesTo: { roles: ['Security Reader'] },
      approvals: [{ count: 1, from: { people: [ben, chi] } }],
      emergency: { people: [ana], owners: { people: [fay] } },
      delegates: [
        { for: ben, to: ana, ...days },
        { for: ana, to: chi, ...days },
      ],
    },
  ];
  return `houseRules: ${JSON.stringify(rules)}\n`;
}

const at = (time: number): string => new Date(time).toISOString();

/** Where a vote stands, by what is told to whoever asked; the first that fits. */
const standings: readonly (readonly [RegExp, string])[] = [
  [/Active until/, 'active'],
  [/Canceled/, 'taken back'],
  [/Denied/, 'denied'],
  [/Lapsed under|Approval not used/, 'lapsed'],
];

function standingIn(text: string): string {
  const found = standings.find(([pattern]) => pattern.test(text));
  if (found !== undefined) return found[1];
  // A message that it was ready stays in the chat when a vote does not count any more.
  const [, counted] = /(\d of \d) approval/.exec(text) ?? [];
  return counted ?? (text.includes('Approved: activate now') ? 'ready' : 'nothing');
}

/** The button of somebody's card of a request, by given name. */
type Cards = (name: string) => FoundButton;

/** What stories about one vote after the other are told with. */
export interface Votings {
  /** Ana asks for a role anew; what she asked for before is over. Gives the buttons of Ana and of those who are asked. */
  readonly ask: (role: string, voters: readonly string[]) => Promise<Cards>;
  /** A press with that card's key, of whatever button; what the answer is, in a word. */
  readonly send: (by: string, verb: string, card: FoundButton, more?: Json) => Promise<string>;
  /** What was told to Ana since she asked. */
  readonly told: () => Promise<string>;
  /** Waits until it stands like that. */
  readonly until: (standing: string) => Promise<void>;
  /** Waits until Ana, who asked, is told that. */
  readonly untilTold: (pattern: RegExp) => Promise<void>;
  /** Where it stands, and what was changed in PIM since it was asked for. */
  readonly outcome: () => Promise<string>;
  /** Ana takes back what waits. */
  readonly takeBack: () => Promise<void>;
  /** Who is in a group from now on. */
  readonly members: (group: string, ...names: readonly string[]) => Promise<void>;
  /** Ben's and Fay's votes for Teams Administrator are there, and Ana is not signed in any more: it waits for her. */
  readonly ready: () => Promise<Cards>;
}

/** Votes at a bot that is there by the time they are told. */
export function votingsAt(bot: () => AttackedBot): Votings {
  const { user, begin, changes } = approvalsAt(bot);
  let asked = 0;
  let mark: string | undefined;

  const told = async (): Promise<string> => {
    const all = await user('Ana').messages();
    const since = all.slice(all.findIndex(({ id }) => id === mark) + 1);
    return since
      .filter(({ from }) => from === 'bot')
      .map(wordsOf)
      .join('\n');
  };
  const until = (standing: string): Promise<void> =>
    waitUntil(told, (text) => standingIn(text) === standing, standing);
  const untilTold = (pattern: RegExp): Promise<void> =>
    waitUntil(told, (text) => pattern.test(text), String(pattern));
  const isWaiting = async (): Promise<boolean> =>
    JSON.stringify(await user('Ana').messages()).includes('request.cancel');
  const takeBack = async (): Promise<void> => {
    await user('Ana').press('request.cancel');
    await user('Ana').waitUntil('nothing to wait', (all) => !JSON.stringify(all).includes('request.cancel'));
  };

  /** A role that was given ends by itself. */
  async function clear(): Promise<void> {
    if (await isWaiting()) await takeBack();
    if (standingIn(await told()) === 'active') await bot().forward(70);
  }

  async function ask(role: string, voters: readonly string[]): Promise<Cards> {
    await clear();
    asked += 1;
    mark = await user('Ana').mark();
    const marks = await Promise.all(voters.map((name) => user(name).mark()));
    await user('Ana').say(`activate ${role} 1h because reason ${asked}`);
    const found = new Map([['Ana', await buttonOf(bot(), 'Ana', 'request.cancel', mark)]]);
    for (const [index, name] of voters.entries())
      found.set(name, await buttonOf(bot(), name, 'request.approve', marks[index]));
    await bot().settled();
    await begin();
    return (name) => {
      const button = found.get(name);
      assert.ok(button, `${name} has no card`);
      return button;
    };
  }

  async function send(by: string, verb: string, card: FoundButton, more: Json = {}): Promise<string> {
    const { cardId, nonce } = card.data;
    const comment = ['request.activate', 'request.emergency'].includes(verb) ? {} : { comment: 'yes' };
    const value = executed(verb, { verb, cardId, nonce, ...comment, ...more });
    const answer = answerOf(await pressRaw(bot(), { by, value, replyToId: card.messageId }));
    if (answer === old) return 'old card';
    return answer === notOurs ? 'not ours' : 'taken';
  }

  const outcome = async (): Promise<string> => {
    const changed = await changes();
    return `${standingIn(await told())}, ${changed}`;
  };
  const members = (group: string, ...names: readonly string[]): Promise<void> =>
    bot().control.changeDirectory(group, { members: names.map((name) => bot().idOf(name)) });

  async function ready(): Promise<Cards> {
    const card = await ask('teams admin', ['Ben', 'Fay']);
    await bot().forward(100);
    await send('Ben', 'request.approve', card('Ben'));
    await until('1 of 2');
    await send('Fay', 'request.approve', card('Fay'));
    await until('ready');
    await bot().settled();
    return card;
  }

  return { ask, send, told, until, untilTold, outcome, takeBack, members, ready };
}

async function waitUntil(
  read: () => Promise<string>,
  isWanted: (text: string) => boolean,
  wanted: string,
): Promise<void> {
  const deadlineAt = performance.now() + 30_000;
  for (let text = await read(); !isWanted(text); text = await read()) {
    if (performance.now() > deadlineAt) assert.fail(`It never was ${wanted}:\n${text}`);
    await pause(POLL_MS);
  }
}

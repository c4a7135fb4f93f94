import { type Json } from '../support/cardReading.ts';
import { type SeenCall } from '../support/runningSandbox.ts';
import { type ChatMessage, wordsOf } from '../support/teamsUser.ts';
import { type AttackedBot } from './attackedBot.ts';
import { executed, pressRaw } from './cardPresses.ts';

/** Everything that is told of the whole organization, as it is asked for. */
export const questions: readonly string[] = [
  'audit',
  'who has global admin',
  'who can become exchange admin',
  'history ben',
  'history exchange admin last 7 days',
  'stats',
  'policy exchange admin',
  'make eligible',
];

/** Exchange Administrator. */
export const exchange = '29232cdf-9323-42fd-ade2-1d097af3e4de';

/** The same on the buttons of the cards. */
export const questionPresses: readonly Json[] = [
  { verb: 'audit.show' },
  { verb: 'audit.file' },
  { verb: 'holders.show', roleDefinitionId: exchange, question: 'has' },
  { verb: 'holders.show', roleDefinitionId: exchange, question: 'canBecome', page: '2' },
  { verb: 'history.show', roleDefinitionId: exchange, days: '30' },
  { verb: 'stats.show' },
  { verb: 'policy.show', roleDefinitionId: exchange },
  { verb: 'policy.show', roleDefinitionId: exchange, page: '2' },
  { verb: 'conversions.show' },
  { verb: 'conversions.show', page: '2' },
];

/** Sentences with which somebody is sent away, by what they are called in the tables. */
const sentences: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['not entitled', /^This is for people who may read all roles anyway: [^\n]*Activate such a role first/],
  ['members only', /members of this organization only/],
];

/** Asks about the whole organization, and tells in words what came of it. */
export class Askers {
  readonly #bot: () => AttackedBot;

  constructor(bot: () => AttackedBot) {
    this.#bot = bot;
  }

  /** Does these one after the other, and waits for a word of the bot to each. */
  async answersTo(name: string, acts: readonly (() => Promise<unknown>)[]): Promise<string> {
    const user = this.#bot().person(name);
    const call = await this.#bot().newestCall();
    const first = await user.mark();
    for (const act of acts) {
      const mark = await user.mark();
      await act();
      await user.waitUntil('a word of the bot', (all) => saidAfter(all, mark).length > 0);
    }
    await this.#bot().settled();
    const heard = saidAfter(await user.messages(), first);
    return `${inWords(heard)}, ${await this.readsSince(call, name)}`;
  }

  /** Types each of these. */
  typed(name: string, lines = questions): Promise<string> {
    return this.answersTo(
      name,
      lines.map((line) => () => this.#bot().person(name).say(line)),
    );
  }

  /** Presses each of these, on that message. */
  pressed(name: string, presses: readonly Json[] = questionPresses, replyToId?: string): Promise<string> {
    return this.answersTo(
      name,
      presses.map(
        (data) => () => pressRaw(this.#bot(), { by: name, value: executed(data['verb'], data), replyToId }),
      ),
    );
  }

  /** How often the tenant was read since; what everybody is told of themselves is no such reading. */
  async readsSince(call: number, name: string): Promise<string> {
    const reads = (await this.#bot().callsSince(call)).filter((made) =>
      isReading(made, this.#bot().idOf(name)),
    );
    return reads.length === 0
      ? 'nothing read'
      : `read: ${[...new Set(reads.map(({ path }) => path.split('/').at(-1) ?? ''))].join(' ')}`;
  }
}

/** Of a person's own: what they hold and whether they are a guest. Roles have names, which are no secret. */
const isReading = ({ path }: SeenCall, own: string): boolean =>
  path.startsWith('/graph/') &&
  !path.includes('filterByCurrentUser') &&
  !path.endsWith('/$batch') &&
  !/\/roleDefinitions\/[^/]+$/.test(path) &&
  !path.endsWith(`/users/${own}`);

const saidAfter = (all: readonly ChatMessage[], mark: string | undefined): readonly ChatMessage[] =>
  all
    .slice(all.findIndex(({ id }) => id === mark) + 1)
    .filter(
      ({ from, isDeleted, notice, signIn }) =>
        from === 'bot' && isDeleted !== true && notice === undefined && signIn === undefined,
    );

/** So many times the same sentence, or what was told. */
function inWords(heard: readonly ChatMessage[]): string {
  const kinds = heard.map((message) => {
    const words = wordsOf(message);
    return sentences.find(([, pattern]) => pattern.test(words))?.[0] ?? `told: ${words.slice(0, 60)}`;
  });
  return [...new Set(kinds)]
    .map((kind) => `${kinds.filter((one) => one === kind).length} ${kind}`)
    .join(', ');
}

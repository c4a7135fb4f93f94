import { type Json } from '../support/cardReading.ts';
import { type ChatMessage, wordsOf } from '../support/teamsUser.ts';
import { type AttackedBot } from './attackedBot.ts';
import { postAs, pressRaw, executed } from './cardPresses.ts';

/** Where a client says that a file may go; all of it is the client's to change. */
export interface SaidPlace {
  readonly contentUrl: string;
  readonly name: string;
  readonly uploadUrl: string;
  readonly uniqueId: string;
  readonly fileType: string;
}

/** Answers offers of files as a client would that does as it likes. */
export class FileAnswers {
  readonly #bot: () => AttackedBot;

  constructor(bot: () => AttackedBot) {
    this.#bot = bot;
  }

  /** Somebody asks for the report; resolves to the message that offers it. Whatever is put somewhere is taken from then on. */
  async offered(name: string): Promise<string> {
    const mark = await this.#bot().person(name).mark();
    await this.#bot().serveKeys();
    await this.#bot().control.faults.add({
      match: { method: 'PUT', path: '/files/' },
      times: 100,
      status: 201,
    });
    await pressRaw(this.#bot(), { by: name, value: executed('audit.file', { verb: 'audit.file' }) });
    const isOffer = ({ attachments }: ChatMessage): boolean =>
      attachments?.some(({ contentType }) => contentType === CONSENT) === true;
    const all = await this.#bot()
      .person(name)
      .waitUntil('a file on offer', (found) => newerThan(found, mark).some(isOffer));
    return newerThan(all, mark).findLast(isOffer)?.id ?? '';
  }

  /** A place of the form that Teams gives, which nobody has opened. */
  get place(): SaidPlace {
    const { sandbox, tenantId } = this.#bot();
    return {
      contentUrl: `${sandbox.url}/client/files/report.html`,
      name: 'report.html',
      uploadUrl: `${sandbox.url}/teams/${tenantId}/files/nobody-opened-this`,
      uniqueId: 'e0a1b2c3',
      fileType: 'html',
    };
  }

  /** The value of an answer. */
  accepted(uploadInfo: unknown = this.place, more: Json = {}): Json {
    return { type: 'fileUpload', action: 'accept', context: { file: 'auditReport' }, uploadInfo, ...more };
  }

  /** Posts it so many times at once; tells the statuses, what was said, and how often something was put somewhere. */
  async posted(
    by: string,
    value: unknown,
    replyToId?: string,
    { times = 1, isAnswered = true }: { readonly times?: number; readonly isAnswered?: boolean } = {},
  ): Promise<string> {
    const bot = this.#bot();
    const user = bot.person(by);
    const [mark, call] = [await user.mark(), await bot.newestCall()];
    const activity = { type: 'invoke', name: 'fileConsent/invoke', value, ...(replyToId && { replyToId }) };
    const answers = await Promise.all(Array.from({ length: times }, () => postAs(bot, by, activity)));
    const statuses = [...new Set(answers.map(({ botStatus }) => String(botStatus)))].join('/');
    const saidIn = (all: readonly ChatMessage[]): readonly ChatMessage[] =>
      newerThan(all, mark).filter(({ from, isDeleted }) => from === 'bot' && isDeleted !== true);
    if (isAnswered && statuses === '200') {
      await user.waitUntil('a word of the bot', (all) => saidIn(all).length > 0);
    }
    await bot.settled();
    const said = saidIn(await user.messages()).map(kindOf);
    const puts = (await bot.control.calls(undefined, call)).filter(
      ({ method, path }) => method === 'PUT' && !path.includes('/activities/'),
    );
    return `${statuses}, ${said.join(' and ') || 'nothing said'}, ${puts.length} uploads`;
  }
}

const newerThan = (all: readonly ChatMessage[], mark: string | undefined): readonly ChatMessage[] =>
  all.slice(all.findIndex(({ id }) => id === mark) + 1);

const CONSENT = 'application/vnd.microsoft.teams.card.file.consent';
const INFO = 'application/vnd.microsoft.teams.card.file.info';

function kindOf(message: ChatMessage): string {
  if (message.attachments?.some(({ contentType }) => contentType === INFO) === true) return 'the file';
  const words = wordsOf(message);
  if (words.includes('storage did not take')) return 'not taken';
  if (words.includes('was not stored')) return 'not stored';
  if (words.includes('people who may read all roles anyway')) return 'not entitled';
  return words.slice(0, 80);
}

import { type World } from '../world.ts';
import { stringAt, type Json } from './json.ts';

/** What the bot answered to an activity; `botStatus` is null when no answer came in time. */
export interface BotAnswer {
  readonly botStatus: number | null;
  readonly body: unknown;
}

/** How an activity is authorised; for tests of the bot's guard. */
export interface TokenOptions {
  /** Overrides the `serviceurl` claim. */
  readonly serviceUrl?: string;
  /** The whole `Authorization` header instead of a good one; null sends none. */
  readonly authorization?: string | null;
}

/** After how long Teams stops waiting for the bot. */
const GIVE_UP_AFTER_MS = 15_000;

/** The way from Teams to the bot: signed posts, given up after a while, messages delivered a second time. */
export class BotChannel {
  /** Milliseconds of real time; tests shorten it. */
  giveUpAfterMs = GIVE_UP_AFTER_MS;
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  reset(): void {
    this.giveUpAfterMs = GIVE_UP_AFTER_MS;
  }

  /** Posts an activity to the bot. A message that was not taken (no answer, or 5xx) goes out once more, same id. */
  async deliver(activity: Json, tokenOptions: TokenOptions = {}): Promise<BotAnswer> {
    const answer = await this.#post(activity, tokenOptions);
    const wasTaken = answer.botStatus !== null && answer.botStatus < 500;
    const isRepeated = stringAt(activity, 'type') === 'message' && this.#world.bot.endpoint !== undefined;
    if (wasTaken || !isRepeated) return answer;
    this.#world.journal.add({
      kind: 'activity',
      summary: 'The bot did not take the message; Teams delivers it once more',
      actor: undefined,
      status: answer.botStatus ?? undefined,
      wire: undefined,
    });
    return this.#post(activity, tokenOptions);
  }

  async #post(activity: Json, options: TokenOptions): Promise<BotAnswer> {
    const { endpoint } = this.#world.bot;
    if (endpoint === undefined) return { botStatus: null, body: undefined };
    const authorization = await this.#authorization(activity, options);
    try {
      const response = await fetch(endpoint, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8', ...authorization },
        body: JSON.stringify(activity),
        signal: AbortSignal.timeout(this.giveUpAfterMs),
        redirect: 'manual',
      });
      return { botStatus: response.status, body: parsed(await response.text()) };
    } catch {
      return { botStatus: null, body: undefined };
    }
  }

  async #authorization(activity: Json, options: TokenOptions): Promise<Record<string, string>> {
    const { authorization, serviceUrl } = options;
    if (authorization === null) return {};
    if (authorization !== undefined) return { authorization };
    const token = await this.#world.tokens.channelToken(serviceUrl ?? stringAt(activity, 'serviceUrl') ?? '');
    return { authorization: `Bearer ${token}` };
  }
}

function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

import { once } from 'node:events';
import { Agent, type ClientRequest, type IncomingMessage, request as httpRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { personalConversationId, personMri } from '../sandbox/teams/identities.ts';
import { type AttackedBot } from '../test/attacks/attackedBot.ts';
import { tokenFor } from '../test/attacks/inboundPosts.ts';
import { changed, type Content, type FuzzedPost, fuzzedPosts } from './activities.ts';
import { junkTokens, written } from './junkTokens.ts';

/** How much is sent. */
export interface Round {
  readonly seed: number;
  readonly activities: number;
  readonly tokens: number;
}

/** What came of a round. */
export interface RoundResult {
  /** How often each status was answered to activities of the channel; a card action's own status behind a slash. */
  readonly statuses: Readonly<Record<string, number>>;
  /** The same for posts with junk for a token. */
  readonly refusals: Readonly<Record<string, number>>;
  /** Activities that were answered 5xx, or not at all, as they were sent. */
  readonly failures: readonly string[];
  /** Junk that was answered otherwise than by a refusal. */
  readonly accepted: readonly string[];
  /** Lines of the log that tell of an error. */
  readonly errors: readonly string[];
  /** By how much memory in use grew over the junk, garbage collected before and after. */
  readonly grownBytes: number;
}

const AT_ONCE = 8;
const people = ['Ana', 'Ben', 'Jun'] as const;

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Posts with one token after the other over a few connections that are kept. */
class Poster {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  readonly #port: number;

  constructor(port: number) {
    this.#port = port;
  }

  async post(authorization: string, body: string): Promise<Answer> {
    for (;;) {
      const request = this.#begin(authorization, body);
      try {
        const [response] = (await once(request, 'response')) as [IncomingMessage];
        return { status: response.statusCode ?? 0, body: await text(response) };
      } catch (error) {
        // A kept connection may be closed in the very instant in which it is used again; a new one may not.
        if (!request.reusedSocket) throw error;
      }
    }
  }

  #begin(authorization: string, body: string): ClientRequest {
    const request = httpRequest({
      host: '127.0.0.1',
      port: this.#port,
      method: 'POST',
      path: '/api/messages',
      agent: this.#agent,
      headers: {
        'content-type': 'application/json',
        authorization,
        'content-length': Buffer.byteLength(body),
      },
    });
    request.end(body);
    return request;
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** Does the work for each item, a few at once, in order. */
async function sideBySide<T>(
  items: readonly T[],
  work: (item: T, at: number) => Promise<void>,
): Promise<void> {
  const left = items.entries();
  const worker = async (): Promise<void> => {
    for (const [at, item] of left) await work(item, at);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** The whole activity: somebody's real chat around the content, changed as it says. */
function activityOf(
  bot: AttackedBot,
  { content, changes, isEnvelopeChanged }: FuzzedPost,
  at: number,
): Content {
  const name = people[at % people.length] ?? 'Jun';
  const oid = bot.idOf(name);
  const envelope = {
    id: `fuzz-${at}`,
    timestamp: new Date().toISOString(),
    channelId: 'msteams',
    serviceUrl: bot.serviceUrl,
    from: { id: personMri(oid), name, aadObjectId: oid },
    recipient: { id: `28:${bot.appId}`, name: 'Latchkey' },
    conversation: {
      id: personalConversationId(bot.appId, oid),
      conversationType: 'personal',
      tenantId: bot.tenantId,
    },
    channelData: { tenant: { id: bot.tenantId } },
    locale: 'en-GB',
    entities: [{ type: 'clientInfo', timezone: 'Europe/Oslo', locale: 'en-GB' }],
  };
  return isEnvelopeChanged
    ? changed({ ...envelope, ...content }, changes)
    : { ...envelope, ...changed(content, changes) };
}

const count = (counts: Record<string, number>, key: string): void => {
  counts[key] = (counts[key] ?? 0) + 1;
};

function outcomeOf({ status, body }: Answer): string {
  if (body === '') return String(status);
  try {
    const { statusCode } = JSON.parse(body) as { statusCode?: number };
    return statusCode === undefined ? String(status) : `${status}/${statusCode}`;
  } catch {
    return `${status}/no JSON`;
  }
}

/** One round: activities with a sound token, then posts with junk in its place. The same seed sends the same. */
export async function runRound(bot: AttackedBot, { seed, activities, tokens }: Round): Promise<RoundResult> {
  const since = bot.lines.length;
  const poster = new Poster(bot.port);
  const statuses: Record<string, number> = {};
  const refusals: Record<string, number> = {};
  const failures: string[] = [];
  const accepted: string[] = [];
  try {
    const sound = `Bearer ${await tokenFor(bot)}`;
    await sideBySide(fc.sample(fuzzedPosts, { seed, numRuns: activities }), async (post, at) => {
      const body = JSON.stringify(activityOf(bot, post, at));
      const outcome = await poster
        .post(sound, body)
        .then(outcomeOf, (error: unknown) => `599 ${String(error)}`);
      count(statuses, outcome);
      if (/(^|\/)5\d\d/.test(outcome) && outcome !== '501') failures.push(`${outcome} ${body}`);
    });
    await bot.settled();
    const before = await bot.heapBytes();
    const body = JSON.stringify(
      activityOf(bot, { content: { type: 'typing' }, changes: [], isEnvelopeChanged: false }, 0),
    );
    await sideBySide(fc.sample(junkTokens, { seed, numRuns: tokens }), async (junk) => {
      const token = await written(bot, junk);
      const outcome = outcomeOf(await poster.post(`Bearer ${token}`, body));
      count(refusals, outcome);
      if (outcome !== '401') accepted.push(`${outcome} ${token}`);
    });
    const after = await bot.heapBytes();
    const errors = bot.lines.slice(since).filter(({ facts }) => Number(facts['level']) >= 50);
    return {
      statuses,
      refusals,
      failures,
      accepted,
      errors: errors.map(({ text: line }) => line),
      grownBytes: after - before,
    };
  } finally {
    poster.close();
  }
}

import { once } from 'node:events';
import { type IncomingMessage, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { importJWK, exportJWK, SignJWT } from 'jose';
import { CHANNEL_ISSUER, type ChannelKey } from '../support/channel.ts';
import { type AttackedBot } from './attackedBot.ts';

/** In everything that an attack sends, so that whatever of it was kept or written can be found. */
export const canary = 'attack-canary';

type Fields = Readonly<Record<string, unknown>>;

/** What is changed about a sound post of the channel; a member that is `undefined` takes the sound one out. */
export interface Post {
  readonly activity?: Fields;
  readonly claims?: Fields;
  readonly tokenHeader?: Fields;
  readonly key?: ChannelKey;
  /** Signs by this algorithm, with the key in hand. */
  readonly algorithm?: string;
  /** The header's value, or several headers; `undefined` sends none. */
  readonly authorization?: string | readonly string[] | undefined;
  readonly headers?: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body?: Buffer | string;
  readonly method?: string;
  readonly path?: string;
  /** Sends the body without saying how long it is. */
  readonly isChunked?: boolean;
}

/** An answer as it came. */
export interface Answered {
  readonly status: number;
  readonly body: string;
  /** Without those that belong to the connection alone. */
  readonly headers: readonly string[];
}

const ofConnection = new Set(['connection', 'keep-alive', 'date']);

/** A message as Teams posts it, from somebody who holds nothing. */
export function anActivity(bot: AttackedBot, otherwise: Fields = {}): Fields {
  return {
    type: 'message',
    id: `${canary}-${Math.random().toString(36).slice(2)}`,
    timestamp: new Date().toISOString(),
    channelId: 'msteams',
    serviceUrl: bot.serviceUrl,
    text: `my roles ${canary}`,
    from: { id: `29:${canary}`, name: canary, aadObjectId: bot.idOf('Jun') },
    recipient: { id: `28:${bot.appId}`, name: 'Latchkey' },
    conversation: { id: `a:${canary}`, conversationType: 'personal', tenantId: bot.tenantId },
    channelData: { tenant: { id: bot.tenantId } },
    ...otherwise,
  };
}

/** Claims of a sound token. */
export const soundClaims = (bot: AttackedBot): Record<string, unknown> => ({
  iss: CHANNEL_ISSUER,
  aud: bot.appId,
  nbf: bot.minutes(-1),
  exp: bot.minutes(60),
  serviceurl: bot.serviceUrl,
});

/** Signs a token of the channel's, sound but for what the post says. */
export async function tokenFor(bot: AttackedBot, post: Post = {}): Promise<string> {
  const { key = bot.keys.sound, claims = {}, tokenHeader = {}, algorithm = 'RS256' } = post;
  const signer =
    algorithm === 'RS256' ? key.privateKey : await importJWK(await exportJWK(key.privateKey), algorithm);
  return new SignJWT({ ...soundClaims(bot), ...claims })
    .setProtectedHeader({ alg: algorithm, typ: 'JWT', kid: key.kid, ...tokenHeader })
    .sign(signer);
}

/** A token that no signing library makes; its signature is of nothing. */
export function unsignedToken(header: object, claims: object | string, signature = 'c2lnbmF0dXJl'): string {
  const part = (value: object | string): string =>
    Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
  return [part(header), part(claims), signature].join('.');
}

/** Sends a post and waits for the whole answer. */
async function send(bot: AttackedBot, post: Post): Promise<Answered> {
  const authorization = 'authorization' in post ? post.authorization : `Bearer ${await tokenFor(bot, post)}`;
  const body = Buffer.from(post.body ?? JSON.stringify(anActivity(bot, post.activity)));
  const headers: Record<string, string | readonly string[] | undefined> = {
    'content-type': 'application/json; charset=utf-8',
    authorization,
    ...(post.isChunked === true ? {} : { 'content-length': String(body.length) }),
    ...post.headers,
  };
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    (value === undefined ? [] : [value].flat()).flatMap((one) => [name, one]),
  );
  const request = httpRequest({
    host: '127.0.0.1',
    port: bot.port,
    method: post.method ?? 'POST',
    path: post.path ?? '/api/messages',
    headers: ['Host', '127.0.0.1', ...lines],
  });
  // Whoever is refused in the middle of sending may find the connection closed; the answer is what counts.
  request.on('error', () => undefined);
  request.end(body);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return {
    status: response.statusCode ?? 0,
    body: await text(response).catch(() => ''),
    headers: Object.keys(response.headers).filter((name) => !ofConnection.has(name)),
  };
}

/** Writes bytes to the bot's port and reads until it closes the connection. */
export async function sendRaw(bot: AttackedBot, ...pieces: readonly string[]): Promise<string> {
  const socket = connect({ port: bot.port, host: '127.0.0.1' });
  socket.on('error', () => undefined);
  const read = text(socket).catch(() => '');
  for (const piece of pieces) socket.write(piece);
  return read;
}

/** Status lines of all answers in what was read. */
export const statusesIn = (answer: string): string =>
  [...answer.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => status).join(' ');

/**
 * Sends a post and tells in words what came of it: the status and the reason in the log, and after that everything that
 * a refusal must not have: a body, headers of its own, a second log line, a token in the log, calls to anybody.
 */
export async function outcomeOf(bot: AttackedBot, post: Post): Promise<string> {
  const since = bot.lines.length;
  const call = await bot.newestCall();
  const answer = await send(bot, post);
  if (answer.status < 400) return String(answer.status);
  if (answer.status === 404 || answer.status === 431)
    return [answer.status, ...(await flawsOf(bot, answer, since, call, 0))].join(' ');
  const line = await bot.waitForLine('inbound.refused', since);
  const reason = String(line.facts['reason']);
  return [answer.status, reason, ...(await flawsOf(bot, answer, since, call, 1))].join(' ');
}

async function flawsOf(
  bot: AttackedBot,
  answer: Answered,
  since: number,
  call: number,
  events: number,
): Promise<readonly string[]> {
  const written = bot.lines.slice(since).map(({ text: line }) => line);
  const calls = await bot.callsSince(call);
  return [
    ...(answer.body === '' ? [] : ['with a body']),
    ...(answer.headers.join() === 'content-length' || answer.status === 431
      ? []
      : [`with headers ${answer.headers.join()}`]),
    ...(bot.linesOf('inbound.refused', since).length === events ? [] : ['logged otherwise than once']),
    ...(written.some((line) => line.includes('eyJ') || line.includes(canary)) ? ['quoted in the log'] : []),
    ...(calls.length === 0 ? [] : [`with calls to ${calls.map(({ path }) => path).join()}`]),
  ];
}

import { type AttackedBot } from './attackedBot.ts';
import { type Attack } from './attackTable.ts';
import { anActivity, type Post, soundClaims, tokenFor, unsignedToken } from './inboundPosts.ts';

/** How an inbound attack is made, once the bot is there. */
export type InboundHow = (bot: AttackedBot) => Post | Promise<Post>;

/** An attack on the door. */
export type InboundAttack = Attack<InboundHow>;

/** An id that is nobody’s here. */
export const otherGuid = '99999999-9999-4999-8999-999999999999';
/** An address of the attacker’s. */
export const attacker = 'https://attacker.example/teams/';
/** What a sound channel may send without any effect. */
export const harmless = { type: 'typing', text: undefined };

/** This token and no other. */
export const bearer = (token: string): Post => ({ authorization: `Bearer ${token}` });
/** A sound token, presented otherwise. */
export const scheme =
  (write: (token: string) => Post['authorization']): InboundHow =>
  async (bot) => ({ authorization: write(await tokenFor(bot)) });
/** A signed token that says this. */
export const claims =
  (of: (bot: AttackedBot) => Record<string, unknown>): InboundHow =>
  (bot) => ({ claims: of(bot) });
/** A token with this in its header, and a signature of nothing. */
export const header =
  (tokenHeader: Record<string, unknown>): InboundHow =>
  (bot) =>
    bearer(unsignedToken({ alg: 'RS256', kid: bot.keys.sound.kid, ...tokenHeader }, soundClaims(bot)));
/** A sound token, put together otherwise. */
export const parts =
  (change: (parts: readonly string[]) => readonly string[]): InboundHow =>
  async (bot) =>
    bearer(change((await tokenFor(bot)).split('.')).join('.'));
/** A sound token for an activity that has this. */
export const activity =
  (of: Post['activity'] | ((bot: AttackedBot) => Post['activity'])): InboundHow =>
  (bot) => ({ activity: typeof of === 'function' ? of(bot) : of });
/** The same address in body and token. */
export const address =
  (of: (bot: AttackedBot) => unknown): InboundHow =>
  (bot) => ({ activity: { ...harmless, serviceUrl: of(bot) }, claims: { serviceurl: of(bot) } });
/** A sound token for a body that is written otherwise. */
export const body =
  (of: (json: string, bot: AttackedBot) => Buffer | string): InboundHow =>
  (bot) => ({ body: of(JSON.stringify(anActivity(bot, harmless)), bot) });
/** The port of the connector. */
export const portOf = (bot: AttackedBot): string => new URL(bot.sandbox.url).port;
/** The path of the connector. */
export const pathOf = (bot: AttackedBot): string => `/teams/${bot.tenantId}/`;

import fc from 'fast-check';
import { SignJWT } from 'jose';
import { type AttackedBot } from '../test/attacks/attackedBot.ts';
import { soundClaims } from '../test/attacks/inboundPosts.ts';

/** A token that proves nothing. */
export type JunkToken =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'unsigned'; readonly header: object; readonly claims: object }
  | { readonly kind: 'foreign'; readonly claims: object };

/** Long and different each time, as in the attack that fills what remembers tenants. */
const tenants = fc.string({
  minLength: 1_500,
  maxLength: 1_500,
  unit: fc.constantFrom(...Array.from('abcdef0123456789')),
});

const claims = fc.record(
  {
    tid: tenants,
    iss: fc.string(),
    aud: fc.string(),
    exp: fc.integer(),
    appid: fc.uuid(),
    ver: fc.constantFrom('1.0', '2.0'),
  },
  { requiredKeys: ['tid'] },
);

const headers = fc.record(
  {
    alg: fc.constantFrom('RS256', 'none', 'HS256', 'ES256', 'PS256', ''),
    kid: fc.oneof(fc.constantFrom('attack-sound', '__proto__', '../keys'), fc.string({ maxLength: 100 })),
    jku: fc.webUrl(),
    typ: fc.constant('JWT'),
    crit: fc.array(fc.string({ maxLength: 5 }), { maxLength: 2 }),
  },
  { requiredKeys: ['alg'] },
);

/** Tokens of nobody: most of them unsigned, some signed with a key of the attacker's under a known id. */
export const junkTokens: fc.Arbitrary<JunkToken> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.base64String({ maxLength: 500 }).map((text) => ({ kind: 'text' as const, text })),
  },
  { weight: 7, arbitrary: fc.record({ kind: fc.constant('unsigned' as const), header: headers, claims }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('foreign' as const), claims }) },
);

const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

/** The token as it is sent. */
export async function written(bot: AttackedBot, token: JunkToken): Promise<string> {
  switch (token.kind) {
    case 'text':
      return token.text;
    case 'unsigned':
      return `${encoded(token.header)}.${encoded({ ...soundClaims(bot), ...token.claims })}.c2ln`;
    case 'foreign':
      return new SignJWT({ ...token.claims, ...soundClaims(bot) })
        .setProtectedHeader({ alg: 'RS256', kid: bot.keys.sound.kid })
        .sign(bot.keys.foreign.privateKey);
  }
}

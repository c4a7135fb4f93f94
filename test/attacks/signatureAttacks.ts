import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { generateKeyPair, SignJWT } from 'jose';
import { type AttackedBot } from './attackedBot.ts';
import { soundClaims, tokenFor, unsignedToken } from './inboundPosts.ts';
import { attacker, bearer, header, parts, type InboundAttack } from './inboundWays.ts';

const attacks: readonly InboundAttack[] = [
  ['alg none', '401 tokenHeader', header({ alg: 'none' })],
  ['alg None', '401 tokenHeader', header({ alg: 'None' })],
  [
    'alg nOnE without a signature',
    '401 notBearer',
    (bot) => bearer(unsignedToken({ alg: 'nOnE' }, soundClaims(bot), '')),
  ],
  ['alg left out', '401 tokenHeader', header({ alg: undefined })],
  ['alg as a list', '401 tokenHeader', header({ alg: ['RS256'] })],
  ['alg in lower case', '401 tokenHeader', header({ alg: 'rs256' })],
  [
    'HS256 with the public key for a secret',
    '401 tokenHeader',
    async (bot) => {
      const jwk = bot.keys.sound.jwk as JsonWebKey;
      const secret = createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
      const signed = new SignJWT(soundClaims(bot)).setProtectedHeader({
        alg: 'HS256',
        kid: bot.keys.sound.kid,
      });
      return bearer(await signed.sign(Buffer.from(secret)));
    },
  ],
  ['RS384 with the right key', '401 tokenHeader', () => ({ algorithm: 'RS384' })],
  ['RS512 with the right key', '401 tokenHeader', () => ({ algorithm: 'RS512' })],
  ['PS256 with the right key', '401 tokenHeader', () => ({ algorithm: 'PS256' })],
  [
    'ES256 with a key of the attacker’s',
    '401 tokenHeader',
    async (bot) => {
      const { privateKey } = await generateKeyPair('ES256');
      const signed = new SignJWT(soundClaims(bot)).setProtectedHeader({
        alg: 'ES256',
        kid: bot.keys.sound.kid,
      });
      return bearer(await signed.sign(privateKey));
    },
  ],
  [
    'RS512 called RS256',
    '401 signature',
    async (bot) => {
      const [, payload = '', signature = ''] = (await tokenFor(bot, { algorithm: 'RS512' })).split('.');
      const head = Buffer.from(JSON.stringify({ alg: 'RS256', kid: bot.keys.sound.kid })).toString(
        'base64url',
      );
      return bearer([head, payload, signature].join('.'));
    },
  ],
  ['another key under a known id', '401 signature', (bot) => ({ key: bot.keys.foreign })],
  ['a key endorsed for another channel', '401 notEndorsed', (bot) => ({ key: bot.keys.webchat })],
  [
    'such a key, and its channel in the body',
    '401 notEndorsed',
    (bot) => ({ key: bot.keys.webchat, activity: { channelId: 'webchat' } }),
  ],
  ['a key without endorsements', '401 notEndorsed', (bot) => ({ key: bot.keys.unendorsed })],
  ['an unknown key id', '401 unknownKey', () => ({ tokenHeader: { kid: 'nobody' } })],
  ['a key id that is a way up', '401 unknownKey', () => ({ tokenHeader: { kid: '../../../../etc/passwd' } })],
  [
    'a key id that is an address',
    '401 unknownKey',
    () => ({ tokenHeader: { kid: 'https://attacker.example/key' } }),
  ],
  ['a key id with NUL', '401 unknownKey', () => ({ tokenHeader: { kid: 'attack-sound\u0000' } })],
  ['a key id with line ends', '401 unknownKey', () => ({ tokenHeader: { kid: 'x\r\n{"level":30}' } })],
  ['a key id named __proto__', '401 unknownKey', () => ({ tokenHeader: { kid: '__proto__' } })],
  ['a key id named constructor', '401 unknownKey', () => ({ tokenHeader: { kid: 'constructor' } })],
  ['a key id in other case', '401 unknownKey', () => ({ tokenHeader: { kid: 'ATTACK-SOUND' } })],
  ['an empty key id', '401 unknownKey', () => ({ tokenHeader: { kid: '' } })],
  ['no key id', '401 tokenHeader', header({ kid: undefined })],
  ['a number for a key id', '401 tokenHeader', header({ kid: 1 })],
  ['an object for a key id', '401 tokenHeader', header({ kid: { toString: 'x' } })],
  ['a list for a key id', '401 tokenHeader', header({ kid: ['attack-sound'] })],
  ['a key id of 2 kB', '401 unknownKey', () => ({ tokenHeader: { kid: 'k'.repeat(2_000) } })],
  [
    'a key id of 1 MB',
    '431',
    (bot) => bearer(unsignedToken({ alg: 'RS256', kid: 'k'.repeat(1_000_000) }, soundClaims(bot))),
  ],
  ['jku', '401 tokenHeader', header({ jku: `${attacker}keys` })],
  [
    'jwk',
    '401 tokenHeader',
    (bot) => ({ tokenHeader: { jwk: bot.keys.foreign.jwk }, key: bot.keys.foreign }),
  ],
  ['x5u', '401 tokenHeader', header({ x5u: `${attacker}certificate` })],
  ['crit', '401 tokenHeader', header({ crit: ['exp'] })],
  ['b64 false', '401 tokenHeader', header({ b64: false, crit: ['b64'] })],
  ['b64 false that is not critical', '401 signature', header({ b64: false })],
  ['one part more', '401 notBearer', parts((all) => [...all, 'AAAA'])],
  ['five parts, as if encrypted', '401 notBearer', parts((all) => [...all, 'AAAA', 'AAAA'])],
  ['two parts', '401 notBearer', parts((all) => all.slice(0, 2))],
  ['one part', '401 notBearer', parts((all) => all.slice(0, 1))],
  ['a dot at the end', '401 notBearer', parts((all) => [...all, ''])],
  ['junk after the signature', '401 signature', parts(([a = '', b = '', c = '']) => [a, b, `${c}AAAA`])],
  ['junk after the claims', '401 signature', parts(([a = '', b = '', c = '']) => [a, `${b}AAAA`, c])],
  ['padding', '401 notBearer', parts(([a = '', b = '', c = '']) => [a, b, `${c}==`])],
  ['an alphabet of its own', '401 notBearer', parts(([a = '', b = '', c = '']) => [a, b, `${c}+/`])],
  ['a shorter signature', '401 signature', parts(([a = '', b = '', c = '']) => [a, b, c.slice(0, -4)])],
  [
    'claims of another token under a sound signature',
    '401 signature',
    async (bot) => {
      const [head = '', , signature = ''] = (await tokenFor(bot)).split('.');
      const changed = JSON.stringify({ ...soundClaims(bot), exp: bot.minutes(600) });
      return bearer([head, Buffer.from(changed).toString('base64url'), signature].join('.'));
    },
  ],
  ['a header that is no JSON', '401 tokenHeader', parts(([, b = '', c = '']) => ['bm90IGpzb24', b, c])],
  ['claims that are no JSON', '401 signature', parts(([a = '', , c = '']) => [a, 'bm90IGpzb24', c])],
  [
    'a person’s own sign-on token for this very app',
    '401 unknownKey',
    async (bot) => bearer(await bot.control.signOnToken(bot.idOf('Ana'))),
  ],
  [
    'a token of Entra for the app, the emulator’s way in',
    '401 unknownKey',
    async (bot) => bearer(await appToken(bot)),
  ],
  [
    'such a token by the third way in',
    '401 unknownKey',
    async (bot) => ({ ...bearer(await appToken(bot)), activity: { channelId: 'AseChannel' } }),
  ],
];

/** What the app itself gets from Entra, for the connector: the nearest that a thief of the secret comes to. */
async function appToken(bot: AttackedBot): Promise<string> {
  const { url, tenantInfo } = bot.sandbox;
  const answer = await fetch(`${url}/login/${tenantInfo.tenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: tenantInfo.appId,
      client_secret: tenantInfo.secret,
      scope: 'https://api.botframework.com/.default',
    }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}

/** How a token is made and signed. */
export const signatureAttacks = (): readonly InboundAttack[] => attacks;

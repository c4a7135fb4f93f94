import { tokenFor } from './inboundPosts.ts';
import { claims, harmless, scheme, type InboundAttack } from './inboundWays.ts';

const attacks: readonly InboundAttack[] = [
  ['no Authorization', '401 authorizationMissing', () => ({ authorization: undefined })],
  ['an empty Authorization', '401 authorizationMissing', () => ({ authorization: '' })],
  ['Basic', '401 notBearer', () => ({ authorization: 'Basic YTpi' })],
  ['the scheme alone', '401 notBearer', () => ({ authorization: 'Bearer' })],
  ['no scheme', '401 notBearer', scheme((token) => token)],
  ['two blanks after the scheme', '401 notBearer', scheme((token) => `Bearer  ${token}`)],
  ['a tab after the scheme', '401 notBearer', scheme((token) => `Bearer\t${token}`)],
  ['another scheme with a sound token', '401 notBearer', scheme((token) => `JWT ${token}`)],
  ['a quoted token', '401 notBearer', scheme((token) => `Bearer "${token}"`)],
  ['two tokens with a comma', '401 notBearer', scheme((token) => `Bearer ${token}, Bearer ${token}`)],
  ['a parameter after the token', '401 notBearer', scheme((token) => `Bearer ${token}; x=y`)],
  ['two headers, sound first', '401 authorizationTwice', scheme((token) => [`Bearer ${token}`, 'Bearer x'])],
  ['two headers, sound last', '401 authorizationTwice', scheme((token) => ['Bearer x', `Bearer ${token}`])],
  [
    'the same header twice',
    '401 authorizationTwice',
    scheme((token) => [`Bearer ${token}`, `Bearer ${token}`]),
  ],
  [
    'two headers written differently',
    '401 authorizationTwice',
    async (bot) => ({ headers: { AUTHORIZATION: `Bearer ${await tokenFor(bot)}` } }),
  ],
  [
    'the token in a proxy’s header',
    '401 authorizationMissing',
    async (bot) => ({
      authorization: undefined,
      headers: { 'proxy-authorization': `Bearer ${await tokenFor(bot)}` },
    }),
  ],
  [
    'the token in a cookie',
    '401 authorizationMissing',
    async (bot) => ({
      authorization: undefined,
      headers: { cookie: `authorization=Bearer ${await tokenFor(bot)}` },
    }),
  ],
  [
    'the token in the address',
    '401 authorizationMissing',
    async (bot) => ({
      authorization: undefined,
      path: `/api/messages?access_token=${await tokenFor(bot)}`,
    }),
  ],
  ['a token of 5 kB', '401 authorizationTooLong', claims(() => ({ padding: 'x'.repeat(3_500) }))],
  [
    'the scheme in lower case',
    '200',
    async (bot) => ({
      activity: harmless,
      authorization: `bearer ${await tokenFor(bot)}`,
    }),
  ],
  [
    'the scheme in capitals',
    '200',
    async (bot) => ({
      activity: harmless,
      authorization: `BEARER ${await tokenFor(bot)}`,
    }),
  ],
];

/** Whether and how a token is presented. */
export const headerAttacks = (): readonly InboundAttack[] => attacks;

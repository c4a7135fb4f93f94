import { unsignedToken } from './inboundPosts.ts';
import { bearer, claims, harmless, otherGuid, type InboundAttack } from './inboundWays.ts';

const attacks: readonly InboundAttack[] = [
  ['another audience', '401 audience', claims(() => ({ aud: otherGuid }))],
  ['Graph for an audience', '401 audience', claims(() => ({ aud: 'https://graph.microsoft.com' }))],
  ['the audience as an address', '401 audience', claims((bot) => ({ aud: `api://botid-${bot.appId}` }))],
  ['the audience in a list', '401 claims', claims((bot) => ({ aud: [bot.appId] }))],
  ['the audience in a list with another', '401 claims', claims((bot) => ({ aud: [bot.appId, otherGuid] }))],
  ['the audience in capitals', '401 audience', claims((bot) => ({ aud: bot.appId.toUpperCase() }))],
  ['the audience with NUL', '401 audience', claims((bot) => ({ aud: `${bot.appId}\u0000` }))],
  ['the audience with a blank', '401 audience', claims((bot) => ({ aud: ` ${bot.appId}` }))],
  ['an empty audience', '401 audience', claims(() => ({ aud: '' }))],
  ['no audience', '401 claims', claims(() => ({ aud: undefined }))],
  ['the issuer with a slash', '401 issuer', claims(() => ({ iss: 'https://api.botframework.com/' }))],
  ['the issuer in capitals', '401 issuer', claims(() => ({ iss: 'HTTPS://API.BOTFRAMEWORK.COM' }))],
  [
    'Entra for an issuer',
    '401 issuer',
    claims((bot) => ({ iss: `https://sts.windows.net/${bot.tenantId}/` })),
  ],
  [
    'a foreign tenant’s Entra for an issuer',
    '401 issuer',
    claims(() => ({ iss: `https://sts.windows.net/${otherGuid}/` })),
  ],
  ['the other cloud’s issuer', '401 issuer', claims(() => ({ iss: 'https://api.botframework.us' }))],
  ['the issuer in a list', '401 claims', claims(() => ({ iss: ['https://api.botframework.com'] }))],
  ['no issuer', '401 claims', claims(() => ({ iss: undefined }))],
  ['no end', '401 claims', claims(() => ({ exp: undefined }))],
  ['null for an end', '401 claims', claims(() => ({ exp: null }))],
  ['an end in words', '401 claims', claims(() => ({ exp: 'tomorrow' }))],
  ['an end in digits of text', '401 claims', claims((bot) => ({ exp: String(bot.minutes(60)) }))],
  ['an end in a list', '401 claims', claims((bot) => ({ exp: [bot.minutes(60)] }))],
  ['an end in milliseconds', '401 lifetime', claims((bot) => ({ exp: bot.minutes(60) * 1000 }))],
  ['an end that is over', '401 expired', claims((bot) => ({ nbf: bot.minutes(-70), exp: bot.minutes(-10) }))],
  [
    'an end just before the skew',
    '401 expired',
    claims((bot) => ({ nbf: bot.minutes(-70), exp: bot.minutes(-5.2) })),
  ],
  [
    'an end four minutes ago',
    '200',
    (bot) => ({ activity: harmless, claims: { nbf: bot.minutes(-64), exp: bot.minutes(-4) } }),
  ],
  ['a life of more than a day', '401 lifetime', claims((bot) => ({ exp: bot.minutes(24 * 60) }))],
  [
    'an end before the beginning',
    '401 lifetime',
    claims((bot) => ({ nbf: bot.minutes(4), exp: bot.minutes(3) })),
  ],
  ['a beginning that is to come', '401 notYetValid', claims((bot) => ({ nbf: bot.minutes(10) }))],
  ['a beginning in text', '401 claims', claims((bot) => ({ nbf: String(bot.minutes(-1)) }))],
  ['neither beginning nor time of issue', '401 claims', claims(() => ({ nbf: undefined }))],
  ['a time of issue that is to come', '401 notYetValid', claims((bot) => ({ iat: bot.minutes(30) }))],
  ['a time of issue in years', '401 notYetValid', claims((bot) => ({ iat: bot.minutes(5_000_000) }))],
  ['a time of issue in text', '401 claims', claims((bot) => ({ iat: String(bot.minutes(-1)) }))],
  ['no address', '401 claims', claims(() => ({ serviceurl: undefined }))],
  ['an empty address', '401 claims', claims(() => ({ serviceurl: '' }))],
  ['the address in a list', '401 claims', claims((bot) => ({ serviceurl: [bot.serviceUrl] }))],
  [
    'the address under another name',
    '401 claims',
    claims((bot) => ({ serviceurl: undefined, serviceUrl: bot.serviceUrl })),
  ],
  [
    'a list for all claims',
    '401 signature',
    (bot) => bearer(unsignedToken({ alg: 'RS256', kid: bot.keys.sound.kid }, '[]')),
  ],
];

/** What a signed token says. */
export const claimAttacks = (): readonly InboundAttack[] => attacks;

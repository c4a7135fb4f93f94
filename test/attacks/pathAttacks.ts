import { type InboundAttack } from './inboundWays.ts';

const attacks: readonly InboundAttack[] = [
  ...['GET', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE', 'PROPFIND'].map(
    (method): InboundAttack => [`${method} instead of POST`, '404', () => ({ method })],
  ),
  ...[
    '/',
    '/api',
    '/API/MESSAGES',
    '/api/messages/x',
    '/api//messages',
    '/api/messages%00',
    '/api/messages;x',
    '/api/messages%2f..',
    '/api/../api/messages/',
    '/..%2f..%2fetc/passwd',
    '/%',
    '/api/%zz',
    '/api/messages%',
    '/metrics/..%2f',
    '/readyz',
    '/auth/start',
  ].map((path): InboundAttack => [`POST ${path}`, '404', () => ({ path })]),
  [
    'a way up that leads there',
    '401 authorizationMissing',
    () => ({
      authorization: undefined,
      path: '/auth/%2e%2e/api/messages',
    }),
  ],
  [
    'another version asked for',
    '401 authorizationMissing',
    () => ({
      authorization: undefined,
      headers: { 'accept-version': '~9' },
    }),
  ],
  [
    'another method asked for',
    '401 authorizationMissing',
    () => ({
      authorization: undefined,
      headers: { 'x-http-method-override': 'GET', 'x-http-method': 'GET' },
    }),
  ],
  [
    'another address asked for',
    '401 authorizationMissing',
    () => ({
      authorization: undefined,
      headers: {
        'x-original-url': '/metrics',
        'x-rewrite-url': '/metrics',
        'x-forwarded-host': 'attacker.example',
      },
    }),
  ],
  [
    'a sum of the body that is wrong',
    '401 authorizationMissing',
    () => ({
      authorization: undefined,
      headers: { 'content-md5': 'AAAA', digest: 'SHA-256=AAAA' },
    }),
  ],
  [
    'an answer of another type asked for',
    '401 authorizationMissing',
    () => ({
      authorization: undefined,
      headers: { accept: 'application/xml', 'accept-encoding': 'gzip', 'accept-charset': 'utf-7' },
    }),
  ],
  ['more than 8 kB of headers', '431', () => ({ headers: { 'x-long': 'x'.repeat(9_000) } })],
  [
    'a thousand headers',
    '431',
    () => ({
      headers: Object.fromEntries(Array.from({ length: 1_000 }, (_, at) => [`x-${at}`, 'abcdefgh'])),
    }),
  ],
];

/** Other ways to the same place. */
export const pathAttacks = (): readonly InboundAttack[] => attacks;

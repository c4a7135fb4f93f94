import { activity, address, attacker, claims, pathOf, portOf, type InboundAttack } from './inboundWays.ts';

const attacks: readonly InboundAttack[] = [
  ['a body with the attacker’s address', '401 serviceUrlMismatch', activity({ serviceUrl: attacker })],
  ['a token with the attacker’s address', '401 serviceUrlMismatch', claims(() => ({ serviceurl: attacker }))],
  ['a body without an address', '401 serviceUrlMissing', activity({ serviceUrl: undefined })],
  ['null for an address', '401 serviceUrlMissing', activity({ serviceUrl: null })],
  ['an empty address', '401 serviceUrlMissing', activity({ serviceUrl: '' })],
  ['an address in a list', '400 notAnActivity', activity((bot) => ({ serviceUrl: [bot.serviceUrl] }))],
  ['an object for an address', '400 notAnActivity', activity({ serviceUrl: { href: attacker } })],
  [
    'a slash less',
    '401 serviceUrlMismatch',
    activity((bot) => ({ serviceUrl: bot.serviceUrl.slice(0, -1) })),
  ],
  [
    'another case',
    '401 serviceUrlMismatch',
    activity((bot) => ({ serviceUrl: bot.serviceUrl.replace('http', 'HTTP') })),
  ],
  ['the attacker’s in both', '403 serviceUrlNotAllowed', address(() => attacker)],
  ['ours before an @', '403 serviceUrlNotAllowed', address((bot) => `${bot.sandbox.url}@attacker.example/`)],
  [
    'ours as a user',
    '403 serviceUrlNotAllowed',
    address((bot) => `http://127.0.0.1:${portOf(bot)}@attacker.example${pathOf(bot)}`),
  ],
  [
    'a user at ours',
    '403 serviceUrlNotAllowed',
    address((bot) => `http://user:word@127.0.0.1:${portOf(bot)}${pathOf(bot)}`),
  ],
  ['another port', '403 serviceUrlNotAllowed', address((bot) => `http://127.0.0.1:1${pathOf(bot)}`)],
  ['no port', '403 serviceUrlNotAllowed', address((bot) => `http://127.0.0.1${pathOf(bot)}`)],
  ['https for http', '403 serviceUrlNotAllowed', address((bot) => bot.serviceUrl.replace('http:', 'https:'))],
  [
    'a dot after the host',
    '403 serviceUrlNotAllowed',
    address((bot) => `http://127.0.0.1.attacker.example:${portOf(bot)}/`),
  ],
  [
    'another name of the host',
    '403 serviceUrlNotAllowed',
    address((bot) => `http://localhost:${portOf(bot)}${pathOf(bot)}`),
  ],
  [
    'Microsoft’s host in the wrong cloud',
    '403 serviceUrlNotAllowed',
    address(() => 'https://smba.trafficmanager.net/emea/'),
  ],
  [
    'a look-alike of it',
    '403 serviceUrlNotAllowed',
    address(() => 'https://smba.trafficmanager.net.attacker.example/'),
  ],
  [
    'a host in other letters',
    '403 serviceUrlNotAllowed',
    address((bot) => `http://１２７.0.0.1:${portOf(bot)}/`),
  ],
  [
    'a host in Punycode',
    '403 serviceUrlNotAllowed',
    address((bot) => `http://xn--fsq.example:${portOf(bot)}/`),
  ],
  ['a backslash', '403 serviceUrlNotAllowed', address((bot) => `${bot.sandbox.url}\\@attacker.example/`)],
  ['a fragment', '403 serviceUrlNotAllowed', address((bot) => `${bot.serviceUrl}#@attacker.example/`)],
  ['a query', '403 serviceUrlNotAllowed', address((bot) => `${bot.serviceUrl}?u=`)],
  ['a line end', '403 serviceUrlNotAllowed', address((bot) => `${bot.serviceUrl}\r\nHost: attacker.example`)],
  ['NUL', '403 serviceUrlNotAllowed', address((bot) => `${bot.serviceUrl}\u0000`)],
  ['a blank in front', '403 serviceUrlNotAllowed', address((bot) => ` ${bot.serviceUrl}`)],
  [
    'the scheme in capitals',
    '403 serviceUrlNotAllowed',
    address((bot) => bot.serviceUrl.replace('http', 'HTTP')),
  ],
  ['another scheme', '403 serviceUrlNotAllowed', address((bot) => `ftp://127.0.0.1:${portOf(bot)}/`)],
  ['a file', '403 serviceUrlNotAllowed', address(() => 'file:///etc/passwd')],
  ['no scheme', '403 serviceUrlNotAllowed', address((bot) => `//127.0.0.1:${portOf(bot)}/`)],
  ['another path at the connector', '200', address((bot) => `${bot.sandbox.url}/elsewhere//`)],
];

/** Where the answer would go. */
export const addressAttacks = (): readonly InboundAttack[] => attacks;

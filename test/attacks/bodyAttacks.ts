import { gzipSync } from 'node:zlib';
import { anActivity, canary } from './inboundPosts.ts';
import { activity, attacker, body, type InboundAttack } from './inboundWays.ts';

const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const withMember = (json: string, member: string): string => `${json.slice(0, -1)},${member}}`;

const attacks: readonly InboundAttack[] = [
  ['256 kB and one byte', '413 body.tooLarge', body((json) => json.padEnd(262_145))],
  [
    'the same without its length',
    '413 body.tooLarge',
    (bot) => ({ isChunked: true, body: JSON.stringify(anActivity(bot)).padEnd(262_145) }),
  ],
  [
    '256 kB and one byte without a token',
    '413 body.tooLarge',
    (bot) => ({ authorization: undefined, body: JSON.stringify(anActivity(bot)).padEnd(262_145) }),
  ],
  ['exactly 256 kB', '200', body((json) => json.padEnd(262_144))],
  ['no body', '400 notJson', body(() => '')],
  ['null', '400 notAnActivity', body(() => 'null')],
  ['a list', '400 notAnActivity', body((json) => `[${json}]`)],
  ['a number', '400 notAnActivity', body(() => '1e999')],
  ['text', '400 notAnActivity', body((json) => JSON.stringify(json))],
  ['half of it', '400 notJson', body((json) => json.slice(0, -5))],
  ['two of it', '400 notJson', body((json) => `${json}${json}`)],
  ['a comma at the end', '400 notJson', body((json) => `${json.slice(0, -1)},}`)],
  ['a remark', '400 notJson', body((json) => `/* */${json}`)],
  ['a form', '400 contentType', () => ({ headers: { 'content-type': 'application/x-www-form-urlencoded' } })],
  ['no type', '400 contentType', () => ({ headers: { 'content-type': undefined } })],
  ['text for a type', '400 contentType', () => ({ headers: { 'content-type': 'text/plain' } })],
  [
    'a type with another in it',
    '400 contentType',
    () => ({ headers: { 'content-type': 'application/json, text/html' } }),
  ],
  [
    'another character set',
    '400 contentType',
    () => ({ headers: { 'content-type': 'application/json; charset=utf-16' } }),
  ],
  ['a mark at its beginning', '400 notJson', body((json) => `\uFEFF${json}`)],
  [
    'UTF-16',
    '400 notUtf8',
    body((json) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(json, 'utf16le')])),
  ],
  ['UTF-16 without a mark', '400 notJson', body((json) => Buffer.from(json, 'utf16le'))],
  [
    'bytes that are no UTF-8',
    '400 notUtf8',
    body((json) => Buffer.concat([Buffer.from(json), Buffer.from([0xc0, 0xaf])])),
  ],
  [
    'a packed body',
    '400 contentEncoding',
    (bot) => ({
      body: gzipSync(JSON.stringify(anActivity(bot))),
      headers: { 'content-encoding': 'gzip' },
    }),
  ],
  [
    'a packed body that does not say so',
    '400 notUtf8',
    (bot) => ({ body: gzipSync(JSON.stringify(anActivity(bot))) }),
  ],
  ['32 levels', '200', body((json) => withMember(json, `"value":${nested(31)}`))],
  ['33 levels', '400 tooDeep', body((json) => withMember(json, `"value":${nested(32)}`))],
  [
    '100,000 levels without a token',
    '400 tooDeep',
    () => ({ authorization: undefined, body: '['.repeat(100_000) }),
  ],
  [
    '__proto__',
    '400 forbiddenKey',
    body((json) => withMember(json, '"value":{"__proto__":{"isAdmin":true}}')),
  ],
  [
    '__proto__ at the top',
    '400 forbiddenKey',
    body((json) => withMember(json, '"__proto__":{"type":"message"}')),
  ],
  ['__proto__ in disguise', '400 forbiddenKey', body((json) => withMember(json, '"\\u005f_proto__":{}'))],
  [
    'constructor',
    '400 forbiddenKey',
    body((json) => withMember(json, '"value":{"constructor":{"prototype":{}}}')),
  ],
  [
    '1,000 keys',
    '200',
    body((json) => withMember(json, Array.from({ length: 1_000 }, (_, at) => `"k${at}":${at}`).join())),
  ],
  [
    'an address twice, the attacker’s last',
    '401 serviceUrlMismatch',
    body((json) => withMember(json, `"serviceUrl":"${attacker}"`)),
  ],
  [
    'a person twice, the last one counting',
    '403 sender',
    body((json) => withMember(json, `"type":"message","from":{"id":"29:${canary}"}`)),
  ],
  ['NUL in a text', '200', body((json) => withMember(json, '"text":"\\u0000"'))],
  ['half a character', '200', body((json) => withMember(json, '"text":"\\ud800"'))],
  ['entities that have no type', '400 notAnActivity', activity({ entities: [{}] })],
  ['attachments that are none', '400 notAnActivity', activity({ attachments: 'all' })],
];

/** How a body looks. */
export const bodyAttacks = (): readonly InboundAttack[] => attacks;

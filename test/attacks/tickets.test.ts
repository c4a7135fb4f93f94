import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { type ServerResponse } from 'node:http';
import { readSettings } from '../../src/settings.ts';
import { TICKET_SECRET_VALUE, TicketServer } from '../support/ticketServer.ts';
import { type Attack, attackGroup } from './attackTable.ts';
import { Decoy } from './decoy.ts';

const numbers: readonly Attack<string>[] = [
  ['a way up', 'nothing asked', '../../admin'],
  ['dots alone', 'nothing asked', '..'],
  ['a way up, encoded', 'nothing asked', '%2e%2e%2fadmin'],
  ['another host', 'nothing asked', '@evil.example'],
  ['another host, whole', 'nothing asked', 'https://evil.example/'],
  ['a header of one’s own', 'nothing asked', 'CHG1\r\nX-Evil: 1'],
  ['a line end', 'nothing asked', 'CHG1\nCHG2'],
  ['a NUL', 'nothing asked', 'CHG1\0'],
  ['another value', 'nothing asked', 'CHG1&sysparm_query=active=true'],
  ['another condition', 'nothing asked', 'CHG1^ORnumber=CHG2'],
  ['a fragment', 'asked /api/tickets/CHG1%23x?full=yes', 'CHG1#x'],
  ['digits of another script', 'nothing asked', 'CHG١٢٣'],
  ['digits of full width', 'nothing asked', 'CHG１２３'],
  ['a backslash', 'nothing asked', 'CHG1\\..\\admin'],
  ['braces', 'nothing asked', '{ticket}'],
  ['a replacement', 'nothing asked', '$&'],
  ['10 kB', 'nothing asked', 'C'.repeat(10_240)],
];

type Behaviour = (response: ServerResponse, decoy: Decoy, server: TicketServer) => void;

const MEGABYTE = Buffer.alloc(1_048_576, ' ');
/** 64 kB on the wire, 64 MB unpacked. */
const BOMB = gzipSync(Buffer.alloc(64 * 1_048_576, ' '));

/** Writes for as long as it is taken, up to a gigabyte. */
function flood(response: ServerResponse): void {
  let left = 1_024;
  const more = (): void => {
    while (left > 0 && !response.destroyed) {
      left -= 1;
      if (!response.write(MEGABYTE)) {
        response.once('drain', more);
        return;
      }
    }
    if (left === 0) response.end();
  };
  more();
}

const redirect =
  (status: number, to: (decoy: Decoy) => string): Behaviour =>
  (response, decoy) => {
    response.writeHead(status, { location: to(decoy) });
    response.end();
  };

const answers: readonly Attack<Behaviour>[] = [
  ...[301, 302, 303, 307, 308].map((status): Attack<Behaviour> => [
    `a redirect, ${status}`,
    'notChecked: status',
    redirect(status, ({ url }) => `${url}/taken`),
  ]),
  [
    'a redirect to the cloud’s metadata',
    'notChecked: status',
    redirect(302, () => 'http://169.254.169.254/'),
  ],
  ['a gigabyte', 'notChecked: tooLarge', flood],
  [
    'a packed bomb',
    'notChecked: tooLarge',
    (response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end(BOMB);
    },
  ],
  ['one byte, then silence', 'notChecked: timeout', (response) => void response.write('{')],
  ['silence', 'notChecked: timeout', () => undefined],
  ['a broken connection', 'notChecked: connection', (response) => response.destroy()],
  ['no UTF-8', 'notChecked: unreadable', (response) => response.end(Buffer.from([0x22, 0xff, 0x22]))],
  ['deep lists', 'notFound: answered', (response) => response.end('['.repeat(100_000) + ']'.repeat(100_000))],
  [
    'a prototype in place of the ticket',
    'notFound: answered',
    (response, _, server) => response.end(`{"__proto__":${JSON.stringify(server.ticket())}}`),
  ],
  [
    'a link to elsewhere',
    'valid: answered, no link',
    (response, decoy, server) => response.end(JSON.stringify(server.ticket({ page: `${decoy.url}/phish` }))),
  ],
  [
    'a link with a user in it',
    'valid: answered, no link',
    (response, _, server) =>
      response.end(JSON.stringify(server.ticket({ page: server.url.replace('//', '//evil@') }))),
  ],
  [
    'a script for a link',
    'valid: answered, no link',
    (response, _, server) => response.end(JSON.stringify(server.ticket({ page: 'javascript:alert(1)' }))),
  ],
];

/** What somebody with the settings file could get wrong, or be talked into. */
const settings: readonly Attack<Readonly<Record<string, unknown>>>[] = [
  ['plain http', 'refused', { url: 'http://tickets.example.com/{ticket}' }],
  ['the number as host', 'refused', { url: 'https://{ticket}/x' }],
  ['the number within the host', 'refused', { url: 'https://{ticket}.example.com/x' }],
  ['the number as name of a value', 'refused', { url: 'https://tickets.example.com/?{ticket}=1' }],
  ['the number in a fragment', 'refused', { url: 'https://tickets.example.com/#{ticket}' }],
  ['two numbers', 'refused', { url: 'https://tickets.example.com/{ticket}/{ticket}' }],
  ['a user in the address', 'refused', { url: 'https://user:word@tickets.example.com/{ticket}' }],
  ['a way up', 'refused', { url: 'https://tickets.example.com/a/../{ticket}' }],
  ['a secret in the file', 'refused', { headers: { Authorization: 'Bearer abc' } }],
  ['another secret of ours', 'refused', { headers: { Authorization: 'MicrosoftAppPassword' } }],
  ['the header of the host', 'refused', { headers: { Host: 'LATCHKEY_TICKET_SECRET_A' } }],
  ['a pattern that runs away', 'refused', { pattern: '(a+)+b' }],
  ['alternatives that run away', 'refused', { pattern: '(?:a|a)*b' }],
  ['a pattern that looks back', 'refused', { pattern: '(?<=a)b' }],
  ['a pattern that refers back', 'refused', { pattern: '(a)\\1' }],
  ['many ways to part a text', 'refused', { pattern: '\\d*\\d*\\d*\\d*x' }],
  ['a path to the prototype', 'refused', { found: '$.__proto__.x' }],
  ['a path that searches', 'refused', { found: '$..number' }],
  ['a link to elsewhere', 'refused', { link: 'https://evil.example/{ticket}' }],
  ['nothing out of order', 'taken', {}],
];

const inOrder = {
  name: 'Changes',
  url: 'https://tickets.example.com/api/{ticket}',
  pattern: 'CHG\\d{7}',
  found: '$.number',
};

describe('attacks by way of ticket systems', () => {
  let server: TicketServer;
  let decoy: Decoy;

  before(async () => {
    server = await TicketServer.start();
    decoy = await Decoy.start();
  });

  after(async () => {
    await server.stop();
    await decoy.stop();
  });

  attackGroup('TK', 'the number that somebody types', numbers, async (ticketNumber) => {
    const before = server.asked.length;
    server.says({});
    const { verdict } = await server.check(server.port(), { ticketNumber });
    assert.equal(verdict, 'notFound');
    const asked = server.asked.slice(before);
    return asked.length === 0 ? 'nothing asked' : `asked ${asked.join(' ')}`;
  });

  attackGroup('TK', 'what the system answers', answers, async (behave) => {
    server.answer = (_, response) => {
      behave(response, decoy, server);
    };
    const check = await server.check(server.port());
    assert.deepEqual(decoy.requests, []);
    const outcome = server.calls.at(-1)?.outcome ?? 'none';
    const isWithoutLink = check.verdict === 'valid' && check.link === undefined;
    return `${check.verdict}: ${outcome}${isWithoutLink ? ', no link' : ''}`;
  });

  attackGroup('TK', 'what the settings say', settings, (changes) => {
    const read = readSettings(JSON.stringify({ ticketSystems: [{ ...inOrder, ...changes }] }));
    return Promise.resolve('reasons' in read ? 'refused' : 'taken');
  });

  describe('what is left of them', () => {
    it('is a log without the secret', () => {
      assert.ok(server.logged.length > 0);
      assert.ok(server.logged.every((line) => !line.includes(TICKET_SECRET_VALUE.slice(7))));
    });
  });
});

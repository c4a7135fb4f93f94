import { type Attack, attackGroup } from './attackTable.ts';
import { AttackedBot } from './attackedBot.ts';
import { postAs } from './cardPresses.ts';
import { sendRaw, statusesIn } from './inboundPosts.ts';

type Story = () => Promise<string>;

const post = (headers: string, body = '', target = '/api/messages'): string =>
  `POST ${target} HTTP/1.1\r\nHost: 127.0.0.1\r\n${headers}\r\n${body}`;
const ofJson = 'Content-Type: application/json\r\n';
const close = 'Connection: close\r\n';

describe('attacks on the wire', () => {
  let bot: AttackedBot;

  before(async () => {
    bot = await AttackedBot.start({ installedFor: ['Jun'] });
  });

  after(() => bot.stop());

  const isAlive = async (): Promise<string> => ((await fetch(`${bot.url}/healthz`)).ok ? 'alive' : 'gone');
  const raw =
    (...pieces: readonly string[]): Story =>
    async () => {
      const since = bot.lines.length;
      const statuses = statusesIn(await sendRaw(bot, ...pieces));
      const errors = bot.lines.slice(since).filter(({ facts }) => Number(facts['level']) >= 50);
      return [statuses, await isAlive(), ...errors.map(({ text }) => text)].join(', ');
    };

  const wire: readonly Attack<Story>[] = [
    [
      'both lengths at once',
      '400, alive',
      raw(
        post(
          `${ofJson}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n`,
          '0\r\n\r\nGET /metrics HTTP/1.1\r\n\r\n',
        ),
      ),
    ],
    [
      'both the other way round',
      '400, alive',
      raw(post(`${ofJson}Transfer-Encoding: chunked\r\nContent-Length: 5\r\n`, '0\r\n\r\n')),
    ],
    ['two lengths', '400, alive', raw(post(`${ofJson}Content-Length: 5\r\nContent-Length: 6\r\n`, '12345'))],
    ['a length below nothing', '400, alive', raw(post(`${ofJson}Content-Length: -1\r\n`))],
    ['a length in hexadecimal', '400, alive', raw(post(`${ofJson}Content-Length: 0x10\r\n`))],
    ['a length with a sign', '400, alive', raw(post(`${ofJson}Content-Length: +5\r\n`, '12345'))],
    ['a coding that is none', '400, alive', raw(post(`${ofJson}Transfer-Encoding: xchunked\r\n${close}`))],
    [
      'a coding twice',
      '400, alive',
      raw(post(`${ofJson}Transfer-Encoding: chunked, identity\r\n`, '0\r\n\r\n')),
    ],
    [
      'a coding with a blank before the colon',
      '400, alive',
      raw(post(`${ofJson}Transfer-Encoding : chunked\r\n`, '0\r\n\r\n')),
    ],
    [
      'a header over two lines',
      '400, alive',
      raw(post(`${ofJson}X-Folded: a\r\n b: c\r\n${close}Content-Length: 0\r\n`)),
    ],
    ['a header with NUL', '400, alive', raw(post(`${ofJson}X-Nul: a\u0000b\r\n`))],
    ['a bare line feed', '400, alive', raw(`POST /api/messages HTTP/1.1\nHost: x\nContent-Length: 0\n\n`)],
    ['a piece of no size', '400, alive', raw(post(`${ofJson}Transfer-Encoding: chunked\r\n`, 'zz\r\n'))],
    ['another protocol', '400, alive', raw('POST /api/messages HTTP/3.7\r\n\r\n')],
    ['no protocol', '400, alive', raw('\u0016\u0003\u0001\u0002\u0000\u0001')],
    [
      'a tunnel',
      ', alive',
      raw(`CONNECT attacker.example:443 HTTP/1.1\r\nHost: attacker.example:443\r\n${close}\r\n`),
    ],
    [
      'another protocol by upgrade',
      '404, alive',
      raw(`GET /api/messages HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n`),
    ],
    [
      'an address of another host',
      '404, alive',
      raw(`GET http://attacker.example/healthz2 HTTP/1.1\r\nHost: attacker.example\r\n${close}\r\n`),
    ],
    [
      'a second request behind the first',
      '400 400, alive',
      raw(post(`${ofJson}Content-Length: 2\r\n`, '{}'), post(`${ofJson}${close}Content-Length: 2\r\n`, '{}')),
    ],
    [
      'an expectation that is none',
      '417, alive',
      raw(post(`${ofJson}Expect: 42-answers\r\n${close}Content-Length: 0\r\n`)),
    ],
    ['9 kB of headers', '431, alive', raw(post(`X-Long: ${'x'.repeat(9_000)}\r\n`))],
    ['an address of 20 kB', '431, alive', raw(`GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`)],
  ];

  const floods: readonly Attack<Story>[] = [
    [
      '50 MB announced and nothing proved',
      '413 body.tooLarge, alive',
      async () => {
        const since = bot.lines.length;
        const answer = await sendRaw(bot, post(`${ofJson}Content-Length: 52428800\r\n`, '{"type":'));
        const line = await bot.waitForLine('inbound.refused', since);
        return `${statusesIn(answer)} ${String(line.facts['reason'])}, ${await isAlive()}`;
      },
    ],
    [
      'pieces without an end',
      'refused as body.tooLarge, alive',
      async () => {
        const since = bot.lines.length;
        const piece = `${(65_536).toString(16)}\r\n${'x'.repeat(65_536)}\r\n`;
        const pieces = Array.from({ length: 20 }, () => piece);
        // What is still on its way when the connection is closed may cost the sender the answer.
        await sendRaw(bot, post(`${ofJson}Transfer-Encoding: chunked\r\n`), ...pieces);
        const line = await bot.waitForLine('inbound.refused', since);
        return `refused as ${String(line.facts['reason'])}, ${await isAlive()}`;
      },
    ],
    [
      'a body that stops in the middle, and headers that do, fifty at once',
      '50 of 50 cut, alive',
      async () => {
        const stalled = Array.from({ length: 50 }, (_, at) =>
          sendRaw(
            bot,
            at % 2 === 0
              ? post(`${ofJson}Content-Length: 100\r\n`, '{"type"')
              : 'POST /api/messages HTTP/1.1\r\nHost: x\r\nX-Slow',
          ),
        );
        const seen = (await Promise.all(stalled)).map(statusesIn);
        return `${seen.filter((status) => status === '408').length} of 50 cut, ${await isAlive()}`;
      },
    ],
    [
      '300 posts at once with tokens of nobody',
      'all 401, alive',
      async () => {
        const outcomes = await Promise.all(
          Array.from({ length: 300 }, async (_, at) => {
            const answer = await fetch(`${bot.url}/api/messages`, {
              method: 'POST',
              headers: { 'content-type': 'application/json', authorization: `Bearer a.b.c${at}` },
              body: JSON.stringify({
                type: 'message',
                channelId: 'msteams',
                from: { id: 'x' },
                recipient: { id: 'x' },
                conversation: { id: 'x' },
              }),
            });
            await answer.body?.cancel();
            return answer.status;
          }),
        );
        return `all ${[...new Set(outcomes)].join()}, ${await isAlive()}`;
      },
    ],
    ...[
      'activate '.padEnd(20_000, 'a '),
      `activate ${'for '.repeat(3_000)}2h`,
      `activate x because ${'because '.repeat(2_000)}`,
      `approve ${'9'.repeat(10_000)}`,
      `${' '.repeat(20_000)}x`,
      `<at>${'<at>'.repeat(5_000)}Latchkey</at> my roles`,
      '\u0301'.repeat(15_000),
      `activate exchange admin ${'1h30m'.repeat(3_000)}`,
    ].map((said, at): Attack<Story> => [
      `a line that is hard to read (${at + 1})`,
      'answered, alive',
      async () => {
        const answer = await postAs(bot, 'Jun', { type: 'message', text: said });
        return `${answer.botStatus === 200 ? 'answered' : String(answer.botStatus)}, ${await isAlive()}`;
      },
    ]),
  ];

  attackGroup('DS', 'requests that are none', wire, (story) => story());
  attackGroup('DS', 'too much, too long, too slow', floods, (story) => story());
});

import assert from 'node:assert/strict';
import { runInMemory } from '../cli/runInMemory.ts';
import { type Attack, attackGroup } from './attackTable.ts';
import { AttackedBot } from './attackedBot.ts';
import { postAs } from './cardPresses.ts';
import { Decoy } from './decoy.ts';

type Story = () => Promise<string>;

/** Two parts of a JWT; `eyJ` alone stands by chance in what is sealed, now and then. */
const tokenShape = /eyJ[\w-]{8,}\.eyJ[\w-]{8,}/;

describe('attacks on the process', () => {
  let bot: AttackedBot;
  let decoy: Decoy;

  before(async () => {
    decoy = await Decoy.start();
    bot = await AttackedBot.start({ installedFor: ['Ana', 'Ben', 'Chi', 'Jun'] });
  });

  after(async () => {
    await bot.stop();
    await decoy.stop();
  });

  const get = async (path: string, headers: Record<string, string> = {}): Promise<string> => {
    const answer = await fetch(`${bot.url}${path}`, { headers, redirect: 'manual' });
    const body = await answer.text();
    return `${answer.status}${body === '' ? '' : ` ${body}`}`;
  };
  const privacy: readonly Attack<Story>[] = [
    ['health', '200 ok', () => get('/healthz')],
    ['readiness has no ids, counts or versions', '200 {"ready":true,"reasons":[]}', () => get('/readyz')],
    ['metrics through a proxy', '404', () => get('/metrics', { 'x-forwarded-for': '203.0.113.1' })],
    [
      'metrics through a proxy of the other kind',
      '404',
      () => get('/metrics', { forwarded: 'for=203.0.113.1' }),
    ],
    [
      'a sign-in link of nobody’s',
      'a page with no id',
      async () => pageOf('/auth/start?t=01ARZ3NDEKTSV4RRFFQ69G5FAV'),
    ],
    [
      'a sign-in link with a script in it',
      'a page with no id',
      async () => pageOf('/auth/start?t=%3Cscript%3Ezqscript%3C/script%3E'),
    ],
    [
      'an answer of Entra’s that nobody asked for',
      'a page with no id',
      async () => pageOf('/auth/end?code=zqcode&state=zqstate'),
    ],
    [
      'an error of Entra’s in the attacker’s words',
      'a page with no id',
      async () => pageOf('/auth/end?error=zqerror&error_description=%3Cb%3Ezqwords'),
    ],
    [
      'asking for the roles of others, there or not',
      'the same answer',
      async () => {
        const answers: string[] = [];
        for (const text of ['who has global administrator', 'who has no such role']) {
          const after = await bot.person('Jun').mark();
          await bot.person('Jun').say(text);
          const { text: said = '' } = await bot
            .person('Jun')
            .waitForText(/may read all roles|no role like/, { after });
          answers.push(said.replaceAll(text, ''));
        }
        return answers[0] === answers[1] ? 'the same answer' : answers.join(' / ');
      },
    ],
    [
      'a team that asks',
      'one sentence, no data',
      async () => {
        const conversation = {
          id: '19:team@thread.tacv2',
          conversationType: 'channel',
          isGroup: true,
          tenantId: bot.tenantId,
        };
        const call = await bot.newestCall();
        await postAs(bot, 'Ana', { type: 'message', text: 'my roles', conversation });
        await bot.settled();
        const graph = (await bot.callsSince(call)).filter(
          ({ path }) => path.startsWith('/graph/') && path.includes('roleManagement'),
        );
        return `one sentence, ${graph.length === 0 ? 'no data' : 'data'}`;
      },
    ],
  ];

  async function pageOf(path: string): Promise<string> {
    const answer = await fetch(`${bot.url}${path}`, { redirect: 'manual' });
    const body = await answer.text();
    const isGuarded = (answer.headers.get('content-security-policy') ?? '').includes("default-src 'none'");
    const isBad =
      answer.status >= 500 || answer.status < 400 || /zq|[0-9a-f]{8}-[0-9a-f]{4}/i.test(body) || !isGuarded;
    return isBad ? `${answer.status} ${body}` : 'a page with no id';
  }

  const secrets: readonly Attack<Story>[] = [
    [
      'a sign-in link that somebody else opens',
      'begun once, then refused for both',
      async () => {
        await bot.person('Ben').settings({ sso: 'fail:resourcematchfailed' });
        await bot.person('Ben').say('my roles');
        const link = new URL(await bot.person('Ben').waitForSignInLink());
        await bot.person('Ben').settings({ sso: 'silent' });
        const open = (): Promise<Response> =>
          fetch(`${bot.url}${link.pathname}${link.search}`, { redirect: 'manual' });
        const [first, second, third] = [await open(), await open(), await open()];
        const statuses = [first.status, second.status, third.status].join();
        return statuses === '302,410,410' ? 'begun once, then refused for both' : statuses;
      },
    ],
    [
      'tokens in the log',
      'none',
      async () => {
        await bot.person('Ana').say('my roles');
        await bot.person('Ana').waitForCard('Teams Administrator');
        await bot.person('Ana').say('activate teams admin 1h');
        await bot.person('Ana').waitForCard(/Active until/);
        const all = [...bot.lines.map(({ text }) => text), ...bot.otherOutput];
        return (
          all.find(
            (text) => /eyJ|Bearer|sandbox-secret/i.test(text) || text.includes(bot.sandbox.tenantInfo.secret),
          ) ?? 'none'
        );
      },
    ],
    [
      'names and reasons in the log',
      'none',
      () =>
        Promise.resolve(
          bot.lines.map(({ text }) => text).find((text) => /Ruiz|Okafor|harbourlight|mailbox/i.test(text)) ??
            'none',
        ),
    ],
    [
      'a conversation with the attacker’s address in the database',
      'refused at the send, 0 to the attacker, 1 event',
      async () => {
        await bot.restartAround((db) =>
          db
            .updateTable('conversation')
            .set({ serviceUrl: `${decoy.url}/teams/` })
            .where('personId', '=', bot.idOf('Ben'))
            .execute(),
        );
        const since = bot.lines.length;
        await bot.person('Ana').say('activate exchange admin 2h because mailbox stuck');
        await bot.person('Chi').waitForButton('request.approve');
        const line = await bot.waitForLine('send.refused', since);
        await bot.settled();
        const events = bot.linesOf('send.refused', since).length;
        return `refused at the ${line.facts['reason'] === 'serviceUrl' ? 'send' : 'door'}, ${decoy.requests.length} to the attacker, ${events} event`;
      },
    ],
  ];

  attackGroup('PV', 'what strangers are told', privacy, (story) => story());
  attackGroup('TK', 'tokens, secrets and stored addresses', secrets, (story) => story());

  describe('afterwards', () => {
    it('the trail is whole and the database has no token in it', async () => {
      const rows = await bot.stopAndRead();
      assert.deepEqual(
        rows.filter((row) => tokenShape.test(row)),
        [],
      );
      assert.ok(
        rows.some((row) => row.startsWith('audit')),
        rows.map((row) => row.slice(0, 30)).join('\n'),
      );
      const { exitCode } = await runInMemory(['verify-audit'], bot.environment);
      assert.equal(exitCode, 0);
    });
  });
});

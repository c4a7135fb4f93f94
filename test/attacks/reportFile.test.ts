import { Askers } from './askers.ts';
import { type Attack, attackGroup } from './attackTable.ts';
import { AttackedBot } from './attackedBot.ts';
import { postAs } from './cardPresses.ts';
import { Decoy } from './decoy.ts';
import { FileAnswers } from './fileAnswers.ts';

const globalReader = 'f2ef992c-3afb-46b9-b7cf-a126ee74c451';

type Story = () => Promise<string>;

describe('attacks on where the report goes', () => {
  let bot: AttackedBot;
  let decoy: Decoy;

  before(async () => {
    decoy = await Decoy.start();
    bot = await AttackedBot.start({ installedFor: ['Ana', 'Fay', 'Gus', 'Ivo'] });
    // How soon it answers is not what these are about.
    await fetch(`${bot.sandbox.url}/client/channel`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ giveUpAfterMs: 60_000 }),
    });
    await signedIn('Fay');
  });

  after(async () => {
    await bot.stop();
    await decoy.stop();
  });

  const askers = new Askers(() => bot);
  const files = new FileAnswers(() => bot);

  /** Whatever comes next is not stopped for want of a proof. */
  async function signedIn(name: string): Promise<void> {
    const mark = await bot.person(name).mark();
    await bot.person(name).say('my roles');
    await bot.person(name).waitForCard(/You can activate|Active now/, { after: mark ?? '' });
    await bot.settled();
  }

  const refused = '200, not taken, 0 uploads';
  const none = '400, nothing said, 0 uploads';
  const elsewhere: readonly Attack<() => string>[] = [
    ['another host', refused, () => `${decoy.url}/teams/x/files/y`],
    ['the bot’s own port', refused, () => `${bot.url}/api/messages`],
    [
      'another name of this machine',
      refused,
      () => bot.sandbox.url.replace('127.0.0.1', 'localhost') + '/teams/x/files/y',
    ],
    ['the same host, another port', refused, () => `http://127.0.0.1:1/teams/x/files/y`],
    [
      'with a name and a password',
      refused,
      () => bot.sandbox.url.replace('//', '//user:word@') + '/teams/x/files/y',
    ],
    [
      'a host that looks like a name',
      refused,
      () => `${bot.sandbox.url}@${new URL(decoy.url).host}/teams/x/files/y`,
    ],
    ['another scheme', refused, () => bot.sandbox.url.replace('http:', 'https:') + '/teams/x/files/y'],
    ['a file of this machine', refused, () => 'file:///etc/passwd'],
    ['the cloud’s metadata', refused, () => 'http://169.254.169.254/metadata/instance'],
    ['a path that is none for files', refused, () => `${bot.sandbox.url}/control/reset`],
    ['a path that leads out', refused, () => `${bot.sandbox.url}/teams/x/files/../../../control/reset`],
    [
      'a path that leads out, encoded',
      refused,
      () => `${bot.sandbox.url}/teams/x/files/%2e%2e/%2e%2e/%2e%2e/control/reset`,
    ],
    ['a backslash', refused, () => `${bot.sandbox.url}\\@${new URL(decoy.url).host}/teams/x/files/y`],
    ['a line break', refused, () => `${bot.sandbox.url}/teams/x/files/y\r\nHost: evil.example`],
    ['nothing', refused, () => ''],
    ['very long', none, () => `${bot.sandbox.url}/teams/x/files/${'y'.repeat(9_000)}`],
  ];
  attackGroup('FI', 'where the report is to go', elsewhere, async (urlOf) => {
    const seen = await files.posted('Fay', files.accepted({ ...files.place, uploadUrl: urlOf() }));
    return decoy.requests.length === 0 ? seen : `${seen}, and elsewhere: ${JSON.stringify(decoy.requests)}`;
  });

  const answers: readonly Attack<Story>[] = [
    [
      'the storage sends it on to another host',
      '200, not taken, 1 uploads, 0 elsewhere',
      async () => {
        const location = `${decoy.url}/teams/x/files/y`;
        await bot.control.faults.add({
          match: { method: 'PUT', path: '/files/' },
          status: 307,
          headers: { location },
        });
        return `${await files.posted('Fay', files.accepted())}, ${decoy.requests.length} elsewhere`;
      },
    ],
    ['a place that nobody opened', '200, not taken, 1 uploads', () => files.posted('Fay', files.accepted())],
    [
      'a file that is said to lie elsewhere',
      refused,
      () =>
        files.posted(
          'Fay',
          files.accepted({ ...files.place, contentUrl: 'https://evil.example/report.html' }),
        ),
    ],
    [
      'a link that does something',
      refused,
      () => files.posted('Fay', files.accepted({ ...files.place, contentUrl: 'javascript:alert(1)' })),
    ],
    [
      'a context that is not ours',
      none,
      () => files.posted('Fay', files.accepted(files.place, { context: { file: 'payroll' } })),
    ],
    [
      'a context with more in it',
      none,
      () =>
        files.posted(
          'Fay',
          files.accepted(files.place, { context: { file: 'auditReport', for: bot.idOf('Jun') } }),
        ),
    ],
    [
      'no context',
      none,
      () => files.posted('Fay', { type: 'fileUpload', action: 'accept', uploadInfo: files.place }),
    ],
    [
      'a huge name',
      none,
      () => files.posted('Fay', files.accepted({ ...files.place, name: 'x'.repeat(100_000) })),
    ],
    ['no place', '200, not stored, 0 uploads', () => files.posted('Fay', files.accepted(null))],
    ['half a place', none, () => files.posted('Fay', files.accepted({ uploadUrl: files.place.uploadUrl }))],
    ['a place that is a list', none, () => files.posted('Fay', files.accepted([files.place]))],
    ['nothing at all', none, () => files.posted('Fay', null)],
    ['another action', none, () => files.posted('Fay', files.accepted(files.place, { action: 'overwrite' }))],
    [
      'by somebody who was never offered it, and may not ask',
      '200, not entitled, 0 uploads',
      async () => {
        await signedIn('Gus');
        return files.posted('Gus', files.accepted());
      },
    ],
    [
      'by a guest',
      '200, nothing of it',
      async () => {
        await askers.typed('Ivo', ['audit']);
        const seen = await files.posted('Ivo', files.accepted());
        return /members of this organization only.*, 0 uploads$/.test(seen) ? '200, nothing of it' : seen;
      },
    ],
    [
      'accepted four times at once',
      '200, the file, 1 uploads',
      async () => {
        const message = await files.offered('Fay');
        return files.posted('Fay', files.accepted(), message, { times: 4 });
      },
    ],
    [
      'accepted again, for another place',
      '200, the file, 1 uploads; 200, nothing said, 0 uploads',
      async () => {
        const message = await files.offered('Fay');
        const first = await files.posted('Fay', files.accepted(), message);
        return `${first}; ${await files.posted('Fay', files.accepted(), message, { isAnswered: false })}`;
      },
    ],
    [
      'declined twice, and then accepted',
      '200, not stored, 0 uploads; 200, nothing said, 0 uploads; 200, nothing said, 0 uploads',
      async () => {
        const message = await files.offered('Fay');
        const declined = { type: 'fileUpload', action: 'decline', context: { file: 'auditReport' } };
        const seen = [
          await files.posted('Fay', declined, message),
          await files.posted('Fay', declined, message, { isAnswered: false }),
        ];
        return [...seen, await files.posted('Fay', files.accepted(), message, { isAnswered: false })].join(
          '; ',
        );
      },
    ],
    [
      'accepted after the role has ended',
      '200, not entitled, 0 uploads',
      async () => {
        await bot.control.portal({
          actor: bot.idOf('Ana'),
          action: 'activate',
          roleDefinitionId: globalReader,
          durationMinutes: 30,
          justification: 'review',
        });
        await bot.forward(1);
        const message = await files.offered('Ana');
        await bot.forward(31);
        // A proof is at hand: the role alone has ended.
        await signedIn('Ana');
        return files.posted('Ana', files.accepted(), message);
      },
    ],
    [
      'in a channel',
      '200, nothing said, 0 uploads',
      async () => {
        const mark = await bot.person('Fay').mark();
        const conversation = {
          conversationType: 'channel',
          isGroup: true,
          id: '19:somewhere@thread.tacv2',
          tenantId: bot.tenantId,
        };
        const { botStatus } = await postAs(bot, 'Fay', {
          type: 'invoke',
          name: 'fileConsent/invoke',
          value: files.accepted(),
          conversation,
        });
        await bot.settled();
        const isQuiet = (await bot.person('Fay').mark()) === mark;
        return `${botStatus ?? 'none'}, ${isQuiet ? 'nothing said, 0 uploads' : 'something said'}`;
      },
    ],
  ];
  attackGroup('FI', 'what is answered to the offer', answers, (story) => story());
});

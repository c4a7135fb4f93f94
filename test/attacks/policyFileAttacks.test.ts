import { type Json } from '../support/cardReading.ts';
import { exportedPolicy } from '../support/exportedPolicy.ts';
import { type ChatMessage, wordsOf } from '../support/teamsUser.ts';
import { type Attack, attackGroup } from './attackTable.ts';
import { AttackedBot } from './attackedBot.ts';
import { answerOf, buttonOf, changesInWords, executed, postAs, pressRaw } from './cardPresses.ts';
import { someDraft } from './changePresses.ts';
import { Decoy } from './decoy.ts';

const exchange = '29232cdf-9323-42fd-ade2-1d097af3e4de';
const DOWNLOAD_INFO = 'application/vnd.microsoft.teams.file.download.info';

type Story = () => Promise<string>;

interface Written {
  readonly roles: readonly { readonly roleDefinitionId: string; readonly activation: object }[];
}

describe('attacks on policy files', () => {
  let bot: AttackedBot;
  let decoy: Decoy;
  /** What Eli and Dara wish of two roles. */
  let wished: string;

  before(async () => {
    decoy = await Decoy.start();
    bot = await AttackedBot.start({ mayAdminister: true, installedFor: ['Dara', 'Eli', 'Gus'] });
    await fetch(`${bot.sandbox.url}/client/channel`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ giveUpAfterMs: 60_000 }),
    });
    const written = JSON.parse(await exportedPolicy(bot.sandbox)) as Written;
    const roles = written.roles
      .filter(({ roleDefinitionId: id }) => id === exchange || id === userAdministrator)
      .map((role) => ({ ...role, activation: { ...role.activation, maximumMinutes: 90 } }));
    wished = JSON.stringify({ ...written, roles });
    for (const name of ['Dara', 'Eli', 'Gus']) {
      const mark = await bot.person(name).mark();
      await bot.person(name).say('my roles');
      await bot.person(name).waitForCard(/Your roles|You can activate|Active now/, { after: mark ?? '' });
    }
    await bot.settled();
  });

  after(async () => {
    await bot.stop();
    await decoy.stop();
  });

  /** Does it, waits for what the bot says, and tells that, what was fetched, and what PIM was asked to change. */
  async function outcome(by: string, act: () => Promise<unknown>): Promise<string> {
    const user = bot.person(by);
    const [mark, call] = [await user.mark(), await bot.newestCall()];
    await act();
    const saidIn = (all: readonly ChatMessage[]): readonly ChatMessage[] =>
      all
        .slice(all.findIndex(({ id }) => id === mark) + 1)
        .filter(
          ({ from, isDeleted, signIn }) => from === 'bot' && isDeleted !== true && signIn === undefined,
        );
    const all = await user.waitUntil('a word of the bot', (found) => saidIn(found).length > 0);
    await bot.settled();
    const fetched = (await bot.control.calls(undefined, call)).filter(
      ({ method, path }) => method === 'GET' && path.includes('/files/'),
    );
    const said = kindOf(saidIn(all).map(wordsOf).join('\n'));
    return `${said}, ${fetched.length} fetched, ${await changesInWords(bot, call)}`;
  }

  const attached = (downloadUrl: unknown, more: Json = {}): Json => ({
    type: 'message',
    text: 'policy apply',
    attachments: [
      {
        contentType: DOWNLOAD_INFO,
        name: 'wanted.json',
        content: { downloadUrl, fileType: 'json' },
        ...more,
      },
    ],
  });
  const place = (): string => `${bot.sandbox.url}/teams/${bot.tenantId}/files/nobody-put-this`;
  const posted = (downloadUrl: unknown, more?: Json): Promise<string> =>
    outcome('Eli', () => postAs(bot, 'Eli', attached(downloadUrl, more)));

  const refused = 'not from there, 0 fetched, 0 changes';
  const elsewhere: readonly Attack<() => unknown>[] = [
    ['another host', refused, () => `${decoy.url}/teams/x/files/y`],
    ['the bot’s own port', refused, () => `${bot.url}/teams/x/files/y`],
    ['another name of this machine', refused, () => place().replace('127.0.0.1', 'localhost')],
    ['with a name and a password', refused, () => place().replace('//', '//user:word@')],
    ['another path of the same host', refused, () => `${bot.sandbox.url}/graph/v1.0/users`],
    ['up and out again', refused, () => `${bot.sandbox.url}/teams/x/files/../../control/reset`],
    ['a file of this machine', refused, () => 'file:///etc/passwd'],
    ['written into the address', refused, () => `data:application/json,${encodeURIComponent(wished)}`],
    ['no address', 'not an export, 0 fetched, 0 changes', () => 7],
    ['an address without end', 'not an export, 0 fetched, 0 changes', () => `${place()}${'x'.repeat(9_000)}`],
    ['a place where nothing is', 'not given, 1 fetched, 0 changes', place],
  ];
  attackGroup('PF', 'where a file is fetched from', elsewhere, async (where) => {
    const before = decoy.requests.length;
    const seen = await posted(where());
    return decoy.requests.length === before ? seen : `${seen}, and the decoy was asked`;
  });

  const fault = (more: object): Promise<number> =>
    bot.control.faults.add({ match: { method: 'GET', path: '/files/' }, times: 1, status: 200, ...more });
  const contents: readonly Attack<Story>[] = [
    [
      'sent on to another host',
      'not given, 1 fetched, 0 changes, 0 elsewhere',
      async () => {
        const before = decoy.requests.length;
        await fault({ status: 302, headers: { location: `${decoy.url}/x` } });
        return `${await posted(place())}, ${decoy.requests.length - before} elsewhere`;
      },
    ],
    [
      'a page',
      'no text, 1 fetched, 0 changes',
      async () => {
        await fault({ headers: { 'content-type': 'text/html' }, body: {} });
        return posted(place());
      },
    ],
    [
      'JSON of another kind',
      'unusable, 1 fetched, 0 changes',
      async () => {
        await fault({ body: { format: 'latchkey-role-settings', version: 1, roles: 'all' } });
        return posted(place());
      },
    ],
    [
      'a program by its name',
      'not an export, 0 fetched, 0 changes',
      () => posted(place(), { name: 'wanted.json.exe' }),
    ],
    [
      'two files at once',
      'one at a time, 0 fetched, 0 changes',
      () => {
        const one = attached(place());
        const attachments = [one['attachments'], one['attachments']].flat();
        return outcome('Eli', () => postAs(bot, 'Eli', { ...one, attachments }));
      },
    ],
    [
      'by somebody who may not ask',
      'not entitled, 0 fetched, 0 changes',
      () => outcome('Gus', () => postAs(bot, 'Gus', attached(place()))),
    ],
    [
      'pasted by somebody who may not ask',
      'not entitled, 0 fetched, 0 changes',
      () => outcome('Gus', () => bot.person('Gus').say(`policy apply ${wished}`)),
    ],
  ];
  attackGroup('PF', 'what is in it, and whose it is', contents, (story) => story());

  const press = (by: string, verb: string, data: Json): Promise<string> =>
    outcome(by, async () => {
      const answer = await pressRaw(bot, { by, value: executed(verb, { verb, ...data }) });
      // What is no press of ours is answered at once, and nothing follows.
      if (!answerOf(answer).includes('I am on it')) await bot.person(by).say('policy apply');
    });
  /** Eli's file, and the second yes about its first role, which is not pressed. */
  async function eliAsked(): Promise<{ readonly change: Json; readonly confirm: Json }> {
    const mark = await bot.person('Eli').mark();
    await bot.person('Eli').say(`policy apply ${wished}`);
    const change = await buttonOf(bot, 'Eli', 'settings.change', mark);
    await pressRaw(bot, { by: 'Eli', value: executed('settings.change', change.data) });
    const confirm = await buttonOf(bot, 'Eli', 'settings.confirm', mark);
    await bot.settled();
    return { change: change.data, confirm: confirm.data };
  }

  const gone = 'not theirs, 0 fetched, 0 changes';
  const presses: readonly Attack<Story>[] = [
    [
      'the list of another, by its id',
      gone,
      async () => {
        const { change } = await eliAsked();
        return press('Dara', 'policyFile.show', { fileId: change['fileId'] });
      },
    ],
    [
      'a role of another’s list',
      gone,
      async () => press('Dara', 'settings.change', (await eliAsked()).change),
    ],
    ['another’s second yes', gone, async () => press('Dara', 'settings.confirm', (await eliAsked()).confirm)],
    [
      'by somebody who may not ask',
      'not entitled, 0 fetched, 0 changes',
      async () => press('Gus', 'settings.confirm', (await eliAsked()).confirm),
    ],
    [
      'another role than was shown',
      'otherwise than shown, 0 fetched, 0 changes',
      async () => {
        const { confirm } = await eliAsked();
        return press('Eli', 'settings.confirm', { ...confirm, roleDefinitionId: userAdministrator });
      },
    ],
    [
      'a role that the file does not name',
      gone,
      async () => {
        const { change } = await eliAsked();
        return press('Eli', 'settings.change', { ...change, roleDefinitionId: globalAdministrator });
      },
    ],
    [
      'after another file has come',
      gone,
      async () => {
        const { confirm } = await eliAsked();
        await eliAsked();
        return press('Eli', 'settings.confirm', confirm);
      },
    ],
    ['a made-up id', gone, () => press('Eli', 'policyFile.show', { fileId: someDraft() })],
  ];
  attackGroup('PF', 'presses about a file', presses, (story) => story());
});

const userAdministrator = 'fe930be7-5e62-47db-91af-98c3a49a38b1';
const globalAdministrator = '62e90394-69f5-4237-9190-012177145e10';

const kinds: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['not entitled', /people who may read all roles anyway/],
  ['not from there', /does not lie in your own storage/],
  ['not given', /storage did not give me the file/],
  ['no text', /no text in UTF-8/],
  ['not an export', /its name ends in \.json/],
  ['one at a time', /more than one file/],
  ['unusable', /This file cannot be applied/],
  ['not theirs', /I do not have that file any more/],
  ['otherwise than shown', /have changed since you were shown them/],
];

const kindOf = (words: string): string =>
  kinds.find(([, pattern]) => pattern.test(words))?.[0] ?? `said ${words.slice(0, 120)}`;

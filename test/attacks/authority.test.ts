import { type Attack, attackGroup } from './attackTable.ts';
import { approvalsAt } from './approvals.ts';
import { AttackedBot } from './attackedBot.ts';
import { postAs } from './cardPresses.ts';

type Story = () => Promise<string>;

describe('attacks on the proof of who decides', () => {
  let bot: AttackedBot;

  before(async () => {
    bot = await AttackedBot.start({ installedFor: ['Ana', 'Ben', 'Chi', 'Dara', 'Jun'] });
  });

  after(() => bot.stop());

  const { user, begin, changes, waitsStill, ask, settings, openSignIn, exchanged, benAsked } = approvalsAt(
    () => bot,
  );
  const noToken = (header: object, claims: object): string =>
    [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.') +
    '.c2ln';

  const proofs: readonly Attack<Story>[] = [
    [
      'the approver’s name on the press, another’s token behind it',
      '0 changes, waits still',
      async () => {
        await ask();
        await settings('Ben', `wrong-person:${bot.idOf('Jun')}`);
        const since = bot.lines.length;
        await user('Ben').press('request.approve', { comment: 'yes' });
        await bot.waitForLine('signIn.refused', since);
        await settings('Ben', 'silent');
        return `${await changes()}, ${await waitsStill()}`;
      },
    ],
    [
      'an exchange for somebody else’s sign-in, with one’s own token',
      '412, 0 changes, waits still',
      async () => {
        const id = await benAsked();
        const status = await exchanged('Jun', id, await bot.control.signOnToken(bot.idOf('Jun')));
        return `${status}, ${await changes()}, ${await waitsStill()}`;
      },
    ],
    [
      'an exchange for somebody else’s sign-in, with that one’s token',
      '412, 0 changes, waits still',
      async () => {
        const id = await benAsked();
        const status = await exchanged('Jun', id, await bot.control.signOnToken(bot.idOf('Ben')));
        return `${status}, ${await changes()}, ${await waitsStill()}`;
      },
    ],
    [
      'an exchange with a token that nobody signed',
      '412, 0 changes, waits still',
      async () => {
        const id = await benAsked();
        const [, payload = ''] = (await bot.control.signOnToken(bot.idOf('Ben'))).split('.');
        const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
        const status = await exchanged('Ben', id, noToken({ alg: 'none' }, claims));
        return `${status}, ${await changes()}, ${await waitsStill()}`;
      },
    ],
    [
      'an exchange with a token of the channel',
      '412, 0 changes, waits still',
      async () => {
        const id = await benAsked();
        const status = await exchanged('Ben', id, await bot.control.channelToken(bot.serviceUrl));
        return `${status}, ${await changes()}, ${await waitsStill()}`;
      },
    ],
    [
      'an exchange with a token that was changed',
      '412, 0 changes, waits still',
      async () => {
        const id = await benAsked();
        const [head = '', payload = '', signature = ''] = (
          await bot.control.signOnToken(bot.idOf('Jun'))
        ).split('.');
        const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
        const changed = Buffer.from(JSON.stringify({ ...claims, oid: bot.idOf('Ben') })).toString(
          'base64url',
        );
        const status = await exchanged('Ben', id, [head, changed, signature].join('.'));
        return `${status}, ${await changes()}, ${await waitsStill()}`;
      },
    ],
    ...([{ id: 1 }, { id: 'x'.repeat(300), token: 'x' }, { token: [] }, [], 'token', null] as const).map(
      (value, at): Attack<Story> => [
        `an exchange that is none (${at + 1})`,
        'no 5xx, 0 changes, waits still',
        async () => {
          if (at === 0) await benAsked();
          const answer = await postAs(bot, 'Ben', { type: 'invoke', name: 'signin/tokenExchange', value });
          return `${(answer.botStatus ?? 599) < 500 ? 'no 5xx' : String(answer.botStatus)}, ${await changes()}, ${await waitsStill()}`;
        },
      ],
    ),
    [
      'a decision on the strength of a sign-in for something else',
      '0 changes, waits still',
      async () => {
        await ask();
        const after = await user('Ben').mark();
        await user('Ben').say('my roles');
        await user('Ben').waitForCard('Security Administrator', { after: after ?? '' });
        await settings('Ben', 'off');
        const asked = await user('Ben').mark();
        await user('Ben').press('request.approve', { comment: 'yes' });
        await openSignIn('Ben', asked);
        await settings('Ben', 'silent');
        return `${await changes()}, ${await waitsStill()}`;
      },
    ],
    [
      'the same proof, delivered three times',
      '1 changes',
      async () => {
        const id = await benAsked('request.deny');
        const token = await bot.control.signOnToken(bot.idOf('Ben'));
        await Promise.all([
          exchanged('Ben', id, token),
          exchanged('Ben', id, token),
          exchanged('Ben', id, token),
        ]);
        await user('Ana').waitForCard(/denied/i);
        return changes();
      },
    ],
    [
      'the envelope of somebody who signed in just now, by another client',
      'asked to sign in, no data',
      async () => {
        await user('Dara').say('my roles');
        await user('Dara').waitForCard('Global Administrator');
        await user('Dara').say('sign out');
        await user('Dara').waitForText(/signed out/i);
        await settings('Dara', 'off');
        const after = await user('Dara').mark();
        await user('Dara').say('my roles');
        await openSignIn('Dara', after);
        const words = JSON.stringify(
          (await user('Dara').messages()).slice(
            (await user('Dara').messages()).findIndex(({ id }) => id === after) + 1,
          ),
        );
        await settings('Dara', 'silent');
        return `asked to sign in, ${words.includes('Global Administrator') ? 'data' : 'no data'}`;
      },
    ],
    [
      'somebody else’s code',
      '200, 0 changes',
      async () => {
        await begin();
        const answer = await postAs(bot, 'Jun', {
          type: 'invoke',
          name: 'signin/verifyState',
          value: { state: 'ABCD-EFGH' },
        });
        return `${answer.botStatus ?? ''}, ${await changes()}`;
      },
    ],
    ...(
      [
        { state: ['ABCD-EFGH'] },
        { state: { $ne: '' } },
        { state: 'x'.repeat(100_000) },
        'ABCD',
        null,
      ] as const
    ).map((value, at): Attack<Story> => [
      `a code that is none (${at + 1})`,
      'no 5xx, 0 changes',
      async () => {
        await begin();
        const answer = await postAs(bot, 'Jun', { type: 'invoke', name: 'signin/verifyState', value });
        return `${(answer.botStatus ?? 599) < 500 ? 'no 5xx' : String(answer.botStatus)}, ${await changes()}`;
      },
    ]),
    ...([{ code: 7 }, { code: ['x'] }, { code: {} }, { code: null }, 'resourcematchfailed', 7] as const).map(
      (value): Attack<Story> => [
        `a failure to sign in whose code is none: ${JSON.stringify(value)}`,
        '200, noted, no error in the log',
        async () => {
          const before = bot.lines.length;
          const answer = await postAs(bot, 'Jun', { type: 'invoke', name: 'signin/failure', value });
          await bot.settled();
          const lines = bot.lines.slice(before).map(({ facts }) => facts);
          const isNoted = lines.some(({ event }) => event === 'signIn.failed');
          const hasError = lines.some(({ level }) => Number(level) >= 50);
          return `${answer.botStatus ?? ''}, ${isNoted ? 'noted' : 'not noted'}, ${hasError ? 'an' : 'no'} error in the log`;
        },
      ],
    ),
    ...[null, undefined].flatMap((aadObjectId) =>
      ['add', 'remove', 'remove-upgrade'].map((action): Attack<Story> => [
        `an installation that names nobody: ${action}, ${aadObjectId === null ? 'null' : 'left out'}`,
        '200, noted, no error in the log',
        async () => {
          const before = bot.lines.length;
          const from = { id: '29:nobody', name: 'Nobody', ...(aadObjectId === null && { aadObjectId }) };
          const answer = await postAs(bot, 'Jun', { type: 'installationUpdate', action, from });
          await bot.settled();
          const lines = bot.lines.slice(before).map(({ facts }) => facts);
          const hasError = lines.some(({ level }) => Number(level) >= 50);
          const isNoted = lines.some(({ event }) => event === 'installation.anonymous');
          return `${answer.botStatus ?? ''}, ${isNoted ? 'noted' : 'not noted'}, ${hasError ? 'an' : 'no'} error in the log`;
        },
      ]),
    ),
  ];

  attackGroup('AZ', 'whose proof it is', proofs, (story) => story());
});

import { harbourGroups } from '../../sandbox/tenants/harbour.ts';
import { type Attack, attackGroup } from './attackTable.ts';
import { approvalsAt } from './approvals.ts';
import { AttackedBot } from './attackedBot.ts';
import { executed, pressRaw } from './cardPresses.ts';
import { emergenciesPastVotes } from './emergenciesPastVotes.ts';
import { madeUpActivations } from './madeUpActivations.ts';
import { rulesWithVotes, votingsAt } from './votings.ts';

const { mailTeamLeads, securityDesk } = harbourGroups;
const approve = 'request.approve';
const deny = 'request.deny';

type Story = () => Promise<string>;

describe('attacks on votes', () => {
  let bot: AttackedBot;

  before(async () => {
    const installedFor = ['Ana', 'Ben', 'Chi', 'Dara', 'Fay', 'Jun'];
    bot = await AttackedBot.start({ settings: rulesWithVotes(), installedFor });
  });

  after(() => bot.stop());

  const { user } = approvalsAt(() => bot);
  const votings = votingsAt(() => bot);
  const { ask, send, told, until, untilTold, outcome, takeBack, members } = votings;

  const say = async (name: string, ...texts: readonly string[]): Promise<void> => {
    for (const text of texts) await user(name).say(text);
  };
  const saidSince = async (name: string, mark: string | undefined): Promise<string> => {
    const all = await user(name).messages();
    return JSON.stringify(all.slice(all.findIndex(({ id }) => id === mark) + 1));
  };

  const withoutAsking: readonly Attack<Story>[] = [
    [
      'by somebody not asked, and somebody else who is, with another’s card',
      'old card, old card, old card, 0 of 2, 0 changes',
      async () => {
        const card = await ask('teams admin', ['Ben', 'Chi']);
        const answers = [
          await send('Jun', approve, card('Ben')),
          await send('Jun', deny, card('Ben')),
          await send('Chi', approve, card('Ben')),
        ];
        return `${answers.join(', ')}, ${await outcome()}`;
      },
    ],
    [
      'typed by somebody not asked',
      '0 of 2, 0 changes',
      async () => {
        await ask('teams admin', ['Ben']);
        await say('Jun', 'approve 1 because yes', 'deny 1 because no', 'approve', 'deny 2');
        return outcome();
      },
    ],
    [
      'with the own card of an earlier request',
      '0 of 2, 0 changes',
      async () => {
        const earlier = await ask('teams admin', ['Ben']);
        await ask('teams admin', ['Ben']);
        await send('Ben', approve, earlier('Ben'));
        await send('Ben', deny, earlier('Ben'));
        return outcome();
      },
    ],
    [
      'with the own card, by somebody who has left the group',
      'told why not, 0 of 2, 0 changes',
      async () => {
        const card = await ask('teams admin', ['Fay']);
        await members(securityDesk, 'Eli');
        await send('Fay', approve, card('Fay'));
        await user('Fay').waitForText(/do not ask you/);
        const seen = await outcome();
        await takeBack();
        await members(securityDesk, 'Fay', 'Eli');
        return `told why not, ${seen}`;
      },
    ],
    [
      'for oneself: with the own card, with another’s, typed',
      'old card, old card, 0 of 2, 0 changes',
      async () => {
        const card = await ask('teams admin', ['Ben']);
        const answers = [await send('Ana', approve, card('Ana')), await send('Ana', approve, card('Ben'))];
        await say('Ana', 'approve 1', 'approve 1 because mine', 'approve');
        return `${answers.join(', ')}, ${await outcome()}`;
      },
    ],
    [
      'for oneself as somebody’s delegate, and by one’s own delegate',
      'no button, no button, 0 of 1, 0 changes',
      async () => {
        const marks = { Ana: await user('Ana').mark(), Chi: await user('Chi').mark() };
        await ask('security reader', ['Ben']);
        const buttons = await Promise.all(
          Object.entries(marks).map(async ([name, mark]) =>
            (await saidSince(name, mark)).includes(approve) ? 'a button' : 'no button',
          ),
        );
        await say('Ana', 'approve 1 because Ben is away');
        await say('Chi', 'approve 1 because Ana is away');
        return `${buttons.join(', ')}, ${await outcome()}`;
      },
    ],
  ];

  const twice: readonly Attack<Story>[] = [
    [
      'one person’s, from two devices, typed, and changed afterwards',
      '1 of 2, 0 changes',
      async () => {
        const card = await ask('teams admin', ['Ben', 'Chi']);
        const { data, messageId } = card('Ben');
        const press = (id: string): Promise<unknown> =>
          pressRaw(bot, {
            by: 'Ben',
            value: executed(approve, { ...data, comment: 'yes' }),
            replyToId: messageId,
            activity: { id },
          });
        const number = /approve (\d+)/.exec((await user('Ben').waitForCard(/approve \d+/)).text)?.[1];
        await Promise.all([
          press('one-device'),
          press('another-device'),
          user('Ben').say(`approve ${number ?? 'none'} because again`),
        ]);
        await until('1 of 2');
        await press('later');
        await send('Ben', deny, card('Ben'));
        await say('Ben', `deny ${number ?? 'none'} because I changed my mind`);
        return outcome();
      },
    ],
    [
      'one person’s, both ways at the same instant',
      'one vote, 0 changes',
      async () => {
        const card = await ask('teams admin', ['Ben']);
        await Promise.all([send('Ben', approve, card('Ben')), send('Ben', deny, card('Ben'))]);
        await untilTold(/Ben Okafor (approved|denied)/);
        const [, changes = ''] = (await outcome()).split(', ');
        const text = await told();
        const isBoth = text.includes('Ben Okafor approved') && text.includes('Ben Okafor denied');
        return `${isBoth ? 'two votes' : 'one vote'}, ${changes}`;
      },
    ],
    [
      'two people’s at the same instant, and a third once it is active',
      'active, 1 changes',
      async () => {
        const card = await ask('teams admin', ['Ben', 'Chi', 'Fay']);
        await Promise.all([send('Ben', approve, card('Ben')), send('Chi', approve, card('Chi'))]);
        await until('active');
        await send('Fay', approve, card('Fay'));
        await send('Fay', deny, card('Fay'));
        return outcome();
      },
    ],
  ];

  const late: readonly Attack<Story>[] = [
    [
      'after a denial',
      'denied, 0 changes',
      async () => {
        const card = await ask('teams admin', ['Ben', 'Chi', 'Fay']);
        await send('Chi', deny, card('Chi'));
        await until('denied');
        await Promise.all(['Ben', 'Fay'].map((name) => send(name, approve, card(name))));
        return outcome();
      },
    ],
    [
      'after it was taken back',
      'taken back, 0 changes',
      async () => {
        const card = await ask('teams admin', ['Ben', 'Chi']);
        await takeBack();
        await Promise.all(['Ben', 'Chi'].map((name) => send(name, approve, card(name))));
        return outcome();
      },
    ],
    [
      'after it has lapsed',
      'lapsed, 0 changes',
      async () => {
        const card = await ask('teams admin', ['Ben', 'Chi']);
        await bot.forward(121);
        await Promise.all(['Ben', 'Chi'].map((name) => send(name, approve, card(name))));
        await until('lapsed');
        return outcome();
      },
    ],
    [
      'by somebody who left the group before the other vote',
      'does not count, 1 of 2, 0 changes',
      async () => {
        const card = await ask('teams admin', ['Ben', 'Fay']);
        await send('Fay', approve, card('Fay'));
        await until('1 of 2');
        await members(securityDesk, 'Eli');
        await send('Ben', approve, card('Ben'));
        await untilTold(/Fay Lindqvist approved[^\n]*does not count/);
        const seen = await outcome();
        await takeBack();
        await members(securityDesk, 'Fay', 'Eli');
        return `does not count, ${seen}`;
      },
    ],
    [
      'the same where PIM would take the second one’s word',
      '1 of 2, 0 changes',
      async () => {
        const card = await ask('exchange admin', ['Chi', 'Dara']);
        await send('Chi', approve, card('Chi'));
        await until('1 of 2');
        await members(mailTeamLeads);
        await send('Dara', approve, card('Dara'));
        await untilTold(/Dara Singh approved/);
        const seen = await outcome();
        await takeBack();
        await members(mailTeamLeads, 'Chi');
        return seen;
      },
    ],
  ];

  attackGroup('VO', 'votes of those who have none', withoutAsking, (story) => story());
  attackGroup('VO', 'votes given twice', twice, (story) => story());
  attackGroup('VO', 'votes that come too late or count no more', late, (story) => story());
  const activations = madeUpActivations(() => bot, votings);
  attackGroup('VO', '“Activate now”, made up', activations, (story) => story());
  const emergencies = emergenciesPastVotes(() => bot, votings);
  attackGroup('VO', '“Emergency…” past votes, made up', emergencies, (story) => story());
});

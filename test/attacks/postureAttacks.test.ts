import { type Json } from '../support/cardReading.ts';
import { type Attack, attackGroup } from './attackTable.ts';
import { AttackedBot } from './attackedBot.ts';
import { Askers, exchange, questionPresses, questions } from './askers.ts';
import { answerOf, buttonOf, executed, postAs, pressRaw } from './cardPresses.ts';

const globalReader = 'f2ef992c-3afb-46b9-b7cf-a126ee74c451';
const nobody = '0e0e0e0e-0000-4000-8000-00000000000e';
const notOurs = '200 400 That card is out of date. I have drawn it again; look before you press.';

type Story = () => Promise<string>;

describe('attacks on what is told of the whole organization', () => {
  let bot: AttackedBot;

  before(async () => {
    bot = await AttackedBot.start({ installedFor: ['Ana', 'Eli', 'Fay', 'Gus', 'Ivo', 'Jun'] });
  });

  after(() => bot.stop());

  const askers = new Askers(() => bot);

  const askedBy: readonly Attack<Story>[] = [
    ...questions.map((line): Attack<Story> => [
      `an ordinary person types: ${line}`,
      '1 not entitled, nothing read',
      () => askers.typed('Jun', [line]),
    ]),
    ...questionPresses.map((data): Attack<Story> => [
      `an ordinary person presses: ${Object.values(data).join(' ')}`,
      '1 not entitled, nothing read',
      () => askers.pressed('Jun', [data]),
    ]),
    ['a guest types each', '8 members only, nothing read', () => askers.typed('Ivo')],
    ['a guest presses each', '10 members only, nothing read', () => askers.pressed('Ivo')],
    ['somebody who is only eligible types each', '8 not entitled, nothing read', () => askers.typed('Gus')],
    [
      'somebody who is only eligible presses each',
      '10 not entitled, nothing read',
      () => askers.pressed('Gus'),
    ],
    [
      'somebody whose reading role has just ended',
      'answered while it lasts, then 8 not entitled, nothing read, 10 not entitled, nothing read',
      async () => {
        await bot.control.portal({
          actor: bot.idOf('Ana'),
          action: 'activate',
          roleDefinitionId: globalReader,
          durationMinutes: 30,
          justification: 'review',
        });
        await bot.forward(1);
        await bot.person('Ana').say('stats');
        await bot.person('Ana').waitForCard(/Activations since/);
        await bot.forward(31);
        return `answered while it lasts, then ${await askers.typed('Ana')}, ${await askers.pressed('Ana')}`;
      },
    ],
    [
      'a card that was forwarded, pressed where it lies with its owner',
      '9 not entitled, nothing read, its owner’s chat as it was',
      async () => {
        const fay = bot.person('Fay');
        await fay.say('who has global admin');
        const { message } = await fay.waitForCard(/Who has it/);
        await bot.settled();
        const before = JSON.stringify(await fay.messages());
        const presses = questionPresses.filter(({ verb }) => verb !== 'audit.file');
        const seen = await askers.pressed('Jun', presses, message.id);
        const isSame = JSON.stringify(await fay.messages()) === before;
        return `${seen}, its owner’s chat ${isSame ? 'as it was' : 'changed'}`;
      },
    ],
    [
      'a further page for a message of somebody else’s, by one who may ask',
      'no 5xx, its owner’s chat as it was',
      async () => {
        const { messageId } = await buttonOf(bot, 'Fay', 'policy.show');
        const before = JSON.stringify(await bot.person('Fay').messages());
        const data = { verb: 'holders.show', roleDefinitionId: exchange, question: 'has', page: '2' };
        const status = await pressedAs('Eli', data, messageId);
        await bot.settled();
        const isSame = JSON.stringify(await bot.person('Fay').messages()) === before;
        return `${status}, its owner’s chat ${isSame ? 'as it was' : 'changed'}`;
      },
    ],
    ...(['channel', 'groupChat'] as const).map((conversationType): Attack<Story> => [
      `each, pressed and typed in a ${conversationType}, by one who may ask`,
      'nothing but where to ask, nothing read',
      () => inPublic(conversationType),
    ]),
  ];
  attackGroup('QU', 'who asks', askedBy, (story) => story());

  /** Whatever comes next is not stopped for want of a proof. */
  async function signedIn(name: string): Promise<void> {
    const mark = await bot.person(name).mark();
    await bot.person(name).say('my roles');
    await bot.person(name).waitForCard(/You can activate|Active now/, { after: mark ?? '' });
    await bot.settled();
  }

  const pressedAs = async (by: string, data: Json, replyToId?: string): Promise<string> => {
    const { botStatus } = await pressRaw(bot, { by, value: executed(data['verb'], data), replyToId });
    return (botStatus ?? 599) < 500 ? 'no 5xx' : String(botStatus);
  };

  async function inPublic(conversationType: 'channel' | 'groupChat'): Promise<string> {
    const call = await bot.newestCall();
    const conversation = {
      conversationType,
      isGroup: true,
      id: '19:somewhere@thread.tacv2',
      tenantId: bot.tenantId,
    };
    const said: string[] = [];
    for (const data of questionPresses) {
      const value = executed(data['verb'], data);
      said.push(answerOf(await pressRaw(bot, { by: 'Fay', value, activity: { conversation } })));
    }
    for (const text of questions) {
      const answer = await postAs(bot, 'Fay', { type: 'message', text, conversation });
      said.push(`${answer.botStatus ?? 'none'}`);
    }
    const isTold = said.some((one) => !/^(?:20\d(?: 200 I am Latchkey[^\n]*)?)$/.test(one));
    return `${isTold ? said.join('; ') : 'nothing but where to ask'}, ${await askers.readsSince(call, 'Fay')}`;
  }

  const ids = { roleDefinitionId: exchange, principalId: nobody };
  const forged: readonly Attack<Json>[] = [
    ['page 0', notOurs, { verb: 'holders.show', roleDefinitionId: exchange, question: 'has', page: '0' }],
    ['page -1', notOurs, { verb: 'policy.show', roleDefinitionId: exchange, page: '-1' }],
    ['page 1e3', notOurs, { verb: 'conversions.show', page: '1e3' }],
    ['a page that is a number', notOurs, { verb: 'conversions.show', page: 2 }],
    ['a page of twenty digits', notOurs, { verb: 'conversions.show', page: '9'.repeat(20) }],
    ['no role', notOurs, { verb: 'holders.show', question: 'has' }],
    ['a role that is a query', notOurs, { verb: 'policy.show', roleDefinitionId: "x' or '1' eq '1" }],
    ['a role that is a path', notOurs, { verb: 'policy.show', roleDefinitionId: '../../users' }],
    [
      'a question that we do not ask',
      notOurs,
      { verb: 'holders.show', roleDefinitionId: exchange, question: 'password' },
    ],
    ['0 days', notOurs, { verb: 'history.show', ...ids, days: '0' }],
    ['days of twenty digits', notOurs, { verb: 'history.show', ...ids, days: '1'.repeat(20) }],
    ['a field more', notOurs, { verb: 'stats.show', days: '7' }],
    ['entitled, says the press', notOurs, { verb: 'audit.show', isEntitled: 'true' }],
  ];
  attackGroup('QU', 'what no button of ours sends, by one who may ask', forged, async (data) =>
    answerOf(await pressRaw(bot, { by: 'Fay', value: executed(data['verb'], data) })),
  );

  const odd: readonly Attack<Json>[] = [
    [
      'a page far behind the last',
      'no 5xx, a card',
      { verb: 'holders.show', roleDefinitionId: exchange, question: 'has', page: '9999' },
    ],
    [
      'a role that is not there',
      'no 5xx, a card',
      { verb: 'holders.show', roleDefinitionId: nobody, question: 'canBecome' },
    ],
    [
      'settings of a role that is not there',
      'no 5xx, a sentence',
      { verb: 'policy.show', roleDefinitionId: nobody },
    ],
    [
      'somebody who is not there',
      'no 5xx, a card',
      { verb: 'history.show', principalId: nobody, days: '30' },
    ],
    ['nobody in particular', 'no 5xx, a card', { verb: 'history.show', days: '9999' }],
  ];
  attackGroup('QU', 'what could be asked, and is not there', odd, async (data) => {
    const mark = await bot.person('Fay').mark();
    const status = await pressedAs('Fay', data);
    const { attachments } = await bot.person('Fay').waitForText(/\S/, { after: mark ?? '' });
    return `${status}, ${attachments === undefined || attachments.length === 0 ? 'a sentence' : 'a card'}`;
  });

  const proofs: readonly Attack<Story>[] = [
    [
      'the sign-on of one who may ask, behind the envelope of one who may not',
      'refused, nothing read',
      async () => {
        const jun = bot.person('Jun');
        await jun.say('sign out');
        await jun.waitForText(/signed out/i);
        await jun.settings({ sso: `wrong-person:${bot.idOf('Fay')}` });
        const [call, since] = [await bot.newestCall(), bot.lines.length];
        await jun.say('audit');
        await bot.waitForLine('signIn.refused', since);
        await bot.settled();
        await jun.settings({ sso: 'silent' });
        return `refused, ${await askers.readsSince(call, 'Jun')}`;
      },
    ],
    [
      'the sign-on of one who may ask, exchanged by one who may not',
      '412, nothing read',
      async () => {
        const fay = bot.person('Fay');
        await fay.say('sign out');
        await fay.waitForText(/signed out/i);
        await fay.settings({ sso: 'off' });
        const mark = await fay.mark();
        await fay.say('audit');
        const all = await fay.waitUntil('a sign-in', (found) =>
          found.slice(found.findIndex(({ id }) => id === mark) + 1).some(({ signIn }) => signIn === 'button'),
        );
        const content = all.findLast(({ signIn }) => signIn === 'button')?.attachments?.[0]?.content as
          { tokenExchangeResource?: { id?: string } } | undefined;
        const call = await bot.newestCall();
        const answer = await postAs(bot, 'Jun', {
          type: 'invoke',
          name: 'signin/tokenExchange',
          value: {
            id: content?.tokenExchangeResource?.id ?? '',
            connectionName: 'latchkey',
            token: await bot.control.signOnToken(bot.idOf('Fay')),
          },
        });
        await bot.settled();
        const seen = `${answer.botStatus ?? 'none'}, ${await askers.readsSince(call, 'Jun')}`;
        await fay.settings({ sso: 'silent' });
        await signedIn('Fay');
        return seen;
      },
    ],
    [
      'one who may ask, once nobody is signed in any more',
      'asked to sign in, nothing read',
      async () => {
        const eli = bot.person('Eli');
        await eli.say('stats');
        await eli.waitForCard(/Activations since/);
        await eli.say('sign out');
        await eli.waitForText(/signed out/i);
        await eli.settings({ sso: 'off' });
        const [call, mark] = [await bot.newestCall(), await eli.mark()];
        await pressRaw(bot, { by: 'Eli', value: executed('audit.show', { verb: 'audit.show' }) });
        await eli.waitUntil('a sign-in', (found) =>
          found.slice(found.findIndex(({ id }) => id === mark) + 1).some(({ signIn }) => signIn === 'button'),
        );
        await bot.settled();
        await eli.settings({ sso: 'silent' });
        return `asked to sign in, ${await askers.readsSince(call, 'Eli')}`;
      },
    ],
  ];
  attackGroup('QU', 'whose proof it is', proofs, (story) => story());
});

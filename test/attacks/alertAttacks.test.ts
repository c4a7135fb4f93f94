import { type Json } from '../support/cardReading.ts';
import { type Attack, attackGroup } from './attackTable.ts';
import { AttackedBot } from './attackedBot.ts';
import { Askers } from './askers.ts';
import { answerOf, buttonOf, executed, pressRaw } from './cardPresses.ts';

const nobody = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
const notOurs = '200 400 That card is out of date. I have drawn it again; look before you press.';

type Story = () => Promise<string>;

describe('attacks on alerts', () => {
  let bot: AttackedBot;
  /** An alert that stands, as a button of somebody entitled names it. */
  let alertId = nobody;
  let listId = '';

  before(async () => {
    bot = await AttackedBot.start({
      mayAdminister: true,
      watchesAlerts: true,
      installedFor: ['Ana', 'Fay', 'Gus', 'Ivo', 'Jun'],
    });
    await bot.forward(6);
    // Until the first look is over the list says that nobody has looked yet.
    for (let text = 'not looked yet'; text.includes('not looked yet');) {
      const mark = await bot.person('Fay').mark();
      await bot.person('Fay').say('alerts');
      ({ text } = await bot.person('Fay').waitForCard(/Alerts/, { after: mark ?? '' }));
    }
    const button = await buttonOf(bot, 'Fay', 'alert.acknowledge');
    alertId = String(button.data['alertId']);
    listId = button.messageId;
    await bot.settled();
  });

  after(() => bot.stop());

  const askers = new Askers(() => bot);
  const onOne = (id: string): readonly Json[] => [
    { verb: 'alerts.show' },
    { verb: 'alerts.show', page: '2' },
    { verb: 'alert.show', alertId: id },
    { verb: 'alert.acknowledge', alertId: id, comment: 'quiet' },
    { verb: 'alert.acknowledge', alertId: id, page: '1' },
    { verb: 'alert.snooze', alertId: id, snoozeDays: '30', comment: 'quiet' },
    { verb: 'alert.dismiss', alertId: id },
    { verb: 'alert.confirm', alertId: id, draftId: nobody },
    { verb: 'alert.leave', alertId: id, draftId: nobody },
  ];
  const stillOpen = async (): Promise<string> => {
    const mark = await bot.person('Fay').mark();
    await bot.person('Fay').say('alerts');
    const { text } = await bot.person('Fay').waitForCard(/Alerts/, { after: mark ?? '' });
    return /Acknowledged|Snoozed/.test(text) ? 'touched' : 'as it was';
  };

  const strangers: readonly Attack<Story>[] = [
    ['an ordinary person types it', '1 not entitled, nothing read', () => askers.typed('Jun', ['alerts'])],
    ['a guest types it', '1 members only, nothing read', () => askers.typed('Ivo', ['alerts'])],
    [
      'an ordinary person presses every button, with the id of an alert that stands',
      '9 not entitled, nothing read, as it was',
      async () => `${await askers.pressed('Jun', onOne(alertId))}, ${await stillOpen()}`,
    ],
    [
      'somebody who is only eligible presses every button',
      '9 not entitled, nothing read, as it was',
      async () => `${await askers.pressed('Gus', onOne(alertId))}, ${await stillOpen()}`,
    ],
    [
      'an ordinary person learns no more of an alert that is not there',
      '9 not entitled, nothing read',
      () => askers.pressed('Jun', onOne(nobody)),
    ],
    [
      'a list that was forwarded, pressed where it lies with its owner',
      '9 not entitled, nothing read, its owner’s chat as it was',
      async () => {
        const before = JSON.stringify(await bot.person('Fay').messages());
        const seen = await askers.pressed('Jun', onOne(alertId), listId);
        const isSame = JSON.stringify(await bot.person('Fay').messages()) === before;
        return `${seen}, its owner’s chat ${isSame ? 'as it was' : 'changed'}`;
      },
    ],
  ];
  attackGroup('AL', 'who sees alerts and acts on them', strangers, (story) => story());

  const forged: readonly Attack<Json>[] = [
    ['an id that is a query', notOurs, { verb: 'alert.show', alertId: "x' or '1'='1" }],
    ['an id that is a number', notOurs, { verb: 'alert.show', alertId: 1 }],
    ['no id', notOurs, { verb: 'alert.acknowledge' }],
    [
      'a snooze for ever',
      notOurs,
      { verb: 'alert.snooze', alertId: nobody, snoozeDays: '36500', comment: 'x' },
    ],
    [
      'a snooze until a day',
      notOurs,
      { verb: 'alert.snooze', alertId: nobody, until: '2099-01-01', comment: 'x' },
    ],
    ['somebody else as who acts', notOurs, { verb: 'alert.acknowledge', alertId: nobody, by: nobody }],
    [
      'another alert of PIM’s by its name',
      notOurs,
      { verb: 'alert.confirm', alertId: nobody, draftId: nobody, alertName: 'StaleSignInAlert' },
    ],
    ['a second yes without its question', notOurs, { verb: 'alert.confirm', alertId: nobody }],
    ['mending', notOurs, { verb: 'alert.remediate', alertId: nobody }],
    ['page 0', notOurs, { verb: 'alerts.show', page: '0' }],
  ];
  attackGroup('AL', 'what no button of ours sends, by one who may ask', forged, async (data) =>
    answerOf(await pressRaw(bot, { by: 'Fay', value: executed(data['verb'], data) })),
  );

  const odd: readonly Attack<Story>[] = [
    [
      'a dismissal of what is Latchkey’s own, by one who may ask',
      'a word, nothing written',
      async () => {
        const call = await bot.newestCall();
        const mark = await bot.person('Fay').mark();
        const data = { verb: 'alert.confirm', alertId, draftId: nobody };
        await pressRaw(bot, { by: 'Fay', value: executed(data.verb, data) });
        await bot.person('Fay').waitForText(/Only alerts of Entra PIM/, { after: mark ?? '' });
        const written = (await bot.callsSince(call)).filter(({ method }) => method === 'PATCH');
        return `a word, ${written.length === 0 ? 'nothing written' : 'written'}`;
      },
    ],
  ];
  attackGroup('AL', 'what could be asked, and is not to be had', odd, (story) => story());
});

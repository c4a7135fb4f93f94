import assert from 'node:assert/strict';
import { type Json } from '../support/cardReading.ts';
import { type ChatMessage, type TeamsUser } from '../support/teamsUser.ts';
import { AttackedBot } from './attackedBot.ts';
import { buttonOf, executed, type FoundButton, pressRaw } from './cardPresses.ts';
import { someNonce, someUlid } from './cardWays.ts';

describe('what is not there and what is not yours get the same answer, byte for byte', () => {
  let bot: AttackedBot;
  let ben: FoundButton;
  let jun: TeamsUser;

  before(async () => {
    bot = await AttackedBot.start({ installedFor: ['Ana', 'Ben', 'Chi', 'Jun'] });
    jun = bot.person('Jun');
    await bot.person('Ana').say('activate exchange admin 2h because mailbox stuck');
    ben = await buttonOf(bot, 'Ben', 'request.approve');
    await bot.settled();
  });

  after(() => bot.stop());

  const answerTo = async (by: string, verb: string, data: Json): Promise<string> =>
    JSON.stringify(await pressRaw(bot, { by, value: executed(verb, { ...data, verb }) }));

  for (const verb of [
    'request.approve',
    'request.deny',
    'request.cancel',
    'request.remind',
    'request.refresh',
  ])
    it(`to a press: ${verb}`, async () => {
      const { cardId, nonce } = ben.data;
      const comment = /approve|deny/.test(verb) ? { comment: 'yes' } : {};
      const nothing = await answerTo('Jun', verb, { cardId: someUlid, nonce: someNonce, ...comment });
      assert.match(nothing, /out of date, or was made for somebody else/);
      assert.equal(await answerTo('Jun', verb, { cardId, nonce, ...comment }), nothing, 'not their card');
      assert.equal(
        await answerTo('Jun', verb, { cardId, nonce: someNonce, ...comment }),
        nothing,
        'nor its nonce',
      );
      assert.equal(
        await answerTo('Ben', verb, { cardId, nonce: someNonce, ...comment }),
        nothing,
        'an old copy',
      );
    });

  /** What came into the chat after something was said or pressed, without what is new in every message. */
  const heard = async (act: () => Promise<unknown>): Promise<string> => {
    const mark = await jun.mark();
    await act();
    const messages = await jun.waitUntil('an answer', (all) => botsAfter(all, mark).length > 0);
    await bot.settled();
    return JSON.stringify(
      botsAfter(messages, mark).map(({ text, summary, attachments }) => ({ text, summary, attachments })),
    );
  };
  const botsAfter = (all: readonly ChatMessage[], mark: string | undefined): readonly ChatMessage[] =>
    all.slice(all.findIndex(({ id }) => id === mark) + 1).filter(({ from }) => from === 'bot');

  for (const command of ['approve', 'deny'])
    it(`to a typed number: ${command}`, async () => {
      const theirs = await heard(() => jun.say(`${command} 1 because yes`));
      const nobodys = await heard(() => jun.say(`${command} 7 because yes`));
      assert.equal(theirs.replaceAll('request 1 ', 'request 7 '), nobodys);
    });

  it('to the id of an operation', async () => {
    await bot.person('Ben').say('activate security admin');
    await bot.person('Ben').press('activation.submit', { justification: 'incident' });
    const { data } = await buttonOf(bot, 'Ben', 'signIn.start');
    assert.equal(typeof data['operationId'], 'string');
    await jun.settings({ sso: 'off' });
    const verb = 'signIn.start';
    const answers: string[] = [];
    const shown: string[] = [];
    for (const operationId of [String(data['operationId']), someUlid]) {
      const chat = await heard(async () => answers.push(await answerTo('Jun', verb, { operationId })));
      // Each sign-in has an id of its own.
      shown.push(chat.replaceAll(/(\/auth\/start\?t=|"id":")[\w-]{20,}/g, '$1…'));
    }
    assert.equal(answers[0], answers[1]);
    assert.equal(shown[0], shown[1]);
    assert.match(shown[0] ?? '', /t=…/, 'both are asked to sign in');
  });
});

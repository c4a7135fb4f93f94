import assert from 'node:assert/strict';
import { type Attack, attackGroup } from './attackTable.ts';
import { AttackedBot } from './attackedBot.ts';
import { cardFieldAttacks } from './cardFieldAttacks.ts';
import {
  answerOf,
  buttonOf,
  changesInWords,
  changesSince,
  executed,
  type FoundButton,
  postAs,
  pressRaw,
} from './cardPresses.ts';
import { type CardHow, type Cards, someNonce, someUlid, teams } from './cardWays.ts';
import { formAttacks, roleAttacks } from './formAttacks.ts';

describe('attacks on cards', () => {
  let bot: AttackedBot;
  let cards: Cards;

  before(async () => {
    bot = await AttackedBot.start({ installedFor: ['Ana', 'Ben', 'Chi', 'Dara', 'Jun'] });
    cards = await waiting();
  });

  after(() => bot.stop());

  /** Ana asks; the approvers' cards are there. */
  async function waiting(): Promise<Cards> {
    const [ben, chi, ana] = [await mark('Ben'), await mark('Chi'), await mark('Ana')];
    await bot.person('Ana').say('activate exchange admin 2h because mailbox stuck');
    return {
      ben: await buttonOf(bot, 'Ben', 'request.approve', ben),
      chi: await buttonOf(bot, 'Chi', 'request.approve', chi),
      ana: await buttonOf(bot, 'Ana', 'request.cancel', ana),
    };
  }

  const mark = (name: string): Promise<string | undefined> => bot.person(name).mark();

  const tried = async (how: CardHow): Promise<string> => {
    const call = await bot.newestCall();
    const errors = bot.lines.length;
    const answer = await pressRaw(bot, await how(bot, cards));
    await bot.settled();
    const failed = bot.lines.slice(errors).filter(({ facts }) => Number(facts['level']) >= 50);
    const words = `${answerOf(answer)}, ${await changesInWords(bot, call)}`;
    return failed.length === 0 ? words : `${words}, ${failed.map(({ text }) => text).join()}`;
  };

  attackGroup('CD', 'what a card of a request sends', cardFieldAttacks(), tried);
  attackGroup('CD', 'roles that nobody offered', roleAttacks(), tried);
  attackGroup('CD', 'forms that nobody filled in', formAttacks(), tried);

  const stories: readonly Attack<() => Promise<string>>[] = [
    [
      'all of it as Action.Submit',
      'answered in the chat, 0 changes',
      async () => {
        const call = await bot.newestCall();
        const after = await mark('Ben');
        const data = { ...cards.ben.data, comment: 'yes', nonce: someNonce };
        await pressRaw(bot, { by: 'Ben', value: data, isSubmit: true, replyToId: cards.ben.messageId });
        await bot.person('Ben').waitForText('out of date', { after: after ?? '' });
        return `answered in the chat, ${await changesInWords(bot, call)}`;
      },
    ],
    [
      'a press from a channel',
      'not done, no card sent there, 0 changes',
      async () => {
        const call = await bot.newestCall();
        const conversation = {
          id: '19:attack@thread.tacv2',
          conversationType: 'channel',
          isGroup: true,
          tenantId: bot.tenantId,
        };
        await postAs(bot, 'Ben', {
          type: 'invoke',
          name: 'adaptiveCard/action',
          value: executed('request.approve', { ...cards.ben.data, comment: 'yes' }),
          conversation,
        });
        await bot.settled();
        const sent = (await bot.callsSince(call)).filter(({ path }) =>
          decodeURIComponent(path).includes('19:attack'),
        );
        const changes = await changesInWords(bot, call);
        return `not done, ${sent.length === 0 ? 'no card sent there' : 'cards sent there'}, ${changes}`;
      },
    ],
    [
      'somebody’s form, sent in by another',
      'nothing activated for either, 0 changes, 1 refused by PIM',
      async () => {
        const after = await mark('Ana');
        await bot.person('Ana').say('activate teams admin');
        await bot.person('Ana').waitForCard('Teams Administrator', { after: after ?? '' });
        await bot.settled();
        const call = await bot.newestCall();
        const data = {
          verb: 'activation.submit',
          roleDefinitionId: teams,
          scopeId: '/',
          draftId: someUlid.replace(/..$/, 'ZZ'),
        };
        await pressRaw(bot, {
          by: 'Jun',
          value: executed('activation.submit', { ...data, durationMinutes: '60', justification: 'x' }),
        });
        await bot.settled();
        return `nothing activated for either, ${await changesInWords(bot, call)}`;
      },
    ],
    [
      'one’s own request, approved with its own card',
      'refused, 0 changes',
      async () => {
        const call = await bot.newestCall();
        const { verb: _verb, ...key } = cards.ana.data as { verb?: unknown };
        await pressRaw(bot, {
          by: 'Ana',
          value: executed('request.approve', { ...key, verb: 'request.approve', comment: 'yes' }),
        });
        await bot.settled();
        return `refused, ${await changesInWords(bot, call)}`;
      },
    ],
    [
      'somebody’s request, taken back with an approver’s card',
      'still waiting, 0 changes',
      async () => {
        const call = await bot.newestCall();
        const { verb: _verb, ...key } = cards.chi.data as { verb?: unknown };
        await pressRaw(bot, {
          by: 'Chi',
          value: executed('request.cancel', { ...key, verb: 'request.cancel' }),
        });
        await bot.settled();
        const taken = (await changesSince(bot, call)).filter(({ status }) => status !== null && status < 300);
        await buttonOf(bot, 'Ben', 'request.approve');
        return `still waiting, ${taken.length} changes`;
      },
    ],
    [
      'a decision that PIM says it took and did not',
      'not called approved',
      async () => {
        await bot.control.faults.add({ match: { method: 'PATCH', path: '/steps/' }, status: 204 });
        const after = await mark('Ana');
        await bot.person('Ben').press('request.approve', { comment: 'yes' });
        await bot.settled();
        const ana = await bot.person('Ana').messages();
        const said = JSON.stringify(
          after === undefined ? ana : ana.slice(ana.findIndex(({ id }) => id === after) + 1),
        );
        return /approved it|Active until/.test(said) ? 'called approved' : 'not called approved';
      },
    ],
    [
      'the same press twice at once',
      '1 changes',
      async () => {
        const call = await bot.newestCall();
        const { ben } = await fresh();
        const twice = {
          by: 'Ben',
          value: executed('request.deny', { ...ben.data, verb: 'request.deny', comment: 'no' }),
          replyToId: ben.messageId,
        };
        await Promise.all([pressRaw(bot, twice), pressRaw(bot, twice), pressRaw(bot, twice)]);
        await bot.person('Ana').waitForCard(/denied/i);
        await bot.settled();
        return `${await denialsSince(call)} changes`;
      },
    ],
    [
      'the same press again, days later',
      '0 changes',
      async () => {
        const call = await bot.newestCall();
        await pressRaw(bot, {
          by: 'Ben',
          value: executed('request.approve', { ...lastBen.data, comment: 'yes' }),
          replyToId: lastBen.messageId,
        });
        await bot.settled();
        return changesInWords(bot, call);
      },
    ],
    [
      'the same message delivered three times',
      '1 changes',
      async () => {
        await fresh();
        const call = await bot.newestCall();
        const message = {
          type: 'message',
          id: 'delivered-thrice',
          text: `deny ${await numberAtBen()} because no`,
        };
        await Promise.all([
          postAs(bot, 'Ben', message),
          postAs(bot, 'Ben', message),
          postAs(bot, 'Ben', message),
        ]);
        await bot.settled();
        return `${await denialsSince(call)} changes`;
      },
    ],
    [
      'a card whose request has lapsed',
      '0 changes',
      async () => {
        const { ben } = await fresh();
        await bot.forward(24 * 60 + 5);
        await bot.person('Ben').waitForCard(/laps/i);
        await bot.settled();
        const call = await bot.newestCall();
        await pressRaw(bot, {
          by: 'Ben',
          value: executed('request.approve', { ...ben.data, comment: 'yes' }),
          replyToId: ben.messageId,
        });
        await bot.settled();
        return changesInWords(bot, call);
      },
    ],
  ];

  let lastBen: FoundButton;

  /** The request of before is over, and a new one waits. */
  async function fresh(): Promise<Cards> {
    const open = bot.person('Ana');
    const messages = await open.messages();
    const isWaiting = messages.some((message) => JSON.stringify(message).includes('request.cancel'));
    if (isWaiting) {
      await open.press('request.cancel');
      await open.waitUntil('nothing to wait', (found) => !JSON.stringify(found).includes('request.cancel'));
    }
    const made = await waiting();
    lastBen = made.ben;
    return made;
  }

  /** What an earlier story left unclear is approved again in its own time, and is not counted. */
  async function denialsSince(call: number): Promise<number> {
    const changes = await changesSince(bot, call);
    return changes.filter(({ requestBody }) => JSON.stringify(requestBody).includes('"Deny"')).length;
  }

  async function numberAtBen(): Promise<string> {
    const card = await bot.person('Ben').waitForCard(/approve \d+/);
    const found = /approve (\d+)/.exec(card.text)?.[1];
    assert.ok(found);
    return found;
  }

  attackGroup('CD', 'presses at the wrong time and in the wrong place', stories, (story) => story());
});

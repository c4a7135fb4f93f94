import assert from 'node:assert/strict';
import { AttackedBot } from './attackedBot.ts';
import { type Attack, attackGroup } from './attackTable.ts';
import { buttonOf, changesInWords, executed, type FoundButton, pressRaw } from './cardPresses.ts';
import { teams } from './cardWays.ts';

const exchange = '29232cdf-9323-42fd-ade2-1d097af3e4de';

/** What PIM says now decides, whatever a card or a form was drawn with. */
describe('attacks with what was allowed before', () => {
  let bot: AttackedBot;

  before(async () => {
    bot = await AttackedBot.start({ installedFor: ['Ana', 'Ben', 'Chi'] });
  });

  after(() => bot.stop());

  const setRule = (roleDefinitionId: string, ruleId: string, patch: object): Promise<unknown> =>
    bot.control.portal({ actor: bot.idOf('Eli'), action: 'setRule', roleDefinitionId, ruleId, patch });
  const setMaximum = (role: string, maximumDuration: string): Promise<unknown> =>
    setRule(role, 'Expiration_EndUser_Assignment', { maximumDuration });

  /** Ana's form of a role, as it was drawn. */
  async function form(): Promise<FoundButton> {
    const ana = bot.person('Ana');
    const after = await ana.mark();
    await ana.say('activate teams admin');
    const found = await buttonOf(bot, 'Ana', 'activation.submit', after);
    await bot.settled();
    return found;
  }

  /** What stands in the form's place in the end. */
  const becomes = async ({ messageId }: FoundButton, words: RegExp): Promise<string> => {
    const { text } = await bot
      .person('Ana')
      .waitForCard(({ message, text: shown }) => message.id === messageId && words.test(shown));
    await bot.settled();
    return text;
  };

  const submit = async ({ data, messageId }: FoundButton, durationMinutes: string): Promise<unknown> =>
    pressRaw(bot, {
      by: 'Ana',
      value: executed('activation.submit', { ...data, durationMinutes, justification: 'as before' }),
      replyToId: messageId,
    });

  const stories: readonly Attack<() => Promise<string>>[] = [
    [
      'a longer time than the role allows by now',
      'told the maximum, 0 changes',
      async () => {
        const drawn = await form();
        await setMaximum(teams, 'PT30M');
        // What is known of a role's settings is read again after ten minutes.
        await bot.forward(11);
        const call = await bot.newestCall();
        await submit(drawn, '120');
        await becomes(drawn, /This role allows at most 30 minutes/);
        await setMaximum(teams, 'PT8H');
        await bot.forward(11);
        return `told the maximum, ${await changesInWords(bot, call)}`;
      },
    ],
    [
      'the same at the very moment of the change',
      'told why not, 0 changes',
      async () => {
        const drawn = await form();
        await setMaximum(teams, 'PT30M');
        const call = await bot.newestCall();
        await submit(drawn, '120');
        await becomes(drawn, /PIM says this role allows less time/);
        const seen = await changesInWords(bot, call);
        await setMaximum(teams, 'PT8H');
        await bot.forward(11);
        return `told why not, ${seen.replace(/, \d+ refused by PIM/, '')}`;
      },
    ],
    [
      'a role that needs approval by now',
      'waits for approval, 1 changes, not active',
      async () => {
        const drawn = await form();
        const approver = { '@odata.type': '#microsoft.graph.singleUser', userId: bot.idOf('Ben') };
        await setRule(teams, 'Approval_EndUser_Assignment', {
          setting: { isApprovalRequired: true, approvalStages: [{ primaryApprovers: [approver] }] },
        });
        const call = await bot.newestCall();
        await submit(drawn, '60');
        const said = await becomes(drawn, /Waiting for approval/);
        const isActive = said.includes('Active until');
        const seen = `waits for approval, ${await changesInWords(bot, call)}, ${isActive ? 'active' : 'not active'}`;
        await bot.person('Ana').press('request.cancel');
        return seen;
      },
    ],
    [
      'a request for longer than the role allows by now, approved',
      'what PIM did is what the card says',
      async () => {
        const ana = bot.person('Ana');
        const after = await bot.person('Ben').mark();
        await ana.say('activate exchange admin 2h because mailbox stuck');
        await buttonOf(bot, 'Ben', 'request.approve', after);
        await setMaximum(exchange, 'PT1H');
        await bot.person('Ben').press('request.approve', { comment: 'as before' });
        const decided = await bot
          .person('Ben')
          .waitForCard(
            /You approved it|could not|not be|refused|allows/i,
            after === undefined ? {} : { after },
          );
        await bot.settled();
        const patched = (await bot.control.calls(/\/steps\//)).findLast(({ method }) => method === 'PATCH');
        assert.ok(patched);
        const isTaken = patched.status === 204;
        assert.equal(decided.text.includes('You approved it'), isTaken, decided.text);
        await setMaximum(exchange, 'PT8H');
        return 'what PIM did is what the card says';
      },
    ],
  ];

  attackGroup('TI', 'what was allowed before', stories, (story) => story());
});

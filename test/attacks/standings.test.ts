import assert from 'node:assert/strict';
import { type Attack, attackGroup } from './attackTable.ts';
import { approvalsAt } from './approvals.ts';
import { AttackedBot } from './attackedBot.ts';
import { executed, pressRaw } from './cardPresses.ts';

const exchange = '29232cdf-9323-42fd-ade2-1d097af3e4de';
const mailTeamLeads = '6a0e1f52-1c3b-4d7e-9b20-5f1e0c7a1102';
const tierOne = '6a0e1f52-1c3b-4d7e-9b20-5f1e0c7a1101';

type Story = () => Promise<string>;

describe('attacks on who may decide and ask', () => {
  let bot: AttackedBot;

  before(async () => {
    bot = await AttackedBot.start({ installedFor: ['Ana', 'Ben', 'Chi', 'Dara', 'Eli', 'Ivo', 'Jun'] });
  });

  after(() => bot.stop());

  const { user, begin, changes, waitsStill, ask } = approvalsAt(() => bot);

  const standings: readonly Attack<Story>[] = [
    [
      'one’s own request, typed',
      '0 changes, waits still',
      async () => {
        await ask();
        for (const text of ['approve 1', 'approve 1 because yes', 'approve']) await user('Ana').say(text);
        return `${await changes()}, ${await waitsStill()}`;
      },
    ],
    [
      'one’s own request, by a member of the approvers’ group',
      'no button, 0 changes',
      async () => {
        const after = await user('Dara').mark();
        await ask('Dara');
        const mine = (await user('Dara').messages()).slice(
          (await user('Dara').messages()).findIndex(({ id }) => id === after) + 1,
        );
        await user('Dara').say('approve 1 because mine');
        return `${JSON.stringify(mine).includes('request.approve') ? 'a button' : 'no button'}, ${await changes()}`;
      },
    ],
    [
      'a number of somebody else’s, typed by nobody in particular',
      '0 changes, waits still',
      async () => {
        await ask();
        for (const text of ['approve 1 because yes', 'deny 1 because no', 'approve 2 because yes'])
          await user('Jun').say(text);
        return `${await changes()}, ${await waitsStill()}`;
      },
    ],
    [
      'an approver who left the group in the group',
      'told why not, 0 changes, waits still',
      async () => {
        const { chi } = await ask();
        await bot.control.changeDirectory(mailTeamLeads, { members: [] });
        await pressRaw(bot, {
          by: 'Chi',
          value: executed('request.approve', { ...chi.data, comment: 'yes' }),
          replyToId: chi.messageId,
        });
        await user('Chi').waitForText(/does not name you as an approver|Entra did not allow this/);
        const seen = `told why not, ${await changes()}, ${await waitsStill()}`;
        await bot.control.changeDirectory(mailTeamLeads, { members: [bot.idOf('Chi')] });
        return seen;
      },
    ],
    [
      'an approver whose account was disabled',
      '0 changes, waits still',
      async () => {
        const { ben } = await ask();
        await bot.control.changeDirectory(bot.idOf('Ben'), { accountEnabled: false });
        await pressRaw(bot, {
          by: 'Ben',
          value: executed('request.approve', { ...ben.data, comment: 'yes' }),
          replyToId: ben.messageId,
        });
        const seen = `${await changes()}, ${await waitsStill()}`;
        await bot.control.changeDirectory(bot.idOf('Ben'), { accountEnabled: true });
        return seen;
      },
    ],
    [
      'an approver who has become a guest',
      '0 changes, waits still',
      async () => {
        await ask();
        await bot.control.changeDirectory(bot.idOf('Ben'), { userType: 'Guest' });
        await bot.forward(11);
        await user('Ben').press('request.approve', { comment: 'yes' });
        await user('Ben').waitForText(/members of this organization only/);
        const seen = `${await changes()}, ${await waitsStill()}`;
        await bot.control.changeDirectory(bot.idOf('Ben'), { userType: 'Member' });
        await bot.forward(11);
        return seen;
      },
    ],
    [
      'a guest who asks for roles',
      'told nothing, 0 changes',
      async () => {
        await begin();
        for (const text of ['my roles', 'activate reports reader 1h because x', 'pending', 'digest now'])
          await user('Ivo').say(text);
        const said = JSON.stringify(await user('Ivo').messages());
        return `${said.includes('Reports Reader') ? 'told of roles' : 'told nothing'}, ${await changes()}`;
      },
    ],
    [
      'a request whose requestor lost the eligibility',
      'not called active',
      async () => {
        const { ben } = await ask();
        await bot.control.portal({
          actor: bot.idOf('Eli'),
          action: 'removeEligibility',
          principalId: bot.idOf('Dara'),
          roleDefinitionId: exchange,
        });
        assert.ok(ben);
        await askAsDaraWithoutEligibility();
        const said = JSON.stringify(await user('Dara').messages());
        return said.includes('Active until') ? 'called active' : 'not called active';
      },
    ],
    [
      'a role that was given another name while it waits',
      '1 changes, of the same role',
      async () => {
        await ask();
        await bot.control.changeDirectory(exchange, { displayName: 'Global Administrator' });
        await user('Ben').press('request.deny', { comment: 'no' });
        await user('Ana').waitForCard(/denied/i);
        const seen = await changes();
        await bot.control.changeDirectory(exchange, { displayName: 'Exchange Administrator' });
        return `${seen}, of the same role`;
      },
    ],
    [
      'a name that looks like a built-in role’s, typed',
      'asked which, 0 changes',
      async () => {
        await begin();
        const after = await user('Ana').mark();
        await user('Ana').say('activate Exchange Administrаtor 1h because x');
        await user('Ana').waitForText(/Did you mean|None of your roles/, { after: after ?? '' });
        return `asked which, ${await changes()}`;
      },
    ],
    [
      'a requestor whose name looks like a colleague’s',
      'marked on the approver’s card, 0 changes',
      async () => {
        const rename = async (displayName: string): Promise<void> => {
          await bot.control.changeDirectory(bot.idOf('Ana'), { displayName });
          await bot.forward(11);
        };
        await rename('Аna Ruiz');
        await ask();
        const said = JSON.stringify(await user('Ben').messages());
        const seen = said.includes('unusual letters: А is Cyrillic') ? 'marked' : 'not marked';
        await rename('Ana Ruiz');
        return `${seen} on the approver’s card, ${await changes()}`;
      },
    ],
    [
      'a group of approvers that holds itself',
      '1 changes',
      async () => {
        await bot.control.changeDirectory(mailTeamLeads, { members: [tierOne, bot.idOf('Chi')] });
        await ask();
        await user('Chi').press('request.deny', { comment: 'no' });
        await user('Ana').waitForCard(/denied/i);
        return changes();
      },
    ],
  ];

  /** Dara may not ask any more, and is told so. */
  async function askAsDaraWithoutEligibility(): Promise<void> {
    const after = await user('Dara').mark();
    await user('Dara').say('activate exchange admin 1h because x');
    await user('Dara').waitForText(/not eligible|None of your roles/i, { after: after ?? '' });
  }

  attackGroup('AZ', 'who may decide and ask', standings, (story) => story());
});

import { type Attack, attackGroup } from './attackTable.ts';
import { AttackedBot } from './attackedBot.ts';
import { changedRoles as roles, ChangePresses } from './changePresses.ts';
import { louId } from './madeUpChanges.ts';

type Story = () => Promise<string>;

describe('attacks on changes of other people’s roles, where they are not switched on', () => {
  let bot: AttackedBot;

  before(async () => {
    bot = await AttackedBot.start({ installedFor: ['Dara', 'Jun'] });
  });

  after(() => bot.stop());

  const presses = new ChangePresses(() => bot);
  const verbs = ['holding.change', 'holding.check', 'holding.confirm', 'holding.dismiss'] as const;
  const off: readonly Attack<Story>[] = ['Dara', 'Jun'].flatMap((by) =>
    verbs.map((verb): Attack<Story> => [
      `${by} presses ${verb}`,
      'not switched on, no change',
      () =>
        presses.outcome(
          by,
          { what: 'removeActive', principalId: louId, roleDefinitionId: roles.globalAdministrator },
          verb,
        ),
    ]),
  );
  attackGroup('CH', 'not switched on', off, (story) => story());
});

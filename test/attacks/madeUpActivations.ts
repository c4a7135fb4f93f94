import { harbourGroups } from '../../sandbox/tenants/harbour.ts';
import { type Attack } from './attackTable.ts';
import { approvalsAt } from './approvals.ts';
import { type AttackedBot } from './attackedBot.ts';
import { executed, postAs, pressRaw } from './cardPresses.ts';
import { globalAdministrator, someUlid, teams } from './cardWays.ts';
import { type Votings } from './votings.ts';

const { securityDesk } = harbourGroups;
const activate = 'request.activate';

/** "Activate now" of what is kept here, pressed by whoever may not, before it may, and once too often. */
export function madeUpActivations(
  bot: () => AttackedBot,
  { ask, send, until, untilTold, outcome, takeBack, members, ready }: Votings,
): readonly Attack<() => Promise<string>>[] {
  const { user, settings, openSignIn } = approvalsAt(bot);
  return [
    [
      'before the votes are there: one’s own, another’s, with another role, length or id',
      'taken, old card, old card, not ours, not ours, not ours, 0 of 2, 0 changes',
      async () => {
        const card = await ask('teams admin', ['Ben']);
        const answers = [
          await send('Ana', activate, card('Ana')),
          await send('Ben', activate, card('Ana')),
          await send('Ben', activate, card('Ben')),
          await send('Ana', activate, card('Ana'), { durationMinutes: '480' }),
          await send('Ana', activate, card('Ana'), { roleDefinitionId: globalAdministrator, scopeId: '/' }),
          await send('Ana', activate, card('Ana'), { heldId: someUlid }),
        ];
        return `${answers.join(', ')}, ${await outcome()}`;
      },
    ],
    [
      'as a form that names what was kept, and as one more form',
      '0 of 2, 0 changes',
      async () => {
        await ask('teams admin', ['Ben']);
        const form = { verb: 'activation.submit', roleDefinitionId: teams, scopeId: '/', draftId: someUlid };
        const filled = { ...form, durationMinutes: '60', justification: 'mine' };
        for (const more of [{ heldId: someUlid }, {}])
          await pressRaw(bot(), { by: 'Ana', value: executed('activation.submit', { ...filled, ...more }) });
        return outcome();
      },
    ],
    [
      'once they are there: another’s, a longer one, and one’s own three times',
      'old card, not ours, active, 1 changes',
      async () => {
        const card = await ready();
        const answers = [
          await send('Ben', activate, card('Ana')),
          await send('Ana', activate, card('Ana'), { durationMinutes: '480' }),
        ];
        await Promise.all([1, 2, 3].map(() => send('Ana', activate, card('Ana'))));
        await until('active');
        await send('Ana', activate, card('Ana'));
        return `${answers.join(', ')}, ${await outcome()}`;
      },
    ],
    [
      'of votes of which one counts no more by then',
      'told why not, 1 of 2, 0 changes',
      async () => {
        const card = await ready();
        await members(securityDesk, 'Eli');
        await send('Ana', activate, card('Ana'));
        await until('1 of 2');
        await untilTold(/Fay Lindqvist approved[^\n]*does not count/);
        const seen = await outcome();
        await takeBack();
        await members(securityDesk, 'Fay', 'Eli');
        return `told why not, ${seen}`;
      },
    ],
    [
      'with another’s sign-in, and with one’s own after the votes have lapsed',
      '412, lapsed, 0 changes',
      async () => {
        const card = await ready();
        await settings('Ana', 'off');
        const mark = await user('Ana').mark();
        await send('Ana', activate, card('Ana'));
        const id = await openSignIn('Ana', mark);
        const exchanged = async (by: string): Promise<string> => {
          const token = await bot().control.signOnToken(bot().idOf(by));
          const value = { id, connectionName: 'latchkey', token, heldId: someUlid };
          const answer = await postAs(bot(), by, { type: 'invoke', name: 'signin/tokenExchange', value });
          return String(answer.botStatus);
        };
        const byBen = await exchanged('Ben');
        await bot().forward(31);
        await until('lapsed');
        await exchanged('Ana');
        await send('Ana', activate, card('Ana'));
        await settings('Ana', 'silent');
        return `${byBen}, ${await outcome()}`;
      },
    ],
  ];
}

import { type Attack } from './attackTable.ts';
import { approvalsAt } from './approvals.ts';
import { type AttackedBot } from './attackedBot.ts';
import { buttonOf, executed, type FoundButton, pressRaw } from './cardPresses.ts';
import { globalAdministrator, someUlid, teams } from './cardWays.ts';
import { type Votings } from './votings.ts';

const goPast = 'request.emergency';
const submit = 'emergency.submit';

/** "Emergency…" on a card that waits for votes, pressed by whoever may not, made up, and once too often. */
export function emergenciesPastVotes(
  bot: () => AttackedBot,
  { ask, send, until, outcome }: Votings,
): readonly Attack<() => Promise<string>>[] {
  const { user } = approvalsAt(bot);

  const sendForm = async (by: string, form: FoundButton['data'], more: object = {}): Promise<void> => {
    const data = { ...form, verb: submit, durationMinutes: '60', justification: 'mine', ...more };
    await pressRaw(bot(), { by, value: executed(submit, data) });
    await bot().settled();
  };

  return [
    [
      'by others with the requestor’s card, by a voter with their own, and with more in it',
      'old card, old card, old card, not ours, not ours, 0 of 1, 0 changes',
      async () => {
        const card = await ask('security reader', ['Ben']);
        const answers = [
          await send('Ben', goPast, card('Ana')),
          await send('Jun', goPast, card('Ana')),
          await send('Ben', goPast, card('Ben')),
          await send('Ana', goPast, card('Ana'), { roleDefinitionId: globalAdministrator, scopeId: '/' }),
          await send('Ana', goPast, card('Ana'), { justification: 'now' }),
        ];
        await bot().settled();
        return `${answers.join(', ')}, ${await outcome()}`;
      },
    ],
    [
      'where no rule lets anybody: pressed, and as a form of an emergency',
      'taken, 0 of 2, 0 changes',
      async () => {
        const card = await ask('teams admin', ['Ben']);
        const answer = await send('Ana', goPast, card('Ana'));
        await bot().settled();
        await sendForm('Ana', { roleDefinitionId: teams, scopeId: '/', draftId: someUlid });
        return `${answer}, ${await outcome()}`;
      },
    ],
    [
      'the requestor’s form, sent by others, and twice by the requestor at the same instant',
      'active, 1 changes',
      async () => {
        const card = await ask('security reader', ['Ben']);
        const mark = await user('Ana').mark();
        await send('Ana', goPast, card('Ana'));
        const form = await buttonOf(bot(), 'Ana', submit, mark);
        await sendForm('Ben', { ...form.data, draftId: someUlid.replace(/.$/, 'Z') });
        await Promise.all([sendForm('Ana', form.data), sendForm('Ana', form.data)]);
        await until('active');
        await send('Ben', 'request.approve', card('Ben'));
        await send('Ana', goPast, card('Ana'));
        await bot().settled();
        return outcome();
      },
    ],
  ];
}

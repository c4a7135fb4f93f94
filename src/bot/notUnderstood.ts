import { chooseRoleCard } from '../cards/chooseRoleCard.ts';
import { roleOnCard } from '../cards/roleOnCard.ts';
import { type OperationDeps } from '../pim/operations/deps.ts';
import { matchRole } from '../pim/roleMatching.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { type Chat } from './chat.ts';
import { type Session } from './sessions.ts';
import { type SignInDesk } from './signIn/signIn.ts';

interface Deps extends Pick<OperationDeps, 'pimFor'> {
  readonly signIn: Pick<SignInDesk, 'current'>;
  readonly chatOf: (session: Session) => Chat;
}

/** A line that is no command may be the name of a role: then it is asked about, never acted on. */
export async function tellNotUnderstood(
  { signIn, pimFor, chatOf }: Deps,
  session: Session,
  words: string,
): Promise<void> {
  const signOn = words === '' ? undefined : await signIn.current(session.person);
  const eligible =
    signOn === undefined
      ? []
      : await pimFor(signOn)
          .eligibleRoles()
          .catch(() => []);
  const match = matchRole(words, eligible);
  if (words === '' || match.kind === 'none') {
    await chatOf(session).sendText(wordsFor(session.card.locale).replies.notUnderstood);
    return;
  }
  const candidates = match.kind === 'exact' ? [match.candidate] : match.candidates;
  await chatOf(session).sendCard(
    chooseRoleCard(session.card, {
      purpose: 'activate',
      takesNumber: false,
      typed: words,
      options: candidates.map(roleOnCard),
    }),
  );
}

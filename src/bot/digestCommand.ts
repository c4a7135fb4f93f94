import { digestCard } from '../cards/digestCard.ts';
import { composeDigest } from '../pim/operations/composeDigest.ts';
import { type OperationDeps } from '../pim/operations/deps.ts';
import { type PreferenceStore } from '../pim/records.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { type Chat } from './chat.ts';
import { type DigestWish } from './commands.ts';
import { type Session } from './sessions.ts';

/** What the digest command needs. */
export interface DigestCommandDeps extends Pick<OperationDeps, 'directory' | 'requests' | 'cards' | 'clock'> {
  readonly preferences: PreferenceStore;
  readonly chatOf: (session: Session) => Chat;
  /** When it comes for those who never said a time, `HH:MM`. */
  readonly defaultDigestAt: string;
}

/** Shows the digest now, or sets when it comes. */
export async function runDigestCommand(
  deps: DigestCommandDeps,
  session: Session,
  wish: DigestWish,
): Promise<void> {
  const { preferences } = deps;
  const { person } = session;
  const { replies } = wordsFor(session.card.locale);
  const chat = deps.chatOf(session);
  switch (wish.kind) {
    case 'now':
      await chat.sendCard(digestCard(session.card, await composeDigest(deps, person)));
      return;
    case 'off':
      await preferences.set(person, { isDigestOn: false });
      await chat.sendText(replies.digestOff);
      return;
    case 'on':
    case 'at': {
      const time = wish.kind === 'at' ? { digestAt: wish.time } : {};
      await preferences.set(person, { isDigestOn: true, ...time });
      const { digestAt = deps.defaultDigestAt } = await preferences.of(person);
      await chat.sendText(replies.digestAt(digestAt));
      return;
    }
    case 'unclear':
      await chat.sendText(replies.digestUnclear);
  }
}

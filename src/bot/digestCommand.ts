import { administratorsCard } from '../cards/administratorsCard.ts';
import { type Card } from '../cards/card.ts';
import { digestCard } from '../cards/digestCard.ts';
import {
  composeAdministratorsDigest,
  isEmptyAdministratorsDigest,
} from '../pim/operations/composeAdministratorsDigest.ts';
import { composeDigest, isEmptyDigest } from '../pim/operations/composeDigest.ts';
import { type OperationDeps } from '../pim/operations/deps.ts';
import { type SharedHoldings } from '../pim/operations/sharedHoldings.ts';
import { type SharedSettings } from '../pim/operations/sharedSettings.ts';
import { type SharedRunningReviews } from '../pim/reviews/runningReviews.ts';
import { type Conversation, type Lookback, type Preferences, type PreferenceStore } from '../pim/records.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { type Chat } from './chat.ts';
import { type DigestWish } from './digestWords.ts';
import { type Session } from './sessions.ts';

/** What the digest command needs. */
export interface DigestCommandDeps extends Pick<
  OperationDeps,
  | 'directory'
  | 'administrators'
  | 'alerts'
  | 'requests'
  | 'votings'
  | 'cards'
  | 'extensions'
  | 'clock'
  | 'logger'
> {
  readonly preferences: PreferenceStore;
  readonly lookback: Lookback;
  readonly holdings: SharedHoldings;
  readonly roleSettings: SharedSettings;
  readonly runningReviews?: SharedRunningReviews | undefined;
  readonly chatOf: (session: Session) => Chat;
  /** When it comes for those who never said a time, `HH:MM`. */
  readonly defaultDigestAt: string;
  /**
   * Sees that none comes at once because of a choice that is about to be kept, where its time of today is over; says
   * whether that is so.
   */
  readonly leaveOutPassed: (
    reader: Pick<Conversation, 'person' | 'timeZone'>,
    chosen: Partial<Preferences>,
  ) => Promise<boolean>;
}

const DAY_MS = 86_400_000;

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
  const choose = async (chosen: Partial<Preferences>): Promise<boolean> => {
    const isTodayOver = await deps.leaveOutPassed(session.conversation, chosen);
    await preferences.set(person, chosen);
    return isTodayOver;
  };
  switch (wish.kind) {
    case 'now':
      await say(chat, await ownDigest(deps, session));
      await showTenants(deps, session, chat);
      return;
    case 'off':
      await preferences.set(person, { isDigestOn: false });
      await chat.sendText(replies.digestOff);
      return;
    case 'weekends':
      await choose({ isDigestOnWeekends: wish.isOn });
      await chat.sendText(wish.isOn ? replies.digestOnWeekends : replies.digestOnWorkdays);
      return;
    case 'on':
    case 'at': {
      const time = wish.kind === 'at' ? { digestAt: wish.time } : {};
      const isTodayOver = await choose({ isDigestOn: true, ...time });
      const { digestAt = deps.defaultDigestAt } = await preferences.of(person);
      await chat.sendText(replies.digestAt(digestAt, isTodayOver));
      return;
    }
    case 'unclear':
      await chat.sendText(replies.digestUnclear);
  }
}

const say = (chat: Chat, said: Card | string): Promise<string> =>
  typeof said === 'string' ? chat.sendText(said) : chat.sendCard(said);

/** Whoever asks is answered, with a sentence where there is nothing to show. */
async function ownDigest(deps: DigestCommandDeps, { card, person }: Session): Promise<Card | string> {
  const digest = await composeDigest(deps, deps.directory, person);
  return isEmptyDigest(digest) ? wordsFor(card.locale).digest.nothing : digestCard(card, digest);
}

/** An administrator sees the tenant's day too. Who cannot be told to be one now sees their own alone. */
async function showTenants(deps: DigestCommandDeps, { card, person }: Session, chat: Chat): Promise<void> {
  try {
    if (!(await deps.administrators.has(person))) return;
  } catch (error) {
    deps.logger.warn(
      { event: 'administrators.unreadable', err: error },
      'The administrators’ group is unknown now',
    );
    return;
  }
  const since = new Date(deps.clock.now().getTime() - DAY_MS);
  const digest = await composeAdministratorsDigest(deps, since);
  const { administrators: words } = wordsFor(card.locale);
  await say(chat, isEmptyAdministratorsDigest(digest) ? words.nothing : administratorsCard(card, digest));
}

import { type OperationDeps } from '../../pim/operations/deps.ts';
import { mayAskAboutOthers } from '../../pim/operations/mayAskAboutOthers.ts';
import { type SharedPosture } from '../../pim/operations/sharedPosture.ts';
import { type Posture } from '../../pim/posture/posture.ts';
import { type SignOn } from '../../pim/ports.ts';
import { wordsFor } from '../../words/wordsFor.ts';
import { type Chat } from '../chat.ts';
import { type Session } from '../sessions.ts';

/** What it takes to know who may ask, and what is there to be told. */
export interface EntitledPostureDeps extends Pick<OperationDeps, 'pimFor' | 'administrators' | 'logger'> {
  readonly chatOf: (session: Session) => Chat;
  readonly postures: {
    /** Who holds what, read without the audit log. */
    readonly holdings: SharedPosture;
    /** The same with the activations that the log has. */
    readonly withHistory: SharedPosture;
  };
}

/** Whether somebody may know who has what, asked of Entra with their own token; a word to whoever may not. */
export async function isEntitled(
  { pimFor, administrators, chatOf }: Pick<EntitledPostureDeps, 'pimFor' | 'administrators' | 'chatOf'>,
  session: Session,
  signOn: SignOn,
): Promise<boolean> {
  if (await mayAskAboutOthers(pimFor(signOn), administrators)) return true;
  await chatOf(session).sendText(wordsFor(session.card.locale).posture.notEntitled);
  return false;
}

/** Until then nobody wonders whether anything happens. Milliseconds. */
const SAID_AFTER = 4_000;

/**
 * What Entra has, for whoever may know it: asked of Entra at every single question, with the person's own token.
 * `undefined` after a word to whoever may not.
 */
export async function entitledPosture(
  { pimFor, administrators, logger, chatOf, postures }: EntitledPostureDeps,
  session: Session,
  signOn: SignOn,
  which: keyof EntitledPostureDeps['postures'],
): Promise<Posture | undefined> {
  const { posture: words } = wordsFor(session.card.locale);
  const chat = chatOf(session);
  if (!(await isEntitled({ pimFor, administrators, chatOf }, session, signOn))) return undefined;
  const said = setTimeout(() => {
    chat.sendText(words.reading).catch((error: unknown) => {
      logger.info({ err: error }, 'Somebody could not be told that it takes a while');
    });
  }, SAID_AFTER);
  try {
    return await postures[which].current();
  } finally {
    clearTimeout(said);
  }
}

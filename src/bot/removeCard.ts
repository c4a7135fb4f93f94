import { type Session } from './sessions.ts';
import { type SignInDeps } from './signIn/signInDeps.ts';

/** Takes a sign-in's card out of the chat, where there is one. */
export async function removeCard(
  { chatOf, logger }: SignInDeps,
  session: Session,
  activityId: string | undefined,
): Promise<void> {
  if (activityId === undefined || activityId === '') return;
  await chatOf(session)
    .remove(activityId)
    .catch((error: unknown) => {
      // A sign-in card that stays behind is untidy, nothing more: its id has been used up.
      logger.info({ err: error }, 'A sign-in card could not be removed');
    });
}

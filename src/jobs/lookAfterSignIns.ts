import { type OperationDeps } from '../pim/operations/deps.ts';
import { type LeftSignIn, type SignIns } from '../pim/records.ts';

const MOST_AT_ONCE = 100;

/**
 * Looks after sign-ins whose link is dead, and those whose taker ended before it could go on, so that no card keeps a
 * button that does nothing. What could not be told is tried again, for an hour after the link's end.
 */
export async function lookAfterSignIns(
  { signIns, logger }: { readonly signIns: SignIns } & Pick<OperationDeps, 'logger'>,
  lookAfter: (left: LeftSignIn) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  for (const left of await signIns.left(MOST_AT_ONCE)) {
    if (signal?.aborted === true) return;
    try {
      await lookAfter(left);
      await signIns.finish(left.signIn.id);
    } catch (error) {
      logger.warn({ err: error }, 'The card of a sign-in that came to nothing could not be mended');
    }
  }
}

import { isPimError } from '../../pim/errors.ts';
import { type CheckName } from './checkTable.ts';

/** `failed`: something does not work. `attention`: it works, and somebody should know; or it could not be looked at. */
export type Verdict = 'well' | 'attention' | 'failed';

/** What was seen of one thing. Neither text holds a secret or a name of a person but the one that was asked for. */
export interface Seen {
  readonly verdict: Verdict;
  readonly told: string;
  /** What to do about it, as a sentence; none where it is well. */
  readonly fix?: string;
}

/** What was seen, and of what. */
export interface Finding extends Seen {
  readonly check: CheckName;
}

export const well = (told: string): Seen => ({ verdict: 'well', told });
export const failed = (told: string, fix: string): Seen => ({ verdict: 'failed', told, fix });
export const attention = (told: string, fix: string): Seen => ({ verdict: 'attention', told, fix });

/** Something that depends on something else which is not there. */
export const notLookedAt = (because: string, fix: string): Seen =>
  attention(`not looked at: ${because}`, fix);

/** How long one look may take. Milliseconds. */
const LONGEST_LOOK = 15_000;

/**
 * Looks at one thing, for a limited time. Whatever is thrown becomes a finding that names our own code for it, and
 * nothing of a message, which could hold more.
 */
export async function look(check: CheckName, work: () => Promise<Seen>): Promise<Finding> {
  const timer = Promise.withResolvers<Seen>();
  const timeout = setTimeout(() => {
    timer.resolve(
      failed(`no answer within ${LONGEST_LOOK / 1000} seconds`, 'Try again; look at the network.'),
    );
  }, LONGEST_LOOK);
  try {
    return { check, ...(await Promise.race([work(), timer.promise])) };
  } catch (error) {
    return { check, ...unexpected(error) };
  } finally {
    clearTimeout(timeout);
  }
}

/** What an error becomes that nobody expected: its code, and whether waiting helps. */
export function unexpected(error: unknown): Seen {
  if (!isPimError(error)) {
    const name = error instanceof Error ? error.name : 'something unknown';
    return failed(
      `could not be looked at (${name})`,
      'This is a fault of ours, or of this machine: report it.',
    );
  }
  const { graphCode = '', status } = error.details;
  const [code, answer] = [
    graphCode === '' ? error.code : graphCode,
    status === undefined ? '' : `${status} `,
  ];
  return isPimError(error, 'pim_unavailable', 'throttled')
    ? failed(
        `Microsoft does not answer as it should (${answer}${code})`,
        'Try again in a few minutes; look at the network.',
      )
    : failed(`Graph refused (${answer}${code})`, 'Look at the permission that this call takes.');
}

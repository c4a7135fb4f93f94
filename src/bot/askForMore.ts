import { demandOf } from '../pim/demands.ts';
import { type PimError } from '../pim/errors.ts';
import { type Continuation } from './signIn/continuations.ts';
import { type Session } from './sessions.ts';
import { type SignInAsking } from './signIn/signInAsking.ts';

/** How a run came about. */
export interface Resumption {
  /** The form, whose message becomes the card of the request. */
  readonly formActivityId?: string | undefined;
  /** What the person was asked for already, one sign-in after the other. */
  readonly answered?: readonly string[] | undefined;
}

/** What was asked for, and what goes on once the person has given what it lacks. */
export interface Unfinished {
  readonly continuation: Continuation;
  readonly operationId?: string;
  /** Asked for where the error names none. */
  readonly scopes: readonly string[];
}

/**
 * Asks for what only the person can give: a sign-in, consent, or a stronger check. Notes what was asked for, so that the
 * same is not asked for again. False for an error that no sign-in mends.
 */
export async function askForMore(
  signIn: SignInAsking,
  session: Session,
  error: PimError,
  { continuation, operationId, scopes }: Unfinished,
): Promise<boolean> {
  const demand = demandOf(error);
  if (demand === undefined) return false;
  const { answered = [] } = continuation;
  const goesOn = { ...continuation, answered: [...answered, demand] };
  const { code, details } = error;
  // A token that Teams gives by itself may do; where it did not, our own page is tried.
  if (code === 'sign_in_required' && !answered.includes(demand)) {
    await signIn.ask(session, goesOn, operationId);
    return true;
  }
  const reason = code === 'consent_required' ? 'consent' : code === 'sign_in_required' ? 'signIn' : 'stepUp';
  const ask = { reason, details, scopes: details.scopes ?? scopes } as const;
  await signIn.askInteractively(session, ask, goesOn, operationId);
  return true;
}

import { endedSignInCard } from '../../cards/signInCard.ts';
import { personKey } from '../../pim/ids.ts';
import { type OperationDeps } from '../../pim/operations/deps.ts';
import { type LeftSignIn, type Operation, type SignIn, type SignIns } from '../../pim/records.ts';
import { isWaitingForApproval } from '../../pim/requests.ts';
import { type Chat } from '../chat.ts';
import { type OperationDesk } from '../operationDesk.ts';
import { type PersonalChat } from '../personalChat.ts';
import { SendError } from '../sendError.ts';
import { type Session } from '../sessions.ts';
import { type SignInDesk } from './signIn.ts';
import { waitingCard, waitsForSignIn } from '../waitingOperation.ts';

/** What looking after them needs. */
export interface LeftSignInsDeps extends Pick<
  OperationDeps,
  'operations' | 'requests' | 'cards' | 'claims' | 'directory' | 'reviewing' | 'clock'
> {
  readonly signIn: SignInDesk;
  readonly signIns: Pick<SignIns, 'openOf'>;
  readonly desk: Pick<OperationDesk, 'redraw'>;
  readonly chatOf: (session: Session) => Chat;
  readonly chat: Pick<PersonalChat, 'resume'>;
}

/** One card at the most that says to ask again, in so long a time. */
const TOLD_MINUTES = 10;

/**
 * Looks after a sign-in that nobody goes on with: its link is dead, or the process ended that had taken its proof. An
 * operation goes on with a proof that was kept for it, once; otherwise its card says that it waits, with a button that
 * works. Whatever had no card of its own is told to be asked for again. Safe to do twice.
 */
export async function lookAfterSignIn(
  deps: LeftSignInsDeps,
  session: Session,
  left: LeftSignIn,
): Promise<void> {
  try {
    await (left.signIn.operationId === undefined
      ? tellToAskAgain(deps, session, left)
      : lookAfterOperation(deps, session, left, left.signIn.operationId));
  } catch (error) {
    // A chat that will not have it has no card to mend.
    if (!(error instanceof SendError) || !['refused', 'gone'].includes(error.kind)) throw error;
  }
}

async function lookAfterOperation(
  deps: LeftSignInsDeps,
  session: Session,
  left: LeftSignIn,
  operationId: string,
): Promise<void> {
  const { signIn, isTaken } = left;
  const operation = await deps.operations.of(operationId);
  const open = await deps.signIns.openOf(session.person);
  const newer = open.find((other) => other.operationId === operationId);
  // It has ended, runs, or is asked for with another link: its card says so, and this one has nothing to add.
  if (operation === undefined || !waitsForSignIn(operation) || newer !== undefined) {
    if (newer?.cardActivityId !== signIn.cardActivityId) await deps.signIn.tidy(session, signIn);
    return;
  }
  if (isTaken && (await goesOn(deps, session, signIn))) return;
  await showThatItWaits(deps, session, left, operation);
}

async function goesOn(deps: LeftSignInsDeps, session: Session, signIn: SignIn): Promise<boolean> {
  if (!(await deps.claims.claim(`signIn/${session.person.tenantId}/${signIn.id}/goesOn`))) return false;
  const finished = await deps.signIn.provedBefore(signIn);
  if (finished !== undefined) await deps.chat.resume(session, finished);
  return finished !== undefined;
}

async function showThatItWaits(
  deps: LeftSignInsDeps,
  session: Session,
  left: LeftSignIn,
  operation: Operation,
): Promise<void> {
  const { signIn } = left;
  if (operation.intent.kind === 'decide') {
    await deps.signIn.tidy(session, signIn);
    return redrawApproval(deps, session, operation, operation.intent.requestId);
  }
  const card = await waitingCard(deps, session.card, operation);
  if (card === undefined) return tellToAskAgain(deps, session, left);
  const { cardActivityId } = operation;
  if (cardActivityId === undefined)
    return deps.signIn.replace(session, signIn, card, () => mayTell(deps, signIn));
  await deps.signIn.tidy(session, signIn);
  await deps.chatOf(session).updateCard(cardActivityId, card);
}

/** Where PIM was asked already the decision waits for the sign-in; otherwise the approver has the choice again. */
async function redrawApproval(
  { cards, requests, desk }: LeftSignInsDeps,
  session: Session,
  { id: operationId, state }: Operation,
  requestId: Parameters<OperationDeps['requests']['of']>[1],
): Promise<void> {
  const { tenantId, id } = session.person;
  const [all, request] = await Promise.all([
    cards.ofRequest(tenantId, requestId),
    requests.of(tenantId, requestId),
  ]);
  const own = all.find(({ kind, person }) => kind === 'approval' && person.id === id);
  if (own?.activityId === undefined) return;
  const isWaiting = state === 'NEEDS_USER' && request !== undefined && isWaitingForApproval(request);
  await desk.redraw(session, own, isWaiting ? { state: { kind: 'needsSignIn' }, operationId } : {});
}

/** Whoever has signed in since has moved on, and is told nothing. */
async function tellToAskAgain(
  deps: LeftSignInsDeps,
  session: Session,
  { signIn, isTaken }: LeftSignIn,
): Promise<void> {
  const isInterrupted = isTaken && signIn.interactive?.provisional !== undefined;
  const hasMovedOn = !isInterrupted && (await deps.signIn.current(session.person)) !== undefined;
  const card = hasMovedOn
    ? undefined
    : endedSignInCard(session.card, isInterrupted ? 'interrupted' : 'lapsed');
  await deps.signIn.replace(session, signIn, card, () => mayTell(deps, signIn));
}

/** Whether nobody was told, lately or of this one. */
function mayTell({ claims, clock }: LeftSignInsDeps, { person }: SignIn): Promise<boolean> {
  const slot = Math.floor(clock.now().getTime() / (TOLD_MINUTES * 60_000));
  return claims.claim(`signIn/${personKey(person)}/told/${slot}`);
}

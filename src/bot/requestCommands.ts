import { pendingCard } from '../cards/pendingCard.ts';
import { plainName } from '../cards/plainText.ts';
import { type OperationDeps } from '../pim/operations/deps.ts';
import { listPendingApprovals } from '../pim/operations/listPendingApprovals.ts';
import { type SignOn } from '../pim/ports.ts';
import { type CardRecord, type FollowedRequest } from '../pim/records.ts';
import { type Candidate, matchRole } from '../pim/roleMatching.ts';
import { scopeOfId } from '../pim/roles.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { type Chat } from './chat.ts';
import { type Understood } from './commands.ts';
import { openDecision } from './decisions.ts';
import { type DialogTurns } from './dialogTurns.ts';
import { type OperationDesk } from './operationDesk.ts';
import { cancelOnce } from './pressFields.ts';
import { type Session } from './sessions.ts';
import { showCardAnew } from './showCardAnew.ts';
import { type SignInDesk } from './signIn/signIn.ts';

/** What commands about requests that wait need. */
export interface RequestCommandDeps extends OperationDeps {
  readonly signIn: Pick<SignInDesk, 'ask' | 'current'>;
  readonly dialogs: Pick<DialogTurns, 'cancel'>;
  readonly desk: Pick<OperationDesk, 'open' | 'start'>;
  readonly chatOf: (session: Session) => Chat;
}

/** Lists what waits for the person, and what the person waits for. */
export async function listPending(
  deps: Pick<RequestCommandDeps, 'chatOf'> & OperationDeps,
  session: Session,
  signOn: SignOn,
): Promise<void> {
  const [forMe, open] = await Promise.all([
    listPendingApprovals(deps, deps.pimFor(signOn)),
    stillWaiting(deps, session),
  ]);
  const mine = await Promise.all(
    open.map(async (request) => {
      const own = await ownCard(deps, session, request);
      return { request, key: own === undefined ? undefined : { cardId: own.id, nonce: own.nonce } };
    }),
  );
  await deps.chatOf(session).sendCard(pendingCard(session.card, { forMe, mine }));
}

/**
 * Breaks off the dialog that is under way; or else takes the person's own request back, the only one that waits. Where
 * words stand there, the request whose role they name, and none where they name none.
 */
export async function cancelWhatWaits(
  deps: RequestCommandDeps,
  session: Session,
  roleWords: string,
): Promise<void> {
  const { replies } = wordsFor(session.card.locale);
  const say = (text: string): Promise<string> => deps.chatOf(session).sendText(text);
  if (roleWords !== '') return cancelNamed(deps, session, roleWords);
  if (await deps.dialogs.cancel(session)) {
    await say(replies.canceled);
    return;
  }
  const [only, ...others] = await stillWaiting(deps, session);
  if (only === undefined) await say(replies.nothingToCancel);
  else if (others.length > 0) await chooseOnList(deps, session);
  else await takeBack(deps, session, only);
}

/** Takes back the one request whose role was typed. Anything less is a question, or no command at all. */
async function cancelNamed(deps: RequestCommandDeps, session: Session, roleWords: string): Promise<void> {
  const waiting = (await stillWaiting(deps, session)).map((request) => ({
    request,
    ...asCandidate(request),
  }));
  const match = matchRole(roleWords, waiting);
  if (match.kind === 'exact') return takeBack(deps, session, match.candidate.request);
  if (match.kind === 'ask') return chooseOnList(deps, session);
  const { replies } = wordsFor(session.card.locale);
  const roles = [...new Set(waiting.map(({ role }) => plainName(role.displayName)))];
  await deps.chatOf(session).sendText(replies.nothingCanceled(roles));
}

/** The role of a request, for comparing it with what was typed. */
const asCandidate = (request: FollowedRequest): Candidate => ({
  role: {
    id: request.roleDefinitionId,
    displayName: request.roleName,
    description: '',
    isBuiltIn: request.isBuiltIn,
    isPrivileged: request.isPrivileged,
  },
  scope: { ...scopeOfId(request.scopeId), displayName: request.scopeName },
});

/** Takes a request of the person's own back. Its card says how it went; it is put where the person is looking. */
export async function takeBack(
  deps: OperationDeps & Pick<RequestCommandDeps, 'desk' | 'chatOf'>,
  session: Session,
  request: FollowedRequest,
): Promise<void> {
  const operation = await deps.desk.open(
    session,
    { kind: 'cancel', requestId: request.id },
    { uniqueKey: cancelOnce(request.id, session.person) },
  );
  if (operation === undefined) return;
  const own = await ownCard(deps, session, request);
  if (own !== undefined) await showCardAnew(deps, session, own);
  await deps.desk.start(session, operation);
}

/** Decides on the request whose number was typed. */
export async function decideFromWords(
  deps: RequestCommandDeps,
  session: Session,
  { command, number, comment }: Extract<Understood, { command: 'approve' | 'deny' }>,
): Promise<void> {
  const { replies } = wordsFor(session.card.locale);
  const say = async (text: string): Promise<void> => {
    await deps.chatOf(session).sendText(text);
  };
  if (number === undefined) {
    const open = await deps.cards.openOf(session.person, 'approval');
    const numbers = open.flatMap((card) => card.number ?? []).sort((a, b) => a - b);
    return say(replies.whichRequest(numbers, command === 'approve'));
  }
  const card = await deps.cards.numbered(session.person, number);
  if (card === undefined) return say(replies.noSuchRequest(number));
  const isApproval = command === 'approve';
  const opening = await openDecision(deps, session, card, isApproval ? 'Approve' : 'Deny', comment);
  switch (opening.kind) {
    case 'opened':
      await showCardAnew(deps, session, card);
      return deps.desk.start(session, opening.operation);
    case 'commentNeeded':
      return say(replies.commentNeeded(number, isApproval));
    case 'unknown':
      return say(replies.noSuchRequest(number));
    case 'underWay':
    case 'notWaiting':
      return showCardAnew(deps, session, card);
  }
}

/** Several of the person's own requests wait: they choose on the list. */
async function chooseOnList(deps: RequestCommandDeps, session: Session): Promise<void> {
  const signOn = await deps.signIn.current(session.person);
  if (signOn === undefined) await deps.signIn.ask(session, { kind: 'text', text: 'pending' });
  else await listPending(deps, session, signOn);
}

const stillWaiting = async (
  { requests }: Pick<OperationDeps, 'requests'>,
  { person }: Session,
): Promise<readonly FollowedRequest[]> =>
  (await requests.openOf(person)).filter(({ endAt }) => endAt === undefined);

async function ownCard(
  { cards }: Pick<OperationDeps, 'cards'>,
  { person }: Session,
  { tenantId, id }: FollowedRequest,
): Promise<CardRecord | undefined> {
  const all = await cards.ofRequest(tenantId, id);
  return all.find((card) => card.kind === 'request' && card.person.id === person.id);
}

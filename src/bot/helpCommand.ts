import { helpCard } from '../cards/helpCard.ts';
import { roleOfRequest } from '../cards/roleOnCard.ts';
import { type OperationDeps } from '../pim/operations/deps.ts';
import { type Chat } from './chat.ts';
import { type Session } from './sessions.ts';

interface Deps extends Pick<OperationDeps, 'requests' | 'cards'> {
  readonly chatOf: (session: Session) => Chat;
}

/** What Latchkey can do, with examples that work for this person. */
export async function showHelp({ requests, cards, chatOf }: Deps, session: Session): Promise<void> {
  const [last, approvals] = await Promise.all([
    requests.lastOf(session.person, 1),
    cards.openOf(session.person, 'approval'),
  ]);
  const [lastRequest] = last;
  const lastRole = lastRequest === undefined ? undefined : roleOfRequest(lastRequest);
  const isActive = lastRequest !== undefined && lastRequest.isOpen && lastRequest.endAt !== undefined;
  await chatOf(session).sendCard(
    helpCard(session.card, {
      suggestedRole: isActive ? undefined : lastRole,
      activeRole: isActive ? lastRole : undefined,
      lastRole,
      isApprover: approvals.length > 0,
    }),
  );
}

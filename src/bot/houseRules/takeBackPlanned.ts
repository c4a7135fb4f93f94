import { requestId } from '../../pim/ids.ts';
import { type OperationDeps } from '../../pim/operations/deps.ts';
import { wordsFor } from '../../words/wordsFor.ts';
import { type Chat } from '../chat.ts';
import { type OperationDesk } from '../operationDesk.ts';
import { deactivateRole } from '../ownRoleCommands.ts';
import { takeBack } from '../requestCommands.ts';
import { type Session } from '../sessions.ts';
import { stageOf } from './laterBreachViews.ts';

interface Deps extends OperationDeps {
  readonly desk: Pick<OperationDesk, 'open' | 'start'>;
  readonly chatOf: (session: Session) => Chat;
}

/**
 * Takes a planned activation back for whoever planned it: cancels it before it begins, and gives the role back while it
 * lasts. Pressed by anybody else, or sent with another id, it is nothing, and nobody learns whether there is such a request.
 */
export async function takeBackPlanned(deps: Deps, session: Session, id: string): Promise<void> {
  const { person } = session;
  const request = await deps.requests.of(person.tenantId, requestId(id));
  const words = wordsFor(session.card.locale);
  if (request?.requestor !== person.id) {
    await deps.chatOf(session).sendText(words.replies.notTheCard);
    return;
  }
  const stage = stageOf(request, deps.clock.now());
  if (stage === 'over') {
    await deps.chatOf(session).sendText(words.laterBreaches.nothingToTakeBack);
    return;
  }
  if (stage === 'active') {
    const { roleDefinitionId, scopeId } = request;
    return deactivateRole(
      deps,
      session,
      { roleDefinitionId, scopeId },
      `deactivate/${person.id}/${request.id}`,
    );
  }
  await takeBack(deps, session, request);
}

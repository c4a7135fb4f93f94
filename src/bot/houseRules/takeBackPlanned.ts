import { requestId } from '../../pim/ids.ts';
import { type OperationDeps } from '../../pim/operations/deps.ts';
import { wordsFor } from '../../words/wordsFor.ts';
import { type Chat } from '../chat.ts';
import { type CommandActions } from '../commandActions.ts';
import { type OperationDesk } from '../operationDesk.ts';
import { cancelOnce } from '../pressFields.ts';
import { type Session } from '../sessions.ts';
import { stageOf } from './laterBreachViews.ts';

interface Deps extends Pick<OperationDeps, 'requests' | 'cards' | 'clock'> {
  readonly desk: Pick<OperationDesk, 'open' | 'start'>;
  readonly commands: Pick<CommandActions, 'deactivateRole' | 'showCardAnew'>;
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
    return deps.commands.deactivateRole(
      session,
      { roleDefinitionId, scopeId },
      `deactivate/${person.id}/${request.id}`,
    );
  }
  const intent = { kind: 'cancel', requestId: request.id } as const;
  const operation = await deps.desk.open(session, intent, { uniqueKey: cancelOnce(request.id, person) });
  if (operation === undefined) return;
  // The request's own card says how it went; it is put where the person is looking.
  const own = (await deps.cards.ofRequest(request.tenantId, request.id)).find(
    ({ kind }) => kind === 'request',
  );
  if (own !== undefined) await deps.commands.showCardAnew(session, own);
  await deps.desk.start(session, operation);
}

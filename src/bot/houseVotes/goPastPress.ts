import { emptyDraft } from '../../pim/activationDraft.ts';
import { isSamePerson } from '../../pim/ids.ts';
import { type OperationDeps } from '../../pim/operations/deps.ts';
import { type SignOn } from '../../pim/ports.ts';
import { wordsFor } from '../../words/wordsFor.ts';
import { type verbs } from '../../cards/verbs.ts';
import { type Chat } from '../chat.ts';
import { type DialogTurns } from '../dialogTurns.ts';
import { type PressOf } from '../pressedButtons.ts';
import { hasButton } from '../pressFields.ts';
import { type Session } from '../sessions.ts';

/** What asking for the reason needs. */
export interface GoPastPressDeps extends Pick<OperationDeps, 'cards' | 'requests' | 'votings'> {
  readonly dialogs: Pick<DialogTurns, 'activate'>;
  readonly chatOf: (session: Session) => Chat;
}

/**
 * "Emergency…" on a card that waits for votes: opens the form that the command opens, with the reason left to be said.
 * Whose card it is is looked at again; whether the rules let this person go past them is judged when the form is drawn, and
 * once more when it is sent.
 */
export async function askToGoPastVotes(
  deps: GoPastPressDeps,
  session: Session,
  signOn: SignOn,
  press: PressOf<typeof verbs.goPastVotes>,
): Promise<void> {
  const { person } = session;
  const { replies, houseVotes } = wordsFor(session.card.locale);
  const say = async (text: string): Promise<void> => {
    await deps.chatOf(session).sendText(text);
  };
  const card = await deps.cards.of(press.cardId);
  const isTheirs = card?.nonce === press.nonce && isSamePerson(card.person, person) && hasButton(card, press);
  if (!isTheirs) return say(replies.notTheCard);
  const [request, voting] = await Promise.all([
    deps.requests.of(person.tenantId, card.requestId),
    deps.votings.of(person.tenantId, card.requestId),
  ]);
  const waits = voting?.end === undefined && voting?.standing.state === 'waiting';
  if (request?.requestor !== person.id || !waits) return say(houseVotes.nothingToGoPast);
  const { roleDefinitionId, scopeId, durationMinutes, ticketNumber, ticketSystem } = request;
  const given = (text: string): string | undefined => (text === '' ? undefined : text);
  await deps.dialogs.activate(session, signOn, {
    role: { roleDefinitionId, scopeId },
    draft: {
      ...emptyDraft,
      durationMinutes,
      ticketNumber: given(ticketNumber),
      ticketSystem: given(ticketSystem),
    },
    isToBeSeen: true,
    isEmergency: true,
  });
}

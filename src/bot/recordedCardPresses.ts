import { verbs } from '../cards/verbs.ts';
import { type Decision } from '../pim/approvals.ts';
import { isSamePerson } from '../pim/ids.ts';
import { type OperationDeps } from '../pim/operations/deps.ts';
import { type Quarantine } from '../pim/quarantine.ts';
import { type CardRecord, type Intent, type Operation } from '../pim/records.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { type ApprovalOverride } from './cardViews.ts';
import { type Chat } from './chat.ts';
import { openDecision } from './decisions.ts';
import { drawnAsItIs } from './drawnAsItIs.ts';
import { openVotedActivation } from './houseVotes/votedPress.ts';
import { noteWhereItLies } from './noteWhereItLies.ts';
import { type OperationDesk } from './operationDesk.ts';
import { type PressAnswer } from './pressAnswer.ts';
import { type Press, type PressOf } from './pressedButtons.ts';
import { cancelOnce, hasButton } from './pressFields.ts';
import { remindPressed } from './remindPress.ts';
import { type Session } from './sessions.ts';
import { showCardAnew } from './showCardAnew.ts';
import { soonOrNever } from './soon.ts';

/** What presses on the cards of requests need. */
export interface RecordedCardPressesDeps extends OperationDeps {
  readonly quarantine: Pick<Quarantine, 'state'>;
  readonly desk: OperationDesk;
  readonly chatOf: (session: Session) => Chat;
}

/** A press on a card that Latchkey keeps a record of: whose it is, of which request, and its nonce. */
export type RecordedCardPress = PressOf<
  | typeof verbs.approveRequest
  | typeof verbs.denyRequest
  | typeof verbs.cancelRequest
  | typeof verbs.activateVoted
  | typeof verbs.goPastVotes
  | typeof verbs.remindApprovers
  | typeof verbs.refreshRequest
>;

/** Starts work that goes on after the press was answered. */
export type Later = (work: () => Promise<void>) => void;

const isDecision = ({ verb }: Press): boolean => verb === verbs.approveRequest || verb === verbs.denyRequest;

/** What the buttons of a request's cards do, once it is known that the card is the presser's own. */
export class RecordedCardPresses {
  readonly #deps: RecordedCardPressesDeps;
  constructor(deps: RecordedCardPressesDeps) {
    this.#deps = deps;
  }

  /** Answers a press. `signed` does what is asked for where that takes a proof of the presser’s. */
  async press(
    session: Session,
    press: RecordedCardPress,
    activityId: string | undefined,
    { later, signed }: { readonly later: Later; readonly signed: () => Promise<void> },
  ): Promise<PressAnswer> {
    const card = await this.#deps.cards.of(press.cardId);
    const isTheirs = card?.nonce === press.nonce && isSamePerson(card.person, session.person);
    if (!isTheirs || !hasButton(card, press)) return this.#notTheCard(session);
    if (card.replacedBy !== undefined && isDecision(press)) return this.#replaced(session, card.replacedBy);
    await noteWhereItLies(this.#deps, card, press.verb, { ...session.conversation, activityId });
    switch (press.verb) {
      case verbs.approveRequest:
        return this.#decide(session, card, 'Approve', press.comment ?? '', later);
      case verbs.denyRequest:
        return this.#decide(session, card, 'Deny', press.comment ?? '', later);
      case verbs.cancelRequest:
        return this.#cancel(session, card, later);
      case verbs.activateVoted:
        return this.#start(session, card, await openVotedActivation(this.#deps, session, card), later);
      case verbs.goPastVotes:
        later(signed);
        return working(session);
      case verbs.remindApprovers:
        return { kind: 'text', text: await remindPressed(this.#deps, session, card) };
      case verbs.refreshRequest:
        return this.#refresh(session, card, later);
    }
  }

  /** The message was drawn anew for another request while the buttons of the earlier one were still to be seen. */
  async #replaced(session: Session, cardId: string): Promise<PressAnswer> {
    const successor = await this.#deps.cards.of(cardId);
    return successor === undefined ? this.#notTheCard(session) : this.#drawn(session, successor);
  }

  /** A press that no card of ours can have made as it is now, or one of somebody else's: nobody learns which. */
  async #notTheCard(session: Session): Promise<PressAnswer> {
    const { replies } = wordsFor(session.card.locale);
    const { since } = await this.#deps.quarantine.state();
    const text = since === undefined ? replies.notTheCard : replies.cardIsFromBefore;
    return { kind: 'text', text, isAnswer: true };
  }

  async #decide(
    session: Session,
    card: CardRecord,
    decision: Decision,
    comment: string,
    later: Later,
  ): Promise<PressAnswer> {
    const { desk } = this.#deps;
    const opening = await openDecision(this.#deps, session, card, decision, comment);
    if (opening.kind === 'commentNeeded') {
      const { replies } = wordsFor(session.card.locale);
      return { kind: 'text', text: replies.commentNeeded(card.number ?? 0, decision === 'Approve') };
    }
    if (opening.kind !== 'opened') return this.#drawn(session, card);
    const override = { state: { kind: 'working', decision } } as const;
    later(() => desk.start(session, opening.operation));
    return this.#drawn(session, card, override);
  }

  async #cancel(session: Session, card: CardRecord, later: Later): Promise<PressAnswer> {
    const intent: Intent = { kind: 'cancel', requestId: card.requestId };
    const uniqueKey = cancelOnce(card.requestId, session.person);
    return this.#start(session, card, await this.#deps.desk.open(session, intent, { uniqueKey }), later);
  }

  /** Goes on with what was opened; where it is done or under way already, the card as it is says so. */
  async #start(
    session: Session,
    card: CardRecord,
    operation: Operation | undefined,
    later: Later,
  ): Promise<PressAnswer> {
    if (operation === undefined) return this.#drawn(session, card);
    later(() => this.#deps.desk.start(session, operation));
    return working(session);
  }

  /** Redraws a card in place; the "Show" of a list puts it at the end of the chat. */
  async #refresh(session: Session, card: CardRecord, later: Later): Promise<PressAnswer> {
    if (card.kind !== 'approval') return this.#drawn(session, card);
    later(() => showCardAnew(this.#deps, session, card));
    return working(session);
  }

  async #drawn(session: Session, card: CardRecord, override: ApprovalOverride = {}): Promise<PressAnswer> {
    const directory = soonOrNever(this.#deps.directory);
    const drawn = await drawnAsItIs({ ...this.#deps, directory }, card, session.card, override);
    return drawn === undefined
      ? { kind: 'text', text: wordsFor(session.card.locale).replies.cardIsOld }
      : { kind: 'card', card: drawn };
  }
}

const working = (session: Session): PressAnswer => ({
  kind: 'text',
  text: wordsFor(session.card.locale).replies.working,
});

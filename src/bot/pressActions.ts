import { verbs } from '../cards/verbs.ts';
import { type Decision } from '../pim/approvals.ts';
import { isSamePerson } from '../pim/ids.ts';
import { type OperationDeps } from '../pim/operations/deps.ts';
import { type SignOn } from '../pim/ports.ts';
import { type Quarantine } from '../pim/quarantine.ts';
import { type CardRecord, type Intent } from '../pim/records.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { activationIn, dismissedForm } from './activationIn.ts';
import { type AssignActions } from './changes/assignActions.ts';
import { type AlertActions } from './alerts/alertActions.ts';
import { type ApprovalOverride } from './cardViews.ts';
import { type Chat } from './chat.ts';
import { type ChangeActions } from './changes/changeActions.ts';
import { type CommandActions } from './commandActions.ts';
import { openDecision } from './decisions.ts';
import { type DialogTurns } from './dialogTurns.ts';
import { drawnAsItIs } from './drawnAsItIs.ts';
import { type EndActions } from './endActions.ts';
import { type HabitPressDeps } from './habits/habitPresses.ts';
import { takeBackPlanned } from './houseRules/takeBackPlanned.ts';
import { openVotedActivation } from './houseVotes/votedPress.ts';
import { noteWhereItLies } from './noteWhereItLies.ts';
import { type OperationDesk } from './operationDesk.ts';
import { type PosturePressDeps } from './posture/posturePresses.ts';
import { type PressAnswer } from './pressAnswer.ts';
import { type Press, type PressOf } from './pressedButtons.ts';
import { type PolicyFileActions } from './policyFiles/policyFileActions.ts';
import { cancelOnce, hasButton, onceFor, roleOf } from './pressFields.ts';
import { putCard } from './putCard.ts';
import { remindPressed } from './remindPress.ts';
import { goesOnWithSignIn, hasCardOfItsOwn } from './waitingOperation.ts';
import { type Session } from './sessions.ts';
import { type SignInDesk } from './signIn/signIn.ts';
import { type SettingsActions } from './changes/settingsActions.ts';
import { type ReviewPressDeps } from './reviews/reviewPresses.ts';
import { signedWork } from './signedPresses.ts';
import { soonOrNever } from './soon.ts';

/** What presses need. */
export interface PressActionsDeps extends OperationDeps, PosturePressDeps, ReviewPressDeps, HabitPressDeps {
  readonly quarantine: Pick<Quarantine, 'state'>;
  readonly signIn: SignInDesk;
  readonly dialogs: DialogTurns;
  readonly desk: OperationDesk;
  readonly commands: CommandActions;
  readonly assignActions: AssignActions;
  readonly changeActions: ChangeActions;
  readonly settingsActions: SettingsActions;
  readonly policyFileActions: PolicyFileActions;
  readonly alertActions: AlertActions;
  readonly ends: EndActions;
  readonly chatOf: (session: Session) => Chat;
}

const isDecision = ({ verb }: Press): boolean => verb === verbs.approveRequest || verb === verbs.denyRequest;

/** Starts work that goes on after the press was answered. */
type Later = (work: () => Promise<void>) => void;

type CardPress = PressOf<
  | typeof verbs.approveRequest
  | typeof verbs.denyRequest
  | typeof verbs.cancelRequest
  | typeof verbs.activateVoted
  | typeof verbs.goPastVotes
  | typeof verbs.remindApprovers
  | typeof verbs.refreshRequest
>;

/** What each button does. Pressing proves nothing about the person: whatever reaches PIM takes their own token. */
export class PressActions {
  readonly #deps: PressActionsDeps;
  constructor(deps: PressActionsDeps) {
    this.#deps = deps;
  }

  /** Answers a press within the time Teams gives, and goes on behind the answer. */
  async press(
    session: Session,
    press: Press,
    activityId: string | undefined,
    later: Later,
  ): Promise<PressAnswer> {
    const { replies } = wordsFor(session.card.locale);
    switch (press.verb) {
      case verbs.approveRequest:
      case verbs.denyRequest:
      case verbs.cancelRequest:
      case verbs.activateVoted:
      case verbs.goPastVotes:
      case verbs.remindApprovers:
      case verbs.refreshRequest:
        return this.#pressOnRecordedCard(session, press, activityId, later);
      case verbs.letEnd:
        return this.#deps.ends.letEnd(session, roleOf(press), activityId);
      case verbs.activateAfter:
        return this.#deps.ends.activateAfter(session, roleOf(press), activityId);
      default:
        later(() => this.act(session, press, activityId, undefined));
        return { kind: 'text', text: replies.working };
    }
  }

  /** Does what a button says, asking for a proof first where one is needed and not at hand. */
  async act(
    session: Session,
    press: Press,
    activityId: string | undefined,
    proof: SignOn | undefined,
  ): Promise<void> {
    const { commands } = this.#deps;
    const signed = signedWork(this.#deps, session, press, activityId);
    if (signed !== undefined) return this.#withProof(session, press, activityId, proof, signed);
    switch (press.verb) {
      case verbs.showHelp:
        return commands.help(session);
      case verbs.dismissActivation:
        return this.#dismiss(session, press, activityId);
      case verbs.dismissManyRoles:
        return this.#deps.manyRoles.dismiss(session, press.draftId, activityId);
      case verbs.submitActivation:
      case verbs.submitEmergency:
        return this.#submit(session, press, activityId);
      case verbs.restartActivation:
      case verbs.deactivateRole:
        return this.#deactivate(session, press, activityId);
      case verbs.takeBackPlanned:
        return takeBackPlanned(this.#deps, session, press.requestId);
      case verbs.extendEligibility:
        return commands.extendEligibility(
          session,
          roleOf(press),
          onceFor('extend', session, press, activityId),
        );
      case verbs.dismissSettings:
        return this.#deps.settingsActions.dismiss(session, press, activityId);
      case verbs.decideReview:
        return this.#deps.reviewerActions.decide(session, press, activityId);
      case verbs.startSignIn:
        return this.#signIn(session, press.operationId, activityId);
      default:
        await this.press(session, press, activityId, (work) => void work());
    }
  }

  /** Gives the role back; where it is to be activated again, the wish for the form is kept first. */
  async #deactivate(
    session: Session,
    press: PressOf<typeof verbs.deactivateRole | typeof verbs.restartActivation>,
    activityId: string | undefined,
  ): Promise<void> {
    const role = roleOf(press);
    if (press.verb === verbs.restartActivation) await this.#deps.ends.wishBeforeDeactivating(session, role);
    const uniqueKey = onceFor('deactivate', session, press, activityId);
    return this.#deps.commands.deactivateRole(session, role, uniqueKey);
  }

  async #withProof(
    session: Session,
    press: Press,
    activityId: string | undefined,
    proof: SignOn | undefined,
    work: (signOn: SignOn) => Promise<void>,
  ): Promise<void> {
    const signOn = proof ?? (await this.#deps.signIn.current(session.person));
    if (signOn !== undefined) return work(signOn);
    await this.#deps.signIn.ask(session, { kind: 'press', message: { ...press }, activityId });
  }

  async #pressOnRecordedCard(
    session: Session,
    press: CardPress,
    activityId: string | undefined,
    later: Later,
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
        return this.#activateVoted(session, card, later);
      case verbs.goPastVotes:
        later(() => this.act(session, press, activityId, undefined));
        return { kind: 'text', text: wordsFor(session.card.locale).replies.working };
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

  async #drawn(session: Session, card: CardRecord, override: ApprovalOverride = {}): Promise<PressAnswer> {
    const directory = soonOrNever(this.#deps.directory);
    const drawn = await drawnAsItIs({ ...this.#deps, directory }, card, session.card, override);
    return drawn === undefined
      ? { kind: 'text', text: wordsFor(session.card.locale).replies.cardIsOld }
      : { kind: 'card', card: drawn };
  }

  async #cancel(session: Session, card: CardRecord, later: Later): Promise<PressAnswer> {
    const intent: Intent = { kind: 'cancel', requestId: card.requestId };
    const uniqueKey = cancelOnce(card.requestId, session.person);
    const operation = await this.#deps.desk.open(session, intent, { uniqueKey });
    if (operation === undefined) return this.#drawn(session, card);
    later(() => this.#deps.desk.start(session, operation));
    return { kind: 'text', text: wordsFor(session.card.locale).replies.working };
  }

  async #activateVoted(session: Session, card: CardRecord, later: Later): Promise<PressAnswer> {
    const operation = await openVotedActivation(this.#deps, session, card);
    if (operation === undefined) return this.#drawn(session, card);
    later(() => this.#deps.desk.start(session, operation));
    return { kind: 'text', text: wordsFor(session.card.locale).replies.working };
  }

  /** Redraws a card in place; the "Show" of a list puts it at the end of the chat. */
  async #refresh(session: Session, card: CardRecord, later: Later): Promise<PressAnswer> {
    if (card.kind === 'approval') {
      later(() => this.#deps.commands.showCardAnew(session, card));
      return { kind: 'text', text: wordsFor(session.card.locale).replies.working };
    }
    return this.#drawn(session, card);
  }

  async #signIn(
    session: Session,
    operationId: string | undefined,
    activityId: string | undefined,
  ): Promise<void> {
    const operation = operationId === undefined ? undefined : await this.#deps.operations.of(operationId);
    if (operation?.person.id !== session.person.id || !goesOnWithSignIn(operation)) {
      await this.#deps.signIn.ask(session, { kind: 'text', text: 'my roles' });
      return;
    }
    // A card that only says that it waits has done its work; a form or an approval shows what comes of it.
    if (activityId !== undefined && !hasCardOfItsOwn(operation))
      await this.#deps.signIn.tidy(session, { cardActivityId: activityId });
    const formActivityId = operation.intent.kind === 'activate' ? activityId : undefined;
    const continuation = { kind: 'operation', operationId: operation.id, formActivityId } as const;
    await this.#deps.signIn.ask(session, continuation, operation.id);
  }

  async #dismiss(
    session: Session,
    press: PressOf<typeof verbs.dismissActivation>,
    activityId: string | undefined,
  ): Promise<void> {
    await this.#deps.claims.claim(`draft/${press.draftId}`);
    await this.#deps.dialogs.cancel(session);
    const card = await dismissedForm(this.#deps, session.card, roleOf(press));
    await putCard(this.#deps.chatOf(session), card, activityId);
  }

  /** The form carries everything, so it can be submitted after a restart, and once only: its id is the operation's. */
  async #submit(
    session: Session,
    press: PressOf<typeof verbs.submitActivation | typeof verbs.submitEmergency>,
    activityId: string | undefined,
  ): Promise<void> {
    const { desk, dialogs, claims, chatOf } = this.#deps;
    const { replies } = wordsFor(session.card.locale);
    // A form that was dropped stays dropped; the claim is the dropping's, and free otherwise.
    if (!(await claims.claim(`draft/${press.draftId}`))) {
      const earlier = await this.#deps.operations.of(press.draftId);
      if (earlier === undefined) await chatOf(session).sendText(replies.cardIsOld);
      return;
    }
    const intent = activationIn(press);
    const operation = await desk.open(session, intent, { id: press.draftId, cardActivityId: activityId });
    await dialogs.cancel(session);
    if (operation === undefined) {
      await chatOf(session).sendText(replies.cardIsOld);
      return;
    }
    if (activityId !== undefined) await desk.showChecking(session, operation, activityId);
    await desk.start(session, operation, activityId);
  }
}

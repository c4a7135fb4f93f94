import { verbs } from '../cards/verbs.ts';
import { type SignOn } from '../pim/ports.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { activationIn, dismissedForm } from './activationIn.ts';
import { type AssignActions } from './changes/assignActions.ts';
import { type AlertActions } from './alerts/alertActions.ts';
import { type Chat } from './chat.ts';
import { type ChangeActions } from './changes/changeActions.ts';
import { type CommandActions } from './commandActions.ts';
import { type DialogTurns } from './dialogTurns.ts';
import { type EndActions } from './endActions.ts';
import { type HabitPressDeps } from './habits/habitPresses.ts';
import { takeBackPlanned } from './houseRules/takeBackPlanned.ts';
import { type OperationDesk } from './operationDesk.ts';
import { deactivateRole, extendEligibility } from './ownRoleCommands.ts';
import { type PosturePressDeps } from './posture/posturePresses.ts';
import { type PressAnswer } from './pressAnswer.ts';
import { type Press, type PressOf } from './pressedButtons.ts';
import { type PolicyFileActions } from './policyFiles/policyFileActions.ts';
import { onceFor, roleOf } from './pressFields.ts';
import { putCard } from './putCard.ts';
import { type Later, RecordedCardPresses, type RecordedCardPressesDeps } from './recordedCardPresses.ts';
import { goesOnWithSignIn, hasCardOfItsOwn } from './waitingOperation.ts';
import { type Session } from './sessions.ts';
import { type SignInDesk } from './signIn/signIn.ts';
import { type SettingsActions } from './changes/settingsActions.ts';
import { type ReviewPressDeps } from './reviews/reviewPresses.ts';
import { signedWork } from './signedPresses.ts';

/** What presses need. */
export interface PressActionsDeps
  extends RecordedCardPressesDeps, PosturePressDeps, ReviewPressDeps, HabitPressDeps {
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

/** What each button does. Pressing proves nothing about the person: whatever reaches PIM takes their own token. */
export class PressActions {
  readonly #deps: PressActionsDeps;
  readonly #onRecordedCards: RecordedCardPresses;
  constructor(deps: PressActionsDeps) {
    this.#deps = deps;
    this.#onRecordedCards = new RecordedCardPresses(deps);
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
        return this.#onRecordedCards.press(session, press, activityId, {
          later,
          signed: () => this.act(session, press, activityId, undefined),
        });
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
        return extendEligibility(
          this.#deps,
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
    return deactivateRole(this.#deps, session, role, uniqueKey);
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

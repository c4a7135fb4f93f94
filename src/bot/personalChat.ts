import { type SignOn } from '../pim/ports.ts';
import { looksLikeSecret } from '../pim/secretWords.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { type Background } from './background.ts';
import { type Chat } from './chat.ts';
import { type CommandActions } from './commandActions.ts';
import { cleanText, MOST_CHARACTERS, understand, type Understood } from './commands.ts';
import { type Continuation } from './signIn/continuations.ts';
import { type DialogTurns } from './dialogTurns.ts';
import { type OperationDesk } from './operationDesk.ts';
import { type FileConsentAnswer } from './files/fileConsent.ts';
import { type PilotGate, type Turned } from './pilot/pilotGate.ts';
import { type PolicyFileActions } from './policyFiles/policyFileActions.ts';
import { policyFileIn, type SentFile, type SentPolicyFile } from './policyFiles/sentPolicyFile.ts';
import { type PressAnswer } from './pressAnswer.ts';
import { type Press, parsePress } from './pressedButtons.ts';
import { holdsSecret } from './pressFields.ts';
import { type PressActions } from './pressActions.ts';
import { type ReportFile } from './posture/reportFile.ts';
import { type Session } from './sessions.ts';
import { type SignInDesk } from './signIn/signIn.ts';
import { type FinishedSignIn } from './signIn/signInProofs.ts';

/** What the chat is put together from. */
export interface PersonalChatDeps {
  readonly signIn: SignInDesk;
  readonly dialogs: DialogTurns;
  readonly desk: OperationDesk;
  readonly commands: CommandActions;
  readonly presses: PressActions;
  readonly reportFile: Pick<ReportFile, 'answered'>;
  readonly policyFileActions: Pick<PolicyFileActions, 'take'>;
  readonly background: Background;
  readonly chatOf: (session: Session) => Chat;
  /** `undefined`: everybody is served. */
  readonly pilotGate?: PilotGate | undefined;
}

const TYPED_CODE = /^(?:code\s*(?::\s*)?)?([0-9A-HJKMNP-TV-Z]{4}-?[0-9A-HJKMNP-TV-Z]{4})$/i;

/** One person's chat: what they type, what they press, and what goes on after they signed in. */
export class PersonalChat {
  readonly #deps: PersonalChatDeps;
  constructor(deps: PersonalChatDeps) {
    this.#deps = deps;
  }

  /** A typed line, or a file. */
  async hear(session: Session, text: string, files: readonly SentFile[] = []): Promise<void> {
    const { replies } = wordsFor(session.card.locale);
    const sent = policyFileIn(text, files);
    if (sent !== undefined) {
      const isLetIn = await this.#isLetIn(session, (gate) => gate.person(session));
      return isLetIn ? this.#hearFile(session, text, sent) : undefined;
    }
    if (text.length > MOST_CHARACTERS) {
      await this.#deps.chatOf(session).sendText(replies.tooLong);
      return;
    }
    const line = cleanText(text);
    // Before anything is kept: an open sign-in, a dialog and an intent would all hold the line.
    if (looksLikeSecret(text) || looksLikeSecret(line)) {
      await this.#deps.chatOf(session).sendText(replies.looksLikeSecret);
      return;
    }
    if (await this.#tookCode(session, line)) return;
    const understood = understand(line);
    if (!(await this.#isLetIn(session, (gate) => gate.words(session, understood)))) return;
    const isAnswer = understood.command === 'nothing' && (await this.#deps.dialogs.isWaiting(session));
    const continuation: Continuation = { kind: 'text', text: line };
    if (!isAnswer && !this.#deps.commands.needsSignOn(understood)) {
      await this.#guarded(
        session,
        () => this.#deps.commands.run(session, understood, undefined),
        continuation,
      );
      return;
    }
    const signOn = await this.#deps.signIn.current(session.person);
    if (signOn === undefined) {
      await this.#deps.signIn.ask(session, continuation);
      return;
    }
    await this.#guarded(session, () => this.#act(session, understood, signOn, line, isAnswer), continuation);
  }

  /** Nothing of a file is kept before its sender is known: without a proof at hand they are asked for one, and then to send it again. */
  async #hearFile(session: Session, text: string, sent: SentPolicyFile): Promise<void> {
    if (looksLikeSecret(text)) {
      await this.#deps.chatOf(session).sendText(wordsFor(session.card.locale).replies.looksLikeSecret);
      return;
    }
    const continuation: Continuation = { kind: 'text', text: 'policy apply' };
    const signOn = await this.#deps.signIn.current(session.person);
    if (signOn === undefined) await this.#deps.signIn.ask(session, continuation);
    else {
      await this.#guarded(
        session,
        () => this.#deps.policyFileActions.take(session, signOn, sent),
        continuation,
      );
    }
  }

  /** A pressed button. Answered at once; whatever takes time goes on in the background. */
  async press(session: Session, press: Press, activityId: string | undefined): Promise<PressAnswer> {
    if (holdsSecret({ ...press })) {
      const { replies } = wordsFor(session.card.locale);
      return { kind: 'text', text: replies.looksLikeSecret, isAnswer: true };
    }
    const turned = await this.#deps.pilotGate?.press(session, press);
    if (turned !== undefined) return { kind: 'text', text: turned, isAnswer: true };
    return this.#deps.presses.press(session, press, activityId, (work) => {
      const continuation: Continuation = { kind: 'press', message: { ...press }, activityId };
      this.#deps.background.start(() => this.#guarded(session, work, continuation), { press: press.verb });
    });
  }

  /** The answer to an offered file. */
  async fileAnswered(
    session: Session,
    answer: FileConsentAnswer,
    offerId: string | undefined,
  ): Promise<void> {
    if (!(await this.#isLetIn(session, (gate) => gate.person(session)))) return;
    await this.#guarded(session, () => this.#deps.reportFile.answered(session, answer, offerId), {
      kind: 'text',
      text: 'audit',
    });
  }

  /** Does what a button does, although nobody presses it just now. */
  async resumePress(session: Session, press: Press): Promise<void> {
    if ((await this.#deps.pilotGate?.press(session, press)) !== undefined) return;
    await this.#guarded(session, () => this.#deps.presses.act(session, press, undefined, undefined), {
      kind: 'press',
      message: { ...press },
    });
  }

  /** Goes on with what a sign-in was asked for. */
  async resume(session: Session, finished: FinishedSignIn): Promise<void> {
    await Promise.all([this.#deps.signIn.tidy(session, finished), this.#goOn(session, finished)]);
    await this.#deps.signIn.finish(finished);
  }

  async #goOn(session: Session, finished: FinishedSignIn): Promise<void> {
    const { continuation } = finished;
    if (!(await this.#isLetIn(session, (gate) => gate.continuation(session, continuation)))) return;
    await this.#guarded(session, () => this.#continue(session, continuation, finished), continuation);
  }

  /** Says why, where somebody is not served. */
  async #isLetIn(session: Session, ask: (gate: PilotGate) => Turned): Promise<boolean> {
    const { pilotGate, chatOf } = this.#deps;
    const turned = pilotGate === undefined ? undefined : await ask(pilotGate);
    if (turned !== undefined) await chatOf(session).sendText(turned);
    return turned === undefined;
  }

  async #continue(
    session: Session,
    continuation: Continuation,
    { signOn, proved }: FinishedSignIn,
  ): Promise<void> {
    switch (continuation.kind) {
      case 'text': {
        const understood = understand(continuation.text);
        const isAnswer = understood.command === 'nothing';
        await this.#act(session, understood, signOn, continuation.text, isAnswer);
        return;
      }
      case 'press': {
        const press = parsePress(continuation.message);
        if (press !== undefined)
          await this.#deps.presses.act(session, press, continuation.activityId, signOn);
        return;
      }
      case 'operation': {
        const isForItAlone = await this.#deps.desk.takesOwnProof(continuation.operationId);
        await this.#deps.desk.run(
          session,
          continuation.operationId,
          isForItAlone ? proved : signOn,
          continuation,
        );
      }
    }
  }

  async #act(
    session: Session,
    understood: Understood,
    signOn: SignOn,
    line: string,
    isAnswer: boolean,
  ): Promise<void> {
    if (!isAnswer) {
      await this.#deps.commands.run(session, understood, signOn);
      return;
    }
    const { replies } = wordsFor(session.card.locale);
    const continued = await this.#deps.dialogs.continue(session, signOn, line);
    if (continued === 'nothing') await this.#deps.commands.run(session, understood, signOn);
    if (continued === 'outdated') await this.#deps.chatOf(session).sendText(replies.outdated);
  }

  async #tookCode(session: Session, line: string): Promise<boolean> {
    const code = TYPED_CODE.exec(line)?.[1];
    if (code === undefined) return false;
    const result = await this.#deps.signIn.verifyCode(session, code);
    if (result.kind === 'finished') await this.resume(session, result.finished);
    if (result.kind === 'again') {
      await this.#deps.chatOf(session).sendText(wordsFor(session.card.locale).replies.codeAgain);
    }
    return result.kind !== 'unknown';
  }

  /** Whatever goes wrong becomes words in the chat, or a question for what is missing, after which it goes on. */
  async #guarded(session: Session, work: () => Promise<void>, continuation: Continuation): Promise<void> {
    try {
      await work();
    } catch (error) {
      await this.#deps.commands.tell(session, error, continuation);
    }
  }
}

import { ConversationState, type Storage, type TurnContext } from 'botbuilder';
import { type DialogState } from 'botbuilder-dialogs';
import { type ActivateRoleOptions } from '../dialogs/activateRoleDialog.ts';
import { type Continued, MainDialog } from '../dialogs/mainDialog.ts';
import { setTurnScope, type Submission } from '../dialogs/turnScope.ts';
import { type ForgottenDefaults, proposableRequests } from '../pim/defaults.ts';
import { type OperationDeps } from '../pim/operations/deps.ts';
import { restraintOn } from '../pim/operations/restraint.ts';
import { type SignOn } from '../pim/ports.ts';
import { type TurnAdapter } from './adapter.ts';
import { type Chat } from './chat.ts';
import { KeyedMutex } from './keyedMutex.ts';
import { type Session } from './sessions.ts';

/** What dialog turns need. */
export interface DialogTurnsDeps extends Pick<
  OperationDeps,
  'pimFor' | 'directory' | 'houseJudge' | 'clock' | 'random' | 'requests' | 'operations' | 'limits'
> {
  readonly forgottenDefaults: ForgottenDefaults;
  readonly adapter: TurnAdapter;
  readonly botState: Storage;
  readonly chatOf: (session: Session) => Chat;
  readonly submit: (session: Session, signOn: SignOn, submission: Submission) => Promise<void>;
}

/**
 * Runs the dialogs of a chat, one turn at a time, and keeps their position. Always in a turn of our own: the turn in
 * which the person wrote may be over by then, because Teams is answered first.
 */
export class DialogTurns {
  readonly #deps: DialogTurnsDeps;
  readonly #state: ConversationState;
  readonly #dialog: MainDialog;
  readonly #turns = new KeyedMutex();

  constructor(deps: DialogTurnsDeps) {
    this.#deps = deps;
    this.#state = new ConversationState(deps.botState);
    this.#dialog = new MainDialog(
      this.#state.createProperty<DialogState>('dialogs'),
      this.#state.createProperty<number>('dialogVersion'),
    );
  }

  /** Begins an activation. */
  activate(session: Session, signOn: SignOn, options: ActivateRoleOptions): Promise<void> {
    return this.#run(session, signOn, '', (context) => this.#dialog.activate(context, options));
  }

  /** Whether a dialog waits for an answer in this chat. */
  isWaiting(session: Session): Promise<boolean> {
    return this.#run(session, undefined, '', (context) => this.#dialog.isWaiting(context));
  }

  /** Hands an answer to the dialog that waits for it. */
  continue(session: Session, signOn: SignOn, text: string): Promise<Continued> {
    return this.#run(session, signOn, text, (context) => this.#dialog.continue(context));
  }

  /** Drops the dialog that runs; says whether one did. */
  cancel(session: Session): Promise<boolean> {
    return this.#run(session, undefined, '', (context) => this.#dialog.cancel(context));
  }

  /** What a dialog submits goes out when its turn is over: where it is refused, the form begins a turn of its own. */
  async #run<T>(
    session: Session,
    signOn: SignOn | undefined,
    text: string,
    turn: (context: TurnContext) => Promise<T>,
  ): Promise<T> {
    const { adapter, submit } = this.#deps;
    const submitted: (() => Promise<void>)[] = [];
    const value = await this.#turns.run(session.conversation.conversationId, async () => {
      let result: { readonly value: T } | undefined;
      await adapter.runProactive(session.conversation, async (context) => {
        if (signOn !== undefined)
          this.#setScope(context, session, signOn, text, (submission) => {
            submitted.push(() => submit(session, signOn, submission));
          });
        result = { value: await turn(context) };
        await this.#state.saveChanges(context);
      });
      if (result === undefined) throw new Error('The turn did not run');
      return result.value;
    });
    for (const submitOne of submitted) await submitOne();
    return value;
  }

  #setScope(
    context: TurnContext,
    session: Session,
    signOn: SignOn,
    text: string,
    submit: (submission: Submission) => void,
  ): void {
    const { pimFor, directory, clock, random, chatOf } = this.#deps;
    const chat = chatOf(session);
    setTurnScope(context, {
      pim: pimFor(signOn),
      directory,
      houseJudge: this.#deps.houseJudge,
      clock,
      restraintOn: (role) => restraintOn(this.#deps, session.person, role),
      random,
      card: session.card,
      text,
      send: (card) => chat.sendCard(card),
      update: (activityId, card) => chat.updateCard(activityId, card),
      submit: (submission) => {
        submit(submission);
        return Promise.resolve();
      },
      lastRequests: () => proposableRequests(this.#deps, session.person),
    });
  }
}

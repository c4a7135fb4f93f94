import { type StatePropertyAccessor, type TurnContext } from 'botbuilder';
import {
  type DialogContext,
  DialogContextError,
  DialogSet,
  type DialogState,
  DialogTurnStatus,
} from 'botbuilder-dialogs';
import { ACTIVATE_ROLE_DIALOG, ActivateRoleDialog, type ActivateRoleOptions } from './activateRoleDialog.ts';

/**
 * Raise it with every change that an older stored dialog state could not follow: a conversation in the middle of an
 * older version is told so and begins anew, instead of taking an answer for another question.
 */
export const DIALOG_VERSION = 1;

/** What a continued conversation came to. `outdated`: it was begun by an older version of Latchkey. */
export type Continued = 'nothing' | 'running' | 'ended' | 'outdated';

/** The conversations of several turns, and the stack of the one that runs in a chat. */
export class MainDialog {
  readonly #dialogs: DialogSet;
  readonly #version: StatePropertyAccessor<number>;

  constructor(state: StatePropertyAccessor<DialogState>, version: StatePropertyAccessor<number>) {
    this.#dialogs = new DialogSet(state);
    this.#dialogs.add(new ActivateRoleDialog());
    this.#version = version;
  }

  /** Begins an activation; whatever was running in this chat is dropped. */
  async activate(context: TurnContext, options: ActivateRoleOptions): Promise<void> {
    const stack = await this.#stack(context);
    await stack.cancelAllDialogs();
    await this.#version.set(context, DIALOG_VERSION);
    await withoutWrapping(() => stack.beginDialog(ACTIVATE_ROLE_DIALOG, options));
  }

  /** Hands what was typed to the dialog that runs, if one does. */
  async continue(context: TurnContext): Promise<Continued> {
    const stack = await this.#stack(context);
    if (stack.activeDialog === undefined) return 'nothing';
    if ((await this.#version.get(context, 0)) !== DIALOG_VERSION) {
      await stack.cancelAllDialogs();
      return 'outdated';
    }
    const { status } = await withoutWrapping(() => stack.continueDialog());
    return status === DialogTurnStatus.waiting ? 'running' : 'ended';
  }

  /** Whether a dialog waits for an answer. */
  async isWaiting(context: TurnContext): Promise<boolean> {
    const stack = await this.#stack(context);
    return stack.activeDialog !== undefined;
  }

  /** Drops what runs; says whether anything did. */
  async cancel(context: TurnContext): Promise<boolean> {
    const stack = await this.#stack(context);
    const isRunning = stack.activeDialog !== undefined;
    await stack.cancelAllDialogs();
    return isRunning;
  }

  /** A stack that an older deployment left behind with dialogs that are gone must not break the chat. */
  async #stack(context: TurnContext): Promise<DialogContext> {
    const stack = await this.#dialogs.createContext(context);
    if (stack.stack.some(({ id }) => this.#dialogs.find(id) === undefined)) stack.stack.length = 0;
    return stack;
  }
}

/** botbuilder puts what a dialog throws into an error of its own; whoever tells the person needs what was thrown. */
async function withoutWrapping<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof DialogContextError && error.error instanceof Error ? error.error : error;
  }
}

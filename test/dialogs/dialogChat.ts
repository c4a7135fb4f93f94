import { ConversationState, MemoryStorage, TestAdapter, type TurnContext } from 'botbuilder';
import { type DialogState } from 'botbuilder-dialogs';
import { type Card } from '../../src/cards/card.ts';
import { type ActivateRoleOptions } from '../../src/dialogs/activateRoleDialog.ts';
import { readActivation } from '../../src/dialogs/activationWords.ts';
import { type Continued, MainDialog } from '../../src/dialogs/mainDialog.ts';
import { setTurnScope, type Submission } from '../../src/dialogs/turnScope.ts';
import { type Person } from '../../src/pim/ids.ts';
import { restraintOn } from '../../src/pim/operations/restraint.ts';
import { type OperationWorld } from '../support/operationWorld.ts';

/** One person's chat with the dialogs, each turn from what was stored after the one before. */
export class DialogChat {
  readonly storage = new MemoryStorage();
  /** Summary of every card that was sent, in order. */
  readonly cards: Card[] = [];
  /** What lies in the chat now, by activity id. */
  readonly shown = new Map<string, Card>();
  readonly submitted: Submission[] = [];
  readonly #world: OperationWorld;
  readonly #person: Person;

  constructor(world: OperationWorld, person: Person) {
    this.#world = world;
    this.#person = person;
  }

  /** Begins an activation with words. */
  activate(line: string): Promise<void> {
    return this.begin({ words: readActivation(line) });
  }

  begin(options: ActivateRoleOptions): Promise<void> {
    return this.turn('', (dialog, context) => dialog.activate(context, options));
  }

  /** Types an answer. */
  say(text: string): Promise<Continued> {
    return this.turn(text, (dialog, context) => dialog.continue(context));
  }

  isWaiting(): Promise<boolean> {
    return this.turn('', (dialog, context) => dialog.isWaiting(context));
  }

  cancel(): Promise<boolean> {
    return this.turn('', (dialog, context) => dialog.cancel(context));
  }

  /** Replaces what is stored, as an older version would have left it. */
  async store(change: (state: { dialogs?: DialogState; dialogVersion?: number }) => void): Promise<void> {
    await this.turn('', async (_dialog, context, state) => {
      const stored = (await state.load(context)) as { dialogs?: DialogState; dialogVersion?: number };
      change(stored);
    });
  }

  /** Text of the card that was drawn last. */
  get last(): string {
    return JSON.stringify(this.cards.at(-1)?.content ?? '');
  }

  async turn<T>(
    text: string,
    work: (dialog: MainDialog, context: TurnContext, state: ConversationState) => Promise<T>,
  ): Promise<T> {
    let result: { readonly value: T } | undefined;
    const state = new ConversationState(this.storage);
    const dialog = new MainDialog(
      state.createProperty<DialogState>('dialogs'),
      state.createProperty<number>('dialogVersion'),
    );
    const adapter = new TestAdapter(async (context) => {
      setTurnScope(context, this.#scope(text));
      result = { value: await work(dialog, context, state) };
      await state.saveChanges(context);
    });
    await adapter.processActivity({ type: 'message', text, conversation: conversation });
    if (result === undefined) throw new Error('The turn did not run');
    return result.value;
  }

  #scope(text: string): Parameters<typeof setTurnScope>[1] {
    const { clock, random, directory, pim, requests } = this.#world;
    return {
      pim: pim.as(this.#person),
      directory,
      clock,
      restraintOn: (role) => restraintOn(this.#world, this.#person, role),
      random,
      card: {
        now: clock.now(),
        timeZone: 'Europe/Oslo',
        locale: 'en-GB',
        actions: 'execute',
        portalUrl: 'https://entra.example.com',
      },
      text,
      send: (card) => {
        const activityId = `activity-${this.shown.size + 1}`;
        this.cards.push(card);
        this.shown.set(activityId, card);
        return Promise.resolve(activityId);
      },
      update: (activityId, card) => {
        if (!this.shown.has(activityId)) throw new Error(`There is no ${activityId}`);
        this.cards.push(card);
        this.shown.set(activityId, card);
        return Promise.resolve();
      },
      submit: (submission) => Promise.resolve(void this.submitted.push(submission)),
      lastRequests: () => requests.lastOf(this.#person, 20),
    };
  }
}

const conversation = { id: 'a:1', isGroup: false, conversationType: 'personal', name: '' };

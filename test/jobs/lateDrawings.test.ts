import assert from 'node:assert/strict';
import { TeamsMessenger } from '../../src/bot/teamsMessenger.ts';
import { type Card } from '../../src/cards/card.ts';
import { deliverOutbox } from '../../src/jobs/deliverOutbox.ts';
import { SharedHoldings } from '../../src/pim/operations/sharedHoldings.ts';
import { SharedSettings } from '../../src/pim/operations/sharedSettings.ts';
import { type CardRecord } from '../../src/pim/records.ts';
import { aSession, RecordingChat } from '../support/chatWorld.ts';
import { approvalWorld, toDecide, type ApprovalWorld } from '../support/operationWorld.ts';

const atOnce = { turn: () => Promise.resolve() };
const PAST_THE_LEASE = 61 / 60;

/** Where somebody stops until they may go on. */
class Gate {
  readonly #reached = Promise.withResolvers<undefined>();
  readonly #opened = Promise.withResolvers<undefined>();
  readonly reached: Promise<unknown> = this.#reached.promise;

  async pass(): Promise<void> {
    this.#reached.resolve(undefined);
    await this.#opened.promise;
  }

  open(): void {
    this.#opened.resolve(undefined);
  }
}

describe('a drawing that takes longer than its lease', () => {
  let made: ApprovalWorld;
  let card: CardRecord;
  /** What Dara's message was made to show, in order. */
  let shown: Card[];

  /** Lets one instance deliver what is due; it stops at the gates: before a card is drawn, and before Teams has it. */
  const deliver = async ({ drawing, sending }: { drawing?: Gate; sending?: Gate } = {}): Promise<void> => {
    const { world } = made;
    const chat = new RecordingChat();
    const update = chat.updateCard.bind(chat);
    chat.updateCard = async (activityId, drawn) => {
      await sending?.pass();
      await update(activityId, drawn);
      if (activityId === card.activityId) shown.push(drawn);
    };
    const directory = Object.create(world.directory) as typeof world.directory;
    directory.person = async (id) => {
      const person = await world.directory.person(id);
      await drawing?.pass();
      return person;
    };
    const messenger = new TeamsMessenger({
      ...world.with({ directory }),
      lookback: world.lookback,
      holdings: new SharedHoldings(world),
      roleSettings: new SharedSettings(world),
      administrators: { has: () => Promise.resolve(false) },
      chatWith: () => chat,
      cardContextFor: ({ person }) => aSession(person, world.clock).card,
    });
    await deliverOutbox({
      ...world.with({}),
      messenger,
      jitter: () => 0.5,
      pace: atOnce,
      pause: atOnce.turn,
    });
  };
  const redraw = (): Promise<void> =>
    made.world.outbox.add([
      { id: made.world.random.ulid(), person: card.person, message: { kind: 'card', cardId: card.id } },
    ]);
  const deny = (): Promise<unknown> => made.world.does(made.ben, toDecide(card.requestId, 'Deny', 'no'));
  const hasButtons = (): boolean => JSON.stringify(shown.at(-1)?.content).includes('request.deny');

  beforeEach(async () => {
    made = await approvalWorld();
    const { world, dara } = made;
    await made.ask();
    shown = [];
    card = { activityId: undefined } as CardRecord;
    await deliver();
    const found = world.cards.all.find(({ person, kind }) => person.id === dara.id && kind === 'approval');
    assert.ok(found);
    // Each of these chats counts for itself; the message is to be told from those of the others.
    await world.cards.setSent(found.id, 'a:dara', 'dara-1');
    card = { ...found, activityId: 'dara-1' };
    await redraw();
  });

  it('is not sent where another instance has drawn the card meanwhile', async () => {
    const drawing = new Gate();
    const slow = deliver({ drawing });
    await drawing.reached;
    await deny();
    made.world.clock.forward(PAST_THE_LEASE);
    await deliver();
    const before = shown.length;
    assert.equal(hasButtons(), false);
    drawing.open();
    await slow;
    assert.equal(shown.length, before);
  });

  it('is followed by a true one where it was on its way already', async () => {
    const sending = new Gate();
    const slow = deliver({ sending });
    await sending.reached;
    await deny();
    made.world.clock.forward(PAST_THE_LEASE);
    await deliver();
    sending.open();
    await slow;
    await deliver();
    assert.equal(hasButtons(), false);
    assert.equal(await made.world.outbox.depth(), 0);
  });

  it('is followed by a true one where nobody else took it up, and the request was decided after the lease', async () => {
    const drawing = new Gate();
    const slow = deliver({ drawing });
    await drawing.reached;
    made.world.clock.forward(PAST_THE_LEASE);
    await deny();
    drawing.open();
    await slow;
    await deliver();
    assert.equal(hasButtons(), false);
    assert.equal(await made.world.outbox.depth(), 0);
  });
});

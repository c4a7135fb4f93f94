import { deliverOutbox } from '../../src/jobs/deliverOutbox.ts';
import { type Person } from '../../src/pim/ids.ts';
import { type Delivery, type Messenger } from '../../src/pim/ports.ts';
import { type CardRecord, type OutboundMessage } from '../../src/pim/records.ts';
import { type OperationWorld } from '../support/operationWorld.ts';
import { aRequestId } from '../support/storeWorld.ts';

const atOnce = { turn: () => Promise.resolve() };

/** What Teams answers where all is well. */
export const sent = {
  kind: 'sent',
  conversationId: 'a:1',
  activityId: 'activity-1',
} as const satisfies Delivery;
/** A message without a card. */
export const reminder: OutboundMessage = { kind: 'reminder' };
/** Somebody's own day. */
export const digest: OutboundMessage = { kind: 'digest', localDate: '2026-01-05' };

/** What is put into the outbox of a world, and its delivery, without waits between the tries. */
export interface DeliveryOn {
  readonly deliverBy: (by: Messenger, signals?: Parameters<typeof deliverOutbox>[1]) => Promise<void>;
  readonly add: (person: Person, message: OutboundMessage) => Promise<void>;
  /** A card of a request, and the message that brings it. */
  readonly aCard: (person: Person) => Promise<CardRecord>;
  readonly cardNow: (card: CardRecord) => Promise<CardRecord | undefined>;
}

/** Delivery in the world that a test has at the time. */
export function deliveryOn(world: () => OperationWorld): DeliveryOn {
  const add: DeliveryOn['add'] = (person, message) =>
    world().outbox.add([{ id: world().random.ulid(), person, message }]);
  return {
    add,
    deliverBy: (by, signals = {}) =>
      deliverOutbox(
        { ...world().with({}), messenger: by, jitter: () => 0.5, pace: atOnce, pause: atOnce.turn },
        signals,
      ),
    aCard: async (person) => {
      const id = world().random.ulid();
      const card = { id, kind: 'request', requestId: aRequestId(), person, nonce: 'n'.repeat(16) } as const;
      await add(person, { kind: 'card', cardId: id });
      return (await world().cards.open(card)).card;
    },
    cardNow: ({ id }) => world().cards.of(id),
  };
}

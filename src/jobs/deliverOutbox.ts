import { type OperationDeps } from '../pim/operations/deps.ts';
import { recordReceipt } from '../pim/operations/recordReceipt.ts';
import { type Delivery, type Messenger } from '../pim/ports.ts';
import { UNCLEAR } from '../pim/outbox.ts';
import { type OutboundMessage, type OutboxEntry } from '../pim/records.ts';
import { type LaneSignals, workInLanes } from './lanes.ts';
import { type Pace } from './pace.ts';

/** What delivery needs. `jitter` gives a number from 0 up to 1. */
export interface DeliveryDeps extends Pick<
  OperationDeps,
  | 'administrators'
  | 'outbox'
  | 'cards'
  | 'reviewCards'
  | 'requests'
  | 'conversations'
  | 'random'
  | 'clock'
  | 'logger'
> {
  readonly messenger: Messenger;
  readonly jitter: () => number;
  readonly pace: Pace;
  /** Milliseconds. */
  readonly pause: (milliseconds: number) => Promise<void>;
}

/**
 * So many people are served side by side, of each of two lines. Digests may wait for a reading of the whole tenant and come by
 * the thousand: they have lanes of their own, and are claimed several at a time.
 */
const LINES = [
  { line: 'others', lanes: 8, leastFree: 1 },
  { line: 'digests', lanes: 8, leastFree: 4 },
] as const;
const LEASE_SECONDS = 60;
/** As long as an approval waits in PIM: what comes later than that is no news. */
const GIVEN_UP_AFTER_HOURS = 24;
const LONGEST_WAIT_SECONDS = 600;
/** Half a minute of tries; from then on what cannot be drawn lets the person's other messages pass. */
const DRAWN_IN_PLACE_ATTEMPTS = 5;
/** Between the tries at noting an outcome; together well within the lease. Milliseconds. */
const NOTING_WAITS = [200, 500, 1000, 2000, 4000, 8000, 8000];

/**
 * Sends what is due until nothing is, or until the process is about to end. Each entry is claimed first, so any number of
 * processes may do this at once. A conversation that Teams is slow about holds up nobody else's.
 */
export async function deliverOutbox(deps: DeliveryDeps, signals: LaneSignals = {}): Promise<void> {
  await workInLanes(
    LINES.map(({ line, ...lanes }) => ({
      ...lanes,
      take: (limit: number) => deps.outbox.claim(limit, LEASE_SECONDS, line),
      work: (entry: OutboxEntry) => deliverOne(deps, entry),
    })),
    signals,
  );
}

async function deliverOne(deps: DeliveryDeps, entry: OutboxEntry): Promise<void> {
  let delivery: Delivery;
  try {
    const { isBegun } = entry;
    delivery = await deps.messenger.deliver(entry.person, entry.message, {
      isBegun,
      turn: () => deps.pace.turn(),
      begin: () => deps.outbox.begin(entry),
    });
  } catch (error) {
    // Drawing failed, so nothing left: a later try may find the database or Graph well again.
    deps.logger.error(
      { err: error, entry: entry.id, kind: entry.message.kind },
      'A message could not be drawn',
    );
    await noted(deps, () => later(deps, entry, { mayBePassed: entry.attempts >= DRAWN_IN_PLACE_ATTEMPTS }));
    return;
  }
  await noted(deps, () => record(deps, entry, delivery));
}

/** What Teams has taken must be noted, or nobody knows where it lies: a database that is gone for a moment is waited for. */
async function noted({ pause }: DeliveryDeps, note: () => Promise<void>): Promise<void> {
  for (const milliseconds of NOTING_WAITS) {
    try {
      await note();
      return;
    } catch {
      // The last try below says what is wrong.
      await pause(milliseconds);
    }
  }
  await note();
}

async function record(deps: DeliveryDeps, entry: OutboxEntry, delivery: Delivery): Promise<void> {
  const { message } = entry;
  const cardId = message.kind === 'card' ? message.cardId : undefined;
  let isWhereItLies = true;
  switch (delivery.kind) {
    case 'sent':
      if (message.kind === 'reviewCard')
        await deps.reviewCards.setSent(message.cardId, delivery.conversationId, delivery.activityId);
      if (cardId !== undefined) {
        const { kind, ...place } = delivery;
        isWhereItLies = await recordReceipt(deps, cardId, { receipt: kind, ...place });
      }
      if (!(await (isWhereItLies ? deps.outbox.remove(entry) : atOnce(deps, entry))))
        await onceMore(deps, entry);
      return;
    case 'moved':
      await atOnce(deps, entry);
      return;
    case 'refused':
      deps.logger.warn(
        { event: 'delivery.refused', code: delivery.code, kind: message.kind },
        'Teams refused a message',
      );
      await reviewRefused(deps, message, delivery.code);
      if (cardId !== undefined) {
        await recordReceipt(deps, cardId, { receipt: 'refused', code: delivery.code });
      }
      await deps.outbox.remove(entry);
      return;
    case 'later':
      await later(deps, entry, delivery);
      return;
    case 'unclear':
      deps.logger.warn(
        { event: 'delivery.unclear', kind: message.kind },
        'A message may or may not have arrived',
      );
      await reviewRefused(deps, message, UNCLEAR);
      if (cardId !== undefined) await recordReceipt(deps, cardId, { receipt: 'refused', code: UNCLEAR });
      await deps.outbox.remove(entry);
      return;
    case 'nothing':
      await deps.outbox.remove(entry);
  }
}

/** It was drawn where its card does not lie any more: once more, where that lies now. */
const atOnce = ({ outbox, clock }: DeliveryDeps, entry: OutboxEntry): Promise<boolean> =>
  outbox.postpone(entry, clock.now());

/**
 * It had become somebody else's when Teams took it, and may cover what they drew: its message is drawn once more, as the
 * card that lies there now.
 */
async function onceMore(
  { outbox, cards, random }: DeliveryDeps,
  { person, message }: OutboxEntry,
): Promise<void> {
  const add = (again: OutboundMessage): Promise<void> =>
    outbox.add([{ id: random.ulid(), person, message: again }]);
  if (message.kind === 'reviewCard') await add(message);
  if (message.kind !== 'card') return;
  const { replacedBy = message.cardId } = (await cards.of(message.cardId)) ?? {};
  await add({ kind: 'card', cardId: replacedBy });
}

/** Only of a reviewer's card itself: its reminder has no receipt. */
async function reviewRefused(
  { reviewCards }: DeliveryDeps,
  message: OutboxEntry['message'],
  code: string,
): Promise<void> {
  if (message.kind === 'reviewCard') await reviewCards.setReceipt(message.cardId, 'refused', code);
}

/** Nothing left, so it is tried again, for a day. `mayBePassed`: the person's other messages go before it from now on. */
async function later(
  deps: DeliveryDeps,
  entry: OutboxEntry,
  {
    afterSeconds = 0,
    mayBePassed = false,
  }: { readonly afterSeconds?: number; readonly mayBePassed?: boolean },
): Promise<void> {
  const { outbox, clock, random, jitter } = deps;
  const now = clock.now().getTime();
  const backoff = Math.min(LONGEST_WAIT_SECONDS, 2 ** entry.attempts) * (0.5 + jitter());
  const dueAt = now + Math.max(Math.min(afterSeconds, LONGEST_WAIT_SECONDS), backoff) * 1000;
  if (dueAt >= entry.createdAt.getTime() + GIVEN_UP_AFTER_HOURS * 3_600_000) await giveUp(deps, entry);
  else if (!(await outbox.postpone(entry, new Date(dueAt), mayBePassed ? random.ulid() : undefined)))
    await onceMore(deps, entry);
}

async function giveUp(deps: DeliveryDeps, entry: OutboxEntry): Promise<void> {
  const { id, message } = entry;
  const { kind } = message;
  deps.logger.error({ event: 'delivery.givenUp', entry: id, kind }, 'A message was given up');
  await reviewRefused(deps, message, 'GivenUp');
  if (message.kind === 'card')
    await recordReceipt(deps, message.cardId, { receipt: 'refused', code: 'GivenUp' });
  await deps.outbox.remove(entry);
}

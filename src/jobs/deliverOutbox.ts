import { type OperationDeps } from '../pim/operations/deps.ts';
import { recordReceipt } from '../pim/operations/recordReceipt.ts';
import { type Delivery, type Messenger } from '../pim/ports.ts';
import { UNCLEAR } from '../pim/outbox.ts';
import { type OutboxEntry } from '../pim/records.ts';
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

/** So many people are served side by side; one person's messages go one after the other. */
const SIDE_BY_SIDE = 8;
const LEASE_SECONDS = 60;
const MOST_ATTEMPTS = 12;
const LONGEST_WAIT_SECONDS = 600;
/** Between the tries at noting an outcome; together well within the lease. Milliseconds. */
const NOTING_WAITS = [200, 500, 1000, 2000, 4000, 8000, 8000];

/**
 * Sends what is due until nothing is, or until the process is about to end. Each entry is claimed first, so any number of
 * processes may do this at once.
 */
export async function deliverOutbox(deps: DeliveryDeps, signal?: AbortSignal): Promise<void> {
  while (signal?.aborted !== true) {
    const entries = await deps.outbox.claim(SIDE_BY_SIDE, LEASE_SECONDS);
    if (entries.length === 0) return;
    await Promise.all(entries.map((entry) => deliverOne(deps, entry)));
  }
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
    delivery = { kind: 'later', afterSeconds: undefined };
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
  switch (delivery.kind) {
    case 'sent':
      if (message.kind === 'reviewCard')
        await deps.reviewCards.setSent(message.cardId, delivery.conversationId, delivery.activityId);
      if (cardId !== undefined) {
        const { kind, ...place } = delivery;
        if (!(await recordReceipt(deps, cardId, { receipt: kind, ...place }))) return atOnce(deps, entry);
      }
      await deps.outbox.remove(entry);
      return;
    case 'moved':
      return atOnce(deps, entry);
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
      await later(deps, entry, delivery.afterSeconds, cardId);
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
async function atOnce({ outbox, clock }: DeliveryDeps, entry: OutboxEntry): Promise<void> {
  await outbox.postpone(entry, clock.now());
}

/** Only of a reviewer's card itself: its reminder has no receipt. */
async function reviewRefused(
  { reviewCards }: DeliveryDeps,
  message: OutboxEntry['message'],
  code: string,
): Promise<void> {
  if (message.kind === 'reviewCard') await reviewCards.setReceipt(message.cardId, 'refused', code);
}

async function later(
  deps: DeliveryDeps,
  entry: OutboxEntry,
  afterSeconds: number | undefined,
  cardId: string | undefined,
): Promise<void> {
  const { outbox, clock, logger, jitter } = deps;
  if (entry.attempts + 1 >= MOST_ATTEMPTS) {
    logger.error(
      { event: 'delivery.givenUp', entry: entry.id, kind: entry.message.kind },
      'A message was given up',
    );
    if (cardId !== undefined) await recordReceipt(deps, cardId, { receipt: 'refused', code: 'GivenUp' });
    await outbox.remove(entry);
    return;
  }
  const backoff = Math.min(LONGEST_WAIT_SECONDS, 2 ** entry.attempts) * (0.5 + jitter());
  const seconds = Math.max(Math.min(afterSeconds ?? 0, LONGEST_WAIT_SECONDS), backoff);
  await outbox.postpone(entry, new Date(clock.now().getTime() + seconds * 1000));
}

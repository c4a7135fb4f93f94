import { createRandom } from '../src/random.ts';
import { type Store } from '../src/store/store.ts';
import { digestSettings, UNTIL_DUE_MS } from './digestRun.ts';
import { conversationId } from './largeTenantRows.ts';
import { inLargeWorld, type LargeWorld, until } from './largeWorld.ts';
import { type MeasuredProcess } from './measuredProcess.ts';
import { personAt, seedCard, seedRequests } from './seeds.ts';
import { type Spread, spreadOf } from './statistics.ts';

/** Approvers' cards that are queued while everybody's digest is on its way. Milliseconds until each is in Teams. */
export interface CrowdedFigures {
  readonly people: number;
  /** For approvers who have had their digest. */
  readonly afterOwnDigest: Spread;
  /** For approvers whose digest was still to come. */
  readonly beforeOwnDigest: Spread;
}

const CARDS = 5;
const LONGEST_SECONDS = 120;

/** Queues cards when a third of the digests are out. `undefined` where a second process cannot share the database. */
export async function measureCardsDuringDigests(people: number): Promise<CrowdedFigures | undefined> {
  return inLargeWorld({ people, settings: digestSettings() }, async (world) => {
    if (world.database === 'embedded') return undefined;
    const latchkey = await world.start();
    try {
      return await world.withStore((store) => queueMeanwhile(world, latchkey, store), UNTIL_DUE_MS);
    } finally {
      await latchkey.stop();
    }
  });
}

async function queueMeanwhile(
  { tenant }: LargeWorld,
  latchkey: MeasuredProcess,
  store: Store,
): Promise<CrowdedFigures> {
  const { people, activities } = tenant;
  tenant.forget();
  await latchkey.moveClock(UNTIL_DUE_MS);
  await until('a third of the digests', LONGEST_SECONDS, () => activities.length >= people / 3);
  // Digests go out in the order of people's ids, so the first have had theirs and the last have not.
  const first = Array.from({ length: CARDS }, (_, index) => index);
  const last = first.map((index) => people - 1 - index);
  const cards: string[] = [];
  await seedRequests(store, CARDS, new Date(Date.now() + UNTIL_DUE_MS));
  for (const [request, person] of [...first, ...last].entries()) {
    cards.push(await seedCard(store, { kind: 'approval', request: request % CARDS, person }));
  }
  const random = createRandom({ now: () => new Date(Date.now() + UNTIL_DUE_MS) });
  const queuedAt = performance.now();
  await store.outbox.add(
    [...first, ...last].map((person, index) => ({
      id: random.ulid(),
      person: personAt(person),
      message: { kind: 'card', cardId: cards[index] ?? '' },
    })),
  );
  await until('every message', LONGEST_SECONDS, () => activities.length >= people + 2 * CARDS);
  const waits = (persons: readonly number[]): Spread =>
    spreadOf(
      persons.map((person) => {
        const card = activities.find(
          ({ conversationId: chat, isApproval }) => isApproval && chat === conversationId(person),
        );
        return (card?.at ?? NaN) - queuedAt;
      }),
    );
  return { people, afterOwnDigest: waits(first), beforeOwnDigest: waits(last) };
}

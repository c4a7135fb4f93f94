import { createRandom } from '../src/random.ts';
import { conversationId } from './largeTenantRows.ts';
import { inLargeWorld, type LargeWorld, until } from './largeWorld.ts';
import { postMessages } from './load.ts';
import { type MeasuredProcess } from './measuredProcess.ts';
import { personAt } from './seeds.ts';
import { median } from './statistics.ts';

/** How much is measured with each number of processes. */
export interface InstancesPlan {
  readonly most: number;
  readonly rounds: number;
  readonly turnsPerRound: number;
  readonly deliveries: number;
}

/** So many processes on one PostgreSQL. */
export interface InstancesFigures {
  readonly processes: number;
  /** `help`, with the same number of turns under way whatever the number of processes. */
  readonly turnsPerSecond: number;
  /** Of all of them together. */
  readonly cpuMillisecondsPerTurn: number;
  /** Cards out of one outbox; a process sends 50 a second at the most. */
  readonly deliveriesPerSecond: number;
  readonly cpuMillisecondsPerDelivery: number;
  /** Messages that came more than once, or not at all. */
  readonly strays: number;
}

/** A measurement is the very flood that the limits are there to stop. */
const SETTINGS = `
digest: { enabled: false }
delivery: { messagesPerSecond: 50 }
limits:
  inbound: { person: { atOnce: 100000, perSecond: 10000 }, tenant: { atOnce: 100000, perSecond: 10000 } }
`;
const UNDER_WAY = 24;
const WARM_UP_TURNS = 150;
const LONGEST_SECONDS = 300;
const HOUR_MS = 3_600_000;

/** Measures one process, then two, and so on; nothing where there is no PostgreSQL for them to share. */
export async function measureInstances(plan: InstancesPlan): Promise<readonly InstancesFigures[]> {
  return inLargeWorld({ people: plan.deliveries, settings: SETTINGS }, async (world) => {
    const figures: InstancesFigures[] = [];
    if (world.database === 'embedded') return figures;
    const processes: MeasuredProcess[] = [];
    try {
      while (processes.length < plan.most) {
        processes.push(await world.start());
        figures.push({
          processes: processes.length,
          ...(await measureTurns(world, processes, plan)),
          ...(await measureDeliveries(world, processes, plan.deliveries)),
        });
      }
      return figures;
    } finally {
      await Promise.all(processes.map((each) => each.stop()));
    }
  });
}

async function measureTurns(
  { neighbour }: LargeWorld,
  processes: readonly MeasuredProcess[],
  { rounds, turnsPerRound }: InstancesPlan,
): Promise<Pick<InstancesFigures, 'turnsPerSecond' | 'cpuMillisecondsPerTurn'>> {
  const connections = UNDER_WAY / processes.length;
  const post = async (perProcess: number): Promise<number> => {
    const loads = await Promise.all(
      processes.map(({ endpoint }) =>
        postMessages(endpoint, neighbour, 'help', { amount: perProcess, connections }),
      ),
    );
    return Math.max(...loads.map(({ seconds }) => seconds));
  };
  await post(WARM_UP_TURNS);
  const perProcess = Math.ceil(turnsPerRound / processes.length);
  const turns = perProcess * processes.length;
  const rates: number[] = [];
  const cpuBefore = await cpuOf(processes);
  for (let round = 0; round < rounds; round += 1) {
    rates.push(turns / (await post(perProcess)));
  }
  const cpuMillisecondsPerTurn = ((await cpuOf(processes)) - cpuBefore) / (rounds * turns);
  return { turnsPerSecond: median(rates), cpuMillisecondsPerTurn };
}

/** Everybody's digest, put into the outbox at one moment. */
async function measureDeliveries(
  { tenant, withStore }: LargeWorld,
  processes: readonly MeasuredProcess[],
  amount: number,
): Promise<Pick<InstancesFigures, 'deliveriesPerSecond' | 'cpuMillisecondsPerDelivery' | 'strays'>> {
  const { activities } = tenant;
  tenant.forget();
  const cpuBefore = await cpuOf(processes);
  await withStore((store) => {
    const random = createRandom({ now: () => new Date() });
    const helpsUntil = new Date(Date.now() + HOUR_MS).toISOString();
    return store.outbox.add(
      Array.from({ length: amount }, (_, index) => ({
        id: random.ulid(),
        person: personAt(index),
        message: { kind: 'digest', localDate: helpsUntil.slice(0, 10), until: helpsUntil },
      })),
    );
  });
  await until(`${amount} deliveries`, LONGEST_SECONDS, () => activities.length >= amount);
  const cpuMilliseconds = (await cpuOf(processes)) - cpuBefore;
  const [first, last] = [activities[0], activities[amount - 1]];
  const seconds = ((last?.at ?? NaN) - (first?.at ?? NaN)) / 1_000;
  const chats = new Set(activities.map(({ conversationId: chat }) => chat));
  const missing = Array.from({ length: amount }, (_, index) => conversationId(index)).filter(
    (chat) => !chats.has(chat),
  );
  return {
    deliveriesPerSecond: (amount - 1) / seconds,
    cpuMillisecondsPerDelivery: cpuMilliseconds / amount,
    strays: activities.length - chats.size + missing.length,
  };
}

async function cpuOf(processes: readonly MeasuredProcess[]): Promise<number> {
  const each = await Promise.all(processes.map((one) => one.cpu()));
  return each.reduce((sum, milliseconds) => sum + milliseconds, 0);
}

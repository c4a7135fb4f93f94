import assert from 'node:assert/strict';
import { type Person } from '../../src/pim/ids.ts';
import { type Delivery, type Messenger } from '../../src/pim/ports.ts';
import { OperationWorld } from '../support/operationWorld.ts';
import { deliveryOn, digest, reminder, sent } from './deliveryOn.ts';

describe('deliverOutbox, while something is slow, away or broken', () => {
  let world: OperationWorld;
  let ana: Person;
  let ben: Person;
  let answers: Delivery[];

  const { add, aCard, cardNow, deliverBy } = deliveryOn(() => world);

  beforeEach(async () => {
    world = new OperationWorld();
    ana = await world.person('Ana Ruiz');
    ben = await world.person('Ben Okafor');
    answers = [];
  });

  const deliver = (): Promise<void> => deliverBy({ deliver: () => Promise.resolve(answers.shift() ?? sent) });

  /** Delivers at each moment at which something is due, until nothing waits. The waits between, in seconds. */
  async function deliverToTheEnd(): Promise<readonly number[]> {
    const waits: number[] = [];
    for (;;) {
      await deliver();
      const [entry] = world.outbox.waiting;
      if (entry === undefined) return waits;
      const seconds = (entry.dueAt.getTime() - world.clock.now().getTime()) / 1000;
      waits.push(seconds);
      world.clock.forward(seconds / 60);
    }
  }

  it('waits longer each time, and gives up after a day', async () => {
    const card = await aCard(ana);
    answers = Array<Delivery>(1_000).fill({ kind: 'later', afterSeconds: undefined });
    const waits = await deliverToTheEnd();
    assert.deepEqual(waits.slice(0, 12), [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600]);
    const hours = waits.reduce((sum, seconds) => sum + seconds, 0) / 3_600;
    assert.ok(hours > 23.5 && hours < 24, `gave up after ${hours} hours`);
    const { receipt, refusal } = (await cardNow(card)) ?? {};
    assert.deepEqual([receipt, refusal], ['refused', 'GivenUp']);
  });

  it('brings a card after hours in which Teams took nothing', async () => {
    const card = await aCard(ana);
    answers = Array<Delivery>(30).fill({ kind: 'later', afterSeconds: undefined });
    await deliverToTheEnd();
    assert.equal((await cardNow(card))?.receipt, 'sent');
  });

  it('keeps nobody waiting for a conversation that Teams is slow about', async () => {
    const slow = Promise.withResolvers<Delivery>();
    const [anas, bens] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
    let wake = (): void => undefined;
    await add(ana, reminder);
    const sending = deliverBy(
      {
        deliver: (person) => {
          if (person.id === ana.id) {
            anas.resolve(undefined);
            return slow.promise;
          }
          bens.resolve(undefined);
          return Promise.resolve(sent);
        },
      },
      { whenWoken: (listener) => (wake = listener) },
    );
    await anas.promise;
    await add(ben, reminder);
    wake();
    await bens.promise;
    slow.resolve(sent);
    await sending;
    assert.equal(await world.outbox.depth(), 0);
  });

  it('keeps nobody’s card waiting for a digest that is being drawn', async () => {
    const slow = Promise.withResolvers<Delivery>();
    const cards = Promise.withResolvers<undefined>();
    for (const person of [ana, ben]) await add(person, digest);
    for (let count = 0; count < 10; count += 1) await add(await world.person(`Person ${count}`), digest);
    await aCard(ana);
    const sending = deliverBy({
      deliver: (_person, { kind }) => {
        if (kind !== 'card') return slow.promise;
        cards.resolve(undefined);
        return Promise.resolve(sent);
      },
    });
    await cards.promise;
    slow.resolve(sent);
    await sending;
    assert.equal(await world.outbox.depth(), 0);
  });

  it('keeps nobody’s card waiting that comes while digests are on their way', async () => {
    const slow = Promise.withResolvers<Delivery>();
    const [digests, cards] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
    let wake = (): void => undefined;
    await add(ana, digest);
    const sending = deliverBy(
      {
        deliver: (_person, { kind }) => {
          if (kind === 'card') {
            cards.resolve(undefined);
            return Promise.resolve(sent);
          }
          digests.resolve(undefined);
          return slow.promise;
        },
      },
      { whenWoken: (listener) => (wake = listener) },
    );
    await digests.promise;
    // Whatever is not a digest was looked for by now, and there was nothing.
    await new Promise((resolve) => setImmediate(resolve));
    await aCard(ben);
    wake();
    await cards.promise;
    slow.resolve(sent);
    await sending;
    assert.equal(await world.outbox.depth(), 0);
  });

  it('lets a person’s other messages pass one that cannot be drawn again and again', async () => {
    await add(ana, reminder);
    await aCard(ana);
    const drawn: string[] = [];
    const broken: Messenger = {
      deliver: (_person, { kind }) => {
        drawn.push(kind);
        return kind === 'reminder' ? Promise.reject(new Error('cannot be drawn')) : Promise.resolve(sent);
      },
    };
    for (let count = 0; count < 8; count += 1) {
      await deliverBy(broken);
      world.clock.forward(5);
    }
    assert.deepEqual(drawn.slice(0, 7), [...Array<string>(6).fill('reminder'), 'card']);
    assert.deepEqual(world.outbox.waitingFor(ana), ['reminder']);
  });
});

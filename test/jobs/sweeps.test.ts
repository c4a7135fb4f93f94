import assert from 'node:assert/strict';
import { type Sweep, SweepRunner } from '../../src/jobs/sweeps.ts';
import { silentLogger } from '../support/databases.ts';

/** Work that a test ends by hand. */
class Gate {
  runs = 0;
  #open: (() => void)[] = [];
  readonly run = (): Promise<void> => {
    this.runs += 1;
    return new Promise((resolve) => this.#open.push(resolve));
  };
  async pass(): Promise<void> {
    this.#open.shift()?.();
    await settled();
  }
}

const settled = async (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('SweepRunner', () => {
  let now = 1_000_000;
  let runner: SweepRunner | undefined;

  const started = (...sweeps: readonly Sweep[]): SweepRunner => {
    runner = new SweepRunner(sweeps, { now: () => now, logger: silentLogger });
    runner.start();
    return runner;
  };
  /** Lets the runner's own timer come round. */
  const nextTick = async (isDone: () => boolean): Promise<void> => {
    const deadline = performance.now() + 5_000;
    while (!isDone() && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20));
    assert.ok(isDone());
  };

  afterEach(async () => {
    await runner?.stop();
    runner = undefined;
  });

  it('runs everything when it starts', async () => {
    const ran: string[] = [];
    const sweep = (name: string): Sweep => ({
      name,
      everySeconds: 60,
      run: () => Promise.resolve(void ran.push(name)),
    });
    started(sweep('delivery'), sweep('digests'));
    await settled();
    assert.deepEqual(ran, ['delivery', 'digests']);
  });

  it('runs a woken sweep at once, and once more where it was woken while it ran', async () => {
    const gate = new Gate();
    const woken = started({ name: 'delivery', everySeconds: 60, run: gate.run });
    assert.equal(gate.runs, 1);
    woken.wake('delivery');
    woken.wake('delivery');
    assert.equal(gate.runs, 1, 'never twice at the same time');
    await gate.pass();
    assert.equal(gate.runs, 2);
    await gate.pass();
    assert.equal(gate.runs, 2);
    woken.wake('delivery');
    assert.equal(gate.runs, 3);
    await gate.pass();
  });

  it('tells a sweep that runs that it was woken, and that it is due again', async () => {
    const gate = new Gate();
    let told = 0;
    const sweep: Sweep = {
      name: 'delivery',
      everySeconds: 60,
      run: (_signal, whenWoken) => {
        whenWoken(() => (told += 1));
        return gate.run();
      },
    };
    const running = started(sweep);
    running.wake('delivery');
    assert.equal(told, 1);
    now += 60_000;
    await nextTick(() => told > 1);
    await gate.pass();
    assert.equal(gate.runs, 2, 'what came when it had looked for the last time is not missed');
    await gate.pass();
  });

  it('wakes nothing by an unknown name', async () => {
    const gate = new Gate();
    started({ name: 'delivery', everySeconds: 60, run: gate.run }).wake('nothing');
    assert.equal(gate.runs, 1);
    await gate.pass();
  });

  it('runs again as soon as the clock says so, however it got there', async () => {
    let runs = 0;
    started({
      name: 'digests',
      everySeconds: 600,
      run: () => Promise.resolve(void (runs += 1)),
    });
    await settled();
    now += 600_000;
    await nextTick(() => runs === 2);
    now -= 86_400_000;
    await nextTick(() => runs === 3);
  });

  it('goes on after a sweep that failed', async () => {
    let runs = 0;
    const failing = started({
      name: 'delivery',
      everySeconds: 60,
      run: () => {
        runs += 1;
        return Promise.reject(new Error('the database is down'));
      },
    });
    await settled();
    failing.wake('delivery');
    await settled();
    assert.equal(runs, 2);
  });

  it('goes on after a sweep that failed before it became a promise', async () => {
    let runs = 0;
    const failing = started({
      name: 'delivery',
      everySeconds: 60,
      run: () => {
        runs += 1;
        throw new Error('a mistake of ours');
      },
    });
    await settled();
    failing.wake('delivery');
    await settled();
    assert.equal(runs, 2);
  });

  it('waits for what runs when it stops, and starts nothing more', async () => {
    const gate = new Gate();
    const stopping = started({ name: 'delivery', everySeconds: 60, run: gate.run });
    stopping.wake('delivery');
    let isStopped = false;
    const stopped = stopping.stop().then(() => {
      isStopped = true;
    });
    await settled();
    assert.equal(isStopped, false);
    await gate.pass();
    await stopped;
    stopping.wake('delivery');
    assert.equal(gate.runs, 1);
  });

  it('goes on saying that it lives while it stops, until nothing else runs', async () => {
    const gate = new Gate();
    let beats = 0;
    const stopping = started(
      {
        name: 'instances',
        everySeconds: 1,
        isUntilTheEnd: true,
        run: () => Promise.resolve(void (beats += 1)),
      },
      { name: 'settling', everySeconds: 2, run: gate.run },
    );
    await settled();
    assert.equal(beats, 1);
    const stopped = stopping.stop();
    for (const count of [2, 3]) {
      now += 2_000;
      await nextTick(() => beats === count);
    }
    assert.equal(gate.runs, 1);
    await gate.pass();
    await stopped;
    now += 2_000;
    stopping.wake('instances');
    assert.equal(beats, 3);
  });
});

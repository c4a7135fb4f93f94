import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { ShiftedClock } from '../../sandbox/clock.ts';
import { track } from '../support/hooks.ts';

const start = Date.parse('2026-01-05T09:00:00Z');
const at = (minutes: number): Date => new Date(start + minutes * 60_000);
const minutes = (count: number): number => count * 60_000;

describe('ShiftedClock', () => {
  let clock: ShiftedClock;

  beforeEach(() => {
    clock = new ShiftedClock(() => start);
  });

  afterEach(() => {
    clock.stop();
  });

  it('runs what became due in order, each at its own time, before a move is done', async () => {
    const ran: string[] = [];
    const note = (name: string) => (): void =>
      void ran.push(`${name} ${clock.now().toISOString().slice(11, 16)}`);
    clock.at(at(40), note('later'));
    clock.at(at(10), note('first'));
    clock.at(at(10), note('second of that minute'));
    clock.at(at(90), note('too late'));
    await clock.forward(minutes(60));
    assert.deepEqual(ran, ['first 09:10', 'second of that minute 09:10', 'later 09:40']);
    assert.deepEqual([clock.now(), clock.upcoming()], [at(60), [at(90)]]);
  });

  it('runs tasks that tasks ask for, as long as they fall within the move', async () => {
    const ran: Date[] = [];
    const everyTenMinutes = (): void => {
      ran.push(clock.now());
      clock.at(new Date(clock.now().getTime() + minutes(10)), everyTenMinutes);
    };
    clock.at(at(10), everyTenMinutes);
    await clock.forward(minutes(35));
    assert.deepEqual(ran, [at(10), at(20), at(30)]);
  });

  it('does not run what was called off', async () => {
    const callOff = clock.at(at(5), () => assert.fail('ran'));
    callOff();
    await clock.forward(minutes(10));
    assert.deepEqual(clock.upcoming(), []);
  });

  it('lets its followers know of a move after the tasks ran, and waits for them', async () => {
    const order: string[] = [];
    clock.at(at(1), () => void order.push('task'));
    clock.follow(async (shiftMs) => {
      await Promise.resolve();
      order.push(`followed ${shiftMs}`);
    });
    await clock.forward(minutes(2));
    assert.deepEqual(order, ['task', 'followed 120000']);
  });

  it('makes moves one after the other', async () => {
    await Promise.all([clock.forward(minutes(1)), clock.forward(minutes(2))]);
    assert.equal(clock.shiftMs, minutes(3));
  });

  it('runs at once what is due already, and in real time what is not moved to', async () => {
    const real = new ShiftedClock();
    await new Promise<void>((resolve) => real.at(new Date(Date.now() + 20), resolve));
    await new Promise<void>((resolve) => real.at(new Date(0), resolve));
  });

  it('forgets shift and tasks when it is reset', async () => {
    clock.at(at(30), () => assert.fail('ran'));
    await clock.forward(minutes(5));
    await clock.reset();
    await clock.forward(minutes(25));
    assert.deepEqual([clock.shiftMs, clock.upcoming()], [minutes(25), []]);
  });
});

describe('movedClock.mjs', () => {
  const preload = new URL('../../sandbox/movedClock.mjs', import.meta.url).href;
  const program = fileURLToPath(new URL('clockProbe.mjs', import.meta.url));
  let child: ChildProcess;
  let close: () => void;

  beforeEach(async () => {
    child = fork(program, { execArgv: ['--import', preload] });
    close = track(`clock probe ${child.pid ?? ''}`);
    await once(child, 'message');
  });

  afterEach(async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const exit = once(child, 'exit');
      child.kill();
      await exit;
    }
    close();
  });

  const answerTo = async (message: object): Promise<Record<string, unknown>> => {
    const answer = once(child, 'message') as Promise<[Record<string, unknown>]>;
    child.send(message);
    return (await answer)[0];
  };

  it('moves Date, also its subclasses, and says so', async () => {
    const hour = 3_600_000;
    assert.deepEqual(await answerTo({ latchkeyClockShiftMs: hour }), { latchkeyClockShiftMs: hour });
    const told = await answerTo({ probe: true });
    for (const name of ['now', 'constructed', 'subclass', 'called']) {
      const ahead = Number(told[name]) - Date.now();
      assert.ok(Math.abs(ahead - hour) < 60_000, `${name} is ${ahead} ms ahead`);
    }
  });

  it('begins with the shift that the environment names', async () => {
    const day = 86_400_000;
    const later = fork(program, {
      execArgv: ['--import', preload],
      env: { ...process.env, CLOCK_SHIFT_MS: String(day) },
    });
    const closeLater = track(`clock probe ${later.pid ?? ''}`);
    try {
      await once(later, 'message');
      const answer = once(later, 'message') as Promise<[Record<string, unknown>]>;
      later.send({ probe: true });
      const ahead = Number((await answer)[0]['now']) - Date.now();
      assert.ok(Math.abs(ahead - day) < 60_000, `now is ${ahead} ms ahead`);
    } finally {
      const exit = once(later, 'exit');
      later.kill();
      await exit;
      closeLater();
    }
  });

  it('leaves dates that say when, statics and types alone', async () => {
    await answerTo({ latchkeyClockShiftMs: 3_600_000 });
    const told = await answerTo({ probe: true });
    assert.deepEqual(told['untouched'], {
      given: '2026-01-05T09:00:00.000Z',
      fields: 2026,
      parsed: start,
      utc: start,
      isDate: true,
      isSameConstructor: true,
      isSubclass: true,
      name: 'Date',
      length: 7,
      cloned: '2026-01-05T09:00:00.000Z',
      formatted: '05/01/2026, 09:00',
    });
  });

  it('keeps timers in real time', async () => {
    await answerTo({ latchkeyClockShiftMs: 3_600_000 });
    const told = await answerTo({ timer: 1 });
    assert.equal(told['fired'], true);
  });

  it('lets the process end by itself', async () => {
    const exit = once(child, 'exit') as Promise<[number | null, string | null]>;
    child.send({ finish: true });
    assert.deepEqual(await exit, [0, null]);
  });

  it('ends the process when the parent is gone', async () => {
    const exit = once(child, 'exit') as Promise<[number | null, string | null]>;
    child.disconnect();
    assert.deepEqual(await exit, [null, 'SIGTERM']);
  });
});

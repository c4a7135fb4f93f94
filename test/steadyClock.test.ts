import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Logger } from '../src/pim/logger.ts';
import { type Clock } from '../src/pim/ports.ts';
import { createSteadyClock } from '../src/steadyClock.ts';
import { silentLogger } from './support/databases.ts';

const START = Date.parse('2026-01-05T09:00:00Z');
const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** A machine of which time passes, and whose clock somebody sets. */
class Machine {
  readonly warnings: object[] = [];
  readonly clock: Clock;
  #now = START;
  #elapsed = 12_345;

  constructor() {
    const logger: Logger = { ...silentLogger, warn: (facts) => void this.warnings.push(facts) };
    this.clock = createSteadyClock({ machineNow: () => this.#now, elapsed: () => this.#elapsed, logger });
  }

  get now(): number {
    return this.#now;
  }

  /** How far the clock is ahead of the machine's. */
  get aheadMs(): number {
    return this.read() - this.#now;
  }

  read(): number {
    return this.clock.now().getTime();
  }

  pass(milliseconds: number): void {
    this.#now += milliseconds;
    this.#elapsed += milliseconds;
  }

  setBack(milliseconds: number): void {
    this.#now -= milliseconds;
  }
}

describe('the steady clock', () => {
  it('says what the machine says, also after somebody set that forward', () => {
    const machine = new Machine();
    machine.pass(5 * SECOND);
    assert.equal(machine.read(), START + 5 * SECOND);
    machine.setBack(-3 * MINUTE);
    assert.equal(machine.read(), START + 5 * SECOND + 3 * MINUTE);
    assert.deepEqual(machine.warnings, []);
  });

  it('goes on at four fifths of its pace when the machine was set back, until that has caught up', () => {
    const machine = new Machine();
    machine.setBack(2 * MINUTE);
    assert.equal(machine.read(), START);
    machine.pass(5 * SECOND);
    assert.equal(machine.read(), START + 4 * SECOND);
    machine.pass(9 * MINUTE + 55 * SECOND);
    assert.equal(machine.aheadMs, 0);
    machine.pass(7 * SECOND);
    assert.equal(machine.aheadMs, 0);
  });

  it('says once that the machine was set back', () => {
    const machine = new Machine();
    machine.setBack(45 * SECOND);
    machine.read();
    machine.pass(SECOND);
    machine.read();
    assert.deepEqual(machine.warnings, [{ event: 'clock.setBack', seconds: 45 }]);
  });

  it('says nothing of a clock that is trimmed', () => {
    const machine = new Machine();
    machine.setBack(SECOND);
    assert.equal(machine.read(), START);
    assert.deepEqual(machine.warnings, []);
  });

  it('stays up to five minutes ahead, and follows at once whoever was further off', () => {
    const machine = new Machine();
    machine.setBack(5 * MINUTE);
    assert.equal(machine.aheadMs, 5 * MINUTE);
    machine.setBack(1);
    assert.equal(machine.aheadMs, 0);
    assert.equal(machine.read(), machine.now);
  });

  it('never goes back, and never lags, whatever is done to the machine in less than five minutes', () => {
    const happening = fc.record({
      passMs: fc.integer({ min: 0, max: 20 * MINUTE }),
      setBackMs: fc.integer({ min: -MINUTE, max: MINUTE }),
      isRead: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 5 }), (happenings) => {
        const machine = new Machine();
        let last = machine.read();
        for (const { passMs, setBackMs, isRead } of happenings) {
          machine.pass(passMs);
          machine.setBack(setBackMs);
          if (!isRead) continue;
          const shown = machine.read();
          assert.ok(shown >= last, 'it went back');
          assert.ok(shown >= machine.now, 'it lags');
          last = shown;
        }
      }),
    );
  });
});

import assert from 'node:assert/strict';
import { type EngineName } from '../../torture/plan.ts';
import { failureText, reportOf } from '../../torture/report.ts';
import { placesFor, runCycles } from '../../torture/run.ts';
import { leaveOut } from '../support/withoutPostgres.ts';

const SEED = 11;
const CYCLES = 15;

/** Half of the cycles that every change has to survive; `npm run torture` runs as many as one likes. */
export function survivesOn(engine: EngineName): void {
  describe(`killed, cut and confused on the ${engine} engine`, () => {
    it(`has no double effect, loses no decision and settles everything in ${CYCLES} cycles`, async function () {
      this.timeout(600_000);
      const newPlaces = await placesFor(engine);
      if (newPlaces === undefined) {
        leaveOut('it is not tortured.');
        this.skip();
      }
      const run = { engine, seed: SEED, from: 0, cycles: CYCLES, lanes: 3 };
      const results = await runCycles(run, newPlaces);
      const { failed, struck } = reportOf(run, results);
      assert.deepEqual(failed.map(failureText), []);
      assert.ok(struck >= CYCLES / 2, `${struck} cycles met their trouble`);
    });
  });
}

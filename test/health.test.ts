import assert from 'node:assert/strict';
import { keptFor, readiness } from '../src/health.ts';
import { readinessChecks } from '../src/readinessChecks.ts';
import { silentLogger } from './support/databases.ts';
import { TestClock } from './support/testClock.ts';

describe('keptFor', () => {
  it('runs a check once in a while, also one that fails', async () => {
    const clock = new TestClock();
    let runs = 0;
    const check = keptFor(
      clock,
      2_000,
    )(() => {
      runs += 1;
      return runs === 1 ? Promise.reject(new Error('away')) : Promise.resolve(true);
    });
    assert.deepEqual(await Promise.all([check(), check()]), [false, false]);
    clock.forward(1 / 60);
    assert.equal(await check(), false);
    assert.equal(runs, 1);
    clock.forward(1 / 60);
    assert.equal(await check(), true);
  });
});

describe('readinessChecks', () => {
  const clock = new TestClock();
  const well = (): Promise<void> => Promise.resolve();
  const away = (): Promise<never> => Promise.reject(new Error('away'));

  /** Names of what is red with these answers from outside; everything else is well. */
  const red = async (
    given: {
      readonly ping?: () => Promise<void>;
      readonly sayAlive?: () => Promise<void>;
      readonly hasAppToken?: () => Promise<boolean>;
      readonly changesAccess?: readonly string[];
      readonly standstillMinutes?: number;
      readonly offsetSeconds?: number;
      readonly hasKeys?: boolean;
      readonly isQuarantined?: boolean;
      readonly isCutOff?: boolean;
    },
    isProduction = true,
  ): Promise<readonly string[]> => {
    const { ping = well, sayAlive = well, hasAppToken = () => Promise.resolve(true) } = given;
    const { changesAccess = [], standstillMinutes, offsetSeconds, hasKeys = true } = given;
    const since =
      standstillMinutes === undefined
        ? undefined
        : new Date(clock.now().getTime() - standstillMinutes * 60_000);
    const entra = {
      hasAppToken,
      clockOffsetSeconds: () => offsetSeconds,
      appPermissions: () => Promise.resolve({ granted: [], missing: [], changesAccess }),
    };
    const store = {
      ping,
      instances: { sayAlive },
      outbox: { standstillSince: () => Promise.resolve(since) },
    };
    const restoreWatch = { state: () => Promise.resolve({ isOn: given.isQuarantined === true }) };
    const teamsWatch = { isCutOff: () => given.isCutOff === true };
    const deps = {
      entra,
      store,
      restoreWatch,
      teamsWatch,
      clock,
      logger: silentLogger,
    } as unknown as Parameters<typeof readinessChecks>[0];
    const checks = readinessChecks(deps, { hasKeys: () => Promise.resolve(hasKeys) }, { isProduction });
    return (await readiness(checks)).reasons;
  };

  it('is green where all is well, and where no clock was compared yet', async () => {
    assert.deepEqual(await red({}), []);
  });

  it('says which part cannot do its work', async () => {
    assert.deepEqual(await red({ ping: away }), ['database']);
    assert.deepEqual(await red({ sayAlive: away }), ['storage']);
    assert.deepEqual(await red({ hasKeys: false }), ['channel keys']);
    assert.deepEqual(await red({ hasAppToken: away }), ['graph']);
    assert.deepEqual(await red({ isQuarantined: true }), ['quarantine']);
    assert.deepEqual(await red({ isCutOff: true }), ['teams']);
    assert.deepEqual(await red({ changesAccess: ['RoleManagement.ReadWrite.Directory'] }), ['permissions']);
  });

  it('notices after two minutes that nothing is delivered', async () => {
    assert.deepEqual(await red({ standstillMinutes: 2 }), []);
    assert.deepEqual(await red({ standstillMinutes: 2.1 }), ['delivery']);
  });

  it('notices a clock that is a minute off in either direction', async () => {
    assert.deepEqual(await red({ offsetSeconds: 60 }), []);
    assert.deepEqual(await red({ offsetSeconds: 61 }), ['clock']);
    assert.deepEqual(await red({ offsetSeconds: -61 }), ['clock']);
  });

  it('does not compare clocks with an offline tenant', async () => {
    assert.deepEqual(await red({ offsetSeconds: 7200 }, false), []);
  });
});

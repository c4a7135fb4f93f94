import assert from 'node:assert/strict';
import { PimError } from '../../../src/pim/errors.ts';
import { mayAskAboutOthers } from '../../../src/pim/operations/mayAskAboutOthers.ts';
import { SharedPosture } from '../../../src/pim/operations/sharedPosture.ts';
import { principalId, roleDefinitionId, tenantId } from '../../../src/pim/ids.ts';
import { type ActiveRole, scopeOfId } from '../../../src/pim/roles.ts';
import { defaultSettings } from '../../../src/settings.ts';
import { sampleSnapshot } from '../../support/sampleSnapshot.ts';
import { TestClock } from '../../support/testClock.ts';

describe('SharedPosture', () => {
  const { yardstick } = defaultSettings();
  const open = (read = () => Promise.resolve(sampleSnapshot)) => {
    const clock = new TestClock();
    let reads = 0;
    const shared = new SharedPosture({
      read: () => {
        reads += 1;
        return read();
      },
      yardstick,
      clock,
    });
    return { clock, shared, reads: () => reads };
  };

  it('reads once for all who ask at the same time, and for five minutes', async () => {
    const { clock, shared, reads } = open();
    const [one, other] = await Promise.all([shared.current(), shared.current()]);
    assert.equal(one, other);
    clock.forward(4);
    await shared.current();
    assert.equal(reads(), 1);
    clock.forward(1);
    assert.notEqual(await shared.current(), one);
    assert.equal(reads(), 2);
  });

  it('does not keep a reading that failed', async () => {
    let isDown = true;
    const { shared, reads } = open(() =>
      isDown ? Promise.reject(new PimError('pim_unavailable', 'down')) : Promise.resolve(sampleSnapshot),
    );
    await assert.rejects(shared.current(), { code: 'pim_unavailable' });
    isDown = false;
    await shared.current();
    assert.equal(reads(), 2);
  });

  it('reads anew for whoever asks after it was told to forget', async () => {
    const { shared, reads } = open();
    const before = shared.current();
    shared.forget();
    assert.notEqual(await shared.current(), await before);
    assert.equal(reads(), 2);
  });

  it('does not believe a clock that was set back', async () => {
    const { clock, shared, reads } = open();
    await shared.current();
    clock.forward(-60);
    await shared.current();
    assert.equal(reads(), 2);
  });
});

describe('mayAskAboutOthers', () => {
  const actor = {
    tenantId: tenantId('00000000-0000-4000-8000-000000000001'),
    id: principalId('00000000-0000-4000-8000-000000000002'),
  };
  const holding = (id: string, scopeId = '/'): ActiveRole => ({
    instanceId: 'i',
    principalId: actor.id,
    role: {
      id: roleDefinitionId(id),
      displayName: 'X',
      description: '',
      isBuiltIn: true,
      isPrivileged: true,
    },
    scope: scopeOfId(scopeId),
    memberType: 'Direct',
    assignmentType: 'Activated',
    startAt: undefined,
    endAt: undefined,
    scheduleId: undefined,
  });
  const asked = (held: readonly ActiveRole[], isAdministrator = false): Promise<boolean> =>
    mayAskAboutOthers(
      { actor, activeRoles: () => Promise.resolve(held) },
      { all: () => Promise.resolve([]), has: () => Promise.resolve(isAdministrator) },
    );
  const globalReader = 'f2ef992c-3afb-46b9-b7cf-a126ee74c451';
  const exchange = '29232cdf-9323-42fd-ade2-1d097af3e4de';

  it('lets in who holds a role that reads everything', async () => {
    assert.ok(await asked([holding(globalReader)]));
  });

  it('lets in the administrators’ group', async () => {
    assert.ok(await asked([], true));
  });

  it('does not let in others', async () => {
    assert.ok(!(await asked([holding(exchange)])));
  });

  it('does not count such a role in a part of the tenant', async () => {
    assert.ok(
      !(await asked([holding(globalReader, '/administrativeUnits/00000000-0000-4000-8000-000000000009')])),
    );
  });
});

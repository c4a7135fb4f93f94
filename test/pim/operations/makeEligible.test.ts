import assert from 'node:assert/strict';
import { type HoldingChange } from '../../../src/pim/administration.ts';
import { PimError, type PimErrorCode } from '../../../src/pim/errors.ts';
import { at, ChangeWorld, lost } from '../../support/changeWorld.ts';

describe('making somebody eligible', () => {
  let made: ChangeWorld;

  beforeEach(async () => {
    made = await ChangeWorld.open();
  });

  let change: HoldingChange;

  beforeEach(() => {
    made.prepare('makeEligible');
    change = made.toChange('makeEligible');
  });

  it('removes nothing before the eligibility is seen, and says that it is not known', async () => {
    made.world.administration.delay = 100;
    const operation = await made.opened(change);
    const result = await made.world.run(operation);
    assert.equal(result?.state, 'UNKNOWN');
    assert.deepEqual(made.written(), ['grant eligibility']);
    assert.equal(made.held(change), 'assignment');
    assert.ok(made.world.pausedMs > 5000 && made.world.pausedMs < 30_000);
    made.world.administration.settle();
    made.world.administration.delay = 0;
    assert.equal((await made.world.run(operation))?.state, 'DONE');
    assert.deepEqual(made.written(), ['grant eligibility', 'remove assignment']);
  });

  it('looks at the eligibility last of all before it removes the assignment', async () => {
    await made.does(change);
    const before = made.world.administration.calls.findIndex(
      ({ method, kind }) => method === 'remove' && kind === 'assignment',
    );
    assert.equal(made.world.administration.calls[before - 1]?.method, 'eligibilityOf');
    const granted = made.world.administration.calls.findIndex(({ method }) => method === 'grant');
    const looks = made.world.administration.calls
      .slice(granted, before)
      .filter(({ method }) => method === 'eligibilityOf');
    assert.equal(looks.length, 2, 'read back, and read again');
  });

  for (const when of ['before', 'after'] as const) {
    it(`finds out by itself when the answer to the grant is lost ${when} it was made`, async () => {
      made.world.administration.failNext('grant', lost, when);
      const operation = await made.opened(change);
      const result = await made.world.run(operation);
      assert.equal(result?.state, when === 'after' ? 'DONE' : 'UNKNOWN');
      assert.equal(made.held(change), when === 'after' ? 'eligibility' : 'assignment');
      if (when === 'before') assert.equal((await made.world.run(operation))?.state, 'DONE');
      assert.deepEqual(made.written(), ['grant eligibility', 'remove assignment']);
    });

    it(`finds out by itself when the answer to the removal is lost ${when} it was made`, async () => {
      made.world.administration.failNext('remove', lost, when);
      const operation = await made.opened(change);
      const result = await made.world.run(operation);
      assert.equal(result?.state, when === 'after' ? 'DONE' : 'UNKNOWN');
      if (when === 'before') assert.equal((await made.world.run(operation))?.state, 'DONE');
      assert.equal(made.held(change), 'eligibility');
      assert.deepEqual(made.written(), ['grant eligibility', 'remove assignment']);
    });
  }

  it('does not grant it a second time when it is on its way', async () => {
    made.world.administration.delay = 20;
    const operation = await made.opened(change);
    for (let run = 0; run < 8; run += 1) await made.world.run(operation);
    assert.deepEqual(made.written(), ['grant eligibility', 'remove assignment']);
    assert.equal((await made.world.operations.of(operation.id))?.state, 'DONE');
    assert.equal(made.held(change), 'eligibility');
  });

  it('says that they have both when the removal is refused, and goes on when it is asked again', async () => {
    const details = { graphCode: 'Authorization_RequestDenied', graphRequestId: 'graph-9' };
    made.world.administration.failNext('remove', new PimError('forbidden', 'No', details));
    const { state, error } = await made.does(change);
    assert.equal(state, 'REFUSED');
    assert.equal(error?.code, 'assignment_kept');
    assert.deepEqual(error.details, { ...details, isEligibleNow: true, refusedWith: 'forbidden' });
    assert.equal(made.held(change), 'assignment and eligibility');
    const { facts } = made.lastRow();
    assert.equal(facts?.['errorCode'], 'assignment_kept');
    assert.equal(facts['refusedWith'], 'forbidden');
    assert.equal(facts['isEligibleNow'], true);
    assert.equal((await made.does(change)).state, 'DONE');
    assert.deepEqual(made.written(), ['grant eligibility', 'remove assignment']);
  });

  for (const code of ['step_up_required', 'multifactor_required', 'consent_required'] as const) {
    it(`goes on after the removal asked for the person (${code})`, async () => {
      made.world.administration.failNext('remove', new PimError(code, 'More'));
      const operation = await made.opened(change);
      assert.equal((await made.world.run(operation))?.state, 'NEEDS_USER');
      assert.equal(made.held(change), 'assignment and eligibility');
      assert.equal((await made.world.run(operation))?.state, 'DONE');
      assert.equal(made.held(change), 'eligibility');
    });
  }

  it('says that they have both when the person was asked for in vain', async () => {
    made.world.administration.failNext('remove', new PimError('consent_required', 'More'));
    const operation = await made.opened(change);
    const result = await made.world.run(operation, {}, ['consent ']);
    assert.equal(result?.state, 'REFUSED');
    assert.equal(result.error?.code, 'assignment_kept');
    assert.equal(result.error.details.refusedWith, 'proof_insufficient');
  });

  it('says that they have both when a guard speaks up in a later run', async () => {
    made.world.administration.failNext('remove', lost);
    const operation = await made.opened(change);
    assert.equal((await made.world.run(operation))?.state, 'UNKNOWN');
    made.world.breakGlass.push(made.ana.id);
    const result = await made.world.run(operation);
    assert.equal(result?.error?.code, 'assignment_kept');
    assert.equal(result.error.details.guard, 'breakGlass');
  });

  const refusals: readonly PimErrorCode[] = ['policy_not_satisfied', 'forbidden', 'egress_refused'];
  for (const code of refusals) {
    it(`changes nothing when the grant is refused (${code})`, async () => {
      made.world.administration.failNext('grant', new PimError(code, 'No'));
      const { state, error } = await made.does(change);
      assert.equal(state, 'REFUSED');
      assert.equal(error?.code, code);
      assert.equal(made.held(change), 'assignment');
      assert.deepEqual(made.written(), []);
    });
  }

  it('removes nothing when PIM takes the grant and lets it fail', async () => {
    made.world.administration.status = 'Failed';
    made.world.administration.delay = 1000;
    const { state, error } = await made.does(change);
    assert.equal(state, 'REFUSED');
    assert.equal(error?.code, 'unexpected_answer');
    assert.equal(made.held(change), 'assignment');
  });

  it('leaves the assignment when somebody takes the eligibility away between the looks', async () => {
    const seen: string[] = [];
    made.world.administration.onCall = ({ method }) => {
      seen.push(method);
      // The last look before the removal; what was granted had been seen before.
      const looks = seen.slice(seen.indexOf('grant')).filter((one) => one === 'eligibilityOf');
      if (method === 'eligibilityOf' && looks.length === 2) {
        made.world.administration.takeAway('eligibility', made.ana.id, at(change));
      }
    };
    const { state, error } = await made.does(change);
    assert.equal(state, 'CONFLICT');
    assert.equal(error?.code, 'change_undone');
    assert.equal(error.details.isLeftWithout, undefined);
    assert.equal(made.held(change), 'assignment');
    assert.deepEqual(made.written(), ['grant eligibility']);
    assert.equal(made.lastRow().event, 'change.refused');
  });

  it('says loudly when somebody takes the eligibility away while the assignment is removed', async () => {
    made.world.administration.onAnswer = ({ method }) => {
      if (method === 'remove') made.world.administration.takeAway('eligibility', made.ana.id, at(change));
    };
    const { state, error } = await made.does(change);
    assert.equal(state, 'CONFLICT');
    assert.equal(error?.code, 'change_undone');
    assert.equal(error.details.isLeftWithout, true);
    assert.equal(made.lastRow().event, 'change.refused');
    assert.equal(made.lastRow().facts?.['isLeftWithout'], true);
  });

  it('says so too when that is found out by a later run', async () => {
    made.world.administration.failNext('remove', lost, 'after');
    made.world.administration.onCall = ({ method }) => {
      if (method === 'remove') {
        made.world.administration.failNext('assignmentOf', new PimError('pim_unavailable', 'Down'));
      }
    };
    const operation = await made.opened(change);
    assert.equal((await made.world.run(operation))?.state, 'UNKNOWN');
    made.world.administration.onCall = () => undefined;
    made.world.administration.takeAway('eligibility', made.ana.id, at(change));
    assert.equal((await made.world.run(operation))?.state, 'UNKNOWN', 'it could still be on its way');
    made.world.clock.forward(11);
    const result = await made.world.run(operation);
    assert.equal(result?.state, 'CONFLICT');
    assert.equal(result.error?.details.isLeftWithout, true);
  });

  it('has nothing left to remove when somebody else has removed it', async () => {
    made.world.administration.onAnswer = ({ method }) => {
      if (method === 'grant') made.world.administration.takeAway('assignment', made.ana.id, at(change));
    };
    assert.equal((await made.does(change)).state, 'DONE');
    assert.deepEqual(made.written(), ['grant eligibility']);
    assert.equal(made.held(change), 'eligibility');
  });

  it('takes it for its own goal when somebody else grants it in the same moment', async () => {
    made.world.administration.onCall = ({ method }) => {
      if (method === 'grant')
        made.world.administration.give('eligibility', made.ana.id, at(change), made.inDays(90));
    };
    assert.equal((await made.does(change)).state, 'DONE');
    assert.equal(made.held(change), 'eligibility');
  });

  it('does not count what cannot be read after a write as refused', async () => {
    for (const method of ['eligibilityOf', 'assignmentOf', 'permanentHoldersOf'] as const) {
      made.world.administration.onAnswer = (call) => {
        if (call.method !== 'grant' || method === 'permanentHoldersOf') return;
        made.world.administration.failNext(method, new PimError('throttled', 'Busy'));
      };
      const operation = await made.opened(change);
      const result = await made.world.run(operation);
      if (method === 'permanentHoldersOf') assert.equal(result?.state, 'DONE');
      else assert.equal(result?.state, 'UNKNOWN', method);
      made.world.administration.takeAway('eligibility', made.ana.id, at(change));
    }
  });

  it('writes nothing any more when the lease could end meanwhile', async () => {
    made.world.administration.onAnswer = ({ method }) => {
      if (method === 'grant') made.world.clock.forward(0.8);
    };
    const operation = await made.opened(change);
    assert.equal((await made.world.run(operation))?.state, 'UNKNOWN');
    assert.deepEqual(made.written(), ['grant eligibility']);
    assert.equal(made.held(change), 'assignment and eligibility');
    assert.equal((await made.world.run(operation))?.state, 'DONE');
  });

  it('takes the end of an eligibility away before the assignment is removed', async () => {
    made.world.pim.makeEligible(made.ana, made.role, { endAt: made.inDays(2) });
    const { state } = await made.does({
      ...made.toChange('makeEligible'),
      what: 'makeEligible',
      days: undefined,
    });
    assert.equal(state, 'DONE');
    assert.deepEqual(made.written(), ['update eligibility', 'remove assignment']);
    const { administration } = made.world;
    assert.equal(administration.has('eligibility', made.ana.id, at(change))?.endAt, undefined);
  });
});

import assert from 'node:assert/strict';
import { type HoldingChange } from '../../../src/pim/administration.ts';
import { PimError } from '../../../src/pim/errors.ts';
import { operationOf, withoutTag } from '../../../src/pim/requests.ts';
import { scopeOfId } from '../../../src/pim/roles.ts';
import { at, ChangeWorld, DAY_MINUTES, everyWhat, lost } from '../../support/changeWorld.ts';

describe('changeHolding', () => {
  let made: ChangeWorld;

  beforeEach(async () => {
    made = await ChangeWorld.open();
  });

  describe('done', () => {
    const after: Readonly<
      Record<HoldingChange['what'], readonly [held: string, written: readonly string[]]>
    > = {
      makeEligible: ['eligibility', ['grant eligibility', 'remove assignment']],
      assignEligible: ['eligibility', ['grant eligibility']],
      assignActive: ['assignment', ['grant assignment']],
      extendEligible: ['eligibility', ['extend eligibility']],
      extendActive: ['assignment', ['extend assignment']],
      updateEligible: ['eligibility', ['update eligibility']],
      updateActive: ['assignment', ['update assignment']],
      removeEligible: ['', ['remove eligibility']],
      removeActive: ['', ['remove assignment']],
    };
    for (const what of everyWhat) {
      it(`${what}: writes what is needed and nothing else, reads it back, and says what was done`, async () => {
        made.prepare(what);
        made.world.administration.delay = 2;
        const change = made.toChange(what);
        const { state, error } = await made.does(change);
        assert.equal(error, undefined);
        assert.equal(state, 'DONE');
        assert.deepEqual([made.held(change), made.written()], after[what]);
        assert.deepEqual(made.world.audit.events, ['change.requested', 'change.done']);
        const { facts, actor, roleDefinitionId, scopeId } = made.lastRow();
        assert.deepEqual([actor, roleDefinitionId, scopeId], [made.admin.id, made.role.id, '/']);
        assert.equal(facts?.['what'], what);
        assert.equal(facts['principal'], made.ana.id);
        assert.ok(facts['graphRequestId']);
        assert.doesNotMatch(JSON.stringify(made.world.audit.entries), /Ticket of the audit/);
      });
    }

    it('sends the words as they were typed, with the tag of the operation', async () => {
      const operation = await made.opened(made.toChange('assignEligible'));
      await made.world.run(operation);
      const [write] = made.world.administration.writes;
      assert.equal(operationOf(write?.justification ?? ''), operation.id);
      assert.equal(withoutTag(write?.justification ?? ''), 'Ticket of the audit');
    });

    it('keeps in the trail for how long it was asked', async () => {
      await made.does(made.toChange('assignEligible', made.role, { days: 30 }));
      assert.equal(made.lastRow().facts?.['days'], 30);
      await made.does(made.toChange('assignActive', made.role, { days: 1 }));
      assert.equal(made.lastRow().facts?.['minutes'], DAY_MINUTES);
      const change = made.toChange('extendEligible', made.role, { days: 60 });
      await made.does(change);
      assert.equal(made.lastRow().facts?.['endAt'], made.inDays(60).toISOString());
      await made.does({ ...made.toChange('makeEligible'), what: 'makeEligible', days: undefined });
      assert.equal(made.lastRow().facts?.['days'], undefined);
    });

    it('counts the time from when it was asked, however late it runs', async () => {
      const operation = await made.opened(made.toChange('assignEligible', made.role, { days: 10 }));
      const wanted = made.inDays(10);
      made.world.clock.forward(20);
      await made.world.run(operation);
      assert.deepEqual(made.world.administration.writes[0]?.endAt, wanted);
    });

    it('makes eligible without end where that was asked', async () => {
      made.prepare('makeEligible');
      const change = { ...made.toChange('makeEligible'), what: 'makeEligible', days: undefined } as const;
      assert.equal((await made.does(change)).state, 'DONE');
      assert.equal(made.world.administration.has('eligibility', made.ana.id, at(change))?.endAt, undefined);
    });

    it('makes eligible at a part of the organization exactly there', async () => {
      const scope = scopeOfId('/administrativeUnits/0c000000-0000-4000-8000-000000000001');
      made.world.pim.makePermanent(made.ana, made.role, scope);
      const change = made.toChange('makeEligible', made.role, { scopeId: scope.id });
      assert.equal((await made.does(change)).state, 'DONE');
      assert.equal(made.held(change), 'eligibility');
      assert.equal(made.held(made.toChange('makeEligible')), '');
    });

    it('makes a group eligible', async () => {
      const group = made.world.pim.addGroup('Admins', [made.ana]);
      made.world.pim.makePermanent(group, made.role);
      const change = made.toChange('makeEligible', made.role, { principalId: group.id });
      assert.equal((await made.does(change)).state, 'DONE');
      assert.equal(made.held(change), 'eligibility');
    });

    it('only removes the assignment where the eligibility is there for long enough', async () => {
      made.prepare('makeEligible');
      made.world.pim.makeEligible(made.ana, made.role, { endAt: made.inDays(200) });
      const change = made.toChange('makeEligible');
      assert.equal((await made.does(change)).state, 'DONE');
      assert.deepEqual(made.written(), ['remove assignment']);
      assert.equal(made.held(change), 'eligibility');
    });

    it('moves the end of an eligibility that ends too soon, before it removes the assignment', async () => {
      made.prepare('makeEligible');
      made.world.pim.makeEligible(made.ana, made.role, { endAt: made.inDays(2) });
      const change = made.toChange('makeEligible');
      assert.equal((await made.does(change)).state, 'DONE');
      assert.deepEqual(made.written(), ['extend eligibility', 'remove assignment']);
      assert.deepEqual(
        made.world.administration.has('eligibility', made.ana.id, at(change))?.endAt,
        made.inDays(90),
      );
    });
  });

  describe('another end', () => {
    for (const kind of ['eligibility', 'assignment'] as const) {
      const what = kind === 'eligibility' ? 'updateEligible' : 'updateActive';
      const endOf = (change: HoldingChange): Date | undefined =>
        made.world.administration.has(kind, made.ana.id, at(change))?.endAt;

      it(`${what}: comes sooner than the one that is there, exactly when it was asked for`, async () => {
        const change = made.toChange(what, made.role, { days: 30 });
        for (const now of [made.inDays(200), undefined]) {
          made.world.administration.give(kind, made.ana.id, at(change), now);
          assert.equal((await made.does(change)).state, 'DONE');
          assert.deepEqual(endOf(change), made.inDays(30));
          assert.equal(made.lastRow().facts?.['endAt'], made.inDays(30).toISOString());
        }
      });

      it(`${what}: is taken away, and it is seen that there is none`, async () => {
        const change = { ...made.toChange(what), what, endAt: undefined } as const;
        made.world.administration.give(kind, made.ana.id, at(change), made.inDays(3));
        made.world.administration.delay = 2;
        assert.equal((await made.does(change)).state, 'DONE');
        assert.equal(endOf(change), undefined);
        assert.equal(made.held(change), kind);
        assert.equal(made.lastRow().facts?.['endAt'], undefined);
      });

      it(`${what}: is not called changed while the old one is there`, async () => {
        const change = made.toChange(what, made.role, { days: 30 });
        made.world.administration.give(kind, made.ana.id, at(change), made.inDays(200));
        made.world.administration.delay = 100;
        assert.equal((await made.does(change)).state, 'UNKNOWN');
      });
    }
  });

  describe('proof', () => {
    it('takes none but the one that was asked for this very change', async () => {
      made.prepare('makeEligible');
      const operation = await made.opened(made.toChange('makeEligible'));
      for (const operationId of [undefined, 'another']) {
        const result = await made.world.run(operation, { operationId });
        assert.equal(result?.state, 'NEEDS_USER');
        assert.equal(result.error?.code, 'sign_in_required');
      }
      assert.deepEqual(made.world.administration.calls, []);
      assert.equal((await made.world.run(operation))?.state, 'DONE');
    });
  });

  describe('one write, read back', () => {
    for (const what of everyWhat.filter((one) => one !== 'makeEligible')) {
      for (const when of ['before', 'after'] as const) {
        it(`${what}: is made once when its answer is lost ${when} it was made`, async () => {
          made.prepare(what);
          const method = what.startsWith('remove')
            ? 'remove'
            : what.startsWith('extend')
              ? 'extend'
              : what.startsWith('update')
                ? 'update'
                : 'grant';
          made.world.administration.failNext(method, lost, when);
          const operation = await made.opened(made.toChange(what));
          const result = await made.world.run(operation);
          assert.equal(result?.state, when === 'after' ? 'DONE' : 'UNKNOWN');
          if (when === 'before') assert.equal((await made.world.run(operation))?.state, 'DONE');
          assert.equal(made.written().length, 1);
        });
      }

      it(`${what}: waits for what PIM has taken, and writes nothing more`, async () => {
        made.prepare(what);
        made.world.administration.delay = 100;
        const operation = await made.opened(made.toChange(what));
        assert.equal((await made.world.run(operation))?.state, 'UNKNOWN');
        assert.equal((await made.world.run(operation))?.state, 'UNKNOWN');
        made.world.administration.settle();
        assert.equal((await made.world.run(operation))?.state, 'DONE');
        assert.equal(made.written().length, 1);
        assert.deepEqual(made.world.audit.events, [
          'change.requested',
          'change.unclear',
          'change.unclear',
          'change.done',
        ]);
      });
    }

    it('does not say that it made what was there already', async () => {
      made.world.pim.makeEligible(made.ana, made.role);
      const { state, error } = await made.does(made.toChange('assignEligible'));
      assert.equal(state, 'REFUSED');
      assert.equal(error?.code, 'already_active');
    });

    it('does not make again what somebody has taken back since', async () => {
      const operation = await made.opened(made.toChange('assignEligible'));
      made.world.administration.failNext('grant', lost, 'after');
      made.world.administration.failNext('eligibilityOf', new PimError('pim_unavailable', 'Down'));
      assert.equal((await made.world.run(operation))?.state, 'UNKNOWN');
      made.world.administration.takeAway('eligibility', made.ana.id, at(made.toChange('assignEligible')));
      made.world.clock.forward(11);
      const result = await made.world.run(operation);
      assert.equal(result?.state, 'CONFLICT');
      assert.equal(result.error?.code, 'change_undone');
      assert.equal(made.written().length, 1);
    });

    it('takes an assignment that has run its time for made', async () => {
      const operation = await made.opened(made.toChange('assignActive', made.role, { days: 1 }));
      made.world.administration.failNext('grant', lost, 'after');
      made.world.administration.failNext('assignmentOf', new PimError('pim_unavailable', 'Down'));
      assert.equal((await made.world.run(operation))?.state, 'UNKNOWN');
      made.world.administration.takeAway('assignment', made.ana.id, at(made.toChange('assignActive')));
      made.world.clock.forward(2 * DAY_MINUTES);
      assert.equal((await made.world.run(operation))?.state, 'DONE');
    });
  });
});

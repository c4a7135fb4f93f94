import assert from 'node:assert/strict';
import { type AdministrationGateway } from '../../../src/pim/administration.ts';
import { isPimError, type PimErrorCode } from '../../../src/pim/errors.ts';
import { principalId, roleDefinitionId } from '../../../src/pim/ids.ts';
import { stateAfter } from '../../../src/pim/operations/stateAfter.ts';
import { tagged } from '../../../src/pim/requests.ts';
import { GraphWorld } from '../../support/graphWorld.ts';
import { type RunningSandbox, startSandbox, type WantedFault } from '../../support/runningSandbox.ts';

/** For the call that is answered too late, which is held twice as long; all others have the time that Latchkey gives them. */
const SHORT_DEADLINE_MS = 1_000;

interface Broken {
  readonly what: string;
  readonly fault: WantedFault;
  readonly code: PimErrorCode;
  /** The change was made all the same. */
  readonly hasEffect?: boolean;
}

const body = (code: string): object => ({ error: { code, message: 'Broken on purpose' } });

/** Every way in which a change can break. */
const broken: readonly Broken[] = [
  { what: '429', fault: { status: 429, body: body('TooManyRequests') }, code: 'throttled' },
  { what: '500', fault: { status: 500, body: body('InternalServerError') }, code: 'outcome_unknown' },
  { what: '503', fault: { status: 503, body: body('ServiceUnavailable') }, code: 'outcome_unknown' },
  { what: 'a lost question', fault: { cut: 'before' }, code: 'outcome_unknown' },
  { what: 'a lost answer', fault: { cut: 'after' }, code: 'outcome_unknown', hasEffect: true },
  {
    what: 'an answer that comes too late',
    fault: { holdMs: 2 * SHORT_DEADLINE_MS },
    code: 'outcome_unknown',
    hasEffect: true,
  },
];

const operationId = '01JZZZZZZZZZZZZZZZZZZZZZZZ';
const justification = tagged('Joins the team', operationId);
const role = { roleDefinitionId: roleDefinitionId('fe930be7-5e62-47db-91af-98c3a49a38b1'), scopeId: '/' };
const terms = { endAt: undefined, justification };

for (const { tenant, administrator, principal } of [
  {
    tenant: 'harbour',
    administrator: 'e5e5e5e5-0005-4000-8000-000000000005',
    principal: principalId('0a0a0a0a-000a-4000-8000-00000000000a'),
  },
  {
    tenant: 'fjord',
    administrator: '2ba96f3e-d517-4a80-8e4c-f1730c5b9d54',
    principal: principalId('c73d15ea-0f48-4e96-9c2b-5ad861f30b43'),
  },
] as const) {
  describe(`an administrator’s change that breaks on its way, at ${tenant}`, () => {
    let sandbox: RunningSandbox;
    let world: GraphWorld;
    let admin: AdministrationGateway;

    before(async () => {
      sandbox = await startSandbox({ tenant, mayAdminister: true });
    });

    after(() => sandbox.stop());

    beforeEach(async () => {
      await sandbox.control.reset();
      await begin();
    });

    async function begin(given: { readonly deadlineMs?: number } = {}): Promise<void> {
      world = new GraphWorld(sandbox, { ...given, mayAdminister: true });
      assert.ok(world.entra.administrationFor);
      admin = world.entra.administrationFor(await world.signOn(administrator));
    }

    const actions = async (): Promise<readonly string[]> =>
      (await admin.requestsTagged(operationId, principal)).map(({ action }) => action);

    /** Each write, and what has to be there for it. */
    const writes: Readonly<
      Record<string, { readonly prepare: () => Promise<unknown>; readonly write: () => Promise<unknown> }>
    > = {
      adminAssign: {
        prepare: () => admin.eligibilityOf(principal, role),
        write: () => admin.grant('eligibility', principal, role, terms),
      },
      adminExtend: {
        prepare: () => admin.grant('assignment', principal, role, { ...terms, justification: 'Standing' }),
        write: () => {
          const endAt = new Date(world.now().getTime() + 86_400_000);
          return admin.extend('assignment', principal, role, { endAt, justification });
        },
      },
      adminRemove: {
        prepare: () => admin.grant('assignment', principal, role, { ...terms, justification: 'Standing' }),
        write: () => admin.remove('assignment', principal, role, justification),
      },
    };

    for (const [name, { prepare, write }] of Object.entries(writes)) {
      for (const { what, fault, code, hasEffect = false } of broken) {
        it(`${name}, ${what}: ${code}, sent once, and found by its tag`, async () => {
          if (fault.holdMs !== undefined) await begin({ deadlineMs: SHORT_DEADLINE_MS });
          await prepare();
          await world.forward(1);
          await sandbox.control.clearCalls();
          await sandbox.control.faults.add({ match: { method: 'POST', path: '^/graph/' }, ...fault });
          const error = await write().then(
            () => undefined,
            (thrown: unknown) => thrown,
          );
          assert.ok(isPimError(error, code), String(error));
          assert.equal(stateAfter(code), code === 'outcome_unknown' ? 'UNKNOWN' : 'REFUSED');
          const sent = (await sandbox.control.calls(/^\/graph\//)).filter(({ method }) => method !== 'GET');
          assert.equal(sent.length, 1, 'a change is never sent twice');
          assert.deepEqual(await actions(), hasEffect ? [name] : []);
        });
      }
    }

    it('is not even unclear where only the dry run broke', async () => {
      await sandbox.control.faults.add({
        match: { method: 'POST', path: '^/graph/' },
        status: 500,
        body: body('InternalServerError'),
      });
      await assert.rejects(admin.checkGrant('eligibility', principal, role, terms), (error: unknown) =>
        isPimError(error, 'pim_unavailable'),
      );
      assert.deepEqual(await actions(), []);
    });

    it('reads again what a slow or busy Graph did not answer', async () => {
      for (const fault of [{ status: 503 }, { status: 429 }, { cut: 'after' }] as const) {
        await sandbox.control.faults.add({ match: { method: 'GET', path: 'Instances$' }, ...fault });
        assert.equal(await admin.assignmentOf(principal, role), undefined);
      }
      const forbidden = { status: 403, body: body('UnauthorizedAccessException') };
      await sandbox.control.faults.add({ match: { method: 'GET', path: 'Instances$' }, ...forbidden });
      await assert.rejects(admin.assignmentOf(principal, role), (error: unknown) =>
        isPimError(error, 'forbidden'),
      );
    });
  });
}

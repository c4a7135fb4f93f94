import assert from 'node:assert/strict';
import { followExtensions } from '../../../src/jobs/followExtensions.ts';
import { PimError } from '../../../src/pim/errors.ts';
import { wantedEnd } from '../../../src/pim/operations/extendEligibility.ts';
import { type OperationResult } from '../../../src/pim/operations/runOperation.ts';
import { type Intent } from '../../../src/pim/records.ts';
import { approvalWorld, type ApprovalWorld } from '../../support/operationWorld.ts';

const DAY_MS = 86_400_000;
let made: ApprovalWorld;
let endAt: Date;

beforeEach(async () => {
  made = await approvalWorld();
  endAt = new Date(made.world.clock.now().getTime() + 5 * DAY_MS);
  setEnd(endAt);
});

/** Ana's eligibility for the reader's role ends then. */
function setEnd(end: Date | undefined): void {
  const { pim } = made.world;
  pim.eligibilities = pim.eligibilities.map((one) =>
    one.role.id === made.reader.id ? { ...one, startAt: undefined, endAt: end } : one,
  );
}
const intent = (): Intent => ({
  kind: 'extendEligibility',
  roleDefinitionId: made.reader.id,
  scopeId: '/',
  justification: 'Still needed',
});
const ask = (): Promise<OperationResult> => made.world.does(made.ana, intent());

describe('extending an eligibility', () => {
  it('asks PIM for as much time again, and leaves its rows in the trail', async () => {
    const { state, error } = await ask();
    assert.equal(error, undefined);
    assert.equal(state, 'DONE');
    const [request] = made.world.pim.extensions;
    assert.equal(request?.action, 'selfExtend');
    assert.match(request.justification, /^Still needed \[ref:/);
    assert.deepEqual(request.endAt, new Date(endAt.getTime() + 90 * DAY_MS));
    assert.deepEqual(made.world.audit.events, ['extension.requested', 'extension.submitted']);
    const [row] = made.world.audit.entries;
    assert.equal(row?.roleDefinitionId, made.reader.id);
    assert.doesNotMatch(JSON.stringify(row), /Still needed/);
  });

  it('finds its own request again where the answer was lost, and asks once', async () => {
    made.world.pim.failNext('extendEligibility', new PimError('outcome_unknown', 'lost'), 'after');
    const operation = await made.world.open(made.ana, intent());
    assert.equal((await made.world.run(operation))?.state, 'UNKNOWN');
    assert.equal((await made.world.run(operation))?.state, 'DONE');
    assert.equal(made.world.pim.writes.length, 1);
  });

  it('asks again where the lost call never arrived', async () => {
    made.world.pim.failNext('extendEligibility', new PimError('outcome_unknown', 'lost'));
    const operation = await made.world.open(made.ana, intent());
    await made.world.run(operation);
    assert.equal((await made.world.run(operation))?.state, 'DONE');
    assert.equal(made.world.pim.writes.length, 1);
  });

  it('is refused where there is no end, or a request waits already', async () => {
    await ask();
    assert.equal((await ask()).error?.code, 'request_pending_already');
    setEnd(undefined);
    assert.equal((await ask()).error?.code, 'not_eligible');
  });

  it('tells PIM’s word for a missing eligibility as what it is', async () => {
    made.world.pim.failNext('extendEligibility', new PimError('not_active', 'RoleAssignmentDoesNotExist'));
    assert.equal((await ask()).error?.code, 'not_eligible');
  });
});

describe('wantedEnd', () => {
  const now = new Date('2026-01-05T09:00:00Z');
  const after = (days: number): Date => new Date(now.getTime() + days * DAY_MS);

  it('is as long again as it was given for, a year at the most', () => {
    assert.deepEqual(wantedEnd({ startAt: after(-20), endAt: after(10) }, now), after(40));
    assert.deepEqual(wantedEnd({ startAt: after(-900), endAt: after(10) }, now), after(375));
    assert.deepEqual(wantedEnd({ startAt: undefined, endAt: after(10) }, now), after(100));
  });
});

describe('followExtensions', () => {
  const run = (): Promise<void> => followExtensions(made.world);
  const told = (): readonly string[] => made.world.outbox.toldTo(made.ana);

  it('tells, once, that more time was granted', async () => {
    await ask();
    await run();
    assert.deepEqual(told(), []);
    const later = new Date(endAt.getTime() + 30 * DAY_MS);
    setEnd(later);
    await Promise.all([run(), run()]);
    await run();
    assert.deepEqual(told(), ['extensionGranted']);
    const [{ id } = assert.fail()] = made.world.pim.extensions;
    assert.deepEqual((await made.world.extensions.of(made.world.pim.id, id))?.newEndAt, later);
  });

  it('tells it although it could not be queued at first', async () => {
    await ask();
    setEnd(undefined);
    const { outbox } = made.world;
    const real = outbox.add.bind(outbox);
    outbox.add = () => Promise.reject(new Error('the database is away'));
    await run();
    outbox.add = real;
    await run();
    assert.deepEqual(told(), ['extensionGranted']);
  });

  it('is told too of one that has no end any more', async () => {
    await ask();
    setEnd(undefined);
    await run();
    assert.deepEqual(told(), ['extensionGranted']);
  });

  it('stops waiting when the old end has passed, and looks again where it could not read', async () => {
    await ask();
    const { directory } = made.world;
    const real = directory.eligibleRolesOf.bind(directory);
    directory.eligibleRolesOf = () => Promise.reject(new Error('down'));
    await run();
    assert.equal(made.world.logged.at(-1)?.level, 'warn');
    directory.eligibleRolesOf = real;
    made.world.clock.forward(5 * 24 * 60);
    await run();
    assert.deepEqual(told(), []);
    assert.deepEqual(await made.world.extensions.open(10), []);
  });
});

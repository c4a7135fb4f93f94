import assert from 'node:assert/strict';
import { PimError } from '../../../src/pim/errors.ts';
import { type OperationResult, runOperation } from '../../../src/pim/operations/runOperation.ts';
import { type PimGateway } from '../../../src/pim/ports.ts';
import { type Operation } from '../../../src/pim/records.ts';
import { aSignOn } from '../../support/inMemorySignOns.ts';
import { approvalWorld, toActivate, toDecide, type ApprovalWorld } from '../../support/operationWorld.ts';

const lost = new PimError('outcome_unknown', 'Lost');
const DAY_MS = 86_400_000;

describe('a second run, where the first call has its effect late', () => {
  let made: ApprovalWorld;

  beforeEach(async () => {
    made = await approvalWorld();
  });

  type Write = 'selfActivate' | 'extendEligibility' | 'cancel' | 'decide';

  /** Runs it again; PIM comes to the first call right before the second arrives. */
  async function runsLate({ id, person }: Operation, write: Write): Promise<OperationResult | undefined> {
    const { world } = made;
    const pim = world.pim.as(person);
    const twice =
      <Given extends readonly unknown[], Answer>(call: (...given: Given) => Promise<Answer>) =>
      async (...given: Given): Promise<Answer> => {
        await call(...given);
        return call(...given);
      };
    const late: Pick<PimGateway, Write> = {
      selfActivate: twice(pim.selfActivate.bind(pim)),
      extendEligibility: twice(pim.extendEligibility.bind(pim)),
      cancel: twice(pim.cancel.bind(pim)),
      decide: twice(pim.decide.bind(pim)),
    };
    const pimFor = () => ({ ...pim, [write]: late[write] });
    const signOn = aSignOn(person, world.clock, { operationId: id });
    return runOperation(world.with({ pimFor }), id, signOn);
  }

  const written = (): number => made.world.pim.writes.length;
  const codeOf = (result: OperationResult | undefined): string =>
    `${result?.state ?? 'nobody'} ${result?.error?.code ?? ''}`.trim();
  const toExtend = () =>
    ({
      kind: 'extendEligibility',
      roleDefinitionId: made.reader.id,
      scopeId: '/',
      justification: 'Still needed',
    }) as const;

  for (const role of ['exchange', 'reader'] as const) {
    it(`finds its own activation of the ${role} role at the next look`, async () => {
      const { world, ana } = made;
      const operation = await world.open(ana, toActivate(made[role]));
      world.pim.failNext('selfActivate', lost);
      assert.equal(codeOf(await world.run(operation)), 'UNKNOWN outcome_unknown');
      assert.equal(codeOf(await runsLate(operation, 'selfActivate')), 'UNKNOWN outcome_unknown');
      const third = await world.run(operation);
      assert.equal(third?.state, 'DONE');
      assert.equal(third.request?.id, world.pim.writes[0]?.requestId);
      assert.equal(written(), 1);
      const approvals = world.cards.all.filter(({ kind }) => kind === 'approval');
      assert.equal(approvals.length, role === 'exchange' ? 2 : 0);
    });
  }

  /** Ana asks in the portal for the role with approval. */
  const asksInPortal = async (): Promise<void> => {
    const { world, ana, exchange } = made;
    const role = { roleDefinitionId: exchange.id, scopeId: '/' };
    const given = { ticketNumber: '', ticketSystem: '', startAt: undefined };
    await world.pim.as(ana).selfActivate(role, { ...given, durationMinutes: 60, justification: 'Portal' });
  };

  it('calls somebody’s other request what it is as soon as PIM shows it', async () => {
    const { world, ana, exchange } = made;
    const operation = await world.open(ana, toActivate(exchange));
    world.pim.failNext('selfActivate', lost);
    await world.run(operation);
    await asksInPortal();
    assert.equal(codeOf(await world.run(operation)), 'REFUSED request_pending_already');
  });

  it('calls the activation of another request what it is as soon as PIM shows it', async () => {
    const { world, ana, reader } = made;
    const operation = await world.open(ana, toActivate(reader));
    world.pim.failNext('selfActivate', lost);
    await world.run(operation);
    assert.equal((await world.does(ana, toActivate(reader))).state, 'DONE');
    assert.equal(codeOf(await world.run(operation)), 'REFUSED already_active');
  });

  it('calls another request what it is after five readings where PIM does not show it', async () => {
    const { world, ana, exchange } = made;
    const operation = await world.open(ana, toActivate(exchange));
    world.pim.failNext('selfActivate', lost);
    await world.run(operation);
    await asksInPortal();
    const seen = [];
    const pim = { ...world.pim.as(ana), myRequests: () => Promise.resolve([]) };
    for (let reading = 2; reading <= 6; reading += 1) {
      const signOn = aSignOn(ana, world.clock, { operationId: operation.id });
      seen.push(codeOf(await runOperation(world.with({ pimFor: () => pim }), operation.id, signOn)));
    }
    const unclear = 'UNKNOWN outcome_unknown';
    assert.deepEqual(seen, [unclear, unclear, unclear, unclear, 'REFUSED request_pending_already']);
  });

  it('calls it so at once where the first run only asked for a stronger sign-in', async () => {
    const { world, ana, exchange } = made;
    const operation = await world.open(ana, toActivate(exchange));
    world.pim.failNext('selfActivate', new PimError('step_up_required', 'Context'));
    assert.equal(codeOf(await world.run(operation)), 'NEEDS_USER step_up_required');
    await asksInPortal();
    assert.equal(codeOf(await world.run(operation)), 'REFUSED request_pending_already');
  });

  it('calls nothing refused where PIM cannot be asked just now', async () => {
    const { world, ana, exchange } = made;
    const operation = await world.open(ana, toActivate(exchange));
    world.pim.failNext('selfActivate', lost);
    await world.run(operation);
    const settingsOf = world.directory.settingsOf.bind(world.directory);
    world.directory.settingsOf = () => Promise.reject(new PimError('throttled', 'Slow down'));
    const second = await world.run(operation);
    assert.equal(codeOf(second), 'UNKNOWN outcome_unknown');
    assert.equal((second?.error?.cause as PimError).code, 'throttled');
    world.directory.settingsOf = settingsOf;
    world.pim.failNext('selfActivate', new PimError('pim_unavailable', 'Down'));
    assert.equal(codeOf(await world.run(operation)), 'UNKNOWN outcome_unknown');
    assert.equal((await world.run(operation))?.state, 'DONE');
    assert.equal(written(), 1);
  });

  it('finds its own cancellation', async () => {
    const { world, ana, ask } = made;
    const { id } = await ask();
    const operation = await world.open(ana, { kind: 'cancel', requestId: id });
    world.pim.failNext('cancel', lost);
    await world.run(operation);
    assert.equal((await runsLate(operation, 'cancel'))?.state, 'DONE');
    assert.equal(world.followed(id).status, 'Canceled');
  });

  it('finds its own decision', async () => {
    const { world, ben, ask } = made;
    const { id } = await ask();
    const operation = await world.open(ben, toDecide(id));
    world.pim.failNext('decide', lost);
    await world.run(operation);
    assert.equal((await runsLate(operation, 'decide'))?.state, 'DONE');
    assert.equal(world.followed(id).decidedBy, ben.id);
  });

  it('looks again where a deactivation cannot be sent once more', async () => {
    const { world, ana, reader } = made;
    await world.does(ana, toActivate(reader));
    world.clock.forward(10);
    world.pim.failNext('selfDeactivate', lost);
    const intent = { kind: 'deactivate', roleDefinitionId: reader.id, scopeId: '/' } as const;
    const operation = await world.open(ana, intent);
    await world.run(operation);
    world.pim.failNext('selfDeactivate', new PimError('throttled', 'Slow down'));
    assert.equal(codeOf(await world.run(operation)), 'UNKNOWN outcome_unknown');
    assert.equal((await world.run(operation))?.state, 'DONE');
  });

  describe('of a wish for more time', () => {
    let operation: Operation;

    /** Ana's eligibility ends in so many days; `undefined`: not at all. */
    function ends(days: number | undefined): void {
      const { clock, pim } = made.world;
      const endAt = days === undefined ? undefined : new Date(clock.now().getTime() + days * DAY_MS);
      pim.eligibilities = pim.eligibilities.map((one) =>
        one.role.id === made.reader.id ? { ...one, startAt: undefined, endAt } : one,
      );
    }

    beforeEach(async () => {
      ends(5);
      operation = await made.world.open(made.ana, toExtend());
    });

    const follows = async (): Promise<readonly string[]> =>
      (await made.world.extensions.open(10)).map(({ id }) => id);
    const asked = (): readonly string[] => made.world.pim.extensions.map(({ id }) => id);

    it('is not called refused while PIM cannot be read, and is followed', async () => {
      made.world.pim.failNext('extendEligibility', lost, 'after');
      await made.world.run(operation);
      made.world.pim.failNext('eligibleRoles', new PimError('pim_unavailable', 'Still down'));
      assert.equal(codeOf(await made.world.run(operation)), 'UNKNOWN outcome_unknown');
      assert.equal((await made.world.run(operation))?.state, 'DONE');
      assert.equal(written(), 1);
      assert.deepEqual(await follows(), asked());
    });

    it('is found at the next look', async () => {
      made.world.pim.failNext('extendEligibility', lost);
      await made.world.run(operation);
      assert.equal(codeOf(await runsLate(operation, 'extendEligibility')), 'UNKNOWN outcome_unknown');
      assert.equal((await made.world.run(operation))?.state, 'DONE');
      assert.equal(written(), 1);
      assert.deepEqual(await follows(), asked());
    });

    it('is done where it was granted without an end meanwhile, and that is told', async () => {
      made.world.pim.failNext('extendEligibility', lost, 'after');
      await made.world.run(operation);
      ends(undefined);
      assert.equal((await made.world.run(operation))?.state, 'DONE');
      assert.deepEqual(await follows(), asked());
    });

    it('is done where the eligibility is gone meanwhile, and nothing is waited for', async () => {
      made.world.pim.failNext('extendEligibility', lost, 'after');
      await made.world.run(operation);
      made.world.pim.eligibilities = [];
      assert.equal((await made.world.run(operation))?.state, 'DONE');
      assert.deepEqual(await follows(), []);
    });
  });
});

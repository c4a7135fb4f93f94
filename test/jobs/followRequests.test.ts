import assert from 'node:assert/strict';
import { followRequests, nextReadingAt } from '../../src/jobs/followRequests.ts';
import { settleOperations } from '../../src/jobs/settleOperations.ts';
import { PimError } from '../../src/pim/errors.ts';
import { tenantId } from '../../src/pim/ids.ts';
import { type OperationResult } from '../../src/pim/operations/runOperation.ts';
import { type FollowedRequest } from '../../src/pim/records.ts';
import { aSignOn } from '../support/inMemorySignOns.ts';
import { approvalWorld, toActivate, toDecide, type ApprovalWorld } from '../support/operationWorld.ts';
import { aFollowedRequest, aPerson } from '../support/storeWorld.ts';

const intervals = { waitingSeconds: 15, provisioningSeconds: 2, activeSeconds: 60 };

describe('nextReadingAt', () => {
  const readAt = new Date('2026-01-05T09:00:00Z');
  const at = (seconds: number): Date => new Date(readAt.getTime() + seconds * 1000);
  const table: Readonly<Record<string, [changes: Partial<FollowedRequest>, seconds: number]>> = {
    'waits for approval': [{ status: 'PendingApproval' }, 15],
    'waits for an administrator': [{ status: 'PendingAdminDecision' }, 15],
    'is being provisioned': [{ status: 'PendingProvisioning' }, 2],
    'is being provisioned for long': [{ status: 'PendingProvisioning', createdAt: at(-301) }, 15],
    'was decided just now, long after it was made': [
      { status: 'PendingProvisioning', createdAt: at(-3600), decidedAt: at(-3) },
      2,
    ],
    'is said to be active and not seen yet': [{ status: 'Provisioned' }, 2],
    'is active': [{ status: 'Provisioned', endAt: at(3600) }, 60],
    'is active and ends soon': [{ status: 'Provisioned', endAt: at(20) }, 20],
    'should have ended': [{ status: 'Provisioned', endAt: at(-20) }, 60],
    'begins soon': [{ status: 'Granted', startAt: at(20) }, 20],
    'begins much later': [{ status: 'Granted', startAt: at(7200) }, 60],
    'should have begun': [{ status: 'Granted', startAt: at(-1) }, 2],
    'begins who knows when': [{ status: 'Granted' }, 2],
  };
  for (const [title, [changes, seconds]] of Object.entries(table)) {
    it(`is ${seconds} s after the last reading of a request that ${title}`, () => {
      const person = aPerson(tenantId('000000f0-0000-4000-8000-000000000001'));
      const request = aFollowedRequest(person, readAt, changes);
      assert.deepEqual(nextReadingAt(request, intervals), at(seconds));
    });
  }
});

let made: ApprovalWorld;

beforeEach(async () => {
  made = await approvalWorld();
});

describe('followRequests', () => {
  const follow = (): Promise<void> => followRequests({ ...made.world.with({}), intervals });

  it('reads again what is due, and nothing else', async () => {
    const { world, dara, ask } = made;
    const { id } = await ask();
    await world.pim.as(dara).decide(id, id, 'Deny', 'No');
    world.clock.forward(14 / 60);
    await follow();
    assert.equal(world.followed(id).status, 'PendingApproval');
    world.clock.forward(2 / 60);
    await follow();
    assert.equal(world.followed(id).status, 'Denied');
  });

  it('is not stopped by one that cannot be read', async () => {
    const { world, ana, reader, dara, ask } = made;
    const { id } = await ask();
    const other = aFollowedRequest(aPerson(ana.tenantId), world.clock.now(), {
      roleDefinitionId: reader.id,
    });
    await world.requests.save(other);
    await world.pim.as(dara).decide(id, id, 'Deny', 'No');
    world.directory.activeRolesOf = (person) =>
      person === other.requestor
        ? Promise.reject(new PimError('pim_unavailable', 'Down'))
        : Promise.resolve(world.pim.activeRolesOf(person));
    world.clock.forward(1);
    await follow();
    assert.equal(world.followed(id).status, 'Denied');
    assert.deepEqual(world.followed(other.id).readAt, other.readAt, 'it was not read');
    world.directory.activeRolesOf = (person) => Promise.resolve(world.pim.activeRolesOf(person));
    await follow();
    assert.deepEqual(world.followed(other.id).readAt, other.readAt, 'it waits for its turn');
    world.clock.forward(1);
    await follow();
    assert.deepEqual(world.followed(other.id).readAt, world.clock.now(), 'its turn comes again');
    assert.ok(world.logged.some(({ level }) => level === 'warn'));
  });

  it('follows an activation from the wish to its end', async () => {
    const { world, ana, ben, ask } = made;
    const { id } = await ask();
    await world.does(ben, toDecide(id));
    await follow();
    assert.equal(world.followed(id).status, 'Provisioned');
    world.clock.forward(60);
    await follow();
    assert.equal(world.followed(id).isOpen, false);
    assert.deepEqual(world.outbox.toldTo(ana), ['requestActive', 'requestEnded']);
  });
});

describe('settleOperations', () => {
  let told: OperationResult[];

  beforeEach(() => {
    told = [];
  });
  const settle = (): Promise<void> =>
    settleOperations(made.world, (result) => Promise.resolve(void told.push(result)));
  const lost = (when: 'before' | 'after'): void => {
    made.world.pim.failNext('selfActivate', new PimError('outcome_unknown', 'Lost'), when);
  };

  it('reads back a lost answer after a while, and tells', async () => {
    const { world, ana, reader } = made;
    await world.tokens.keep(aSignOn(ana, world.clock));
    lost('after');
    await world.does(ana, toActivate(reader));
    await settle();
    assert.deepEqual(told, [], 'it is too early');
    world.clock.forward(2 / 60);
    await settle();
    assert.deepEqual(
      told.map(({ state }) => state),
      ['DONE'],
    );
    assert.equal(world.pim.writes.length, 1);
    await settle();
    assert.equal(told.length, 1);
  });

  it('takes up what nobody began', async () => {
    const { world, ana, reader } = made;
    await world.tokens.keep(aSignOn(ana, world.clock));
    await world.open(ana, toActivate(reader));
    await settle();
    assert.equal(world.pim.writes.length, 0);
    world.clock.forward(1);
    await settle();
    assert.equal(world.pim.writes.length, 1);
  });

  it('guesses nothing without a proof that lives, and asks for one', async () => {
    const { world, ana, reader } = made;
    lost('before');
    await world.does(ana, toActivate(reader));
    world.pim.calls.length = 0;
    world.clock.forward(5);
    await settle();
    assert.deepEqual(world.pim.calls, []);
    assert.deepEqual(
      told.map(({ state }) => state),
      ['NEEDS_USER'],
    );
  });

  it('asks less and less often while it stays unclear', async () => {
    const { world, ana, reader } = made;
    await world.tokens.keep(aSignOn(ana, world.clock));
    lost('before');
    await world.does(ana, toActivate(reader));
    const tries = (): number => world.pim.calls.filter((call) => call === 'myRequests').length;
    const at: number[] = [];
    for (let second = 1; second <= 400; second += 1) {
      world.clock.forward(1 / 60);
      world.pim.failNext('myRequests', new PimError('pim_unavailable', 'Down'));
      const before = tries();
      await settle();
      if (tries() > before) at.push(second);
    }
    assert.deepEqual(at, [2, 7, 22, 82, 382]);
    assert.deepEqual(told, []);
    assert.deepEqual(world.pim.writes, []);
  });

  it('gives up after a day, and says so', async () => {
    const { world, ana, reader } = made;
    lost('before');
    const { operation } = await world.does(ana, toActivate(reader));
    world.clock.forward(24 * 60 + 1);
    await world.tokens.keep(aSignOn(ana, world.clock));
    await settle();
    assert.equal(told[0]?.error?.code, 'outcome_never_learnt');
    assert.deepEqual(world.pim.writes, []);
    assert.deepEqual(await world.operations.unsettled(10), []);
    assert.deepEqual((await world.operations.of(operation.id))?.outcome, {
      errorCode: 'outcome_never_learnt',
    });
    assert.equal(world.audit.events.at(-1), 'activation.unclear');
  });

  describe('of a decision', () => {
    const decideAndLose = async (when: 'before' | 'after'): Promise<FollowedRequest['id']> => {
      const { world, ben, ask } = made;
      const { id } = await ask();
      await world.tokens.keep(aSignOn(ben, world.clock));
      world.pim.failNext('decide', new PimError('outcome_unknown', 'Lost'), when);
      await world.does(ben, toDecide(id));
      world.outbox.clear();
      return id;
    };
    const sweep = async (): Promise<void> => {
      await followRequests({ ...made.world.with({}), intervals });
      await settle();
      made.world.clock.forward(1);
    };
    const stateOf = (): string | undefined =>
      made.world.operations.all.find(({ intent }) => intent.kind === 'decide')?.state;

    it('finds it in PIM, without a proof of the approver', async () => {
      const { world, ben } = made;
      const id = await decideAndLose('after');
      world.pim.calls.length = 0;
      for (let count = 0; count < 4; count += 1) await sweep();
      assert.equal(stateOf(), 'DONE');
      assert.ok(!world.pim.calls.includes('decide'));
      assert.equal(world.followed(id).decidedBy, ben.id);
      assert.equal(world.audit.events.filter((event) => event === 'decision.recorded').length, 1);
    });

    it('gives the approver the buttons back where it never arrived, once', async () => {
      const { world, ben } = made;
      const id = await decideAndLose('before');
      for (let count = 0; count < 6; count += 1) await sweep();
      assert.equal(world.statusOf(id), 'PendingApproval');
      assert.equal(stateOf(), 'UNKNOWN', 'a second press reads before it writes');
      assert.deepEqual(world.outbox.waitingFor(ben), ['card']);
      assert.deepEqual(told, []);
    });

    it('knows that somebody else was first', async () => {
      const { world, dara } = made;
      const id = await decideAndLose('before');
      await world.pim.as(dara).decide(id, id, 'Deny', 'No');
      for (let count = 0; count < 4; count += 1) await sweep();
      assert.equal(stateOf(), 'CONFLICT');
      assert.equal(world.audit.events.filter((event) => event === 'decision.superseded').length, 1);
    });
  });

  it('is not held up by what it can do nothing about', async () => {
    const { world, ana, ben, reader, ask } = made;
    const { id } = await ask();
    for (let count = 0; count < 60; count += 1) await world.open(ben, toDecide(id));
    await world.tokens.keep(aSignOn(ana, world.clock));
    await world.open(ana, toActivate(reader));
    world.clock.forward(2);
    await settle();
    assert.equal(told.length, 1);
  });

  it('goes on with the others where one cannot be told', async () => {
    const { world, ana, exchange, reader } = made;
    await world.tokens.keep(aSignOn(ana, world.clock));
    await world.open(ana, toActivate(reader));
    await world.open(ana, toActivate(exchange));
    world.clock.forward(2);
    await settleOperations(world, () => Promise.reject(new Error('Teams is down')));
    assert.equal(world.pim.writes.length, 2);
  });

  it('takes up nothing more when the process is about to end', async () => {
    const { world, ana, exchange, reader } = made;
    await world.tokens.keep(aSignOn(ana, world.clock));
    await world.open(ana, toActivate(reader));
    await world.open(ana, toActivate(exchange));
    world.clock.forward(2);
    const stopping = new AbortController();
    const tell = (): Promise<void> => {
      stopping.abort();
      return Promise.resolve();
    };
    await settleOperations(world, tell, stopping.signal);
    assert.equal(world.pim.writes.length, 1);
  });
});

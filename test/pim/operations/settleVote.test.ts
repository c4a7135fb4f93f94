import assert from 'node:assert/strict';
import { type HouseVoting } from '../../../src/pim/houseRules/votings/houseVoting.ts';
import { type Person } from '../../../src/pim/ids.ts';
import { runOperation } from '../../../src/pim/operations/runOperation.ts';
import { type FollowedRequest, type Operation } from '../../../src/pim/records.ts';
import { type Role } from '../../../src/pim/roles.ts';
import { BrokenOffDecisions, decidedBy, NEVER_READ } from '../../support/brokenOffDecisions.ts';
import { judgeIn } from '../../support/houseRules.ts';
import { aSignOn } from '../../support/inMemorySignOns.ts';
import { approvalWorld, type ApprovalWorld, toActivate, toDecide } from '../../support/operationWorld.ts';

let made: ApprovalWorld;
let decisions: BrokenOffDecisions;

beforeEach(async () => {
  made = await approvalWorld();
  decisions = new BrokenOffDecisions(made.world);
});

describe('a vote whose process ended', () => {
  /** A request that takes two people, and the first of their votes. */
  async function votedOn(
    role: Role,
  ): Promise<{ readonly of: FollowedRequest; readonly voting: HouseVoting }> {
    const { world, ana, ben, dara } = made;
    const two = {
      name: 'Two people',
      appliesTo: { roles: [role.displayName] },
      approvals: [{ count: 2, from: { people: [ben.id, dara.id] } }],
    };
    const deps = world.with({ houseJudge: judgeIn(world, [two]) });
    const run = async ({ id, person }: Operation): Promise<FollowedRequest | undefined> =>
      (await runOperation(deps, id, aSignOn(person, world.clock, { operationId: id })))?.request;
    const of = await run(await world.open(ana, toActivate(role)));
    assert.ok(of);
    await run(await world.open(ben, toDecide(of.id)));
    const voting = await world.votings.of(ana.tenantId, of.id);
    assert.ok(voting);
    return { of: world.followed(of.id), voting };
  }

  /** The vote of this operation is kept; what became of the operation is not. */
  const keptFor = ({ id }: Operation, voting: HouseVoting, more: Partial<HouseVoting> = {}): void => {
    const votes = voting.votes.map((vote) => ({ ...vote, operationId: id }));
    made.world.votings.all.set(voting.id, { ...voting, votes, ...more });
  };

  it('is done where it was kept, and is said to be a vote', async () => {
    const { world, ana, ben, exchange } = made;
    const { of, voting } = await votedOn(exchange);
    const operation = await decisions.open(ben, of);
    keptFor(operation, voting);
    world.outbox.clear();
    await decisions.settle(operation);
    const stored = await world.operations.of(operation.id);
    assert.deepEqual([stored?.state, stored?.outcome], ['DONE', { requestId: of.id, status: of.status }]);
    const { event, facts } = world.audit.entries.at(-1) ?? {};
    assert.deepEqual(
      [event, facts],
      ['decision.recorded', { decision: 'Approve', readBack: true, requestor: ana.id, isVote: true }],
    );
    assert.deepEqual(world.outbox.waiting, []);
  });

  it('is not done because somebody else’s was kept', async () => {
    const { dara, exchange } = made;
    const { of } = await votedOn(exchange);
    const operation = await decisions.open(dara, of);
    await decisions.settle(operation);
    assert.equal(await decisions.stateOf(operation), 'RUNNING');
    assert.deepEqual(made.world.followed(of.id).readAt, NEVER_READ);
  });

  it('is left to whoever has taken it up meanwhile', async () => {
    const { ben, exchange } = made;
    const { of, voting } = await votedOn(exchange);
    const operation = await decisions.open(ben, of);
    keptFor(operation, voting);
    await decisions.isLeftAlone(operation);
    assert.ok(made.world.followed(of.id).readAt > NEVER_READ, 'nothing more is done about it');
  });

  const relayOf = (by: Person, operationId: string): Pick<HouseVoting, 'relay'> => ({
    relay: { by: by.id, decision: 'Approve', operationId, at: made.world.clock.now() },
  });

  it('waits for PIM’s answer where PIM may have been asked with it', async () => {
    const { ben, exchange } = made;
    const { of, voting } = await votedOn(exchange);
    const operation = await decisions.open(ben, of);
    keptFor(operation, voting, relayOf(ben, operation.id));
    await decisions.settle(operation);
    assert.equal(await decisions.stateOf(operation), 'RUNNING');
    assert.deepEqual(made.world.followed(of.id).readAt, NEVER_READ, 'PIM is read');
    await decisions.isRead(of, decidedBy(ben));
    await decisions.settle(operation);
    assert.equal(await decisions.stateOf(operation), 'DONE');
  });

  it('is done where PIM has ended the request without it', async () => {
    const { ben, exchange } = made;
    const { of, voting } = await votedOn(exchange);
    const operation = await decisions.open(ben, of);
    keptFor(operation, voting, relayOf(ben, operation.id));
    await decisions.isRead(of, { status: 'Canceled', isOpen: false });
    await decisions.settle(operation);
    assert.equal(await decisions.stateOf(operation), 'DONE');
  });

  it('is done where PIM was asked by somebody else’s', async () => {
    const { ben, dara, exchange } = made;
    const { of, voting } = await votedOn(exchange);
    const operation = await decisions.open(ben, of);
    keptFor(operation, voting, relayOf(dara, made.world.random.ulid()));
    await decisions.settle(operation);
    assert.equal(await decisions.stateOf(operation), 'DONE');
  });

  it('is done where PIM is asked by the requestor’s activation', async () => {
    const { ben, reader } = made;
    const { of, voting } = await votedOn(reader);
    assert.equal(voting.way, 'activation');
    const operation = await decisions.open(ben, of);
    keptFor(operation, voting, relayOf(ben, operation.id));
    await decisions.settle(operation);
    assert.equal(await decisions.stateOf(operation), 'DONE');
  });

  it('that was never kept is asked for again at once: of what is kept here PIM knows nothing', async () => {
    const { world, dara, reader } = made;
    const { of } = await votedOn(reader);
    assert.equal(of.isHeld, true);
    const operation = await decisions.open(dara, of);
    world.outbox.clear();
    await decisions.settle(operation);
    assert.equal(await decisions.stateOf(operation), 'UNKNOWN');
    assert.deepEqual(world.outbox.waitingFor(dara), ['card']);
    assert.deepEqual(world.followed(of.id).readAt, of.readAt, 'nobody is sent to PIM');
  });
});

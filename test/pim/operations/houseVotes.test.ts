import assert from 'node:assert/strict';
import { lookAfterVotes } from '../../../src/jobs/lookAfterVotes.ts';
import { type HouseVoting } from '../../../src/pim/houseRules/votings/houseVoting.ts';
import { type Person, type RequestId } from '../../../src/pim/ids.ts';
import { cancelRequest } from '../../../src/pim/operations/cancelRequest.ts';
import { type OperationDeps } from '../../../src/pim/operations/deps.ts';
import {
  requestedEntry,
  type OperationResult,
  runOperation,
} from '../../../src/pim/operations/runOperation.ts';
import { type FollowedRequest, type Intent } from '../../../src/pim/records.ts';
import { judgeIn } from '../../support/houseRules.ts';
import { aSignOn } from '../../support/inMemorySignOns.ts';
import { approvalWorld, type ApprovalWorld, toActivate, toDecide } from '../../support/operationWorld.ts';

const quiet = { from: '00:00', to: '00:00', weekends: false };

let made: ApprovalWorld;
let chi: Person;
let deps: OperationDeps;

beforeEach(async () => {
  made = await approvalWorld();
  chi = await made.world.person('Chi Nguyen');
});

/** From now on these rules count. */
const rules = (...written: readonly object[]): void => {
  deps = made.world.with({ houseJudge: judgeIn(made.world, written) });
};

const two = (more: object = {}, role = 'Exchange Administrator'): object => ({
  name: 'Two people',
  appliesTo: { roles: [role] },
  approvals: [{ count: 2, from: { people: [made.ben.id, chi.id, made.dara.id] } }],
  ...more,
});

async function does(person: Person, intent: Intent, id = made.world.random.ulid()): Promise<OperationResult> {
  const { world } = made;
  const { operation } = await world.operations.open(
    { id, person, intent },
    requestedEntry(person, id, intent),
  );
  const signOn = aSignOn(person, world.clock, { operationId: operation.id });
  const result = await runOperation(deps, operation.id, signOn);
  if (result === undefined) throw new Error('Nobody ran it');
  return result;
}

async function asks(changes: object = {}, role = made.exchange): Promise<FollowedRequest> {
  const { request, error } = await does(made.ana, toActivate(role, changes));
  if (request === undefined) throw new Error('Not asked', { cause: error });
  return request;
}

const says = (person: Person, id: RequestId, decision: 'Approve' | 'Deny' = 'Approve', comment = 'ok') =>
  does(person, toDecide(id, decision, comment));

const votingOf = async (id: RequestId): Promise<HouseVoting> => {
  const found = await deps.votings.of(made.ana.tenantId, id);
  if (found === undefined) throw new Error('No vote');
  return found;
};

const decisions = (): number =>
  made.world.pim.writes.filter((write) => /decide/i.test(JSON.stringify(write))).length;

const look = async (minutes = 0): Promise<void> => {
  made.world.clock.forward(minutes);
  for (const { tenantId, id } of made.world.votings.all.values()) await deps.votings.markDue(tenantId, id);
  await lookAfterVotes({ ...deps, settings: { quietHours: quiet, defaultTimeZone: 'UTC' } }, () =>
    Promise.resolve(),
  );
};

const askedFor = async (id: RequestId): Promise<readonly string[]> =>
  (await deps.cards.ofRequest(made.ana.tenantId, id))
    .filter(({ kind }) => kind === 'approval')
    .map(({ person }) => person.id)
    .sort();

const events = (): readonly string[] => made.world.audit.events.filter((event) => event.startsWith('votes.'));

describe('votes on a request that PIM has', () => {
  it('are two people’s: PIM approves with the token of the one who completes them, and once', async () => {
    rules(two());
    const { id } = await asks();
    assert.deepEqual(await askedFor(id), [made.ben.id, chi.id, made.dara.id].sort());
    assert.equal((await says(made.ben, id)).state, 'DONE');
    assert.equal(decisions(), 0, 'one of two is no decision');
    assert.equal((await votingOf(id)).standing.on[0]?.counted.length, 1);
    const last = await says(made.dara, id);
    assert.equal(last.state, 'DONE');
    assert.equal(made.world.followed(id).decidedBy, made.dara.id);
    assert.equal(decisions(), 1);
    assert.equal((await votingOf(id)).end?.how, 'approved');
    assert.deepEqual(events(), [
      'votes.opened',
      'votes.cast',
      'votes.cast',
      'votes.completed',
      'votes.relayed',
    ]);
  });

  it('wait for one of PIM’s approvers where whoever completes them is none', async () => {
    rules(two());
    const { id } = await asks();
    await says(made.ben, id);
    await says(chi, id);
    assert.equal(decisions(), 0);
    const { standing, end } = await votingOf(id);
    assert.deepEqual([standing.state, end], ['approved', undefined]);
    const result = await says(made.dara, id);
    assert.equal(result.state, 'DONE');
    assert.equal(made.world.followed(id).decidedBy, made.dara.id);
    assert.equal((await votingOf(id)).votes.length, 2, 'that was PIM’s approval, and no third vote');
  });

  it('count once for each person, never the requestor’s, and nobody’s who is not asked', async () => {
    rules(two({ approvals: [{ count: 2, from: { people: [made.ben.id, chi.id] } }] }));
    const { id } = await asks();
    await says(made.ben, id);
    assert.equal((await says(made.ben, id)).error?.code, 'votes_missing');
    assert.equal((await says(made.ana, id)).error?.code, 'self_approval');
    const eve = await made.world.person('Eve Stone');
    assert.equal((await says(eve, id)).error?.code, 'not_asked');
    assert.equal((await says(eve, id, 'Deny')).error?.code, 'not_asked');
    assert.equal(
      (await says(made.dara, id)).error?.code,
      'votes_missing',
      'PIM’s approver waits for the votes',
    );
    assert.equal((await votingOf(id)).votes.length, 1);
    assert.equal(decisions(), 0);
  });

  it('are denied by the first who denies, in PIM at once where PIM takes it', async () => {
    rules(two());
    const { id } = await asks();
    await says(made.ben, id, 'Deny', 'not today');
    assert.equal(made.world.followed(id).decision, 'Deny');
    assert.equal((await votingOf(id)).end?.how, 'denied');
    assert.equal((await says(chi, id)).error?.code, 'request_not_pending');
  });

  it('are denied by somebody whose word PIM does not take: nobody can approve here any more', async () => {
    rules(two());
    const { id } = await asks();
    await says(chi, id, 'Deny', 'no');
    assert.equal(made.world.followed(id).decision, undefined, 'PIM waits');
    assert.equal((await says(made.ben, id)).error?.code, 'voting_over');
    assert.equal(decisions(), 0);
    await says(made.ben, id, 'Deny', 'as Chi says');
    assert.equal(made.world.followed(id).decision, 'Deny');
  });

  it('fall away with whoever leaves the group, and others are asked', async () => {
    const group = made.world.pim.addGroup('Security', [chi, made.ben]);
    rules(two({ approvals: [{ count: 2, from: { groups: [group.id] } }] }));
    const { id } = await asks();
    await says(chi, id);
    const members = made.world.pim.groups.get(group.id)?.members ?? [];
    members.splice(members.indexOf(chi.id), 1, made.dara.id);
    await look(2);
    const [stage] = (await votingOf(id)).standing.on;
    assert.deepEqual([stage?.counted, stage?.notCounted], [[], [chi.id]]);
    assert.ok((await askedFor(id)).includes(made.dara.id));
    await says(made.ben, id);
    assert.equal(decisions(), 0, 'the vote that fell away is missing');
    await says(made.dara, id);
    assert.equal(decisions(), 1);
  });

  it('open one stage after the other, for a delegate as well, and a stricter rule asks again', async () => {
    const { clock } = made.world;
    const until = new Date(clock.now().getTime() + 86_400_000).toISOString();
    const delegate = { for: chi.id, to: made.dara.id, from: clock.now().toISOString(), until };
    const stages = [{ from: { people: [chi.id] } }, { from: { people: [made.ben.id] } }];
    const rule = two({ approvals: stages, delegates: [delegate] });
    rules(rule);
    const { id } = await asks();
    assert.equal((await says(made.ben, id)).error?.code, 'votes_missing', 'not his turn');
    await says(made.dara, id);
    assert.equal((await votingOf(id)).votes[0]?.seats[0]?.onBehalfOf, chi.id);
    const eve = await made.world.person('Eve Stone');
    rules(rule, { ...two({ approvals: [{ from: { people: [eve.id] } }] }), name: 'And Eve' });
    await says(made.ben, id);
    assert.equal(decisions(), 0, 'the rules of now ask Eve, too');
    assert.ok((await askedFor(id)).includes(eve.id));
    await says(eve, id);
    await says(made.ben, id);
    assert.equal(decisions(), 1);
  });

  it('escalate, and lapse, by the clock', async () => {
    const eve = await made.world.person('Eve Stone');
    const stage = { from: { people: [chi.id] }, timeOutMinutes: 30, remindEveryMinutes: 15 };
    rules(two({ approvals: [{ ...stage, escalateTo: { people: [eve.id] } }] }));
    const { id } = await asks();
    await look(16);
    await look(15);
    assert.ok((await askedFor(id)).includes(eve.id));
    await look(30);
    assert.deepEqual((await votingOf(id)).end?.why, 'timedOut');
    assert.equal((await says(made.ben, id)).error?.code, 'voting_over');
    assert.ok(events().includes('votes.lapsed'));
  });

  it('are not what PIM was told in the portal, and every card says so', async () => {
    rules(two());
    const { id } = await asks();
    await says(made.ben, id);
    await deps.requests.save({
      ...made.world.followed(id),
      decision: 'Approve',
      decidedBy: made.dara.id,
      status: 'Provisioned',
    });
    await look(1);
    assert.equal((await votingOf(id)).end?.how, 'outside');
  });

  it('are asked of what was asked for elsewhere as well, as soon as anybody is asked about it', async () => {
    rules();
    const { id } = await asks();
    rules(two());
    await says(made.ben, id);
    assert.equal(decisions(), 0);
    await says(made.dara, id);
    assert.equal(decisions(), 1);
  });

  it('are refused while a group cannot be read', async () => {
    const group = made.world.pim.addGroup('Security', [chi, made.ben]);
    rules(two({ approvals: [{ count: 1, from: { groups: [group.id] } }] }));
    const { id } = await asks();
    made.world.directory.unreadable.add(group.id);
    assert.equal((await says(made.ben, id)).error?.code, 'house_rules');
    made.world.directory.unreadable.clear();
    await says(made.ben, id);
    assert.equal(decisions(), 1);
  });
});

describe('votes on a request that is kept here', () => {
  const held = (more: object = {}): object => two(more, 'Reports Reader');

  it('are relayed as the requestor’s own activation, silently where their proof is at hand', async () => {
    rules(held());
    const request = await asks({}, made.reader);
    assert.equal(request.isHeld, true);
    assert.equal(made.world.pim.writes.length, 0, 'PIM hears nothing yet');
    await says(made.ben, request.id);
    await says(chi, request.id);
    assert.equal(made.world.pim.writes.length, 0);
    await made.world.tokens.keep(aSignOn(made.ana, made.world.clock));
    await look();
    assert.equal(made.world.pim.writes.length, 1);
    const { end, pimRequestId } = await votingOf(request.id);
    assert.equal(end?.how, 'approved');
    assert.ok(pimRequestId);
    assert.equal(made.world.followed(pimRequestId).requestor, made.ana.id);
    assert.equal(made.world.followed(request.id).isOpen, false);
    await look();
    assert.equal(made.world.pim.writes.length, 1, 'once');
  });

  it('wait for the requestor’s press where nobody is signed in, and lapse unused', async () => {
    rules(held({ validMinutes: 30 }));
    const { id } = await asks({}, made.reader);
    await says(made.ben, id);
    await says(chi, id);
    await look();
    assert.equal(made.world.pim.writes.length, 0);
    const told = made.world.outbox.waiting.filter(
      ({ message }) => message.kind === 'notice' && message.notice === 'votesComplete',
    );
    assert.equal(told.length, 1);
    await look(31);
    assert.deepEqual([(await votingOf(id)).end?.why, made.world.followed(id).isOpen], ['unused', false]);
  });

  it('let nothing go on that was not voted on: another’s, another role’s, a longer one, or before they are there', async () => {
    rules(held());
    const { id } = await asks({}, made.reader);
    const relay = (changes: object = {}) => toActivate(made.reader, { heldId: id, ...changes });
    assert.equal((await does(made.ana, relay())).error?.code, 'votes_missing');
    await says(made.ben, id);
    await says(chi, id);
    made.world.pim.makeEligible(chi, made.reader);
    assert.equal((await does(chi, relay())).error?.code, 'forbidden');
    assert.equal((await does(made.ana, relay({ durationMinutes: 240 }))).error?.code, 'forbidden');
    assert.equal(made.world.pim.writes.length, 0);
    assert.equal((await does(made.ana, relay())).state, 'DONE');
    assert.equal((await does(made.ana, relay())).state, 'REFUSED', 'once');
  });

  it('end with a denial, or when it is taken back; a second request of the role waits its turn', async () => {
    rules(held());
    const { id } = await asks({}, made.reader);
    const second = await does(made.ana, toActivate(made.reader));
    assert.equal(second.error?.code, 'request_pending_already');
    await says(chi, id, 'Deny', 'no');
    assert.deepEqual([made.world.followed(id).decision, made.world.followed(id).status], ['Deny', 'Denied']);
    const { id: other } = await asks({}, made.reader);
    const operation = await made.world.open(made.ana, { kind: 'cancel', requestId: other });
    const pim = made.world.pimFor(aSignOn(made.ana, made.world.clock));
    await cancelRequest(deps, pim, operation, { kind: 'cancel', requestId: other });
    assert.equal((await votingOf(other)).end?.how, 'canceled');
    assert.equal((await says(made.ben, other)).error?.code, 'request_not_pending');
    assert.equal(made.world.pim.writes.length, 0);
  });

  it('are asked to the end where the rules ask for less meanwhile', async () => {
    rules(held());
    const { id } = await asks({}, made.reader);
    rules();
    const early = await does(made.ana, toActivate(made.reader, { heldId: id }));
    assert.equal(early.error?.code, 'votes_missing');
  });
});

import fc from 'fast-check';
import assert from 'node:assert/strict';
import { type Demand } from '../../../src/pim/houseRules/chains.ts';
import { choicesOf, endByPim } from '../../../src/pim/houseRules/votings/choices.ts';
import { type HouseVoting } from '../../../src/pim/houseRules/votings/houseVoting.ts';
import { assessed } from '../../../src/pim/houseRules/votings/standing.ts';
import { type FreshReading, withVote } from '../../../src/pim/houseRules/votings/withVote.ts';
import { votesAt } from '../../../src/pim/houseRules/votes.ts';
import { principalId, requestId, roleDefinitionId, tenantId } from '../../../src/pim/ids.ts';
import { heldRequestId } from '../../../src/pim/operations/houseVotes/heldRequestId.ts';

const guid = (last: number): string => `00000000-0000-4000-8000-${String(last).padStart(12, '0')}`;
const person = (number: number) => principalId(guid(number));
const requestor = person(0);
const start = new Date('2026-11-25T10:00:00Z');
const at = (minutes: number): Date => new Date(start.getTime() + minutes * 60_000);

const fresh: FreshReading = {
  current: undefined,
  isHeldUp: false,
  directory: { membersOf: () => undefined, managerOf: () => undefined },
};

const stage = (count: number, people: readonly number[]) => ({
  count,
  from: { people: people.map(person), groups: [], manager: false },
  notOwnGroup: false,
  timeOutMinutes: 60,
  remindEveryMinutes: 0,
});

const demand = (first: number, second: number): Demand => ({
  version: 'v1',
  chains: [
    { key: 'a', rule: 'A', ownGroups: [], stages: [stage(first, [0, 1, 2, 3]), stage(second, [2, 3, 4])] },
    { key: 'b', rule: 'B', ownGroups: [], stages: [stage(1, [3, 4])] },
  ],
  delegations: [],
  validMinutes: 30,
});

function aVoting(asked: Demand, way: HouseVoting['way'] = 'activation'): HouseVoting {
  const made = {
    id: requestId(guid(900)),
    tenantId: tenantId(guid(901)),
    requestor,
    requestedAt: start,
    asked,
    current: undefined,
    votes: [],
    limitAt: undefined,
    way,
    operationId: undefined,
    role: {
      id: roleDefinitionId(guid(902)),
      displayName: 'Reports Reader',
      isPrivileged: false,
      tier: undefined,
    },
    scopeId: '/',
    minutes: 60,
    startAt: undefined,
    pimApprovers: [person(4)],
    lookAt: start,
  };
  return { ...made, standing: assessed(made, start, fresh.directory).standing };
}

describe('votes as they are taken', () => {
  it('are never more than asked, one of a person in each chain, none of the requestor, and none after the end', () => {
    const wish = fc.record({
      by: fc.integer({ min: 0, max: 5 }),
      decision: fc.constantFrom('approve' as const, 'approve' as const, 'approve' as const, 'deny' as const),
      operation: fc.integer({ min: 0, max: 8 }),
      minute: fc.integer({ min: 0, max: 130 }),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 2 }),
        fc.array(wish, { maxLength: 14 }),
        (first, second, wishes) => {
          let voting = aVoting(demand(first, second));
          for (const { by, decision, operation, minute } of wishes.toSorted((a, b) => a.minute - b.minute)) {
            if (voting.end !== undefined) break;
            const now = at(minute);
            const vote = {
              by: person(by),
              decision,
              operationId: String(operation),
              byName: '',
              comment: '',
            };
            const before = voting;
            const next = withVote(voting, vote, fresh, now);
            if (next === undefined) continue;
            voting = next.voting;
            assert.ok(voting.votes.length - before.votes.length <= 1);
            assert.equal(next.state.state, votesAt(voting, now, fresh.directory).state);
          }
          const operations = voting.votes.map(({ operationId }) => operationId);
          assert.equal(new Set(operations).size, operations.length, 'one operation is one vote');
          assert.ok(voting.votes.every(({ by }) => by !== requestor));
          for (const chain of voting.asked.chains) {
            const inChain = voting.votes.filter(({ seats }) =>
              seats.some((seat) => seat.chain === chain.key),
            );
            assert.equal(new Set(inChain.map(({ by }) => by)).size, inChain.length, 'once in each chain');
            for (const [index, { count }] of chain.stages.entries()) {
              const given = inChain.filter(({ decision, seats }) =>
                seats.some(
                  (seat) => decision === 'approve' && seat.chain === chain.key && seat.stage === index,
                ),
              );
              assert.ok(given.length <= count, 'no more than asked');
            }
          }
          const denials = voting.votes.filter(({ decision }) => decision === 'deny');
          assert.ok(denials.length <= 1);
          assert.equal(voting.end?.how === 'denied', denials.length === 1);
        },
      ),
    );
  });
});

describe('what is offered on a card', () => {
  const voting = aVoting({ ...demand(1, 1), chains: demand(1, 1).chains.slice(1) }, 'approval');

  it('is an approval for who is asked, a denial for PIM’s approvers, and nothing for the requestor', () => {
    const notAsked = { ...voting, pimApprovers: [person(5), requestor] };
    assert.deepEqual(choicesOf(voting, person(3)), { approve: true, deny: true });
    assert.deepEqual(choicesOf(notAsked, person(5)), { approve: false, deny: true });
    assert.deepEqual(choicesOf(notAsked, requestor), { approve: false, deny: false });
    assert.deepEqual(choicesOf(notAsked, person(1)), { approve: false, deny: false });
    const complete = { ...notAsked, standing: { ...voting.standing, state: 'approved' as const, asked: [] } };
    assert.deepEqual(choicesOf(complete, person(5)), { approve: true, deny: true });
    const heldUp = { ...complete, standing: { ...complete.standing, isHeldUp: true } };
    assert.deepEqual(choicesOf(heldUp, person(5)), { approve: false, deny: true });
  });

  it('ends as PIM says, and outside the rules where the votes did not give it', () => {
    const request = {
      status: 'PendingApproval',
      decision: undefined,
      decidedBy: undefined,
      decidedAt: undefined,
      readAt: at(9),
    };
    const approved = { ...request, decision: 'Approve' as const, decidedBy: person(4), decidedAt: at(8) };
    assert.equal(endByPim(voting, request), undefined);
    assert.equal(endByPim(voting, approved)?.how, 'outside');
    const relay = { by: person(4), decision: 'Approve' as const, operationId: '1', at: at(7) };
    assert.equal(endByPim({ ...voting, relay }, approved)?.how, 'approved');
    const end = { how: 'denied', at: at(1) } as const;
    assert.equal(endByPim({ ...voting, relay, end }, approved)?.how, 'outside');
    assert.equal(endByPim(voting, { ...request, decision: 'Deny' })?.how, 'denied');
    assert.equal(endByPim(voting, { ...request, status: 'Canceled' })?.how, 'canceled');
    assert.equal(endByPim(voting, { ...request, status: 'TimedOut' })?.why, 'limit');
    assert.equal(endByPim({ ...voting, way: 'activation' }, approved), undefined, 'PIM knows nothing of it');
  });
});

describe('the id of a request that is kept here', () => {
  it('is the operation’s own, in the form of PIM’s', () => {
    const id = heldRequestId('01JDM7Z3V5W8X9YABCDEFGHJKM');
    assert.equal(id, heldRequestId('01JDM7Z3V5W8X9YABCDEFGHJKM'));
    assert.notEqual(id, heldRequestId('01JDM7Z3V5W8X9YABCDEFGHJKN'));
    assert.throws(() => heldRequestId('not a ULID'));
  });
});

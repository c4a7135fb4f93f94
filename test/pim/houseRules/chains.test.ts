import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Chain, chainOf, covers, demandOf } from '../../../src/pim/houseRules/chains.ts';
import { type HouseDirectory } from '../../../src/pim/houseRules/circumstances.ts';
import { type ApprovalStage, type HouseRule } from '../../../src/pim/houseRules/houseRule.ts';
import { type Vote } from '../../../src/pim/houseRules/stages.ts';
import { seatsOf, votesAt, type Voting } from '../../../src/pim/houseRules/votes.ts';
import { at, demand, id, people, requestor, stage } from './voteStories.ts';

const others = people.slice(1);

describe('votesAt', () => {
  it('does not count what came after the time of a stage, however it got in', () => {
    const asked = demandOf('1', [
      {
        name: 'One',
        appliesTo: { roles: ['all'], tiers: [], scopes: [], people: [], groups: [] },
        approvals: [
          {
            count: 1,
            from: { people: others, groups: [], manager: false },
            notOwnGroup: false,
            timeOutMinutes: 30,
            remindEveryMinutes: 10,
          },
        ],
        delegates: [],
        coolDownMinutes: 0,
        owners: { people: [], groups: [] },
        validMinutes: 60,
      },
    ]);
    const directory: HouseDirectory = { membersOf: () => undefined, managerOf: () => undefined };
    const voteAt = (minute: number): Vote => ({
      by: id(2),
      decision: 'approve',
      at: at(minute),
      seats: [{ chain: asked.chains[0]?.key ?? '', stage: 0, onBehalfOf: undefined }],
    });
    const stateOf = (minute: number, now: number): string =>
      votesAt({ requestor, requestedAt: at(0), asked, votes: [voteAt(minute)] }, at(now), directory).state;
    assert.equal(stateOf(29, 40), 'approved');
    assert.equal(stateOf(30, 40), 'lapsed');
    const limited: Voting = { requestor, requestedAt: at(0), asked, votes: [], limitAt: at(20) };
    assert.deepEqual(votesAt(limited, at(20), directory), {
      state: 'lapsed',
      at: at(20),
      why: 'limit',
      rule: undefined,
    });
    const waiting = votesAt(limited, at(12), directory);
    assert.ok(waiting.state === 'waiting');
    assert.deepEqual(
      waiting.on.map(({ since, until, remindAt, missing }) => [since, until, remindAt, missing]),
      [[at(0), at(30), at(20), 1]],
    );
  });
});

describe('votesAt with a group that cannot be read', () => {
  it('counts nobody of it, and does not lapse until it can be read again', () => {
    const admins = id(101);
    const chain = chainOf({
      name: 'Admins',
      approvals: [
        {
          count: 1,
          from: { people: [], groups: [admins], manager: false },
          notOwnGroup: false,
          timeOutMinutes: 30,
          remindEveryMinutes: 0,
        },
      ],
      appliesTo: { groups: [] },
    } as unknown as HouseRule);
    assert.ok(chain !== undefined);
    const asked = { version: '1', chains: [chain], delegations: [], validMinutes: 60 };
    const seats = [{ chain: chain.key, stage: 0, onBehalfOf: undefined }];
    const votes: readonly Vote[] = [{ by: id(2), decision: 'approve', at: at(5), seats }];
    const voting: Voting = { requestor, requestedAt: at(0), asked, votes };
    const read: HouseDirectory = { membersOf: () => new Set([id(2), id(3)]), managerOf: () => null };
    const unread: HouseDirectory = { membersOf: () => undefined, managerOf: () => null };
    assert.equal(votesAt(voting, at(40), read).state, 'approved');
    const waiting = votesAt(voting, at(40), unread);
    assert.ok(waiting.state === 'waiting');
    assert.deepEqual(waiting.on[0]?.unread, [{ kind: 'group', id: admins }]);
    assert.deepEqual(waiting.on[0].notCounted, [id(2)]);
    const unvoted: Voting = { ...voting, votes: [] };
    assert.deepEqual(seatsOf(unvoted, id(3), at(40), read), []);
    assert.equal(votesAt(unvoted, at(40), read).state, 'lapsed');
  });
});

describe('covers', () => {
  it('means that whoever completes the first has completed the second', () => {
    fc.assert(
      fc.property(stage, stage, (given, asked) => {
        const chain = (one: ApprovalStage): Chain | undefined =>
          chainOf({ name: 'x', approvals: [one], appliesTo: { groups: [] } } as unknown as HouseRule);
        const [first, second] = [chain(given), chain(asked)];
        assert.ok(first !== undefined && second !== undefined);
        if (!covers(first, second)) return;
        assert.ok(given.count >= asked.count);
        assert.ok(
          given.from.people.every((one) =>
            [asked.from, asked.escalateTo].some((from) => from?.people.includes(one)),
          ),
        );
      }),
    );
  });

  it('holds of itself', () => {
    fc.assert(
      fc.property(demand('1'), ({ chains }) => {
        for (const chain of chains) assert.ok(covers(chain, chain));
      }),
    );
  });
});

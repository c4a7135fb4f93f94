import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Vote } from '../../../src/pim/houseRules/stages.ts';
import { askedNow, seatsOf, votesAt, type Voting } from '../../../src/pim/houseRules/votes.ts';
import { type PrincipalId } from '../../../src/pim/ids.ts';
import { at, effective, means, people, play, plays, requestor, story } from './voteStories.ts';

describe('votesAt, whatever happens', () => {
  it('approves only what enough different people, entitled now, have approved, stage by stage', () => {
    plays((moment) => {
      const { voting, now, directory } = moment;
      if (votesAt(voting, now, directory).state !== 'approved') return;
      for (const chain of effective(voting)) {
        const used = new Set<PrincipalId>();
        for (const [index, asked] of chain.stages.entries()) {
          const good = voting.votes.filter((vote) =>
            vote.seats.some(
              (seat) =>
                seat.chain === chain.key &&
                seat.stage === index &&
                vote.decision === 'approve' &&
                means(seat.onBehalfOf ?? vote.by, vote, chain, asked, moment),
            ),
          );
          const voters = new Set(good.map(({ by }) => by));
          assert.ok(voters.size >= asked.count);
          assert.ok(!voters.has(requestor));
          for (const by of voters) assert.ok(!used.has(by));
          for (const by of voters) used.add(by);
        }
      }
    });
  });

  it('does not depend on the order in which votes arrive, nor on one that arrives twice', () => {
    plays(({ voting, now, directory }, { order }) => {
      const keys = order[Symbol.iterator]();
      const shuffled = [...voting.votes, ...voting.votes.slice(0, 2)]
        .map((vote) => [Number(keys.next().value), vote] as const)
        .sort(([a], [b]) => a - b)
        .map(([, vote]) => vote);
      assert.deepEqual(
        votesAt({ ...voting, votes: shuffled }, now, directory),
        votesAt(voting, now, directory),
      );
    });
  });

  it('ends with the first denial that was taken, for good', () => {
    plays(({ voting, now, directory }) => {
      const denial = voting.votes.find(({ decision }) => decision === 'deny');
      const state = votesAt(voting, now, directory);
      if (denial === undefined) assert.notEqual(state.state, 'denied');
      else assert.deepEqual(state, { state: 'denied', at: denial.at, by: denial.by });
    });
  });

  it('asks neither the requestor, nor anybody twice, nor anybody whose vote the door would not take', () => {
    plays(({ voting, now, directory }) => {
      const state = votesAt(voting, now, directory);
      const asked =
        state.state === 'waiting' ? state.on.flatMap((one) => askedNow(voting, one, now, directory)) : [];
      for (const person of people) {
        assert.equal(seatsOf(voting, person, now, directory).length > 0, asked.includes(person));
      }
      assert.ok(!asked.includes(requestor));
    });
  });

  it('never approves because rules have become others: newer ones can only ask for more', () => {
    plays(({ voting, now, directory }) => {
      const { current } = voting;
      if (current === undefined || votesAt(voting, now, directory).state !== 'approved') return;
      // Delegations are those of now, so the old question is put with them.
      const asked = { ...voting.asked, delegations: current.demand.delegations };
      assert.notEqual(votesAt({ ...voting, asked, current: undefined }, now, directory).state, 'waiting');
    });
  });

  it('is complete as soon as everybody who is asked has said yes, where there are enough', () => {
    fc.assert(
      fc.property(story, (told) => {
        play({ ...told, happenings: [] }, ({ voting, directory }) => {
          const votes: Vote[] = [];
          const going: Voting = { ...voting, votes };
          for (const round of people) {
            // Everybody once for each stage that may open meanwhile.
            for (const by of [round, ...people]) {
              const seats = seatsOf(going, by, at(1), directory);
              if (seats.length > 0) votes.push({ by, decision: 'approve', at: at(1), seats });
            }
          }
          const state = votesAt(going, at(1), directory);
          if (state.state !== 'waiting') assert.equal(state.state, 'approved');
          else
            for (const one of state.on) {
              assert.ok(one.missing > 0);
              assert.deepEqual(askedNow(going, one, at(1), directory), []);
            }
        });
      }),
      { numRuns: 400 },
    );
  });
});

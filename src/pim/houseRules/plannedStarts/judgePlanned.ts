import { type PrincipalId } from '../../ids.ts';
import { type Chain, covers, type Demand } from '../chains.ts';
import { type RuleRequest } from '../circumstances.ts';
import { type Whom } from '../houseRule.ts';
import { type RuleIndex } from '../ruleIndex.ts';
import { rulesFor, type RulesWorld } from '../rulesFor.ts';
import { type AskedLine } from '../ruling.ts';
import { seatsOf, votesAt, type Voting, type WaitingStage } from '../votes.ts';
import { type LaterBreachLine } from './laterBreach.ts';

/** Who approved what was planned, as far as it is known. */
export interface PlannedApprovals {
  /** The votes that were complete, and when the last was given; `undefined` where nobody was asked to vote. */
  readonly votes: { readonly voting: Voting; readonly at: Date } | undefined;
  /** The approval that PIM was given where there was no vote; `by` is `undefined` where nobody knows by whom. */
  readonly byPim: { readonly by: PrincipalId | undefined; readonly at: Date } | undefined;
}

/** What the rules have against a planned activation. */
export interface PlannedJudgement {
  /** Rule by rule; empty where the rules have nothing against it. */
  readonly lines: readonly LaterBreachLine[];
  readonly owners: Whom;
}

/**
 * What rules have against an activation as it begins that was planned before. Pure.
 * @param approvals `undefined`: they are no matter of this judgement
 */
export function judgePlanned(
  request: RuleRequest & { readonly requestedAt: Date },
  index: RuleIndex,
  world: RulesWorld,
  approvals: PlannedApprovals | undefined,
): PlannedJudgement {
  const { asked, demand, owners } = rulesFor(request, request.startAt, index, world);
  const byVotes = new Set(asked.flatMap(({ thing, rule }) => (thing === 'approvals' ? [rule] : [])));
  const lines = asked.flatMap((line): readonly LaterBreachLine[] => {
    // Who could vote matters only as far as somebody did: that is said with the approvals.
    if (line.thing === 'unread' && byVotes.has(line.rule)) return [];
    if (line.thing !== 'approvals') return otherLines(line);
    return approvals === undefined ? [] : approvalLines(line.chain, demand, request, world, approvals);
  });
  return { lines, owners: owners.bypass };
}

function otherLines(line: Exclude<AskedLine, { thing: 'approvals' }>): readonly LaterBreachLine[] {
  const { thing, rule } = line;
  if (line.isMet === true) return [];
  switch (thing) {
    case 'hours':
      return [{ thing, rule, hours: line.hours }];
    case 'maximum':
    case 'coolDown':
      return [{ thing, rule, minutes: line.minutes }];
    case 'ticket': {
      const isSilent = line.isMet === undefined || line.problem === 'notChecked';
      return [{ thing: isSilent ? 'ticketNotKnown' : 'ticket', rule }];
    }
    case 'unread':
    case 'broken':
      return [{ thing, rule }];
    // Nobody asked for one.
    case 'emergency':
      return [];
  }
}

const peopleAsked = ({ stages }: Pick<Chain, 'stages'>): number =>
  stages.reduce((sum, { count }) => sum + count, 0);

/** The votes that were given count as long as whoever gave them is entitled still; what is asked since nobody was asked. */
function approvalLines(
  chain: Chain,
  demand: Demand,
  { requestor, requestedAt }: RuleRequest & { readonly requestedAt: Date },
  { directory }: RulesWorld,
  { votes, byPim }: PlannedApprovals,
): readonly LaterBreachLine[] {
  const asked = peopleAsked(chain);
  const none = { thing: 'approvals', rule: chain.rule, asked, given: 0 } as const;
  if (votes === undefined && byPim?.by === undefined)
    return byPim !== undefined && asked === 1 ? [{ thing: 'approver', rule: chain.rule }] : [none];
  const counted = votes === undefined ? pimsVote() : keptVotes(votes);
  if (counted === undefined) return [none];
  const after = votesAt(counted.voting, counted.at, directory);
  if (after.state === 'approved') return [];
  if (after.state !== 'waiting') return [none];
  if (after.on.some(({ unread }) => unread.length > 0)) return [{ thing: 'unread', rule: chain.rule }];
  return [{ ...none, given: Math.min(givenIn(after.on), asked - 1) }];

  function keptVotes({ voting, at }: NonNullable<PlannedApprovals['votes']>): Counted | undefined {
    const known = [...voting.asked.chains, ...(voting.current?.demand.chains ?? [])];
    const answered = known.find((one) => covers(one, chain));
    if (answered === undefined) return undefined;
    return {
      voting: {
        ...voting,
        asked: { ...voting.asked, chains: [answered] },
        current: undefined,
        limitAt: undefined,
      },
      at,
    };
  }

  function pimsVote(): Counted | undefined {
    if (byPim?.by === undefined) return undefined;
    const voting: Voting = { requestor, requestedAt, asked: { ...demand, chains: [chain] }, votes: [] };
    const seats = seatsOf(voting, byPim.by, byPim.at, directory);
    const vote = { by: byPim.by, decision: 'approve', at: byPim.at, seats } as const;
    return { voting: { ...voting, votes: [vote] }, at: byPim.at };
  }
}

interface Counted {
  readonly voting: Voting;
  readonly at: Date;
}

/** Those of the stages before, and of the one that is not complete. */
const givenIn = (on: readonly WaitingStage[]): number =>
  on.reduce(
    (sum, { chain, stage, counted }) =>
      sum + peopleAsked({ stages: chain.stages.slice(0, stage) }) + counted.length,
    0,
  );

import { isScopeKnown } from '../roles.ts';
import { type PrincipalId } from '../ids.ts';
import { type BypassLine } from './bypass.ts';
import { type Chain, type Demand } from './chains.ts';
import { type RuleRequest } from './circumstances.ts';
import { type HouseRule, type Whom } from './houseRule.ts';
import { isAmong } from './membership.ts';
import { type RuleIndex } from './ruleIndex.ts';
import { rulesFor, type RulesWorld } from './rulesFor.ts';
import { type AskedLine } from './ruling.ts';
import { seatsOf, votesAt, type Voting } from './votes.ts';

/** An activation that there was, as far as it is known. */
export interface SeenActivation extends Pick<RuleRequest, 'requestor' | 'role'> {
  /** `UNKNOWN_SCOPE` where the log does not say it. */
  readonly scopeId: string;
  readonly requestedAt: Date;
  readonly activatedAt: Date;
  /** `undefined`: not known. */
  readonly minutes: number | undefined;
  /** `undefined`: not known; empty: none. */
  readonly ticket: string | undefined;
  /** That PIM was given an approval; `by` is `undefined` where it is not known by whom. */
  readonly approval: { readonly by: PrincipalId | undefined; readonly at: Date } | undefined;
}

/** What an activation leaves to be said. */
export interface BypassJudgement {
  /** Rule by rule; empty where the rules have nothing against it. */
  readonly lines: readonly BypassLine[];
  readonly owners: Whom;
}

/** What votes were asked of an activation, and whether they were there when it was given. */
export interface KnownVoting {
  readonly isComplete: boolean;
  readonly demand: Demand;
  /** So many people had approved. */
  readonly given: number;
}

/** Of an activation that was asked for here everything but the votes was judged at the door. */
export const judgeOwnActivation = ({ isComplete, demand, given }: KnownVoting): readonly BypassLine[] =>
  isComplete
    ? []
    : demand.chains.map((chain) => ({
        thing: 'approvals',
        rule: chain.rule,
        asked: peopleAsked(chain),
        given: Math.min(given, peopleAsked(chain) - 1),
      }));

/**
 * What the rules have against an activation of which nobody asked them. Pure. Membership is that of now: no log says who
 * was in a group.
 * @param voting votes that were taken on it all the same, where approvers answered here
 */
export function judgeActivation(
  seen: SeenActivation,
  index: RuleIndex,
  world: RulesWorld,
  voting?: KnownVoting,
): BypassJudgement {
  const request: RuleRequest = {
    requestor: seen.requestor,
    role: seen.role,
    scopeId: seen.scopeId,
    startAt: seen.activatedAt,
    minutes: seen.minutes ?? 0,
    ticket: seen.ticket,
    isEmergency: false,
  };
  const { asked, demand, owners } = rulesFor(request, seen.activatedAt, index, world);
  const byVotes = new Set(asked.flatMap(({ thing, rule }) => (thing === 'approvals' ? [rule] : [])));
  const hasVotes = voting?.isComplete === true;
  const lines = asked.flatMap((line): readonly BypassLine[] => {
    // Who could have voted matters only where somebody did: that is said with the approvals.
    if (line.thing === 'unread' && byVotes.has(line.rule)) return [];
    if (line.thing === 'approvals') return hasVotes ? [] : approvalLines(line.chain, demand, seen, world);
    return otherLines(line, seen);
  });
  const scoped = index.about(seen.role).filter((rule) => mayBeAbout(rule, seen, world));
  return {
    lines: [...lines, ...scoped.map(({ name }) => ({ thing: 'scope', rule: name }) as const)],
    owners: joined([owners.bypass, ...scoped.map((rule) => rule.owners)]),
  };
}

const joined = (all: readonly Whom[]): Whom => ({
  people: [...new Set(all.flatMap(({ people }) => people))],
  groups: [...new Set(all.flatMap(({ groups }) => groups))],
});

/** A rule about some scopes, where it is not known which one it was. */
function mayBeAbout(
  { appliesTo: { scopes, people, groups } }: HouseRule,
  { scopeId, requestor }: SeenActivation,
  { directory }: RulesWorld,
): boolean {
  if (isScopeKnown({ scopeId }) || scopes.length === 0) return false;
  return people.length + groups.length === 0 || isAmong(requestor, { people, groups }, directory) !== false;
}

const peopleAsked = ({ stages }: Chain): number => stages.reduce((sum, { count }) => sum + count, 0);

/** An approval of PIM's own counts like a vote, where whoever gave it could have given that vote. */
function approvalLines(
  chain: Chain,
  demand: Demand,
  { requestor, requestedAt, approval }: SeenActivation,
  { directory }: RulesWorld,
): readonly BypassLine[] {
  const asked = peopleAsked(chain);
  const unmet = {
    thing: 'approvals',
    rule: chain.rule,
    asked,
    given: approval === undefined ? 0 : 1,
  } as const;
  if (approval === undefined || asked > 1) return [unmet];
  if (approval.by === undefined) return [{ thing: 'approver', rule: chain.rule }];
  const voting: Voting = { requestor, requestedAt, asked: { ...demand, chains: [chain] }, votes: [] };
  const seats = seatsOf(voting, approval.by, approval.at, directory);
  const vote = { by: approval.by, decision: 'approve', at: approval.at, seats } as const;
  const after = votesAt({ ...voting, votes: [vote] }, approval.at, directory);
  if (after.state === 'approved') return [];
  const isUnread = after.state === 'waiting' && after.on.some(({ unread }) => unread.length > 0);
  return [isUnread ? { thing: 'unread', rule: chain.rule } : unmet];
}

function otherLines(
  line: Exclude<AskedLine, { thing: 'approvals' }>,
  { minutes, ticket }: SeenActivation,
): readonly BypassLine[] {
  const { thing, rule } = line;
  if (thing === 'maximum' && minutes === undefined) return [{ thing: 'length', rule, minutes: line.minutes }];
  if (line.isMet === true) return [];
  switch (thing) {
    case 'hours':
      return [{ thing, rule, hours: line.hours }];
    case 'maximum':
    case 'coolDown':
      return [{ thing, rule, minutes: line.minutes }];
    case 'ticket':
      return [
        { thing: ticket === undefined || line.isMet === undefined ? 'ticketNotKnown' : 'ticket', rule },
      ];
    case 'unread':
    case 'broken':
      return [{ thing, rule }];
    // Nobody asked for one.
    case 'emergency':
      return [];
  }
}

import { type Person } from '../../ids.ts';
import { isUnmet } from '../../houseRules/bypass.ts';
import { type HouseJudge } from '../../houseRules/houseJudge.ts';
import { type HouseRules } from '../../houseRules/houseRule.ts';
import {
  type BypassJudgement,
  judgeActivation,
  judgeOwnActivation,
  type KnownVoting,
  type SeenActivation,
} from '../../houseRules/judgeBypass.ts';
import { namedForRequest } from '../../houseRules/namedByRules.ts';
import { type RuleIndex, indexRules } from '../../houseRules/ruleIndex.ts';
import { type FollowedRequest } from '../../records.ts';
import { type ActivationNews, type BypassDeps, type WithRules } from './activationNews.ts';
import { earlierActivations } from './earlierActivations.ts';
import { seenActivation } from './seenActivation.ts';
import { tellBypass } from './tellBypass.ts';

/**
 * Looks whether an activation went round the rules of the house, and tells their owners: once for each activation,
 * however often it is seen. Nothing is read where no rule is about its role. An emergency is asked for here and told of
 * where it is taken, so it is none.
 */
export async function lookForBypass(
  deps: BypassDeps,
  news: ActivationNews,
  followed: FollowedRequest | undefined,
): Promise<void> {
  const { houseJudge, houseBypasses } = deps;
  if (houseJudge === undefined || houseBypasses === undefined) return;
  const requestedAt = followed?.createdAt ?? news.startAt ?? news.at;
  const role = houseJudge.roleSeen(await deps.directory.role(news.roleDefinitionId));
  const then = await rulesThen(deps, houseJudge, requestedAt);
  if (then.index.about(role).length + then.index.brokenAbout(role).length === 0) return;
  const voting = await knownVoting(deps, news);
  if (news.isMadeHere && (voting === undefined || voting.isComplete)) return;
  if ((await houseBypasses.of(news.requestId)) !== undefined) return;
  const seen = { ...(await seenActivation(deps, news, followed)), requestedAt, role };
  const judgement =
    news.isMadeHere && voting !== undefined && voting.demand.chains.length > 0
      ? ownJudgement(voting, then.index)
      : await judged({ ...deps, houseJudge, houseBypasses }, news.requestor, seen, then.index, voting);
  if (judgement.lines.length === 0) return;
  await tellBypass({ ...deps, houseJudge, houseBypasses }, news.requestor, {
    requestId: news.requestId,
    principalId: news.requestor.id,
    roleDefinitionId: news.roleDefinitionId,
    scopeId: seen.scopeId,
    activatedAt: seen.activatedAt,
    minutes: seen.minutes,
    foundAt: deps.clock.now(),
    way: news.isMadeHere ? 'decidedElsewhere' : 'elsewhere',
    verdict: judgement.lines.some(isUnmet) ? 'bypassed' : 'notJudged',
    approvedBy: seen.approval?.by,
    judgedBy: { version: then.index.version, isOfThen: then.isOfThen },
    ...judgement,
  });
}

/** The votes on it, where there were any: complete once they were taken to PIM, or could be. */
async function knownVoting(
  { votings }: BypassDeps,
  { requestor: { tenantId }, requestId }: ActivationNews,
): Promise<KnownVoting | undefined> {
  const voting = await votings.ofPimRequest(tenantId, requestId);
  if (voting === undefined) return undefined;
  const { end, relay, standing, asked, current } = voting;
  const isRelayed = relay?.decision === 'Approve' || standing.state === 'approved';
  return {
    isComplete: end === undefined ? isRelayed : end.how === 'approved' || end.how === 'emergency',
    demand: asked.chains.length > 0 ? asked : (current?.demand ?? asked),
    given: standing.approvedBy.length,
  };
}

interface RulesThen {
  readonly index: RuleIndex;
  /** `false`: nobody knows which rules counted then, so that those of now are taken. */
  readonly isOfThen: boolean;
}

async function rulesThen({ ruleVersions }: BypassDeps, houseJudge: HouseJudge, at: Date): Promise<RulesThen> {
  const { index, since } = houseJudge.counting();
  if (since <= at) return { index, isOfThen: true };
  const kept = await ruleVersions?.at(at);
  if (kept === undefined) return { index, isOfThen: false };
  const isSame = kept.rules.version === index.version;
  return { index: isSame ? index : indexOf(kept.rules), isOfThen: true };
}

/** Rules that are asked about again and again are read into an index once. */
const indexes = new WeakMap<HouseRules, RuleIndex>();

function indexOf(rules: HouseRules): RuleIndex {
  const index = indexes.get(rules) ?? indexRules(rules);
  indexes.set(rules, index);
  return index;
}

function ownJudgement(voting: KnownVoting, { rules }: RuleIndex): BypassJudgement {
  const lines = judgeOwnActivation(voting);
  const asking = new Set(lines.map(({ rule }) => rule));
  const owners = rules.filter(({ name }) => asking.has(name)).map((rule) => rule.owners);
  return {
    lines,
    owners: {
      people: owners.flatMap(({ people }) => people),
      groups: owners.flatMap(({ groups }) => groups),
    },
  };
}

async function judged(
  deps: WithRules,
  requestor: Person,
  seen: SeenActivation,
  index: RuleIndex,
  voting: KnownVoting | undefined,
): Promise<BypassJudgement> {
  const about = index.about(seen.role);
  const named = namedForRequest(about, { requestor: seen.requestor, isEmergency: false });
  const pauses = about.some(({ coolDownMinutes }) => coolDownMinutes > 0);
  const [directory, past] = await Promise.all([
    deps.houseJudge.directoryOf(named, 'lately'),
    pauses ? earlierActivations(deps, requestor, seen) : [],
  ]);
  return judgeActivation(seen, index, { directory, past }, voting);
}

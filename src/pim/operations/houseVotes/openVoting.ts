import { type Demand } from '../../houseRules/chains.ts';
import { namedForVoting } from '../../houseRules/namedByRules.ts';
import { type Ruling } from '../../houseRules/ruling.ts';
import { type HouseVoting, type VotingWay } from '../../houseRules/votings/houseVoting.ts';
import { assessed, lookAgainAt, type VotingStanding } from '../../houseRules/votings/standing.ts';
import { goingPast } from '../../houseRules/votings/withVote.ts';
import { type FollowedRequest, type Operation } from '../../records.ts';
import { isWaitingForApproval, lapsesAt } from '../../requests.ts';
import { isScopeKnown } from '../../roles.ts';
import { type OperationDeps } from '../deps.ts';
import { hasHouseRules } from '../houseRules/askHouseRules.ts';
import { letsGoPast, ruleRequestOf } from './readForVoting.ts';
import { missingFacts, votingEntry } from './votingEntry.ts';

type Deps = Pick<OperationDeps, 'votings' | 'houseJudge' | 'directory' | 'clock'>;

/** What a voting is opened about. */
interface VotingOpening {
  readonly way: VotingWay;
  readonly followed: FollowedRequest;
  readonly operation: Pick<Operation, 'id'> | undefined;
  readonly demand: Demand;
  /** Rules of now cannot be judged. */
  readonly isHeldUp: boolean;
}

const nothingYet: VotingStanding = {
  state: 'waiting',
  on: [],
  asked: [],
  approvedBy: [],
  isHeldUp: true,
};

/** A voting on which nobody has said anything. */
async function newVoting(deps: Deps, opening: VotingOpening): Promise<HouseVoting> {
  const { followed, operation, demand, way } = opening;
  const role = await deps.directory.role(followed.roleDefinitionId);
  return {
    id: followed.id,
    tenantId: followed.tenantId,
    requestor: followed.requestor,
    requestedAt: followed.createdAt,
    asked: demand,
    votes: [],
    limitAt: way === 'approval' ? lapsesAt(followed.createdAt) : undefined,
    way,
    operationId: operation?.id,
    role: deps.houseJudge?.roleSeen(role) ?? {
      id: role.id,
      displayName: role.displayName,
      isPrivileged: true,
      tier: undefined,
    },
    scopeId: followed.scopeId,
    minutes: followed.durationMinutes ?? 0,
    startAt: followed.startAt,
    standing: nothingYet,
    pimApprovers: [],
    lookAt: deps.clock.now(),
  };
}

/**
 * Opens a vote, and counts it for the first time: who is asked is known from then on. Safe to call again.
 * @returns the vote; that on another request where that is kept here for the same person and role
 */
export async function beginVoting(deps: Deps, opening: VotingOpening): Promise<HouseVoting> {
  const { followed, isHeldUp, way } = opening;
  const made = await newVoting(deps, opening);
  const now = deps.clock.now();
  const directory = await deps.houseJudge?.directoryOf(namedForVoting(made), 'lately');
  const mayGoPast =
    deps.houseJudge !== undefined &&
    (await letsGoPast(deps.houseJudge, ruleRequestOf(made, followed, now), made));
  const standing =
    directory === undefined
      ? nothingYet
      : { ...assessed(made, now, directory).standing, isHeldUp, ...goingPast({ mayGoPast }) };
  const voting = { ...made, standing, lookAt: lookAgainAt(standing, now) };
  const onceKey = `votes/${voting.tenantId}/${voting.id}/opened`;
  const entry = votingEntry('votes.opened', voting, undefined, missingFacts(voting));
  const step = {
    voting,
    request: way === 'activation' ? followed : undefined,
    announcement: { messages: [], audit: [{ onceKey, entry }] },
  };
  return (await deps.votings.open(step)).voting;
}

const isUnsure = ({ asked }: Ruling): boolean =>
  asked.some(({ thing }) => thing === 'unread' || thing === 'broken');

/**
 * The vote on a request that waits for an approval, opened now where the rules ask for one and nobody has yet: what was
 * asked for in the portal, or by a process that ended before it got to it. `undefined`: the rules ask for no approval.
 */
export async function votingOf(deps: Deps, followed: FollowedRequest): Promise<HouseVoting | undefined> {
  const { tenantId, id } = followed;
  const known = await deps.votings.of(tenantId, id);
  if (known !== undefined || followed.isHeld === true) return known;
  const { houseJudge, votings } = deps;
  const isOver = !isWaitingForApproval(followed) || followed.decision !== undefined;
  if (houseJudge === undefined || isOver || followed.houseRuling?.verdict === 'emergency') return undefined;
  if (!(await hasHouseRules(deps, followed))) return undefined;
  // The votes on it were complete before PIM heard of it.
  if ((await votings.ofPimRequest(tenantId, id)) !== undefined) return undefined;
  if (!isScopeKnown(followed)) return undefined;
  const way = 'approval';
  const unasked = { way, followed, operation: undefined, isHeldUp: false } as const;
  const made = await newVoting(deps, { ...unasked, demand: nothingAsked });
  const ruling = await houseJudge.judge(ruleRequestOf(made, followed, deps.clock.now()), {
    freshness: 'lately',
  });
  const isHeldUp = isUnsure(ruling);
  if (ruling.demand.chains.length === 0 && !isHeldUp) return undefined;
  // Where not all rules can be judged, the first look that can asks what is missing.
  const demand = isHeldUp ? { ...ruling.demand, version: `${ruling.version}/unread` } : ruling.demand;
  return beginVoting(deps, { ...unasked, demand, isHeldUp });
}

const nothingAsked: Demand = { version: '', chains: [], delegations: [], validMinutes: undefined };

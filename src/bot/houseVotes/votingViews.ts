import { type StageOnCard, type VoteOnCard, type VotingOnCard } from '../../cards/votingOnCard.ts';
import { choicesOf, endByPim } from '../../pim/houseRules/votings/choices.ts';
import { type HouseVoting } from '../../pim/houseRules/votings/houseVoting.ts';
import { type StandingStage } from '../../pim/houseRules/votings/standing.ts';
import { type PrincipalId } from '../../pim/ids.ts';
import { type OperationDeps } from '../../pim/operations/deps.ts';
import { type FollowedRequest } from '../../pim/records.ts';

/** What drawing votes takes. */
interface VotingViewDeps extends Pick<OperationDeps, 'votings'> {
  readonly directory: Pick<OperationDeps['directory'], 'people' | 'groupName'>;
}

/** So many people of a stage are looked up for their names. */
const MOST_NAMES = 8;

/**
 * What a card tells of the votes on a request, as things stood at the last look; `undefined` where rules ask for none. Names
 * that cannot be read now are left out.
 */
export async function votingOnCard(
  deps: VotingViewDeps,
  request: FollowedRequest,
  reader?: PrincipalId,
): Promise<VotingOnCard | undefined> {
  const voting = await deps.votings.of(request.tenantId, request.id);
  if (voting === undefined) return undefined;
  const names = await namesIn(deps, voting);
  const { way, standing } = voting;
  const end = shownEnd(voting, request);
  return {
    way,
    stages: standing.on.map((stage) => stageOnCard(stage, names)),
    votes: voting.votes.map((vote) => voteOnCard(voting, vote, names)),
    isComplete: standing.state === 'approved',
    isHeldUp: standing.isHeldUp,
    validUntil: standing.validUntil,
    end: end && {
      how: end.how,
      why: end.why,
      rule: end.rule,
      reason: end.reason,
      name: end.how === 'emergency' ? request.requestorName : nameOfEnd(voting, end.by, names),
    },
    ...(reader === undefined || reader === voting.requestor
      ? { mayGoPast: mayGoPast(voting) }
      : { reader: readerOf(voting, reader) }),
  };
}

/** Only what is waited for can be gone past; whoever presses is judged again. */
const mayGoPast = ({ end, standing }: HouseVoting): boolean =>
  end === undefined && standing.state === 'waiting' && standing.mayGoPast === true;

/** What PIM has said since the last look counts at once. */
function shownEnd(voting: HouseVoting, request: FollowedRequest): HouseVoting['end'] {
  const byPim = endByPim(voting, request);
  return byPim?.how === 'outside' ? byPim : (voting.end ?? byPim);
}

const readerOf = (voting: HouseVoting, reader: PrincipalId): NonNullable<VotingOnCard['reader']> => ({
  choices: choicesOf(voting, reader),
  voted: voting.votes.findLast(({ by }) => by === reader)?.decision,
});

type Names = ReadonlyMap<string, string>;

async function namesIn({ directory }: VotingViewDeps, { standing, votes }: HouseVoting): Promise<Names> {
  const sources = standing.on.flatMap(({ from }) => from);
  const people = [
    ...sources.flatMap((source) => source.people.slice(0, MOST_NAMES)),
    ...votes.flatMap(({ seats }) => seats.flatMap(({ onBehalfOf }) => onBehalfOf ?? [])),
  ];
  const groups = [...new Set(sources.flatMap((source) => source.groups))].slice(0, MOST_NAMES);
  const [found, named] = await Promise.all([
    people.length === 0 ? [] : directory.people([...new Set(people)]).catch(() => []),
    Promise.all(
      groups.map(async (id) => [id, await directory.groupName(id).catch(() => undefined)] as const),
    ),
  ]);
  return new Map<string, string>([
    ...found.map(({ id, displayName }) => [id, displayName] as const),
    ...named.flatMap(([id, name]) => (name === undefined ? [] : [[id, name] as const])),
    ...votes.map(({ by, byName }) => [by, byName] as const),
  ]);
}

const nameOfEnd = ({ votes }: HouseVoting, by: PrincipalId | undefined, names: Names): string | undefined =>
  by === undefined ? undefined : (votes.find((vote) => vote.by === by)?.byName ?? names.get(by));

const stageOnCard = (stage: StandingStage, names: Names): StageOnCard => ({
  rule: stage.rule,
  counted: stage.counted.length,
  needed: stage.needed,
  stage: stage.stage,
  stages: stage.stages,
  people: [...new Set(stage.from.flatMap(({ people }) => people))]
    .filter((id) => !stage.counted.includes(id) && !stage.notCounted.includes(id))
    .map((id) => names.get(id)),
  groups: [...new Set(stage.from.flatMap(({ groups }) => groups))].map((id) => names.get(id)),
  manager: stage.from.some(({ manager }) => manager),
  until: stage.until,
  escalatesAt: stage.escalatesAt,
  isEscalated: stage.isEscalated,
  isUnread: stage.isUnread,
});

function voteOnCard(
  { standing }: HouseVoting,
  { by, byName, decision, at, comment, seats }: HouseVoting['votes'][number],
  names: Names,
): VoteOnCard {
  const [away] = seats.flatMap(({ onBehalfOf }) => onBehalfOf ?? []);
  return {
    name: byName,
    isApproval: decision === 'approve',
    at,
    comment,
    counts: !standing.on.some(({ notCounted }) => notCounted.includes(by)),
    inPlaceOf: away === undefined ? undefined : (names.get(away) ?? ''),
  };
}

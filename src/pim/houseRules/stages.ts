import { type PrincipalId } from '../ids.ts';
import { type Chain } from './chains.ts';
import { type ApprovalStage } from './houseRule.ts';
import { isEntitled, isEntitledFor, type StageMoment, type VoteWorld } from './seats.ts';

/** What a vote answers: one stage of one chain. */
export interface Seat {
  /** `Chain.key`. */
  readonly chain: string;
  /** From 0. */
  readonly stage: number;
  /** Who is away, where a delegate voted. */
  readonly onBehalfOf: PrincipalId | undefined;
}

/** What somebody said, and to which questions. Never changed, never taken back. */
export interface Vote {
  readonly by: PrincipalId;
  readonly decision: 'approve' | 'deny';
  readonly at: Date;
  /** What `seatsOf` answered at that instant. */
  readonly seats: readonly Seat[];
}

/** A stage with the votes given to it. */
export interface StageStanding {
  readonly stage: number;
  readonly since: Date;
  /** `undefined` where nobody is asked as well. */
  readonly escalatesAt: Date | undefined;
  readonly until: Date;
  /** In the order in which they approved. */
  readonly counted: readonly PrincipalId[];
  readonly notCounted: readonly PrincipalId[];
}

/** How far a chain has come. */
export interface ChainStanding {
  readonly chain: Chain;
  /** When its last stage was complete. */
  readonly completeAt: Date | undefined;
  /** The first stage that is not complete, or the last one. */
  readonly open: StageStanding;
  /** Everybody who counts. */
  readonly by: readonly PrincipalId[];
  /** Whoever has had their say in this chain, in person or through a delegate. */
  readonly taken: ReadonlySet<PrincipalId>;
}

const MINUTE_MS = 60_000;

const never: StageStanding = {
  stage: 0,
  since: new Date(0),
  escalatesAt: undefined,
  until: new Date(0),
  counted: [],
  notCounted: [],
};

/**
 * Counts the votes of a chain, stage after stage. A stage opens when the one before is complete; where a vote for an
 * earlier stage falls away, that stage waits again, and later votes are kept until it is complete.
 * @param votes in the order in which they were given
 */
export function standingOfChain(
  chain: Chain,
  from: Date,
  votes: readonly Vote[],
  world: VoteWorld & { readonly now: Date },
): ChainStanding {
  const taken = new Set<PrincipalId>();
  const by: PrincipalId[] = [];
  let since = from;
  let open = never;
  for (const [index, asked] of chain.stages.entries()) {
    const cast = votesOf(chain, index, votes);
    open = { ...timesOf(asked, since), stage: index, ...counting(cast, chain, index, since, taken, world) };
    by.push(...open.counted);
    const last = cast.find((vote) => vote.by === open.counted[asked.count - 1]);
    if (last === undefined) return { chain, completeAt: undefined, open, by, taken };
    since = last.at > since ? last.at : since;
  }
  return { chain, completeAt: since, open, by, taken };
}

interface CastVote extends Seat {
  readonly by: PrincipalId;
  readonly at: Date;
}

const votesOf = ({ key }: Chain, stage: number, votes: readonly Vote[]): readonly CastVote[] =>
  votes.flatMap(({ by, at, decision, seats }) =>
    seats.flatMap((seat) =>
      decision === 'approve' && seat.chain === key && seat.stage === stage ? [{ ...seat, by, at }] : [],
    ),
  );

function timesOf(
  { timeOutMinutes, escalateTo }: ApprovalStage,
  since: Date,
): Pick<StageStanding, 'since' | 'escalatesAt' | 'until'> {
  const after = (times: number): Date => new Date(since.getTime() + times * timeOutMinutes * MINUTE_MS);
  return escalateTo === undefined
    ? { since, escalatesAt: undefined, until: after(1) }
    : { since, escalatesAt: after(1), until: after(2) };
}

/** Notes in `taken` who has had their say. */
function counting(
  cast: readonly CastVote[],
  chain: Chain,
  stage: number,
  since: Date,
  taken: Set<PrincipalId>,
  world: VoteWorld & { readonly now: Date },
): Pick<StageStanding, 'counted' | 'notCounted'> {
  const counted: PrincipalId[] = [];
  const notCounted: PrincipalId[] = [];
  const asked = chain.stages[stage];
  if (asked === undefined) return { counted, notCounted };
  const { escalatesAt, until } = timesOf(asked, since);
  const isEscalated = escalatesAt !== undefined && escalatesAt <= world.now;
  for (const { by, at, onBehalfOf } of cast) {
    if (taken.has(by) || taken.has(onBehalfOf ?? by) || notCounted.includes(by)) continue;
    const moment: StageMoment = { chain, stage, at, isEscalated };
    const isGood =
      at < until &&
      (onBehalfOf === undefined
        ? isEntitled(by, moment, world)
        : isEntitledFor(by, onBehalfOf, moment, world));
    (isGood ? counted : notCounted).push(by);
    if (isGood) taken.add(by).add(onBehalfOf ?? by);
  }
  return { counted, notCounted };
}

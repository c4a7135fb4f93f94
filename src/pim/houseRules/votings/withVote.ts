import { type Clock } from '../../ports.ts';
import { type HouseDirectory } from '../circumstances.ts';
import { seatsOf, type VoteState } from '../votes.ts';
import { type CastVote, type HouseVoting, type VotingEnd } from './houseVoting.ts';
import { assessed, isShownAlike, lookAgainAt } from './standing.ts';

/** What was just read for a voting: the rules of now, and everybody whom they name. */
export interface FreshReading {
  readonly current: HouseVoting['current'];
  readonly directory: HouseDirectory;
  /** Rules of now cannot be judged. */
  readonly isHeldUp: boolean;
  /** The rules of now let the requestor go past them in an emergency. */
  readonly mayGoPast?: boolean;
}

/** A voting as it stands by what was just read. */
interface Reassessed {
  readonly voting: HouseVoting;
  readonly state: VoteState;
  /** Whether cards show something else than before. */
  readonly isNews: boolean;
}

/** The instant at which something is said: never before what was said last, whichever process said it. */
export function instantOf({ votes, requestedAt }: HouseVoting, clock: Clock): Date {
  const times = [clock.now(), requestedAt, ...votes.map(({ at }) => at)];
  return new Date(Math.max(...times.map((at) => at.getTime())));
}

/** Counts the votes again. A denial, and time that ran out, end it. */
export function reassessed(stored: HouseVoting, fresh: FreshReading, now: Date): Reassessed {
  const judged = { ...stored, current: fresh.current };
  const { state, standing: counted } = assessed(judged, now, fresh.directory);
  const end = endByVotes(state);
  // What was waited for when it ended is what explains the end.
  const standing =
    end === undefined
      ? { ...counted, isHeldUp: fresh.isHeldUp, ...goingPast(fresh) }
      : { ...stored.standing, state: state.state, asked: [] };
  const isNews = end !== undefined || !isShownAlike(stored.standing, standing);
  const isOver = end !== undefined && stored.way === 'activation';
  const lookAt = isOver ? undefined : lookAgainAt(standing, now);
  const voting = { ...judged, standing, end, lookAt };
  return { voting, state, isNews };
}

/** What a standing says of a way past it. */
export const goingPast = ({
  mayGoPast,
}: Pick<FreshReading, 'mayGoPast'>): Pick<HouseVoting['standing'], 'mayGoPast'> =>
  mayGoPast === true ? { mayGoPast } : {};

function endByVotes(state: VoteState): VotingEnd | undefined {
  if (state.state === 'denied') return { how: 'denied', at: state.at, by: state.by };
  return state.state === 'lapsed'
    ? { how: 'lapsed', at: state.at, why: state.why, rule: state.rule }
    : undefined;
}

/**
 * A voting with one more vote, counted. `undefined`: this person has nothing to answer at this moment. A vote that is there
 * already stays the one that it is.
 */
export function withVote(
  stored: HouseVoting,
  vote: Omit<CastVote, 'at' | 'seats'>,
  fresh: FreshReading,
  now: Date,
): Reassessed | undefined {
  if (stored.votes.some(({ operationId }) => operationId === vote.operationId))
    return reassessed(stored, fresh, now);
  const seats = seatsOf({ ...stored, current: fresh.current }, vote.by, now, fresh.directory);
  if (seats.length === 0) return undefined;
  const cast: CastVote = { ...vote, at: now, seats };
  return reassessed({ ...stored, votes: [...stored.votes, cast] }, fresh, now);
}

import { type PrincipalId } from '../ids.ts';
import { type Chain, covers, type Demand } from './chains.ts';
import { type HouseDirectory } from './circumstances.ts';
import { type Unread, unreadGroups, unreadOf } from './membership.ts';
import {
  awayFor,
  everybodyEntitled,
  isEntitled,
  isEntitledFor,
  type StageMoment,
  type VoteWorld,
} from './seats.ts';
import { type ChainStanding, type Seat, standingOfChain, type Vote } from './stages.ts';

/** A request that is put to the vote, and everything that was said about it. */
export interface Voting {
  readonly requestor: PrincipalId;
  readonly requestedAt: Date;
  /** What was asked when the request was made. It applies to the end, whatever the rules say later. */
  readonly asked: Demand;
  /**
   * What the rules of now ask of the same request, and since when they count. Where they ask for more, they are asked
   * too; where they ask for less, nothing changes.
   */
  readonly current?: { readonly demand: Demand; readonly since: Date } | undefined;
  /** In any order. Each was taken by `seatsOf`, or is none. */
  readonly votes: readonly Vote[];
  /** When it is over in any case, for instance because PIM lets it lapse. */
  readonly limitAt?: Date | undefined;
}

/** Where a vote stands. */
export type VoteState =
  /** Chain by chain, those that are complete left out. */
  | { readonly state: 'waiting'; readonly on: readonly WaitingStage[] }
  | {
      readonly state: 'approved';
      readonly at: Date;
      /** Until when the role may be activated on it. */
      readonly validUntil: Date;
      readonly by: readonly PrincipalId[];
    }
  | { readonly state: 'denied'; readonly at: Date; readonly by: PrincipalId }
  /** `timedOut`: nobody answered a stage in time. `unused`: approved, and not activated in time. `limit`: it was over. */
  | {
      readonly state: 'lapsed';
      readonly at: Date;
      readonly why: 'timedOut' | 'unused' | 'limit';
      readonly rule: string | undefined;
    };

/** The stage that a chain waits for. */
export interface WaitingStage {
  readonly chain: Chain;
  /** From 0; the one after it opens when it is complete. */
  readonly stage: number;
  readonly counted: readonly PrincipalId[];
  /** Who has approved, and does not count (any more). */
  readonly notCounted: readonly PrincipalId[];
  /** Whoever has had their say in this chain, in person or through a delegate. */
  readonly taken: ReadonlySet<PrincipalId>;
  readonly missing: number;
  readonly since: Date;
  /** When others are asked as well; `undefined` where nobody is, or they are already. */
  readonly escalatesAt: Date | undefined;
  readonly isEscalated: boolean;
  readonly until: Date;
  /** The next reminder; `undefined` where there is none before the stage is over. */
  readonly remindAt: Date | undefined;
  /** What cannot be looked up now, so that nobody of it counts. */
  readonly unread: readonly Unread[];
}

const MINUTE_MS = 60_000;
/** No approval is kept for longer than PIM itself would wait for one. */
const MOST_VALID_MINUTES = 1_440;

/** The chains of a voting with the time from which each is asked. */
function chainsOf({ asked, current, requestedAt }: Voting): readonly (readonly [Chain, Date])[] {
  const first = asked.chains.map((chain) => [chain, requestedAt] as const);
  if (current === undefined) return first;
  const since = current.since > requestedAt ? current.since : requestedAt;
  const added = current.demand.chains.filter((chain) => !asked.chains.some((known) => covers(known, chain)));
  return [...first, ...added.map((chain) => [chain, since] as const)];
}

const worldOf = ({ requestor, asked, current }: Voting, directory: HouseDirectory): VoteWorld => ({
  requestor,
  directory,
  delegations: (current?.demand ?? asked).delegations,
});

/**
 * Where a vote stands at an instant. A vote counts while whoever gave it is entitled by the directory of now; a denial
 * that was taken ends it for good. It never lapses while a group or manager that it waits for cannot be read.
 */
export function votesAt(voting: Voting, now: Date, directory: HouseDirectory): VoteState {
  const world = { ...worldOf(voting, directory), now };
  const votes = takenBy(voting, now);
  const chains = chainsOf(voting).map(([chain, since]) => standingOfChain(chain, since, votes, world));
  const on = chains.flatMap((chain) =>
    chain.completeAt === undefined ? [waitingStage(chain, now, world)] : [],
  );
  const over = overBy(voting, votes, on, now);
  if (over !== undefined) return over;
  if (on.length > 0) return { state: 'waiting', on };
  const at = latest([voting.requestedAt, ...chains.flatMap(({ completeAt }) => completeAt ?? [])]);
  const validUntil = new Date(at.getTime() + validMinutes(voting) * MINUTE_MS);
  if (now >= validUntil) return { state: 'lapsed', at: validUntil, why: 'unused', rule: undefined };
  return { state: 'approved', at, validUntil, by: [...new Set(chains.flatMap(({ by }) => by))] };
}

/** Where neither vote asks for an approval there is nothing to wait for, nor to keep. */
const validMinutes = ({ asked, current }: Voting): number =>
  Math.min(asked.validMinutes ?? Infinity, current?.demand.validMinutes ?? Infinity, MOST_VALID_MINUTES);

const latest = (all: readonly Date[]): Date => new Date(Math.max(...all.map((at) => at.getTime())));

/** In the order in which they were given, whatever order they came in; the requestor's own never count. */
const takenBy = ({ votes, requestor }: Voting, now: Date): readonly Vote[] =>
  votes
    .filter(({ at, by, seats }) => at <= now && by !== requestor && seats.length > 0)
    .sort((a, b) => a.at.getTime() - b.at.getTime() || (a.by < b.by ? -1 : 1));

/** The first thing that ends it: a denial, a stage that nobody completed in time, or the limit. */
function overBy(
  { limitAt }: Voting,
  votes: readonly Vote[],
  on: readonly WaitingStage[],
  now: Date,
): VoteState | undefined {
  const denial = votes.find(({ decision }) => decision === 'deny');
  // Where somebody cannot be looked up, enough may have approved in time: that is seen when they can.
  const [lapse] = on
    .filter(({ until, unread }) => until <= now && unread.length === 0)
    .sort((a, b) => a.until.getTime() - b.until.getTime());
  if (denial !== undefined) return { state: 'denied', at: denial.at, by: denial.by };
  const isOver = limitAt !== undefined && limitAt <= now;
  if (lapse !== undefined && !(isOver && limitAt < lapse.until))
    return { state: 'lapsed', at: lapse.until, why: 'timedOut', rule: lapse.chain.rule };
  return isOver ? { state: 'lapsed', at: limitAt, why: 'limit', rule: undefined } : undefined;
}

function waitingStage({ chain, open, taken }: ChainStanding, now: Date, world: VoteWorld): WaitingStage {
  const { stage, since, escalatesAt, until, counted, notCounted } = open;
  const asked = chain.stages[stage];
  const isEscalated = escalatesAt !== undefined && escalatesAt <= now;
  const sources =
    asked === undefined ? [] : [asked.from, ...(isEscalated ? [asked.escalateTo ?? asked.from] : [])];
  return {
    chain,
    stage,
    counted,
    notCounted,
    taken,
    missing: (asked?.count ?? 0) - counted.length,
    since,
    escalatesAt: isEscalated ? undefined : escalatesAt,
    isEscalated,
    until,
    remindAt: nextReminder(since, asked?.remindEveryMinutes ?? 0, now, until),
    unread: [
      ...sources.flatMap((source) => unreadOf(source, world.requestor, world.directory)),
      ...(asked?.notOwnGroup === true ? unreadGroups(chain.ownGroups, world.directory) : []),
    ],
  };
}

function nextReminder(since: Date, minutes: number, now: Date, until: Date): Date | undefined {
  if (minutes === 0) return undefined;
  const every = minutes * MINUTE_MS;
  const passed = Math.max(0, Math.floor((now.getTime() - since.getTime()) / every));
  const next = new Date(since.getTime() + (passed + 1) * every);
  return next < until ? next : undefined;
}

/**
 * The door that every vote goes through: what a person may answer at an instant; empty where nothing. What comes out is
 * kept with the vote. Nobody answers the same chain twice, and nobody takes back an answer.
 */
export function seatsOf(
  voting: Voting,
  person: PrincipalId,
  now: Date,
  directory: HouseDirectory,
): readonly Seat[] {
  const standing = votesAt(voting, now, directory);
  if (standing.state !== 'waiting') return [];
  const world = worldOf(voting, directory);
  return standing.on.flatMap(({ chain, stage, isEscalated, until, taken }): readonly Seat[] => {
    if (until <= now || taken.has(person) || hasAnswered(voting, person, chain)) return [];
    const moment: StageMoment = { chain, stage, at: now, isEscalated };
    if (isEntitled(person, moment, world)) return [{ chain: chain.key, stage, onBehalfOf: undefined }];
    const away = awayFor(person, moment, world).find(
      (one) => !taken.has(one) && isEntitledFor(person, one, moment, world),
    );
    return away === undefined ? [] : [{ chain: chain.key, stage, onBehalfOf: away }];
  });
}

const hasAnswered = ({ votes }: Voting, person: PrincipalId, { key }: Chain): boolean =>
  votes.some(({ by, seats }) => by === person && seats.some(({ chain }) => chain === key));

/** Everybody who may answer a stage that is waited for, and has not yet. Costs as much as there are people in its groups. */
export function askedNow(
  voting: Voting,
  { chain, stage, isEscalated, until, taken }: WaitingStage,
  now: Date,
  directory: HouseDirectory,
): readonly PrincipalId[] {
  if (until <= now) return [];
  const moment: StageMoment = { chain, stage, at: now, isEscalated };
  return everybodyEntitled(moment, worldOf(voting, directory), taken).filter(
    (person) => !taken.has(person) && !hasAnswered(voting, person, chain),
  );
}

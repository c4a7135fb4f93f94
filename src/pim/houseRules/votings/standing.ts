import { type PrincipalId } from '../../ids.ts';
import { type HouseDirectory } from '../circumstances.ts';
import { type ApproverSource } from '../houseRule.ts';
import { askedNow, votesAt, type VoteState, type Voting, type WaitingStage } from '../votes.ts';

/** A stage that is waited for, as it is shown. */
export interface StandingStage {
  readonly rule: string;
  /** From 0. */
  readonly stage: number;
  readonly stages: number;
  readonly needed: number;
  readonly counted: readonly PrincipalId[];
  /** Who has approved, and does not count (any more). */
  readonly notCounted: readonly PrincipalId[];
  /** Who may answer, as the rule names them; those it escalates to as well, once it has. */
  readonly from: readonly ApproverSource[];
  readonly since: Date;
  readonly until: Date;
  readonly escalatesAt: Date | undefined;
  readonly isEscalated: boolean;
  readonly remindAt: Date | undefined;
  /** Somebody of it cannot be looked up, and does not count meanwhile. */
  readonly isUnread: boolean;
}

/** Where a vote stood when it was last looked at: what cards show without asking the directory. */
export interface VotingStanding {
  readonly state: VoteState['state'];
  /** Empty once it waits no more. */
  readonly on: readonly StandingStage[];
  /** Who may answer now. */
  readonly asked: readonly PrincipalId[];
  /** Everybody who counts. */
  readonly approvedBy: readonly PrincipalId[];
  readonly completeAt?: Date | undefined;
  readonly validUntil?: Date | undefined;
  /** Rules of now that cannot be judged: until they can, nothing goes on. */
  readonly isHeldUp: boolean;
  /** Whether every rule in the way lets the requestor go past it in an emergency. */
  readonly mayGoPast?: true;
}

/** So many people are asked about one request at the most. */
const MOST_ASKED = 200;

/** Puts down where a vote stands. */
function standingOf(voting: Voting, state: VoteState, now: Date, directory: HouseDirectory): VotingStanding {
  const nothing = { state: state.state, on: [], asked: [], approvedBy: [], isHeldUp: false };
  if (state.state === 'approved')
    return { ...nothing, approvedBy: state.by, completeAt: state.at, validUntil: state.validUntil };
  if (state.state !== 'waiting') return nothing;
  const asked = state.on.flatMap((stage) => askedNow(voting, stage, now, directory));
  return {
    ...nothing,
    on: state.on.map(stageShown),
    asked: [...new Set(asked)].sort().slice(0, MOST_ASKED),
    approvedBy: [...new Set(state.on.flatMap(({ counted }) => counted))],
  };
}

/** Where it stands by the votes that are there. */
export const assessed = (
  voting: Voting,
  now: Date,
  directory: HouseDirectory,
): { readonly state: VoteState; readonly standing: VotingStanding } => {
  const state = votesAt(voting, now, directory);
  return { state, standing: standingOf(voting, state, now, directory) };
};

function stageShown({ chain, stage, counted, notCounted, ...rest }: WaitingStage): StandingStage {
  const asked = chain.stages[stage];
  const from = asked === undefined ? [] : [asked.from];
  return {
    rule: chain.rule,
    stage,
    stages: chain.stages.length,
    needed: asked?.count ?? 0,
    counted,
    notCounted,
    from: rest.isEscalated && asked?.escalateTo !== undefined ? [...from, asked.escalateTo] : from,
    since: rest.since,
    until: rest.until,
    escalatesAt: rest.escalatesAt,
    isEscalated: rest.isEscalated,
    remindAt: rest.remindAt,
    isUnread: rest.unread.length > 0,
  };
}

/** The regular look: people leave groups without a word. */
const LOOK_EVERY_MS = 60_000;

/** When somebody has to look again: in a minute, or when time itself changes something. */
export function lookAgainAt({ on, validUntil }: VotingStanding, now: Date): Date {
  const times = [
    ...on.flatMap(({ until, escalatesAt, remindAt }) => [until, escalatesAt, remindAt]),
    validUntil,
  ].flatMap((at) => (at !== undefined && at > now ? [at.getTime()] : []));
  return new Date(Math.min(now.getTime() + LOOK_EVERY_MS, ...times));
}

/** Whether everybody who looks at a card would see the same. */
export const isShownAlike = (a: VotingStanding, b: VotingStanding): boolean => shown(a) === shown(b);

const shown = ({ on, ...rest }: VotingStanding): string =>
  JSON.stringify({ ...rest, on: on.map(({ remindAt, ...stage }) => stage) });

import { type Choices } from '../pim/houseRules/votings/choices.ts';
import { type VotingEnd, type VotingWay } from '../pim/houseRules/votings/houseVoting.ts';
import { type HouseVoteWords, type VotesOver } from '../words/houseVoteWords.ts';
import { type Times } from '../words/times.ts';
import { firstNames } from './approverLines.ts';
import { plainName } from './plainText.ts';
import { quoteOf } from './requestFacts.ts';
import { type ApprovalState, type FollowedState, type RequestState } from './requestState.ts';
import { line, run, subtle, type Line } from './runs.ts';
import { type Quote } from './sheet.ts';

/** A stage that rules wait for, with names. */
export interface StageOnCard {
  readonly rule: string;
  readonly counted: number;
  readonly needed: number;
  /** From 0. */
  readonly stage: number;
  readonly stages: number;
  readonly people: readonly (string | undefined)[];
  readonly groups: readonly (string | undefined)[];
  readonly manager: boolean;
  readonly until: Date;
  readonly escalatesAt: Date | undefined;
  readonly isEscalated: boolean;
  readonly isUnread: boolean;
}

/** A vote as everybody sees it. */
export interface VoteOnCard {
  readonly name: string;
  readonly isApproval: boolean;
  readonly at: Date;
  readonly comment: string;
  readonly counts: boolean;
  readonly inPlaceOf: string | undefined;
}

/** What rules of the house ask by votes, and what was answered. */
export interface VotingOnCard {
  readonly way: VotingWay;
  readonly stages: readonly StageOnCard[];
  readonly votes: readonly VoteOnCard[];
  readonly isComplete: boolean;
  readonly isHeldUp: boolean;
  readonly validUntil: Date | undefined;
  readonly end:
    (Pick<VotingEnd, 'how' | 'why' | 'rule' | 'reason'> & { readonly name: string | undefined }) | undefined;
  /** The requestor may go past it in an emergency; absent for everybody else. */
  readonly mayGoPast?: boolean;
  /** What the reader can do; `undefined` for the requestor. */
  readonly reader?: {
    readonly choices: Choices;
    /** Their own last vote. */
    readonly voted: 'approve' | 'deny' | undefined;
  };
}

/** Nobody reads more on a card. */
const MOST_STAGES = 4;
const MOST_VOTES = 6;

const nameOf = (name: string | undefined, unnamed: string): string =>
  name === undefined || plainName(name) === '' ? unnamed : plainName(name);

/** Why a vote ended without the role; `undefined` where it did not. */
export function overOf({ end }: Pick<VotingOnCard, 'end'>): VotesOver | undefined {
  if (end?.how === 'denied') return 'denied';
  return end?.how === 'lapsed' ? (end.why ?? 'limit') : undefined;
}

/** What ended it, in a sentence. */
export const overLine = (words: HouseVoteWords, over: VotesOver, { end }: VotingOnCard): string =>
  words.overWhy(over, {
    name: nameOf(end?.name, words.unnamedPerson),
    rule: plainName(end?.rule ?? ''),
  });

/** What is asked and missing, and who has answered: the same for everybody who is concerned. */
export function votingLines(words: HouseVoteWords, times: Times, voting: VotingOnCard): readonly Line[] {
  const { stages, votes, way, end, isHeldUp } = voting;
  const isOver = end !== undefined;
  return [
    ...(end?.how === 'outside' ? [[run(words.outside, { weight: 'Bolder' })], line(words.outsideNext)] : []),
    ...(end?.how === 'emergency'
      ? [
          [run(words.passed(nameOf(end.name, words.unnamedPerson)), { weight: 'Bolder' })],
          line(way === 'approval' ? words.passedNext.inPim : words.passedNext.here),
        ]
      : []),
    ...(isHeldUp && !isOver ? [line(words.heldUp)] : []),
    ...stages.slice(0, MOST_STAGES).flatMap((stage) => stageLines(words, times, stage, isOver)),
    ...votes
      .filter(({ comment }) => comment.trim() === '')
      .slice(0, MOST_VOTES)
      .map((vote) => line(voteText(words, times, vote))),
    ...(votes.length > MOST_VOTES ? [subtle(words.moreVotes(votes.length - MOST_VOTES))] : []),
    ...(way === 'activation' && !isOver ? [subtle(words.practice)] : []),
  ];
}

/** What was said with votes. */
export const votingQuotes = (
  words: HouseVoteWords,
  times: Times,
  { votes, end }: VotingOnCard,
): readonly Quote[] => [
  ...(end?.how === 'emergency' && end.reason !== undefined
    ? [quoteOf(words.passedWhy(nameOf(end.name, words.unnamedPerson)), end.reason)]
    : []),
  ...votes
    .filter(({ comment }) => comment.trim() !== '')
    .slice(0, MOST_VOTES)
    .map((vote) => quoteOf(voteText(words, times, vote), vote.comment)),
];

function voteText(words: HouseVoteWords, times: Times, vote: VoteOnCard): string {
  const { name, isApproval, at, counts, inPlaceOf } = vote;
  return [
    words.vote(nameOf(name, words.unnamedPerson), isApproval, times.at(at)),
    ...(inPlaceOf === undefined ? [] : [words.inPlaceOf(nameOf(inPlaceOf, words.unnamedPerson))]),
    ...(counts ? [] : [words.doesNotCount]),
  ].join(' · ');
}

function stageLines(
  words: HouseVoteWords,
  times: Times,
  stage: StageOnCard,
  isOver: boolean,
): readonly Line[] {
  const place = stage.stages > 1 ? words.stagePlace(stage.stage + 1, stage.stages) : undefined;
  const text = words.stage(plainName(stage.rule), stage.counted, stage.needed, place);
  if (isOver) return [line(text)];
  const names = [
    ...stage.groups.map((name) => words.anyoneOf(nameOf(name, words.unnamedGroup))),
    ...(stage.manager ? [words.manager] : []),
    ...stage.people.map((name) => nameOf(name, words.unnamedPerson)),
  ];
  const { shown, others } = firstNames(names);
  const time = [
    words.until(times.at(stage.until)),
    ...(stage.escalatesAt === undefined ? [] : [words.escalates(times.at(stage.escalatesAt))]),
    ...(stage.isEscalated ? [words.isEscalated] : []),
    ...(stage.isUnread ? [words.unread] : []),
  ].join(' ');
  return [line(`${text} ${words.waitingFor(shown, others)}`), subtle(time)];
}

/** What an approver sees where rules ask for votes: PIM's own end wins, and a card offers only what can work. */
export function approvalStateWithVotes(state: ApprovalState, voting: VotingOnCard): ApprovalState {
  const { end, reader, way } = voting;
  const isOver = end?.how === 'denied' || end?.how === 'lapsed';
  const isOpen = state.kind === 'waiting';
  if (isOver && (isOpen || (way === 'activation' && state.kind === 'ended')))
    return { kind: 'votesOver', mayDeny: isOpen && reader?.choices.deny === true };
  if (isOpen && end?.how === 'emergency' && reader?.choices.approve !== true) return { kind: 'othersVote' };
  if (!isOpen || end !== undefined || reader === undefined) return state;
  const { choices, voted } = reader;
  if (choices.approve) return state;
  if (voted !== undefined) return { kind: 'voted', isApproval: voted === 'approve' };
  return choices.deny ? { kind: 'waiting', onlyDeny: true } : { kind: 'othersVote' };
}

/** What the requestor sees where rules ask for votes. */
export function requestStateWithVotes(state: FollowedState, voting: VotingOnCard): RequestState {
  const { end, way, isComplete, isHeldUp, validUntil, stages } = voting;
  const isOver = end?.how === 'denied' || end?.how === 'lapsed';
  if (isOver && (state.kind === 'waiting' || state.kind === 'ended'))
    return { kind: 'votesOver', isOverInPim: way === 'activation' };
  if (way === 'approval') return state;
  if (end?.how === 'approved') return { kind: 'provisioning', approvedBy: undefined };
  if (state.kind !== 'waiting') return state;
  if (isComplete && !isHeldUp && validUntil !== undefined) return { kind: 'votesReady', validUntil };
  const last = Math.max(...stages.map(({ until }) => until.getTime()));
  return Number.isFinite(last) ? { ...state, lapsesAt: new Date(last) } : state;
}

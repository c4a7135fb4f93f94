import { explain } from '../words/errors.ts';
import { type Times } from '../words/times.ts';
import { type RequestWords } from '../words/requestWords.ts';
import { type Words } from '../words/words.ts';
import { plainName } from './plainText.ts';
import { approverLines } from './approverLines.ts';
import { explanationLines } from './explanationLines.ts';
import { quoteOf } from './requestFacts.ts';
import { type ApproverReach, type RequestState } from './requestState.ts';
import { line, type Line } from './runs.ts';
import { type Quote } from './sheet.ts';
import { overLine, overOf, type VotingOnCard } from './votingOnCard.ts';

/** What a request's card says of its state. */
export interface StateText {
  readonly heading: string;
  readonly lines: readonly Line[];
  readonly quotes?: readonly Quote[];
}

type Sayers = {
  readonly [K in RequestState['kind']]: (
    state: Extract<RequestState, { kind: K }>,
    words: Words,
    times: Times,
    approvers: readonly ApproverReach[],
    voting: VotingOnCard | undefined,
  ) => StateText;
};

const sayers: Sayers = {
  checking: (_state, { requests }) => said(requests.checking, requests.checkingNext),
  needsSignIn: (_state, { requests }) => said(requests.needsSignIn, requests.needsSignInNext),
  unclear: (_state, { requests }) => said(requests.unclear, requests.unclearNext),
  refused: ({ error }, words, times) => ({
    heading: words.requests.refused,
    lines: explanationLines(explain(words.errors, error, times)),
  }),
  waiting: ({ lapsesAt }, { requests }, times, approvers) => ({
    heading: requests.waiting,
    lines: [...approverLines(requests, approvers), line(requests.lapses(times.at(lapsesAt)))],
  }),
  votesReady: ({ validUntil }, { houseVotes }, times) =>
    said(houseVotes.ready, houseVotes.readyNext(times.at(validUntil))),
  votesOver: ({ isOverInPim }, { houseVotes }, _times, _approvers, voting) => {
    const over = (voting && overOf(voting)) ?? 'limit';
    return said(
      houseVotes.over(over),
      ...(voting === undefined ? [] : [overLine(houseVotes, over, voting)]),
      ...(isOverInPim ? [] : [houseVotes.waitsInPim]),
    );
  },
  waitingForAdministrator: (_state, { requests }) =>
    said(requests.waitingForAdministrator, requests.waitingForAdministratorNext),
  provisioning: ({ approvedBy, usualSeconds }, { requests, followUps }, times) =>
    said(
      requests.provisioning,
      requests.provisioningNext(nameOf(approvedBy)),
      ...(usualSeconds === undefined
        ? []
        : [
            followUps.provisioningUsually(
              usualSeconds < 60 ? followUps.seconds(usualSeconds) : times.duration(usualSeconds / 60),
            ),
          ]),
    ),
  scheduled: ({ startAt, approvedBy }, { requests }, times) =>
    said(
      requests.scheduledHeading,
      ...approval(requests, approvedBy),
      ...(startAt === undefined ? [] : [requests.scheduled(times.planned(startAt))]),
    ),
  active: ({ endAt, approvedBy }, { requests }, times) =>
    said(
      endAt === undefined ? requests.active : requests.activeUntil(times.at(endAt)),
      ...approval(requests, approvedBy),
      requests.activeNext,
    ),
  denied: ({ by, at, comment, againAt }, { requests }, times) => {
    const who = requests.deniedBy(nameOf(by), at === undefined ? undefined : times.at(at));
    const again = againAt === undefined ? [] : [requests.deniedAgain(times.at(againAt))];
    return comment.trim() === ''
      ? said(requests.denied, who, requests.deniedNothing, ...again)
      : { ...said(requests.denied, ...again), quotes: [quoteOf(who, comment)] };
  },
  lapsed: (_state, { requests }) => said(requests.lapsed, requests.lapsedNext),
  canceled: (_state, { requests }) => said(requests.canceled, requests.canceledNext),
  failed: ({ status }, { requests }) => said(requests.failed, requests.failedNext(plainName(status))),
  ended: ({ endAt }, { requests }, times) =>
    said(requests.ended, requests.endedAt(endAt === undefined ? undefined : times.at(endAt))),
};

/** The words of a request's state. */
export function requestText(
  words: Words,
  times: Times,
  {
    state,
    approvers = [],
    voting,
  }: {
    readonly state: RequestState;
    readonly approvers?: readonly ApproverReach[];
    readonly voting?: VotingOnCard | undefined;
  },
): StateText {
  // Each entry takes its own state; the compiler cannot see that the key and the argument belong together.
  const say = sayers[state.kind] as (
    state: RequestState,
    words: Words,
    times: Times,
    approvers: readonly ApproverReach[],
    voting: VotingOnCard | undefined,
  ) => StateText;
  return say(state, words, times, approvers, voting);
}

const said = (heading: string, ...sentences: readonly string[]): StateText => ({
  heading,
  lines: sentences.map(line),
});

const nameOf = (name: string | undefined): string | undefined =>
  name === undefined || plainName(name) === '' ? undefined : plainName(name);

function approval(words: RequestWords, by: string | undefined): readonly string[] {
  const name = nameOf(by);
  return name === undefined ? [] : [words.approvedBy(name)];
}

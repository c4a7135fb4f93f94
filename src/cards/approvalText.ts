import { type Decision } from '../pim/approvals.ts';
import { type ApprovalWords } from '../words/requestWords.ts';
import { type HouseVoteWords } from '../words/houseVoteWords.ts';
import { type Times } from '../words/times.ts';
import { type Words } from '../words/words.ts';
import { plainName } from './plainText.ts';
import { quoteOf } from './requestFacts.ts';
import { type ApprovalState } from './requestState.ts';
import { line, type Line } from './runs.ts';
import { type Quote } from './sheet.ts';
import { overLine, overOf, type VotingOnCard } from './votingOnCard.ts';

/** What an approver's card says of its state. */
export interface ApprovalText {
  readonly heading: string;
  readonly lines: readonly Line[];
  readonly comment?: Quote;
}

/** The words of the state in which an approver sees a request. */
export function approvalText(
  { approvals: words, houseVotes }: Pick<Words, 'approvals' | 'houseVotes'>,
  times: Times,
  { state, voting }: { readonly state: ApprovalState; readonly voting?: VotingOnCard | undefined },
): ApprovalText {
  switch (state.kind) {
    case 'waiting':
      return { heading: words.heading, lines: turnLines(houseVotes, state, voting) };
    case 'voted':
      return said(
        houseVotes.voted(state.isApproval),
        houseVotes.votedNext,
        ...completeLine(houseVotes, voting),
      );
    case 'othersVote':
      return said(houseVotes.others, houseVotes.othersNext, ...completeLine(houseVotes, voting));
    case 'votesOver':
      return votesOverText(houseVotes, state, voting);
    case 'working':
      return said(words.working, words.workingNext(isApproval(state.decision)));
    case 'needsSignIn':
      return said(words.needsSignIn, words.needsSignInNext);
    case 'unclear':
      return said(words.unclear, words.unclearNext);
    case 'decided':
      return decidedText(words, times, state);
    case 'lapsed':
      return said(words.lapsed, words.lapsedNext);
    case 'canceled':
      return said(words.canceled, words.canceledNext);
    case 'notMine':
      return said(words.notMine, words.notMineNext);
    case 'ended':
      return said(words.ended, words.endedNext);
  }
}

const isApproval = (decision: Decision): boolean => decision === 'Approve';

function decidedText(
  words: ApprovalWords,
  times: Times,
  { decision, byName, isMine, at, comment }: Extract<ApprovalState, { kind: 'decided' }>,
): ApprovalText {
  const when = at === undefined ? undefined : times.at(at);
  const name = byName === undefined || plainName(byName) === '' ? undefined : plainName(byName);
  const sentence = isMine
    ? words.decidedByMe(isApproval(decision), when)
    : words.decidedBy(isApproval(decision), name, when);
  return {
    ...said(isApproval(decision) ? words.approved : words.denied, sentence),
    ...(comment.trim() === '' ? {} : { comment: quoteOf(words.decisionComment, comment) }),
  };
}

const said = (heading: string, ...sentences: readonly string[]): ApprovalText => ({
  heading,
  lines: sentences.map(line),
});

const isForPim = (voting: VotingOnCard | undefined): boolean =>
  voting?.isComplete === true && voting.way === 'approval' && voting.end === undefined;

const completeLine = (words: HouseVoteWords, voting: VotingOnCard | undefined): readonly string[] =>
  isForPim(voting) ? [words.complete] : [];

function turnLines(
  words: HouseVoteWords,
  { onlyDeny = false }: { readonly onlyDeny?: boolean },
  voting: VotingOnCard | undefined,
): readonly Line[] {
  if (onlyDeny) return [line(words.onlyDeny)];
  return isForPim(voting) ? [line(words.yoursGivesIt)] : [];
}

function votesOverText(
  words: HouseVoteWords,
  { mayDeny }: { readonly mayDeny: boolean },
  voting: VotingOnCard | undefined,
): ApprovalText {
  const over = (voting && overOf(voting)) ?? 'limit';
  return said(
    words.over(over),
    ...(voting === undefined ? [] : [overLine(words, over, voting)]),
    ...(mayDeny ? [words.denyInPim] : []),
  );
}

import { type ApprovalWords } from '../words/requestWords.ts';
import { type Times, timesFor } from '../words/times.ts';
import { type Words } from '../words/words.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { type CardKey } from './actionShapes.ts';
import { approvalActions } from './approvalActions.ts';
import { approvalFacts, approvalQuotes, type ApprovalFacts } from './approvalFacts.ts';
import { approvalText } from './approvalText.ts';
import { drawCard, type Card, type CardContext } from './card.ts';
import { explanationLines } from './explanationLines.ts';
import { explain } from '../words/errors.ts';
import { plainName } from './plainText.ts';
import { isDeparted, requestorName } from './requestorName.ts';
import { refreshOnOpen } from './refresh.ts';
import { type ApprovalState, takesDecision } from './requestState.ts';
import { line, nameRun, run, subtle, type Line } from './runs.ts';
import { factRows, paragraph, type Quote, quoteBox, type Tone } from './sheet.ts';
import { Template } from './template.ts';
import { nameMarks } from './unusualName.ts';
import { type VotingOnCard, votingLines, votingQuotes } from './votingOnCard.ts';
import approvalTemplate from './templates/approval.json' with { type: 'json' };

/** A request as one of its approvers sees it. */
export interface ApprovalOnCard extends ApprovalFacts {
  readonly key: CardKey;
  /** The approver's own number of the request, for deciding by typing. */
  readonly number: number | undefined;
  readonly isCommentRequired: boolean;
  readonly state: ApprovalState;
  /** Why a decision that was tried did not go through; the request still waits. */
  readonly problem?: unknown;
  /** What rules of the house ask by votes; absent where they ask for none. */
  readonly voting?: VotingOnCard | undefined;
  readonly operationId?: string | undefined;
  /** The message was another request's before, which was canceled: whoever knows that one is told so. */
  readonly isInPlace?: boolean;
  /** Teams' ids (`29:…`) of those for whom the card redraws itself on opening. */
  readonly refreshFor?: readonly string[];
}

const tones: Readonly<Record<ApprovalState['kind'], Tone>> = {
  waiting: 'accent',
  voted: 'emphasis',
  othersVote: 'emphasis',
  votesOver: 'emphasis',
  working: 'emphasis',
  needsSignIn: 'warning',
  unclear: 'warning',
  decided: 'emphasis',
  lapsed: 'emphasis',
  canceled: 'emphasis',
  notMine: 'emphasis',
  ended: 'emphasis',
};

/** Our own bound, as for justifications. */
const MAXIMUM_COMMENT_CHARACTERS = 450;

const template = new Template(approvalTemplate);

/** The approver's card, from the asking to the decision. */
export function approvalCard(context: CardContext, approval: ApprovalOnCard): Card {
  const words = wordsFor(context.locale);
  const times = timesFor(context);
  const { approvals } = words;
  const { heading, lines, comment } = approvalText(words, times, approval);
  const isOpen = takesDecision(approval.state);
  const root = {
    tone: tones[approval.state.kind],
    heading,
    outcome: lines.map(paragraph),
    decisionComment: comment === undefined ? [] : [quoteBox(comment)],
    lead: whoAsks(words, approval, isOpen).map((inlines, index) => ({
      inlines,
      // The comment stands in a box of its own; what was asked for begins below it.
      spacing: index === 0 && comment !== undefined ? 'Large' : 'Small',
    })),
    facts: factRows(approvalFacts(words, times, approval, isOpen)),
    quotes: [...approvalQuotes(approvals, approval), ...votesQuoted(words, times, approval)].map(quoteBox),
    lines: [...votesLined(words, times, approval), ...(isOpen ? linesOf(approvals, approval) : [])].map(
      paragraph,
    ),
    hasProblem: isOpen && approval.problem !== undefined,
    problemHeading: words.errors.heading,
    problem: problemLines(context, approval).map(paragraph),
    isOpen,
    commentLabel: approval.isCommentRequired ? approvals.comment : approvals.commentOptional,
    commentCharacters: MAXIMUM_COMMENT_CHARACTERS,
    isCommentRequired: approval.isCommentRequired,
    commentMissing: approvals.commentMissing,
    typed: mayType(approval) && approval.number !== undefined ? approvals.typedDecision(approval.number) : '',
    actions: approvalActions(context, words, approval),
  };
  const { preview, refresh } = around(context, approval, heading);
  return drawCard(context, template, root, preview, refresh);
}

/** Both answers can be typed: nothing is offered that cannot work. */
const mayType = ({ state }: ApprovalOnCard): boolean => state.kind === 'waiting' && state.onlyDeny !== true;

const votesLined = ({ houseVotes }: Words, times: Times, { voting }: ApprovalOnCard): readonly Line[] =>
  voting === undefined ? [] : votingLines(houseVotes, times, voting);

const votesQuoted = ({ houseVotes }: Words, times: Times, { voting }: ApprovalOnCard): readonly Quote[] =>
  voting === undefined ? [] : votingQuotes(houseVotes, times, voting);

function linesOf(words: ApprovalWords, { othersAsked, isInPlace, voting }: ApprovalOnCard): readonly Line[] {
  return [
    ...(isInPlace === true ? [line(words.inPlace)] : []),
    // Where votes are asked for, the first answer is not the only one that counts.
    ...(othersAsked === undefined || voting !== undefined ? [] : [subtle(words.othersAsked(othersAsked))]),
  ];
}

function around(
  context: CardContext,
  approval: ApprovalOnCard,
  heading: string,
): { readonly preview: Parameters<typeof drawCard>[3]; readonly refresh: object | undefined } {
  const { approvals, requests } = wordsFor(context.locale);
  const name = requestorName(requests, approval.requestor);
  const role = plainName(approval.role.name);
  const duration =
    approval.durationMinutes === undefined ? undefined : timesFor(context).duration(approval.durationMinutes);
  const isOpen = takesDecision(approval.state);
  return {
    preview: {
      summary: isOpen ? approvals.summary(name, role, duration) : approvals.stateSummary(heading, name, role),
      discreetSummary: approvals.discreet,
      typed:
        mayType(approval) && approval.number !== undefined
          ? approvals.typedDecision(approval.number)
          : approvals.typed,
    },
    refresh: refreshOnOpen(context, approval.key, approval.refreshFor),
  };
}

function whoAsks(
  { requests, roles, approvals: { asksFor, askedFor, guest } }: Words,
  { requestor, role }: ApprovalOnCard,
  isOpen: boolean,
): readonly Line[] {
  const about = [
    plainName(requestor.userPrincipalName),
    ...(requestor.isGuest ? [guest] : []),
    ...nameMarks(roles, requestor.displayName),
  ];
  return [
    [
      run(requestorName(requests, requestor), { weight: 'Bolder', size: 'Medium' }),
      run(isOpen ? asksFor : askedFor, { size: 'Medium' }),
      nameRun(role.name, { weight: 'Bolder', size: 'Medium' }),
    ],
    ...(isDeparted(requestor) ? [] : [subtle(about.join(' · '))]),
  ];
}

function problemLines(context: CardContext, { problem }: ApprovalOnCard): readonly Line[] {
  if (problem === undefined) return [];
  const { errors } = wordsFor(context.locale);
  return explanationLines(explain(errors, problem, timesFor(context)));
}

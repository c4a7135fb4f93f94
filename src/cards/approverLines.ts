import { type RequestWords } from '../words/requestWords.ts';
import { plainName } from './plainText.ts';
import { type ApproverReach } from './requestState.ts';
import { line, subtle, type Line } from './runs.ts';

/** So many names are said; the rest is counted. */
const NAMES_SHOWN = 3;

/** The first names, cleaned, and how many more there are. */
export function firstNames(names: readonly string[]): {
  readonly shown: readonly string[];
  readonly others: number;
} {
  const shown = names.slice(0, NAMES_SHOWN).map(plainName);
  return { shown, others: names.length - shown.length };
}

const nameOf = ({ name = '' }: ApproverReach): string | undefined =>
  plainName(name) === '' ? undefined : plainName(name);

/** The name of an approver within a sentence, also of one who has none any more. */
export const approverName = (words: RequestWords, approver: ApproverReach): string =>
  nameOf(approver) ?? (approver.isUnread === true ? words.unnamed : words.departed);

const firstName = (words: RequestWords, approver: ApproverReach): string =>
  nameOf(approver) ?? (approver.isUnread === true ? words.unnamedFirst : words.departedFirst);

const isRefused = ({ receipt }: ApproverReach): boolean => receipt === 'refused';
const isQueued = ({ receipt }: ApproverReach): boolean => receipt === 'queued';

/** Who could not be reached, and why. */
export function missedLines(words: RequestWords, approvers: readonly ApproverReach[]): readonly Line[] {
  const missed = approvers.filter(isRefused);
  const others = missed.length - NAMES_SHOWN;
  return [
    ...missed
      .slice(0, NAMES_SHOWN)
      .map((approver) => subtle(words.unreachable(firstName(words, approver), approver.refusal))),
    ...(others > 0 ? [subtle(words.unreachableOthers(others))] : []),
  ];
}

/** Whom the request waits for, how many of them have it, and who could not be reached and why. */
export function approverLines(words: RequestWords, approvers: readonly ApproverReach[]): readonly Line[] {
  if (approvers.length === 0) return [line(words.waitingForUnknown)];
  const { shown, others } = firstNames(approvers.map((approver) => approverName(words, approver)));
  const refused = approvers.filter(isRefused);
  const reachedCount = approvers.filter((approver) => !isRefused(approver) && !isQueued(approver)).length;
  const isNobodyLeft = refused.length === approvers.length;
  return [
    line(words.waitingFor(shown, others)),
    line(
      approvers.some(isQueued)
        ? words.asking
        : isNobodyLeft
          ? words.reachedNobody
          : words.reached(reachedCount, approvers.length),
    ),
    ...missedLines(words, approvers),
    ...(refused.length > 0 ? [subtle(words.mailed)] : []),
  ];
}

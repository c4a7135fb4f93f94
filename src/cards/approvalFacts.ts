import { type DirectoryPerson } from '../pim/people.ts';
import { type ApprovalWords } from '../words/requestWords.ts';
import { type Times } from '../words/times.ts';
import { type Words } from '../words/words.ts';
import { firstNames } from './approverLines.ts';
import { rulingFacts } from './houseRuleLines.ts';
import { plainName, plainText } from './plainText.ts';
import { proofFact, quoteOf, ticketLine, type Asked } from './requestFacts.ts';
import { isDeparted } from './requestorName.ts';
import { isTenantWide, roleMarks, scopeText } from './roleOnCard.ts';
import { line, run, type Line } from './runs.ts';
import { type CardFact, type Quote } from './sheet.ts';
import { ticketFacts } from './ticketFacts.ts';

/** What an approver ought to know before deciding. All of it was read from PIM or the directory, but for the quotes. */
export interface ApprovalFacts extends Asked {
  readonly requestor: Pick<DirectoryPerson, 'displayName' | 'userPrincipalName' | 'isGuest'>;
  readonly lapsesAt: Date;
  /** Names of the roles that the requestor holds now; `undefined` where they could not be read. */
  readonly requestorActive: readonly string[] | undefined;
  /** When the requestor last activated this role; `'never'` where we know of no time, `undefined` to say nothing. */
  readonly lastUsedAt: Date | 'never' | undefined;
  /** How many others have the request; `undefined` to say nothing. */
  readonly othersAsked: number | undefined;
}

/** A role's description is shown in one line. */
const DESCRIPTION = { characters: 140, lines: 1 };

/** The facts of a request in the order in which an approver asks for them; the open request has the most. */
export function approvalFacts(
  words: Words,
  times: Times,
  facts: ApprovalFacts,
  isOpen: boolean,
): readonly CardFact[] {
  const { rows } = words.approvals;
  const allows = plainText(facts.role.description ?? '', DESCRIPTION);
  const ticket = ticketLine(facts);
  return [
    ...roleFact(words, facts),
    ...(isOpen && allows !== '' ? [{ label: rows.allows, value: line(allows) }] : []),
    { label: rows.scope, value: scopeValue(words, facts) },
    { label: rows.duration, value: durationValue(words.approvals, times, facts) },
    ...(ticket === undefined ? [] : [{ label: rows.ticket, value: ticket }]),
    ...ticketFacts(words, times, facts.ticketCheck),
    ...rulingFacts(words, times, facts.houseRuling),
    ...(isOpen ? [...proofFact(words, facts), ...openFacts(words.approvals, times, facts)] : []),
  ];
}

function openFacts(words: ApprovalWords, times: Times, facts: ApprovalFacts): readonly CardFact[] {
  const { rows } = words;
  const { requestorActive, lastUsedAt, lapsesAt } = facts;
  return [
    ...(requestorActive === undefined
      ? []
      : [{ label: rows.active, value: line(activeText(words, requestorActive)) }]),
    ...(lastUsedAt === undefined
      ? []
      : [
          {
            label: rows.lastUsed,
            value: line(lastUsedAt === 'never' ? words.neverUsed : times.day(lastUsedAt)),
          },
        ]),
    { label: rows.lapses, value: line(times.at(lapsesAt)) },
  ];
}

/** What sets the role apart; its name stands above. */
function roleFact(words: Words, { role }: ApprovalFacts): readonly CardFact[] {
  const marks = roleMarks(words.roles, role);
  if (marks.length === 0) return [];
  return [{ label: words.approvals.rows.role, value: [run(marks.join(', '), { weight: 'Bolder' })] }];
}

const scopeValue = (words: Words, { role }: ApprovalFacts): Line => [
  run(scopeText(words.roles, role), isTenantWide(role) ? {} : { weight: 'Bolder' }),
];

function durationValue(
  words: ApprovalWords,
  times: Times,
  { startAt, durationMinutes }: ApprovalFacts,
): Line {
  if (durationMinutes === undefined) return [run(words.durationUnknown, { isSubtle: true })];
  const start = startAt === undefined ? words.fromApproval : words.startingAt(times.planned(startAt));
  return [run(times.duration(durationMinutes), { weight: 'Bolder' }), run(`, ${start}`)];
}

function activeText(words: ApprovalWords, names: readonly string[]): string {
  const { shown, others } = firstNames(names);
  return names.length === 0 ? words.activeNothing : words.activeRoles(shown, others);
}

/** What the requestor wrote, told apart from what PIM knows. */
export function approvalQuotes(
  words: ApprovalWords,
  { requestor, justification }: ApprovalFacts,
): readonly Quote[] {
  // What somebody wrote who left the directory is not kept, which says nothing of what they wrote.
  if (isDeparted(requestor) && justification.trim() === '') return [];
  const label = words.why(plainName(requestor.displayName));
  return justification.trim() === ''
    ? [{ label: [], text: [run(words.noWhy, { isSubtle: true })] }]
    : [quoteOf(label, justification)];
}

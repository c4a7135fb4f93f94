import { type ReportWords } from '../words/reportWords.ts';
import {
  type ReportAssignment,
  type ReportEligibility,
  type ReportPrincipal,
  type ReportRole,
} from './auditReportTypes.ts';
import { type Cell } from './reportTable.ts';
import { shownDay, shownTime } from './reportTimes.ts';

const SHORT_MS = 48 * 3_600_000;

type Marks = Parameters<ReportWords['cells']['mark']>[0];

/** Who it is: the name, how they sign in, and what is special about them. */
export function principalCell(
  words: ReportWords,
  { kind, displayName, userPrincipalName, isEnabled, isGuest }: ReportPrincipal,
  more: readonly Marks[] = [],
): Cell {
  const marks: readonly Marks[] = [
    ...(kind === 'person' ? [] : [kind]),
    ...(isGuest ? (['guest'] as const) : []),
    ...(isEnabled === false ? (['disabled'] as const) : []),
    ...more,
  ];
  return [
    displayName,
    ...(userPrincipalName === null ? [] : [userPrincipalName]),
    ...(marks.length === 0 ? [] : [marks.map(words.cells.mark).join(', ')]),
  ];
}

export const roleCell = (words: ReportWords, { displayName, isPrivileged }: ReportRole): Cell => [
  displayName,
  ...(isPrivileged ? [words.cells.privileged] : []),
];

/** The whole tenant has a name; other scopes are told by their id. */
export const scopeCell = (words: ReportWords, scopeId: string): Cell =>
  scopeId === '/' ? words.cells.wholeTenant : scopeId;

export const pathCell = (words: ReportWords, path: ReportEligibility['path']): Cell =>
  path.length === 0 ? words.cells.directly : path.map(({ displayName }) => displayName).join(' › ');

/** Of what lasts for hours the day would not tell when it began. */
function startCell(words: ReportWords, { startAt, endAt }: ReportEligibility): Cell {
  if (startAt === null) return words.cells.unknown;
  const isShort = endAt !== null && new Date(endAt).getTime() - new Date(startAt).getTime() < SHORT_MS;
  return isShort ? shownTime(words, startAt) : shownDay(words, startAt);
}

/** When it ends. */
export const endCell = (words: ReportWords, endAt: string | null): Cell =>
  endAt === null ? words.cells.noEnd : shownTime(words, endAt);

/** When it was last activated, as far as that is known. */
export const lastUseCell = (words: ReportWords, { lastUse }: ReportEligibility): Cell =>
  lastUse === null ? words.cells.never : words.cells.lastUse(shownDay(words, lastUse.at), lastUse.source);

type Holding = ReportEligibility & Partial<Pick<ReportAssignment, 'isOutsidePim'>>;

/** What every holding says of itself: who, what, how, where and since when. */
export const holdingCells = (words: ReportWords, one: Holding): readonly Cell[] => [
  principalCell(words, one.principal, [
    ...(one.isBreakGlass ? (['breakGlass'] as const) : []),
    ...(one.isOutsidePim === true ? (['outsidePim'] as const) : []),
  ]),
  roleCell(words, one.role),
  pathCell(words, one.path),
  scopeCell(words, one.scopeId),
  startCell(words, one),
];

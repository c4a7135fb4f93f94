import { findDuration, type SpokenDuration } from './spokenDurations.ts';
import { type SpokenTimes } from './spokenDays.ts';
import { findTimes } from './spokenTimes.ts';
import { type SpokenLanguage } from './vocabulary/timeVocabulary.ts';

/** What a line about an activation says, in whatever order it was typed. */
export interface ActivationWords {
  /** What is left for the name of the role, as typed. */
  readonly roleWords: string;
  readonly duration: SpokenDuration | undefined;
  readonly justification: string | undefined;
  readonly ticketNumber: string | undefined;
  /** When it is to begin, and end. */
  readonly times: SpokenTimes | undefined;
}

const BECAUSE: Readonly<Record<SpokenLanguage, RegExp>> = {
  en: /(?<![\p{L}\p{N}])(?:because(?:\s+of)?|b\/c|bc|cause|coz|due\s+to|reason(?:\s+is)?|justification|weil)(?![\p{L}\p{N}])\s*(?:[:,-]\s*)?/iu,
  de: /(?<![\p{L}\p{N}])(?:weil|wegen|aufgrund(?:\s+von)?|denn|grund(?:\s+ist)?|begründung|because(?:\s+of)?|reason|justification)(?![\p{L}\p{N}])\s*(?:[:,-]\s*)?/iu,
};
const NAMED_TICKET: Readonly<Record<SpokenLanguage, RegExp>> = {
  en: /(?<![\p{L}\p{N}])(?:with\s+)?(?:ticket|case|incident|change)(?:\s+(?:number|no\.?|nr\.?|id))?\s*(?:[:#]\s*)?(?<id>(?=[\w.-]*\d)[A-Za-z0-9][\w.-]{1,49})/iu,
  de: /(?<![\p{L}\p{N}])(?:mit\s+)?(?:ticketnummer|ticket|vorfall|incident|change)(?:\s+(?:nummer|no\.?|nr\.?|id))?\s*(?:[:#]\s*)?(?<id>(?=[\w.-]*\d)[A-Za-z0-9][\w.-]{1,49})/iu,
};
/** What hardly stands in an English line: a line with it is read in German where German finds a time or a length in it. */
const GERMAN_MARK =
  /(?<![\p{L}\p{N}])(?:(?:für|fuer|stunden?|minuten|tagen?|uhr|heute|morgen|übermorgen|uebermorgen|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch)(?!\p{L})|(?:um|ab|bis|von|zwischen)\s+\d)/iu;
/** Two or more capitals and digits: INC0042, CHG-1234, JIRA-12. Lower case counts only for the usual prefixes. */
const BARE_TICKET =
  /(?<![\p{L}\p{N}#-])(?<id>[A-Z]{2,10}-?\d{2,12}|(?:inc|chg|ritm|req|prb|sctask)-?\d{2,12})(?![\p{L}\p{N}-])/u;

/** Marks where a recognised part was taken out; never part of what people type, since control characters are dropped before. */
const GAP = '\u0000';

interface Cut {
  readonly before: string;
  readonly after: string;
}

const cut = (text: string, start: number, end: number): Cut => ({
  before: text.slice(0, start),
  after: text.slice(end),
});

const tidy = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/^[\s,;:.\-–]+|(?<![\s,;:?!\-–])[\s,;:?!\-–]+$/g, '')
    .trim();

function ticketIn(
  text: string,
  language: SpokenLanguage,
): { readonly id: string; readonly rest: string } | undefined {
  const match = NAMED_TICKET[language].exec(text) ?? BARE_TICKET.exec(text);
  const id = match?.groups?.['id'];
  if (match === null || id === undefined) return undefined;
  const { before, after } = cut(text, match.index, match.index + match[0].length);
  return { id: id.replace(/\.$/, ''), rest: `${before} ${GAP} ${after}` };
}

const orUndefined = (text: string): string | undefined => (text === '' ? undefined : text);

/**
 * Takes a line apart: `exchange admin for 90 min because mailbox stuck INC0042`. Words behind the duration or the
 * ticket count as the justification when no "because" stands there; the name of the role stands before both. Without a
 * language the line is read in English, unless it says its time or its length in German.
 */
export function readActivation(line: string, language: SpokenLanguage = languageOf(line)): ActivationWords {
  const because = BECAUSE[language].exec(line);
  const head = because === null ? line : line.slice(0, because.index);
  const reason = because === null ? '' : line.slice(because.index + because[0].length);

  const headTicket = ticketIn(head, language);
  const reasonTicket = headTicket === undefined ? ticketIn(reason, language) : undefined;
  let rest = headTicket?.rest ?? head;
  // Before the duration: "in 30 min" and "tomorrow 9" hold numbers that are none.
  const times = findTimes(rest, language);
  if (times !== undefined) {
    const { before, after } = cut(rest, times.start, times.end);
    rest = `${before} ${GAP} ${after}`;
  }
  const found = findDuration(rest, language);
  if (found !== undefined) {
    const { before, after } = cut(rest, found.start, found.end);
    rest = `${before} ${GAP} ${after}`;
  }
  const [role = '', ...others] = rest.split(GAP).map(tidy);
  const loose = others.filter((part) => part !== '');
  const isRoleFirst = role !== '';
  const roleWords = isRoleFirst ? role : (loose.shift() ?? '');
  const reasonText = tidy((reasonTicket?.rest ?? reason).replaceAll(GAP, ' '));
  // A duration that stands behind "because" still counts when none stood before it.
  const late = found === undefined ? trailingDuration(reasonText, language) : undefined;
  return {
    roleWords,
    duration: found?.duration ?? late?.duration,
    justification: orUndefined(tidy([...loose, late?.rest ?? reasonText].join(' '))),
    ticketNumber: headTicket?.id ?? reasonTicket?.id,
    times: times?.times,
  };
}

/** A line without the reason it gives. */
export function withoutReason(line: string, language: SpokenLanguage): string {
  const because = BECAUSE[language].exec(line);
  return tidy(because === null ? line : line.slice(0, because.index));
}

function languageOf(line: string): SpokenLanguage {
  const because = BECAUSE.de.exec(line);
  const head = because === null ? line : line.slice(0, because.index);
  const isGerman =
    GERMAN_MARK.test(head) && (findTimes(head, 'de') !== undefined || findDuration(head, 'de') !== undefined);
  return isGerman ? 'de' : 'en';
}

function trailingDuration(
  reason: string,
  language: SpokenLanguage,
): { readonly duration: SpokenDuration; readonly rest: string } | undefined {
  const found = findDuration(reason, language);
  if (found?.duration.kind !== 'minutes') return undefined;
  const isAtTheEnd = tidy(reason.slice(found.end)) === '';
  return isAtTheEnd ? { duration: found.duration, rest: tidy(reason.slice(0, found.start)) } : undefined;
}

/** What a person types while the form is open: the same words, where loose words are the justification. */
export function readAnswer(line: string): Omit<ActivationWords, 'roleWords'> {
  const { roleWords, justification, ...rest } = readActivation(line);
  return { ...rest, justification: orUndefined(tidy(`${roleWords} ${justification ?? ''}`)) };
}

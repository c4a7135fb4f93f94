import { type AssignmentWords } from '../changes/assignmentWords.ts';
import { type DecisionWords, readDecision } from '../decisionWords.ts';
import { type SaveWords } from '../habits/presetWords.ts';

const LEADERS =
  /^(?:(?:mir|mich|bitte|die|den|das|der|dem|des|eine[nrs]?|meine[nrs]?|rolle|von|für|fuer|über|durch)\s+)+/iu;
const TRAILERS =
  /(?:^|(?<!\s)\s+)(?:rolle|rechte|zugriff|bitte|danke|jetzt|sofort|ab\s+sofort|gleich|werden|sein|aktivieren|heute)$/iu;

/** A name without the articles before it and the small words behind it. */
export function nameInGerman(words: string): string {
  const bare = words.replace(/(?<![\s,;:?!.])[\s,;:?!.]+$/u, '').replace(LEADERS, '');
  const shorter = bare.replace(TRAILERS, '');
  return shorter === bare ? bare : nameInGerman(shorter);
}

const NUMBERED =
  /^(?:die\s+)?(?:(?:anforderung|anfrage|antrag|nummer|nr\.?)\s*)*#?(\d{1,6})(?!\d)(?:\s+ab(?!\p{L}))?\s*/iu;

/** `3 weil geplant`, `Anforderung 3 ab, weil ohne Ticket`. */
export const decisionInGerman = (decision: 'approve' | 'deny', rest: string): DecisionWords =>
  readDecision(decision, rest, NUMBERED);

const digestWords: readonly (readonly [RegExp, string])[] = [
  [/^(?:jetzt|heute|sofort)$/u, 'now'],
  [/^(?:aus|nein|nie|nicht|nicht mehr|stopp?|stoppen|abschalten|abbestellen|beenden)$/u, 'off'],
  [/^(?:an|ein|ja|täglich|taeglich)$/u, 'on'],
  [/^(?:am\s+|auch am\s+)?wochenende(?:\s+(?:an|ein|ja))?$/u, 'weekends on'],
  [/^(?:nicht(?:\s+mehr)?|kein|ohne)\s+(?:am\s+|an\s+(?:den\s+)?)?wochenenden?$/u, 'weekends off'],
  [/^nur\s+(?:an\s+)?(?:werktagen|werktags|wochentags|arbeitstagen)$/u, 'weekends off'],
  [/^(?:am\s+|an\s+(?:den\s+)?)?wochenenden?\s+(?:aus|nein|nicht(?:\s+mehr)?)$/u, 'weekends off'],
];

/** What stands behind "mein Tag", in the words of the English command. */
export function digestInEnglish(rest: string): string {
  const wish = rest.toLowerCase().replace(/(?<![\s.!])[\s.!]+$/u, '');
  const known = digestWords.find(([pattern]) => pattern.test(wish))?.[1];
  if (known !== undefined) return known;
  const [, time] = /^(?:täglich\s+)?(?:um\s+)?(\d{1,2}(?:[:.]\d{2})?)(?:\s*uhr)?$/u.exec(wish) ?? [];
  return time === undefined ? wish : `at ${time}`;
}

const units: readonly (readonly [RegExp, string])[] = [
  [/^stunde/u, 'hours'],
  [/^tag/u, 'days'],
  [/^woche/u, 'weeks'],
  [/^monat/u, 'months'],
];
const PERIOD =
  /(?:^|\s)(?:(?:in|seit|aus|der|den|dem)\s+)*(?:letzte[nrs]?|vergangene[nrs]?)\s+(?:(\d{1,4})\s+)?(stunden?|tage?n?|wochen?|monate?n?)$/iu;

/** A question with its period in English: `exchange admin letzte 7 Tage` is `exchange admin last 7 days`. */
export function questionInEnglish(rest: string): string {
  const line = rest.replace(/(?<![?!.\s])[?!.\s]+$/u, '').trim();
  const match = PERIOD.exec(line);
  const words = nameInGerman(match === null ? line : line.slice(0, match.index));
  if (match === null) return words;
  const unit = units.find(([pattern]) => pattern.test((match[2] ?? '').toLowerCase()))?.[1] ?? 'days';
  return `${words} last ${match[1] ?? '1'} ${unit}`.trim();
}

const WHAT_WAS_DONE = /^(?:das|dies|diese|es|sie|die\s+letzten?|das\s+letzte)?$/iu;

/** `exchange admin und user admin als Rufdienst weil Wochendienst`. */
export function saveInGerman(rest: string): SaveWords {
  const because = /\s(?:weil|wegen)(?:\s|$)/iu.exec(rest);
  const padded = ` ${because === null ? rest : rest.slice(0, because.index)} `;
  const reason = because === null ? '' : rest.slice(because.index + because[0].length).trim();
  const at = padded.toLowerCase().lastIndexOf(' als ');
  if (at === -1) return { roleWords: '', name: '', justification: undefined };
  const roles = padded.slice(0, at).trim();
  return {
    roleWords: WHAT_WAS_DONE.test(roles) ? '' : roles,
    name: padded
      .slice(at + ' als '.length)
      .trim()
      .replace(/[.!]$/u, ''),
    justification: reason === '' ? undefined : reason,
  };
}

/** `exchange admin an ana ruiz`, with `als aktiv` and the "zu" of "weise … zu" at its end; the last "an" counts. */
export function assignmentInGerman(rest: string): AssignmentWords {
  const line = rest.replace(/(?<![\s,;:?!.])[\s,;:?!.]+$/u, '').replace(/(?<!\s)\s+zu$/iu, '');
  const kind = /(?:^|\s)(?:als\s+)?(berechtigte?|aktive?)(?:\s+(?:rolle|zuweisung))?$/iu.exec(line);
  const words = (kind === null ? line : line.slice(0, kind.index)).replace(/(?<!\s)\s+zu$/iu, '');
  const what = kind?.[1]?.toLowerCase().startsWith('aktiv') === true ? 'assignActive' : 'assignEligible';
  const parts = /^(?:(.*)\s)?an(?:\s(.*))?$/iu.exec(words);
  return parts === null
    ? { roleWords: nameInGerman(words), personWords: '', what }
    : { roleWords: nameInGerman(parts[1] ?? ''), personWords: (parts[2] ?? '').trim(), what };
}

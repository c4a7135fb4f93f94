/** What a person said about how long: minutes, or why it can be no length of time. */
export type SpokenDuration =
  | { readonly kind: 'minutes'; readonly minutes: number }
  | { readonly kind: 'endless' }
  | { readonly kind: 'senseless'; readonly said: string };

/** A duration found in a text, and where it stood. */
export interface FoundDuration {
  readonly duration: SpokenDuration;
  readonly start: number;
  readonly end: number;
}

const unitMinutes: Readonly<Record<string, number>> = { d: 1440, h: 60, m: 1, s: 1 / 60 };

const NUMBER = String.raw`[-+]?\d+(?:[.,]\d+)?`;
const UNIT = String.raw`days?|d|hours?|hrs?|hr|h|stunden?|std|minutes?|minuten?|mins?|m|seconds?|secs?`;
const CLOCK_LIKE = String.raw`\d{1,2}h\d{2}\b`;
const ISO = String.raw`-?P(?=[\dT])(?:\d+(?:[.,]\d+)?[YMWD])*(?:T(?:\d+(?:[.,]\d+)?[HMS])*)?`;
const SPELLED = String.raw`half an hour|an hour and a half|one and a half hours?|an hour|one hour|a day|one day`;
const ENDLESS = String.raw`forever|for ever|permanently|permanent|indefinitely|always|unlimited|endless(?:ly)?`;

const spelledMinutes: Readonly<Record<string, number>> = {
  'half an hour': 30,
  'an hour and a half': 90,
  'one and a half hour': 90,
  'one and a half hours': 90,
  'an hour': 60,
  'one hour': 60,
  'a day': 1440,
  'one day': 1440,
};

const pattern = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:for\s{1,9})?(?:` +
    [
      String.raw`(?<iso>${ISO})(?![\p{L}\p{N}])`,
      String.raw`(?<spelled>${SPELLED})(?![\p{L}\p{N}])`,
      String.raw`(?<endless>${ENDLESS})(?![\p{L}\p{N}])`,
      String.raw`(?<clock>${CLOCK_LIKE})`,
      String.raw`(?<counted>${NUMBER}\s{0,9}(?:${UNIT})(?![\p{L}])(?:\s{0,9}(?:and\s{1,9})?\d+\s{0,9}(?:minutes?|mins?|m)(?![\p{L}]))?)`,
      String.raw`(?<=for\s{1,9})(?<bare>${NUMBER})(?![\p{L}\p{N}.:-])`,
    ].join('|') +
    ')',
  'iu',
);

/** German "Std" and "Stunden" are hours; every other unit is told by its first letter. */
const minutesOfUnit = (unit: string): number =>
  unit.toLowerCase().startsWith('st') ? 60 : (unitMinutes[(unit[0] ?? 'm').toLowerCase()] ?? 1);

const count = (digits: string): number => Number(digits.replace(',', '.'));

function minutesOf(said: string, minutes: number): SpokenDuration {
  const whole = Math.round(minutes);
  return whole > 0 && Number.isSafeInteger(whole)
    ? { kind: 'minutes', minutes: whole }
    : { kind: 'senseless', said };
}

function counted(said: string): SpokenDuration {
  const parts = [...said.matchAll(/([-+]?\d{1,15}(?:[.,]\d{1,15})?)\s*(\p{L}+)/giu)];
  const minutes = parts.reduce(
    (total, [, digits = '0', unit = 'm']) => total + count(digits) * minutesOfUnit(unit),
    0,
  );
  return minutesOf(said, minutes);
}

function iso(said: string): SpokenDuration {
  const [date = '', time = ''] = said.toUpperCase().replace(/^-?P/, '').split('T');
  const sum = (text: string, units: Readonly<Record<string, number>>): number =>
    [...text.matchAll(/(\d{1,15}(?:[.,]\d{1,15})?)([A-Z])/g)].reduce(
      (total, [, digits = '0', unit = '']) => total + count(digits) * (units[unit] ?? Number.NaN),
      0,
    );
  const minutes = sum(date, { W: 10_080, D: 1440 }) + sum(time, { H: 60, M: 1, S: 1 / 60 });
  return minutesOf(said, said.startsWith('-') ? -minutes : minutes);
}

/** The first duration in a text: `2h`, `90 min`, `1.5 hours`, `1h30`, `PT2H`, `half an hour`, `for 45`, `forever`. */
export function findDuration(text: string): FoundDuration | undefined {
  const match = pattern.exec(text);
  if (match?.groups === undefined) return undefined;
  const { iso: isoText, spelled, endless, clock, counted: countedText, bare } = match.groups;
  const where = { start: match.index, end: match.index + match[0].length };
  if (isoText !== undefined) return { duration: iso(isoText), ...where };
  if (endless !== undefined) return { duration: { kind: 'endless' }, ...where };
  if (spelled !== undefined) {
    return { duration: minutesOf(spelled, spelledMinutes[spelled.toLowerCase()] ?? 60), ...where };
  }
  if (clock !== undefined) {
    const [hours = '0', minutes = '0'] = clock.toLowerCase().split('h');
    return { duration: minutesOf(clock, count(hours) * 60 + count(minutes)), ...where };
  }
  if (countedText !== undefined) return { duration: counted(countedText), ...where };
  const said = bare ?? '';
  // "for 90" means minutes, "for 2" can only mean hours.
  return { duration: minutesOf(said, count(said) * (Math.abs(count(said)) <= 12 ? 60 : 1)), ...where };
}

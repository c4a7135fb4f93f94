/** `Ben, Chi und Dora`; with `others` the rest is only counted: `Ben, Chi und 2 weitere`. */
export function named(names: readonly string[], others: number, conjunction: 'und' | 'oder'): string {
  const all = others > 0 ? [...names, counted(others, 'weitere', 'weitere')] : names;
  const last = all.at(-1) ?? '';
  return all.length < 2 ? last : `${all.slice(0, -1).join(', ')} ${conjunction} ${last}`;
}

/** `1 Konto`, `3 Konten`. */
export const counted = (count: number, one: string, many: string): string =>
  `${String(count)} ${count === 1 ? one : many}`;

/** A length behind "in", "vor", "seit" or "nach": of the units only days change there. */
export const dative = (duration: string): string => duration.replace(/(?<=\d )Tage(?!\p{L})/gu, 'Tagen');

/** A time that answers "when": `um 17:05`, `morgen um 09:12`, `am Fr. 27. Nov. um 09:12`. */
export const when = (at: string): string => {
  const timed = at.replace(/,? ?(?<!\d)(\d{1,2}:\d{2})/u, ' um $1').trim();
  return /\d\. ?\p{L}/u.test(at) ? `am ${timed}` : timed;
};

/** A day that answers "when": `heute`, `am Fr. 27. Nov.`. */
export const onDay = (day: string): string => (/\d/u.test(day) ? `am ${day}` : day);

/** Words with the dot that ends a sentence, once: dates may end in one of their own. */
export const ended = (words: string): string => (words.endsWith('.') ? words : `${words}.`);

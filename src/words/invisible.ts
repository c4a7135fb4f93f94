/** Bidirectional controls, zero-width and other format characters, soft hyphens, tags, unpaired surrogates. */
export const INVISIBLE =
  /[\p{Cf}\p{Cs}\p{Co}\u115F\u1160\u2800\u3164\uFFA0]|\u034F|\u17B4|\u17B5|[\u{E0100}-\u{E01EF}]/gu;

/** Line ends that are none of `\n`. */
export const LINE_ENDS = /\r\n?|[\u0085\u2028\u2029\v\f]/gu;

/** Marks that may stand on one letter: enough for every language, too few to climb over the neighbouring lines. */
const MARKS_PER_LETTER = 3;

/** The marks to keep, and those that are too many behind them. */
export const MARK_FLOOD = new RegExp(`(\\p{M}{${String(MARKS_PER_LETTER)}})\\p{M}+`, 'gu');

/** How a language says how long; each text is the source of a part of a regular expression. */
export interface DurationVocabulary {
  /** "for". */
  readonly lead: string;
  /** Units; the first letter tells which. */
  readonly unit: string;
  readonly minute: string;
  /** Between hours and minutes. */
  readonly and: string;
  /** Lengths in words, with their minutes; one that begins another stands behind it. */
  readonly spelled: Readonly<Record<string, number>>;
  /** Words for no end at all. */
  readonly endless: string;
  /** What may stand behind a length and says nothing more; empty where nothing does. */
  readonly trail: string;
}

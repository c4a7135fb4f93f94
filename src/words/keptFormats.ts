/** More than the readers of one tenant need; their clients name zone and language, and may name any. */
const MOST_KEPT = 50;

/** Formats of `Intl` by what they are made of: making one costs as much as a card. The one that was made first goes first. */
export class KeptFormats<Format> {
  readonly #kept = new Map<string, Format>();

  /** What is kept under the key, made where there is none. Throws what `make` throws, and keeps nothing then. */
  of(key: string, make: () => Format): Format {
    const kept = this.#kept.get(key);
    if (kept !== undefined) return kept;
    const made = make();
    const [first] = this.#kept.keys();
    if (this.#kept.size >= MOST_KEPT && first !== undefined) this.#kept.delete(first);
    this.#kept.set(key, made);
    return made;
  }
}

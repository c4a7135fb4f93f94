/** A sequence of numbers that is the same for the same seed (mulberry32, a public-domain generator by Tommy Ettinger). */
export class Randomness {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 up to, but not including, 1. */
  share(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number from 0 up to, but not including, `below`. */
  upTo(below: number): number {
    return Math.floor(this.share() * below);
  }

  /** Whether it happens, which it does in this share of all cases. */
  happens(share: number): boolean {
    return this.share() < share;
  }

  /** One of them; `undefined` where there are none. */
  oneOf<T>(choices: readonly T[]): T | undefined {
    return choices[this.upTo(choices.length)];
  }

  /** A GUID in lower case. */
  guid(): string {
    const hex = Array.from({ length: 4 }, () => this.upTo(4_294_967_296).toString(16).padStart(8, '0')).join(
      '',
    );
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
  }
}

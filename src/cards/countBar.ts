const CELLS = 10;
const FULL = '█';
const EMPTY = '░';

/** A count beside the largest of its kind, as a bar made of text; the figure stands beside it. */
export function countBar(count: number, largest: number): string {
  const share = largest <= 0 ? 0 : Math.min(1, Math.max(0, count / largest));
  const cells = share === 0 ? 0 : Math.max(1, Math.round(share * CELLS));
  return FULL.repeat(cells) + EMPTY.repeat(CELLS - cells);
}

const CELLS = 10;
const LEFT = '█';
const GONE = '░';

/** How much of a time is left, as a bar made of text; the words beside it say the same. */
export function timeBar(startAt: Date, endAt: Date, now: Date): string {
  const whole = endAt.getTime() - startAt.getTime();
  const left = endAt.getTime() - now.getTime();
  const share = whole <= 0 ? 0 : Math.min(1, Math.max(0, left / whole));
  const cells = share === 0 ? 0 : Math.max(1, Math.round(share * CELLS));
  return LEFT.repeat(cells) + GONE.repeat(CELLS - cells);
}

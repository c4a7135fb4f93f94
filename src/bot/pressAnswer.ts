import { type Card } from '../cards/card.ts';

/** What a press is answered with at once; the work goes on behind it. */
export type PressAnswer =
  | { readonly kind: 'card'; readonly card: Card }
  /** `isAnswer`: it says how the press ended, and must reach clients that show no answer of their own. */
  | { readonly kind: 'text'; readonly text: string; readonly isAnswer?: boolean };

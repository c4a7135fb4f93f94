import { type Card } from '../cards/card.ts';

/** What a press is answered with at once; the work goes on behind it. */
export type PressAnswer =
  { readonly kind: 'card'; readonly card: Card } | { readonly kind: 'text'; readonly text: string };

import { type ReviewItem } from './review.ts';

/** One page of what somebody reviews: what is not decided comes first. */
export interface ItemPage {
  readonly total: number;
  readonly open: number;
  /** From 1 on; a page that is not there (any more) is the nearest one. */
  readonly number: number;
  readonly count: number;
  readonly items: readonly ReviewItem[];
}

/** Reads everything once and holds no more than the pages up to the one that is wanted. */
export async function itemPage(
  pages: AsyncIterable<readonly ReviewItem[]>,
  wanted: number,
  perPage: number,
): Promise<ItemPage> {
  const most = Math.max(1, wanted) * perPage;
  const undecided: ReviewItem[] = [];
  const decided: ReviewItem[] = [];
  let total = 0;
  let open = 0;
  for await (const page of pages) {
    for (const item of page) {
      total += 1;
      const isOpen = item.verdict === undefined;
      if (isOpen) open += 1;
      const kept = isOpen ? undecided : decided;
      if (kept.length < most) kept.push(item);
    }
  }
  const count = Math.max(1, Math.ceil(total / perPage));
  const number = Math.min(Math.max(1, wanted), count);
  const items = [...undecided, ...decided].slice((number - 1) * perPage, number * perPage);
  return { total, open, number, count, items };
}

import { type PrincipalId } from '../ids.ts';
import { type ReviewItem, type ReviewItemId } from './review.ts';

/** How far a round is. Grows with its reviewers, not with what they decide about. */
export interface ReviewProgress {
  readonly total: number;
  readonly kept: number;
  readonly removed: number;
  readonly undecidable: number;
  /** How many each reviewer has decided. */
  readonly decidedBy: ReadonlyMap<PrincipalId, number>;
}

/** Counts a round page by page; no page is held. */
export async function progressOf(pages: AsyncIterable<readonly ReviewItem[]>): Promise<ReviewProgress> {
  const counts = { total: 0, kept: 0, removed: 0, undecidable: 0 };
  const decidedBy = new Map<PrincipalId, number>();
  for await (const page of pages) {
    for (const { verdict, decidedBy: by } of page) {
      counts.total += 1;
      if (verdict === 'Approve') counts.kept += 1;
      if (verdict === 'Deny') counts.removed += 1;
      if (verdict === 'DontKnow') counts.undecidable += 1;
      if (verdict !== undefined && by !== undefined) decidedBy.set(by.id, (decidedBy.get(by.id) ?? 0) + 1);
    }
  }
  return { ...counts, decidedBy };
}

/** How many are decided. */
export const decidedOf = ({ kept, removed, undecidable }: ReviewProgress): number =>
  kept + removed + undecidable;

/** Of a hundred; 100 only when all are decided, and where there is nothing to decide. */
export const percentOf = (decided: number, total: number): number =>
  total === 0 ? 100 : Math.floor((decided * 100) / total);

/** What carrying out a round takes away. */
export interface ReviewResult {
  readonly total: number;
  readonly losing: readonly ReviewItem[];
}

/** More than this in one round is no preview that somebody reads; Entra's own page serves then. */
export const MOST_LOSING = 500;

/** Who loses what if a round is carried out; only what is taken away is held, up to `MOST_LOSING` and one more. */
export async function resultOf(pages: AsyncIterable<readonly ReviewItem[]>): Promise<ReviewResult> {
  const losing: ReviewItem[] = [];
  let total = 0;
  for await (const page of pages) {
    total += page.length;
    losing.push(
      ...page.filter(({ verdict }) => verdict === 'Deny').slice(0, MOST_LOSING + 1 - losing.length),
    );
  }
  return { total, losing };
}

/** Whether what is taken away is what was shown. */
export const areSameItems = (shown: readonly ReviewItemId[], found: readonly ReviewItem[]): boolean => {
  const ids = new Set(found.map(({ id }) => id));
  return shown.length === ids.size && shown.every((id) => ids.has(id));
};

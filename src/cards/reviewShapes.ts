import { type RoundKey, type ReviewItemId, type Verdict } from '../pim/reviews/review.ts';

/** What is done with a round, and which; all of it is read again before anything is done. */
export interface ReviewActKey extends RoundKey {
  readonly what: 'remind' | 'stop' | 'apply';
}

/** What is filled in on the form of a new review. */
export interface ReviewFormInputs {
  /** Ids of roles, with commas between them, as a client sends several choices. */
  readonly roles?: string;
  readonly assignments?: string;
  readonly cadence?: string;
  readonly days?: string;
  readonly by?: string;
  readonly named?: string;
  readonly fallback?: string;
}

/** Reviews that are being prepared; everything as text, since it goes through a client and back. */
export interface ReviewDraft {
  readonly draftId: string;
  readonly roles: string;
  readonly assignments: string;
  readonly cadence: string;
  readonly days: string;
  /** `manager`, `person:{id}` or `group:{id}`, with commas between them. */
  readonly reviewers: string;
  readonly fallback: string;
}

/** A reviewer's card, and the page of it. */
export interface OwnReviewKey {
  readonly cardId: string;
  readonly nonce: string;
  readonly page?: string;
}

/** One decision; `seen`: when it was decided as the card shows it, in milliseconds, `0` for not yet. */
export interface ReviewItemKey {
  readonly cardId: string;
  readonly nonce: string;
  readonly itemId: ReviewItemId;
  readonly verdict: Verdict;
  readonly seen: string;
}

import { type ReviewItemId, type ReviewPlan, type RoundKey, type Verdict } from './review.ts';

/** What somebody does with access reviews; each is an operation of its own, with a proof that was asked for it. */
export type ReviewAct =
  /** `together`: the operations that were confirmed with it, one for each role; they are shown on one card. */
  | { readonly what: 'create'; readonly plan: ReviewPlan; readonly together: readonly string[] }
  | ({ readonly what: 'remind' | 'stop' } & RoundKey)
  /** `losing`: the items that take something away, as they were shown when it was confirmed. */
  | ({ readonly what: 'apply'; readonly losing: readonly ReviewItemId[] } & RoundKey)
  | ({
      readonly what: 'decide';
      readonly itemId: ReviewItemId;
      readonly verdict: Verdict;
    } & RoundKey)
  /** Keeps all of these, which were counted when it was confirmed. */
  | ({
      readonly what: 'keep';
      readonly itemIds: readonly ReviewItemId[];
    } & RoundKey);

/** One act by its name. */
export type ReviewActOf<What extends ReviewAct['what']> = Extract<ReviewAct, { what: What }>;

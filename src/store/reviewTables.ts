/** A reviewer's card of one round of an access review. */
export interface ReviewCardTable {
  tenantId: string;
  id: string;
  reviewId: string;
  roundId: string;
  personId: string;
  roleDefinitionId: string;
  nonce: string;
  conversationId: string | null;
  activityId: string | null;
  receipt: string;
  refusal: string | null;
  createdAt: Date;
  /** When the one reminder was queued. */
  remindedAt: Date | null;
  /** When it was drawn to its end. */
  closedAt: Date | null;
}

import { z } from 'zod';
import { verbs } from '../../cards/verbs.ts';
import { REVIEW_CADENCES, REVIEWED_ASSIGNMENTS, VERDICTS } from '../../pim/reviews/review.ts';

const GUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const guid = z.string().regex(new RegExp(`^${GUID}$`, 'i'));
const guids = z.string().regex(new RegExp(`^${GUID}(?:,${GUID}){0,19}$`, 'i'));
const ulid = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/);
const digits = z.string().regex(/^[1-9]\d{0,3}$/);
const digest = z.string().regex(/^[\w-]{43}$/);
const card = { cardId: ulid, nonce: z.string().min(16).max(128) };
const round = { reviewId: guid, roundId: guid };
const act = { ...round, what: z.enum(['remind', 'stop', 'apply']) };
const reviewers = z
  .string()
  .regex(new RegExp(`^(?:(?:manager|person:${GUID}|group:${GUID})(?:,(?!$)|$)){1,20}$`, 'i'));
/** More than any field of ours takes; what is longer is no press of our card. */
const typed = z.string().max(28_000);

/** What the buttons of access reviews send; strict like all others. */
export const reviewPresses = [
  z.strictObject({ verb: z.literal(verbs.showReviews), page: digits.optional() }),
  z.strictObject({ verb: z.literal(verbs.showReview), ...round }),
  z.strictObject({ verb: z.literal(verbs.newReview) }),
  z.strictObject({
    verb: z.literal(verbs.checkReview),
    draftId: ulid,
    roles: typed.optional(),
    assignments: typed.optional(),
    cadence: typed.optional(),
    days: typed.optional(),
    by: typed.optional(),
    named: typed.optional(),
    fallback: typed.optional(),
  }),
  z.strictObject({
    verb: z.literal(verbs.confirmReview),
    draftId: ulid,
    roles: guids,
    assignments: z.enum(REVIEWED_ASSIGNMENTS),
    cadence: z.enum(REVIEW_CADENCES),
    days: digits,
    reviewers,
    fallback: z.union([z.literal(''), reviewers]),
  }),
  z.strictObject({ verb: z.literal(verbs.dismissReview), draftId: ulid }),
  z.strictObject({ verb: z.literal(verbs.askReviewAct), ...act }),
  z.strictObject({ verb: z.literal(verbs.confirmReviewAct), ...act, draftId: ulid, shown: digest }),
  z.strictObject({ verb: z.literal(verbs.showOwnReview), ...card, page: digits.optional() }),
  z.strictObject({
    verb: z.literal(verbs.decideReview),
    ...card,
    itemId: guid,
    verdict: z.enum(VERDICTS),
    seen: z.string().regex(/^\d{1,16}$/),
    justification: typed.optional(),
  }),
  z.strictObject({ verb: z.literal(verbs.askKeepUsed), ...card }),
  z.strictObject({
    verb: z.literal(verbs.confirmKeepUsed),
    ...card,
    draftId: ulid,
    shown: digest,
    justification: typed.optional(),
  }),
] as const;

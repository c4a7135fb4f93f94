import { z } from 'zod';
import { REVIEW_CADENCES, REVIEWED_ASSIGNMENTS } from './pim/reviews/review.ts';

/** Access reviews: whether they are done here, and what a new one begins with. */
export const reviewSettings = z
  .strictObject({
    enabled: z.boolean().default(false),
    cadence: z.enum(REVIEW_CADENCES).default('quarterly'),
    assignments: z.enum(REVIEWED_ASSIGNMENTS).default('eligible'),
    days: z.number().int().min(1).max(80).default(14),
    remindDaysBefore: z.number().int().min(0).max(14).default(3),
    activatedWithinDays: z.number().int().min(1).max(365).default(30),
  })
  .prefault({});

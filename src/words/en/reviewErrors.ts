import { type ErrorWords } from '../errors.ts';
import { said } from './changeGuards.ts';

/** What goes wrong with access reviews. */
export const reviewErrors = {
  reviews_off: said(
    'Access reviews are not switched on here.',
    'Nothing was changed. The settings file of Latchkey does it: reviews, enabled.',
  ),
  review_not_found: said(
    'Entra does not know this access review any more.',
    'Nothing was changed. Type reviews to see which there are.',
  ),
  review_over: said(
    'This round of the review is over: decisions are not taken any more.',
    'Nothing was changed. What was decided before the end stands in Entra.',
  ),
  not_a_reviewer: said(
    'Entra does not list you as a reviewer of this.',
    'Nothing was decided. The reviewers may have changed since you were asked.',
  ),
  already_reviewed: ({ decidedBy }) =>
    decidedBy === undefined
      ? { what: 'You have decided this already.', next: 'There is nothing left to do.' }
      : {
          what: `${decidedBy} has decided this already.`,
          next: 'I changed nothing. Talk to them if you see it otherwise.',
        },
  review_not_completed: said(
    'What was decided can be carried out only when the round is completed, and once.',
    'Nothing was changed. Wait for its end, or stop it first.',
  ),
  review_changed: said(
    'Other people would lose the role now than you were shown.',
    'Nothing was changed. Look at the review again.',
  ),
  review_reminder_unclear: said(
    'Entra did not answer, so nobody knows whether the reminder went out.',
    'A second one does no harm; you can send it again.',
  ),
} satisfies Partial<ErrorWords['codes']>;

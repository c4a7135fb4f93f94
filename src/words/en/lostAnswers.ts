import { type ErrorWords } from '../errors.ts';
import { said } from './changeGuards.ts';

/** What becomes of a change whose answer was lost, or that nobody went on with. */
export const lostAnswers = {
  outcome_unknown: said(
    'Entra did not answer, so I cannot say yet whether it worked.',
    'I keep looking and will tell you here. Do not ask a second time.',
  ),
  outcome_never_learnt: said(
    'Entra did not answer, and I could not find out within a day whether it worked.',
    'I look no longer. See in the Entra admin center how it stands before you ask again.',
  ),
  never_begun: said(
    'Nobody signed in for it within a day, so nothing was sent to Entra.',
    'Nothing was changed. Ask again if you still need it.',
  ),
  asked_too_long_ago: said(
    'Entra did not get this request when you asked, and that is more than a quarter of an hour ago.',
    'I did not send it now: nothing is active. If you still need the role, ask once more.',
  ),
} satisfies Partial<ErrorWords['codes']>;

import { type PendingApproval } from '../pim/operations/pendingApprovals.ts';
import { timesFor } from '../words/times.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { type Card, type CardContext } from './card.ts';
import { drawFitting, drawList } from './list.ts';
import { line, subtle } from './runs.ts';
import { waitingForMeRow } from './waitingRows.ts';

const MOST_ROWS = 6;

/** Everything that still waits for an approver, in one message. */
export function reminderCard(context: CardContext, waiting: readonly PendingApproval[]): Card {
  const { followUps, pending, roles } = wordsFor(context.locale);
  const times = timesFor(context);
  const heading = followUps.reminder.heading(waiting.length);
  const number = waiting.find(({ card }) => card.number !== undefined)?.card.number;
  return drawFitting(MOST_ROWS, (most) =>
    drawList(context, {
      heading,
      lead: [line(followUps.reminder.why(waiting.length))],
      sections: [
        {
          title: pending.forMe,
          rows: waiting.slice(0, most).map((entry) => waitingForMeRow(context, times, entry)),
          more: waiting.length > most ? roles.more(waiting.length - most) : undefined,
        },
      ],
      lines: number === undefined ? [] : [subtle(pending.typedDecision(number))],
      actions: [],
      preview: { summary: heading, discreetSummary: heading, typed: pending.typed },
    }),
  );
}

import { type PendingApproval } from '../pim/operations/pendingApprovals.ts';
import { timesFor } from '../words/times.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { button } from './actions.ts';
import { type Card, type CardContext } from './card.ts';
import { drawFitting, drawList } from './list.ts';
import { line, subtle } from './runs.ts';
import { verbs } from './verbs.ts';
import { ownRequestRow, waitingForMeRow, type OwnRequest } from './waitingRows.ts';

/** What waits for the reader, and what the reader waits for. */
export interface PendingOnCard {
  readonly forMe: readonly PendingApproval[];
  readonly mine: readonly OwnRequest[];
}

const MOST_ROWS = 8;

/** Requests for the reader's decision, and the reader's own. */
export function pendingCard(context: CardContext, { forMe, mine }: PendingOnCard): Card {
  const { pending, roles, buttons } = wordsFor(context.locale);
  const times = timesFor(context);
  const isEmpty = forMe.length + mine.length === 0;
  const number = forMe.find(({ card }) => card.number !== undefined)?.card.number;
  const counts = pending.counts(forMe.length, mine.length);
  const more = (count: number, most: number): string | undefined =>
    count > most ? roles.more(count - most) : undefined;
  const draw = (most: number): Card =>
    drawList(context, {
      heading: pending.heading,
      lead: isEmpty ? [line(pending.nothing), subtle(pending.nothingNext)] : [],
      sections: [
        {
          title: pending.forMe,
          rows: forMe.slice(0, most).map((entry) => waitingForMeRow(context, times, entry)),
          more: more(forMe.length, most),
        },
        {
          title: pending.mine,
          rows: mine.slice(0, most).map((entry) => ownRequestRow(context, times, entry)),
          more: more(mine.length, most),
        },
      ],
      lines: number === undefined ? [] : [subtle(pending.typedDecision(number))],
      actions: isEmpty ? [button(context, buttons.myRoles, verbs.showRoles, {})] : [],
      preview: { summary: counts, discreetSummary: counts, typed: pending.typed },
    });
  return drawFitting(MOST_ROWS, draw);
}

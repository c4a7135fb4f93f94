import { type Digest, type EndingEligibility } from '../pim/operations/composeDigest.ts';
import { type ActiveRole } from '../pim/roles.ts';
import { timesFor, type Times } from '../words/times.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { button } from './actions.ts';
import { type Card, type CardContext } from './card.ts';
import { moreTime } from './extensionCard.ts';
import { drawFitting, drawList, type Row, type Section } from './list.ts';
import { roleButton } from './roleButton.ts';
import { roleRow } from './roleLine.ts';
import { roleOnCard } from './roleOnCard.ts';
import { subtle } from './runs.ts';
import { verbs } from './verbs.ts';
import { ownRequestRow, waitingForMeRow } from './waitingRows.ts';

/** A digest is read in ten seconds. */
const MOST_ROWS = 4;

/** Once a day what matters, in four short sections at most. */
export function digestCard(context: CardContext, digest: Digest): Card {
  const { digest: words, buttons } = wordsFor(context.locale);
  const { waitingForMe, active, myPending, endingSoon } = digest;
  const counts = words.counts(waitingForMe.length, active.length, myPending.length, endingSoon.length);
  const draw = (most: number): Card =>
    drawList(context, {
      heading: words.heading(timesFor(context).date(context.now)),
      sections: sectionsOf(context, digest, most),
      lines: [subtle(words.settings)],
      actions: [
        button(context, buttons.myRoles, verbs.showRoles, {}),
        ...(waitingForMe.length + myPending.length > 0
          ? [button(context, buttons.pending, verbs.showPending, {})]
          : []),
      ],
      preview: { summary: counts, discreetSummary: counts, typed: words.typed },
    });
  return drawFitting(MOST_ROWS, draw);
}

function sectionsOf(context: CardContext, digest: Digest, most: number): readonly Section[] {
  const { digest: words } = wordsFor(context.locale);
  const times = timesFor(context);
  return [
    section(context, words.forMe, digest.waitingForMe, most, (entry) =>
      waitingForMeRow(context, times, entry),
    ),
    section(context, words.active, digest.active, most, (held) => activeRow(context, times, held)),
    section(context, words.mine, digest.myPending, most, ({ request, card }) =>
      ownRequestRow(context, times, {
        request,
        key: card === undefined ? undefined : { cardId: card.id, nonce: card.nonce },
      }),
    ),
    section(context, words.ending, digest.endingSoon, most, (eligible) =>
      endingRow(context, times, eligible),
    ),
  ];
}

function section<T>(
  { locale }: CardContext,
  title: string,
  all: readonly T[],
  most: number,
  row: (entry: T) => Row,
): Section {
  const rest = all.length - most;
  return {
    title,
    rows: all.slice(0, most).map(row),
    more: rest > 0 ? wordsFor(locale).roles.more(rest) : undefined,
  };
}

function activeRow(context: CardContext, times: Times, held: ActiveRole): Row {
  const words = wordsFor(context.locale);
  const { roles, buttons } = words;
  const left = held.endAt === undefined ? undefined : times.left(held.endAt);
  const role = roleOnCard(held);
  return {
    lines: roleRow(
      roles,
      role,
      held.endAt === undefined || left === undefined ? [] : [roles.timeLeft(left, times.at(held.endAt))],
    ),
    actions: [roleButton(context, words, buttons.deactivate, verbs.deactivateRole, role)],
  };
}

function endingRow(context: CardContext, times: Times, eligible: EndingEligibility): Row {
  const { roles } = wordsFor(context.locale);
  const { endAt } = eligible;
  const facts = endAt === undefined ? [] : [roles.eligibleUntil(times.at(endAt))];
  const role = roleOnCard(eligible);
  const more = moreTime(context, eligible, role);
  return { lines: [...roleRow(roles, role, facts), ...more.lines], actions: more.actions };
}

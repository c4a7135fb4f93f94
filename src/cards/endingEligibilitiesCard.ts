import { type EndingEligibility } from '../pim/operations/composeDigest.ts';
import { timesFor } from '../words/times.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { type Card, type CardContext } from './card.ts';
import { moreTime } from './extensionCard.ts';
import { drawFitting, drawList } from './list.ts';
import { roleRow } from './roleLine.ts';
import { roleOnCard } from './roleOnCard.ts';
import { line } from './runs.ts';
import { lookAlikesAmong } from './unusualName.ts';

const MOST_ROWS = 8;

/** Eligibilities of one's own that end soon, for somebody who would like more time: it can be asked for. */
export function endingEligibilitiesCard(context: CardContext, ending: readonly EndingEligibility[]): Card {
  const words = wordsFor(context.locale);
  const { offer } = words.followUps.extension;
  const times = timesFor(context);
  const draw = (most: number): Card => {
    const shown = ending.slice(0, most);
    const isLookAlike = lookAlikesAmong(shown.map(({ role }) => role.displayName));
    const rows = shown.map((eligible) => {
      const role = roleOnCard(eligible);
      const facts = eligible.endAt === undefined ? [] : [words.roles.eligibleUntil(times.at(eligible.endAt))];
      const more = moreTime(context, eligible, role);
      return {
        lines: [...roleRow(words.roles, role, facts, isLookAlike), ...more.lines],
        actions: more.actions,
      };
    });
    const more = ending.length > most ? words.roles.more(ending.length - most) : undefined;
    return drawList(context, {
      heading: offer.heading,
      lead: [line(rows.some(({ actions }) => actions.length > 0) ? offer.next : offer.asked)],
      sections: [{ title: '', rows, more }],
      actions: [],
      preview: {
        summary: offer.heading,
        discreetSummary: words.notices.discreet,
        typed: words.requests.typed,
      },
    });
  };
  return drawFitting(MOST_ROWS, draw);
}

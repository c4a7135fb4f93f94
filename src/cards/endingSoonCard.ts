import { timesFor } from '../words/times.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { button } from './actions.ts';
import { type Card, type CardContext } from './card.ts';
import { plainName } from './plainText.ts';
import { requestQuotes, type Asked } from './requestFacts.ts';
import { roleKey } from './roleOnCard.ts';
import { line, subtle } from './runs.ts';
import { drawSheet } from './sheet.ts';
import { verbs } from './verbs.ts';

/** An activation that ends within the hour. */
export interface EndingSoon extends Asked {
  readonly endAt: Date;
}

/** Says that a role ends soon, what it was activated for, and what one can do about it: PIM cannot prolong it. */
export function endingSoonCard(context: CardContext, ending: EndingSoon): Card {
  const words = wordsFor(context.locale);
  const times = timesFor(context);
  const left = times.left(ending.endAt) ?? times.duration(0);
  const sentence = words.notices.endingSoon(plainName(ending.role.name), left, times.at(ending.endAt));
  return drawSheet(context, {
    tone: 'warning',
    heading: words.notices.headings.endingSoon,
    lead: [line(sentence)],
    quotes: requestQuotes(words, ending),
    lines: [subtle(words.notices.endingSoonNext)],
    actions: [button(context, words.buttons.deactivateNow, verbs.deactivateRole, roleKey(ending.role))],
    preview: {
      summary: sentence,
      discreetSummary: words.notices.discreet,
      typed: words.requests.typed,
    },
  });
}

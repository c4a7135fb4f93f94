import { type Extension } from '../pim/followUps.ts';
import { timesFor } from '../words/times.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { type Card, type CardContext } from './card.ts';
import { plainName } from './plainText.ts';
import { line } from './runs.ts';
import { drawSheet } from './sheet.ts';

/** Says that an administrator has given the time that was asked for. */
export function extensionGrantedCard(
  context: CardContext,
  { roleName, newEndAt }: Pick<Extension, 'roleName' | 'newEndAt'>,
): Card {
  const words = wordsFor(context.locale);
  const { headings, grantedNext } = words.followUps.extension;
  const until = newEndAt === undefined ? undefined : timesFor(context).at(newEndAt);
  const sentence = grantedNext(plainName(roleName), until);
  return drawSheet(context, {
    tone: 'good',
    heading: headings.granted,
    lead: [line(sentence)],
    actions: [],
    preview: { summary: sentence, discreetSummary: words.notices.discreet, typed: words.requests.typed },
  });
}

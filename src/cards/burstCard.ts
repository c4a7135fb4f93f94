import { type BurstMessage } from '../pim/records.ts';
import { timesFor } from '../words/times.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { link } from './actions.ts';
import { type Card, type CardContext } from './card.ts';
import { plainName } from './plainText.ts';
import { line, subtle } from './runs.ts';
import { drawSheet } from './sheet.ts';

/** Who asks how often, for an administrator. */
export interface BurstOnCard extends Pick<BurstMessage, 'reason' | 'count' | 'minutes'> {
  /** `undefined` for somebody whom the directory does not have any more. */
  readonly name: string | undefined;
}

/** Tells an administrator that somebody asks for roles more often than people do. */
export function burstCard(context: CardContext, { name, reason, count, minutes }: BurstOnCard): Card {
  const { administrators, buttons, notices } = wordsFor(context.locale);
  const words = administrators.burst;
  const who = name === undefined || plainName(name) === '' ? undefined : plainName(name);
  const sentence =
    reason === 'quota'
      ? words.quota(who, count)
      : words.burst(who, count, timesFor(context).duration(minutes));
  return drawSheet(context, {
    tone: 'warning',
    heading: words.heading,
    lead: [line(sentence)],
    lines: [subtle(words.meaning)],
    actions: [link(buttons.openInEntra, context.portalUrl)],
    preview: { summary: sentence, discreetSummary: notices.discreet, typed: words.typed },
  });
}

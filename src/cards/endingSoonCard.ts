import { timesFor } from '../words/times.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { button, type CardAction } from './actions.ts';
import { type Card, type CardContext } from './card.ts';
import { plainName } from './plainText.ts';
import { requestQuotes, type Asked } from './requestFacts.ts';
import { roleKey } from './roleOnCard.ts';
import { line, subtle } from './runs.ts';
import { drawSheet, type Tone } from './sheet.ts';
import { verbs } from './verbs.ts';

/**
 * What the person has chosen: nothing yet, to let it end, or to have it again afterwards. `over` and `overWished`: the
 * activation has ended, without and with that wish.
 */
export type EndingState = 'asked' | 'letEnd' | 'wished' | 'over' | 'overWished';

/** An activation that ends within the hour. */
export interface EndingSoon extends Asked {
  readonly endAt: Date;
  readonly state: EndingState;
}

const tones: Readonly<Record<EndingState, Tone>> = {
  asked: 'warning',
  letEnd: 'emphasis',
  wished: 'accent',
  over: 'emphasis',
  overWished: 'emphasis',
};

/** Says that a role ends soon, what it was activated for, and what one can do about it: PIM cannot prolong it. */
export function endingSoonCard(context: CardContext, ending: EndingSoon): Card {
  const words = wordsFor(context.locale);
  const { notices, followUps } = words;
  const times = timesFor(context);
  const name = plainName(ending.role.name);
  const left = times.left(ending.endAt) ?? times.duration(0);
  const isOver = ending.state === 'over' || ending.state === 'overWished';
  const sentence = isOver
    ? followUps.ending.over(name)
    : notices.endingSoon(name, left, times.at(ending.endAt));
  const next: Readonly<Record<EndingState, string | undefined>> = {
    asked: notices.endingSoonNext,
    letEnd: followUps.ending.letEnd,
    wished: followUps.ending.wished,
    over: undefined,
    overWished: followUps.ending.overWished,
  };
  const after = next[ending.state];
  return drawSheet(context, {
    tone: tones[ending.state],
    heading: isOver ? notices.headings.ended : notices.headings.endingSoon,
    lead: [line(sentence)],
    quotes: requestQuotes(words, ending),
    lines: after === undefined ? [] : [subtle(after)],
    actions: endingActions(context, ending),
    preview: {
      summary: sentence,
      discreetSummary: notices.discreet,
      typed: words.requests.typed,
    },
  });
}

function endingActions(context: CardContext, { state, role }: EndingSoon): readonly CardAction[] {
  const { buttons, followUps } = wordsFor(context.locale);
  const key = roleKey(role);
  const letEnd = button(context, followUps.buttons.letEnd, verbs.letEnd, key);
  const deactivate = button(context, buttons.deactivateNow, verbs.deactivateRole, key);
  const againAfter = button(context, followUps.buttons.againAfter, verbs.activateAfter, key);
  switch (state) {
    case 'asked':
      return [letEnd, deactivate, againAfter];
    case 'letEnd':
      return [deactivate, againAfter];
    case 'wished':
      return [letEnd, deactivate];
    case 'over':
      return [button(context, buttons.activateAgain, verbs.activateAgain, key)];
    case 'overWished':
      return [];
  }
}

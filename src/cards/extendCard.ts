import { timesFor } from '../words/times.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { button, type CardAction } from './actions.ts';
import { type Card, type CardContext } from './card.ts';
import { plainName } from './plainText.ts';
import { roleLine } from './roleLine.ts';
import { roleKey, type RoleOnCard } from './roleOnCard.ts';
import { line } from './runs.ts';
import { drawSheet } from './sheet.ts';
import { verbs } from './verbs.ts';

/** A running activation that somebody would like to last longer. */
export interface ExtendOnCard {
  readonly role: RoleOnCard;
  readonly endAt: Date | undefined;
  /** From when PIM lets it be deactivated; `undefined` where that is not known. */
  readonly deactivableFrom: Date | undefined;
  readonly isApprovalRequired: boolean;
  /** Whether its end is followed, so that the form can come by itself. */
  readonly isFollowed: boolean;
  /** Whether the person has wished for that already. */
  readonly isWished: boolean;
}

/** Says that a running activation cannot be prolonged, and offers what can be done instead. */
export function extendCard(context: CardContext, extend: ExtendOnCard): Card {
  const words = wordsFor(context.locale);
  const { extend: said } = words.followUps;
  const times = timesFor(context);
  const name = plainName(extend.role.name);
  const { deactivableFrom: from } = extend;
  const earliest = from !== undefined && from > context.now ? from : undefined;
  const sentence =
    extend.endAt === undefined ? said.withoutEnd(name) : said.until(name, times.at(extend.endAt));
  return drawSheet(context, {
    tone: extend.isWished ? 'accent' : 'emphasis',
    heading: said.heading,
    lead: [...roleLine(words.roles, extend.role), line(`${said.cannot} ${sentence}`)],
    lines: [
      line(earliest === undefined ? said.restart : said.restartFrom(times.at(earliest))),
      ...(extend.isApprovalRequired ? [line(said.approvalAgain)] : []),
      line(extend.isFollowed ? (extend.isWished ? said.wished : said.after) : said.notFollowed),
    ],
    actions: extendActions(context, extend, earliest !== undefined),
    preview: { summary: sentence, discreetSummary: words.notices.discreet, typed: words.requests.typed },
  });
}

function extendActions(
  context: CardContext,
  { role, isFollowed, isWished }: ExtendOnCard,
  isTooSoon: boolean,
): readonly CardAction[] {
  const { buttons, followUps } = wordsFor(context.locale);
  const key = roleKey(role);
  const restart = isFollowed
    ? button(context, followUps.buttons.restart, verbs.restartActivation, key)
    : button(context, buttons.deactivate, verbs.deactivateRole, key);
  return [
    ...(isTooSoon ? [] : [restart]),
    ...(isFollowed
      ? [
          isWished
            ? button(context, followUps.buttons.letEnd, verbs.letEnd, key)
            : button(context, followUps.buttons.againAfter, verbs.activateAfter, key),
        ]
      : []),
  ];
}

import { wordsFor } from '../words/wordsFor.ts';
import { button } from './actions.ts';
import { type Card, type CardContext } from './card.ts';
import { roleLine } from './roleLine.ts';
import { roleKey, type RoleOnCard } from './roleOnCard.ts';
import { line, run, subtle } from './runs.ts';
import { drawSheet } from './sheet.ts';
import { verbs } from './verbs.ts';

/** Who is greeted. */
export interface WelcomeOnCard {
  /** A role to begin with, where it is known. */
  readonly suggestedRole: RoleOnCard | undefined;
}

/** The first card: what Latchkey is, why it writes, and one thing to try. */
export function welcomeCard(context: CardContext, { suggestedRole }: WelcomeOnCard): Card {
  const { greetings, buttons, roles } = wordsFor(context.locale);
  const first =
    suggestedRole === undefined
      ? []
      : [button(context, buttons.activate, verbs.activateRole, roleKey(suggestedRole))];
  return drawSheet(context, {
    tone: 'emphasis',
    heading: greetings.heading,
    lead: [line(greetings.whatIDo), line(greetings.whyIWrite), subtle(greetings.whatICannot)],
    lines:
      suggestedRole === undefined
        ? [[run(greetings.tryThis, { weight: 'Bolder' })]]
        : [line(greetings.tryRole), ...roleLine(roles, suggestedRole)],
    actions: [
      ...first,
      button(context, buttons.myRoles, verbs.showRoles, {}),
      button(context, buttons.help, verbs.showHelp, {}),
    ],
    preview: {
      summary: greetings.summary,
      discreetSummary: greetings.summary,
      typed: greetings.typed,
    },
  });
}

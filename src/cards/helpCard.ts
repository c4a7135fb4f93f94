import { type HelpTopic, type HelpWords } from '../words/helpWords.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { button, type CardAction } from './actions.ts';
import { type Card, type CardContext } from './card.ts';
import { drawList, type Row } from './list.ts';
import { roleKey, type RoleOnCard } from './roleOnCard.ts';
import { nameRun, run, subtle, type Line } from './runs.ts';
import { verbs } from './verbs.ts';

/** What the reader can do; the examples follow from it. */
export interface HelpOnCard {
  /** A role that the reader can activate now, for an example that works. */
  readonly suggestedRole: RoleOnCard | undefined;
  /** A role that is active for the reader and can be deactivated. */
  readonly activeRole: RoleOnCard | undefined;
  /** The role of the reader's last activation. */
  readonly lastRole: RoleOnCard | undefined;
  readonly isApprover: boolean;
}

const MOST_EXAMPLES = 6;

/** Six examples at most, by what this person can do; those that need no more words are buttons. */
export function helpCard(context: CardContext, help: HelpOnCard): Card {
  const { help: words } = wordsFor(context.locale);
  return drawList(context, {
    heading: words.heading,
    sections: [{ title: '', rows: examples(context, help).slice(0, MOST_EXAMPLES) }],
    lines: [subtle(words.more)],
    actions: [],
    preview: { summary: words.summary, discreetSummary: words.summary, typed: words.typed },
  });
}

function examples(context: CardContext, help: HelpOnCard): readonly Row[] {
  const { help: words, buttons } = wordsFor(context.locale);
  const { suggestedRole, activeRole, lastRole, isApprover } = help;
  const row = (topic: HelpTopic, role?: RoleOnCard, action?: CardAction): Row => ({
    lines: exampleLines(words, topic, role),
    actions: action === undefined ? [] : [action],
  });
  return [
    suggestedRole === undefined
      ? row('activate')
      : row(
          'activateShort',
          suggestedRole,
          button(context, buttons.activate, verbs.activateRole, roleKey(suggestedRole)),
        ),
    row('myRoles', undefined, button(context, buttons.myRoles, verbs.showRoles, {})),
    ...(isApprover ? [row('decide')] : []),
    row('pending', undefined, button(context, buttons.pending, verbs.showPending, {})),
    ...(activeRole === undefined
      ? []
      : [
          row(
            'deactivate',
            activeRole,
            button(context, buttons.deactivate, verbs.deactivateRole, roleKey(activeRole)),
          ),
        ]),
    ...(lastRole === undefined
      ? []
      : [
          row(
            'again',
            undefined,
            button(context, buttons.activateAgain, verbs.activateAgain, roleKey(lastRole)),
          ),
        ]),
    row('digest', undefined, button(context, buttons.digest, verbs.openDigest, {})),
  ];
}

function exampleLines(words: HelpWords, topic: HelpTopic, role: RoleOnCard | undefined): readonly Line[] {
  const { command, does } = words.examples[topic];
  return [
    [
      run(command, { weight: 'Bolder' }),
      ...(role === undefined ? [] : [run(' '), nameRun(role.name, { weight: 'Bolder' })]),
    ],
    subtle(does),
  ];
}

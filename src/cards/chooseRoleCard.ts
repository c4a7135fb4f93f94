import { wordsFor } from '../words/wordsFor.ts';
import { type Card, type CardContext } from './card.ts';
import { drawFitting, drawList } from './list.ts';
import { plainName } from './plainText.ts';
import { roleButton } from './roleButton.ts';
import { roleRow } from './roleLine.ts';
import { type RoleOnCard } from './roleOnCard.ts';
import { line } from './runs.ts';
import { lookAlikesAmong } from './unusualName.ts';
import { verbs } from './verbs.ts';

/** A question which of the person's own roles was meant. */
export interface RoleChoice {
  readonly purpose: 'activate' | 'deactivate' | 'extend';
  /** A dialog waits for the number of one. */
  readonly takesNumber: boolean;
  /** What the person typed. */
  readonly typed: string;
  /** Best first. */
  readonly options: readonly RoleOnCard[];
}

const MOST_OPTIONS = 8;

const verbOf = {
  activate: verbs.activateRole,
  deactivate: verbs.deactivateRole,
  extend: verbs.showExtend,
} as const;

/** "Did you mean": every option is a button; a number can be typed where a dialog waits for it. */
export function chooseRoleCard(
  context: CardContext,
  { purpose, takesNumber, typed, options }: RoleChoice,
): Card {
  const words = wordsFor(context.locale);
  const { choose, buttons, roles } = words;
  const verb = verbOf[purpose];
  const heading = typed === '' ? choose.headingUntyped : choose.heading;
  const typedInstead = (count: number): string =>
    takesNumber ? choose.typed(count) : choose.typedName[purpose];
  const draw = (most: number): Card => {
    const offered = options.slice(0, most);
    const isLookAlike = lookAlikesAmong(offered.map(({ name }) => name));
    return drawList(context, {
      heading,
      lead: [line(choose[purpose](plainName(typed)))],
      sections: [
        {
          title: '',
          rows: offered.map((role, index) => ({
            lines: roleRow(roles, role, [], isLookAlike),
            actions: [roleButton(context, words, buttons.choose(index + 1), verb, role)],
          })),
        },
      ],
      lines: [line(typedInstead(offered.length))],
      actions: [],
      preview: {
        summary: heading,
        discreetSummary: heading,
        typed: typedInstead(offered.length),
      },
    });
  };
  return drawFitting(MOST_OPTIONS, draw);
}

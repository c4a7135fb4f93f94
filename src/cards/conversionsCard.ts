import { type Conversion } from '../pim/posture/judgements.ts';
import { timesFor } from '../words/times.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { button, toldApart } from './actions.ts';
import { type Card, type CardContext } from './card.ts';
import { drawFitting, drawList, type Row, type Section } from './list.ts';
import { pageOf } from './pages.ts';
import { line, run, subtle } from './runs.ts';
import { markedName, nameMarks, roleNameMarks } from './unusualName.ts';
import { verbs } from './verbs.ts';

/** What should become of every permanent assignment. */
export interface ConversionsOnCard {
  readonly conversions: readonly Conversion[];
  /** Whether the reader may change anything from here. */
  readonly mayChange: boolean;
  readonly page: number;
  readonly asOf: Date;
}

const ROWS_PER_PAGE = 8;
const MOST_OTHERS = 4;

const isReady = ({ advice }: Conversion): boolean =>
  advice === 'makeEligible' || advice === 'alreadyEligible';

/** Permanent assignments that can become eligibilities, each with its button; then those that cannot, and why. */
export function conversionsCard(context: CardContext, given: ConversionsOnCard): Card {
  const { changes, posture } = wordsFor(context.locale);
  const words = changes.conversions;
  const ready = given.conversions.filter(isReady);
  const draw = (most: number): Card => {
    const page = pageOf(ready, given.page, most);
    return drawList(context, {
      heading: words.heading,
      lead: [line(ready.length === 0 ? words.nothing : words.headline(ready.length))],
      sections: [
        { title: words.ready, rows: page.rows.map((one) => rowOf(context, one, given.mayChange)) },
        others(context, words.byHand, given.conversions, 'byHand', most),
        others(context, words.kept, given.conversions, 'keep', most),
      ],
      lines: [
        ...(given.mayChange || ready.length === 0 ? [] : [line(changes.notOffered)]),
        ...(page.count > 1 ? [subtle(posture.page(page.number, page.count))] : []),
        subtle(posture.asOf(timesFor(context).at(given.asOf))),
      ],
      actions:
        page.number < page.count
          ? [button(context, posture.next, verbs.showConversions, { page: String(page.number + 1) })]
          : [],
      preview: {
        summary: words.counts(ready.length),
        discreetSummary: words.counts(ready.length),
        typed: words.typed,
      },
    });
  };
  return drawFitting(ROWS_PER_PAGE, draw);
}

function rowOf(context: CardContext, { held, ...judged }: Conversion, mayChange: boolean): Row {
  const { changes, buttons, roles } = wordsFor(context.locale);
  const { conversions: words } = changes;
  const { holder, role, row } = held;
  const title = judged.advice === 'alreadyEligible' ? words.remove : words.makeEligible;
  return {
    lines: [
      [
        ...markedName(holder.displayName, { weight: 'Bolder' }, nameMarks(roles, holder.displayName)),
        run('  '),
        ...markedName(role.displayName, {}, roleNameMarks(roles, { ...role, name: role.displayName })),
      ],
      subtle(words.advice(judged)),
    ],
    actions: mayChange
      ? [
          button(
            context,
            title,
            verbs.changeHolding,
            {
              what: 'makeEligible',
              principalId: holder.id,
              roleDefinitionId: role.id,
              scopeId: row.scopeId,
            },
            toldApart(buttons, title, `${holder.displayName}, ${role.displayName}`),
          ),
        ]
      : [],
  };
}

function others(
  context: CardContext,
  title: string,
  all: readonly Conversion[],
  advice: Conversion['advice'],
  most: number,
): Section {
  const rows = all.filter((one) => one.advice === advice);
  const shown = Math.min(MOST_OTHERS, most);
  const rest = rows.length - shown;
  return {
    title,
    rows: rows.slice(0, shown).map((one) => rowOf(context, one, false)),
    more: rest > 0 ? wordsFor(context.locale).roles.more(rest) : undefined,
  };
}

import { timesFor } from '../../words/times.ts';
import { wordsFor } from '../../words/wordsFor.ts';
import { link } from '../actions.ts';
import { type Card, type CardContext } from '../card.ts';
import { drawFitting, drawList, type Row } from '../list.ts';
import { plainName } from '../plainText.ts';
import { line, nameRun, run, subtle } from '../runs.ts';
import { type BypassOnCard, thingsOf } from './bypassText.ts';

/** Rows of a list; the rest is counted. */
const MOST_ROWS = 12;

/** Many activations that went round house rules, as one list for an owner. The newest first. */
export function bypassListCard(
  context: CardContext,
  { shown, count }: { readonly shown: readonly BypassOnCard[]; readonly count: number },
): Card {
  const { houseBypasses: words, buttons } = wordsFor(context.locale);
  const times = timesFor(context);
  const row = ({ bypass, person, role }: BypassOnCard): Row => ({
    lines: [
      [nameRun(person, { weight: 'Bolder' }), run(`  ${plainName(role.name)}`)],
      subtle(words.list.row(times.at(bypass.activatedAt), bypass.verdict, words.unmet(thingsOf(bypass)))),
    ],
  });
  const draw = (most: number): Card => {
    const rows = shown.slice(0, most).map(row);
    const more = count - rows.length;
    return drawList(context, {
      heading: words.list.heading(count),
      lead: [],
      sections: [{ title: '', rows, more: more > 0 ? words.list.more(more) : undefined }],
      lines: [line(words.whatToDo), subtle(words.practice)],
      actions: [link(buttons.openInEntra, context.portalUrl)],
      preview: {
        summary: words.list.summary(count),
        discreetSummary: words.list.summary(count),
        typed: words.typed,
      },
    });
  };
  return drawFitting(MOST_ROWS, draw);
}

import { wordsFor } from '../../words/wordsFor.ts';
import { type Card, type CardContext } from '../card.ts';
import { line } from '../runs.ts';
import { drawSheet } from '../sheet.ts';

/** Why a file was not taken: our own sentences. */
export function policyFileProblemCard(context: CardContext, problems: readonly string[]): Card {
  const { policyFiles: words } = wordsFor(context.locale);
  return drawSheet(context, {
    tone: 'attention',
    kind: words.heading,
    heading: words.problems.heading,
    lines: [...problems.map(line), line(words.problems.next)],
    actions: [],
    preview: {
      summary: words.summary(words.problems.heading),
      discreetSummary: words.heading,
      typed: words.typed,
    },
  });
}

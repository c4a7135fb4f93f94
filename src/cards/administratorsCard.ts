import { type AdministratorsDigest, type NamedCount } from '../pim/operations/composeAdministratorsDigest.ts';
import { type AdministratorWords } from '../words/administratorWords.ts';
import { timesFor } from '../words/times.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { type Card, type CardContext } from './card.ts';
import { countBar } from './countBar.ts';
import { drawFitting, drawList, type Row, type Section } from './list.ts';
import { plainName } from './plainText.ts';
import { line, nameRun, run, type Line } from './runs.ts';

/** The whole tenant is read in ten seconds too. */
const MOST_ROWS = 5;

/** Once a day, for administrators: how much was activated, what stands out, and what has changed for good. */
export function administratorsCard(context: CardContext, digest: AdministratorsDigest): Card {
  const { administrators: words } = wordsFor(context.locale);
  const times = timesFor(context);
  const activations = sumOf(digest.activations);
  const { added = [], removed = [] } = digest.standing ?? {};
  const findings = digest.bypasses.length + sumOf(digest.refusals) + digest.lapsed.length;
  const counts = words.counts(activations, findings, added.length + removed.length);
  const headline: Line = [
    run(words.activations(activations, times.at(digest.since)), { size: 'Medium', weight: 'Bolder' }),
  ];
  const draw = (most: number): Card =>
    drawList(context, {
      heading: words.heading(times.date(context.now)),
      lead: [headline],
      sections: sectionsOf(words, digest).map((section) => shortened(context, section, most)),
      actions: [],
      preview: { summary: counts, discreetSummary: counts, typed: words.typed },
    });
  return drawFitting(MOST_ROWS, draw);
}

const sumOf = (counts: readonly NamedCount[]): number => counts.reduce((sum, { count }) => sum + count, 0);

function sectionsOf(words: AdministratorWords, digest: AdministratorsDigest): readonly Section[] {
  const { activations, bypasses, refusals, lapsed, approvers, standing } = digest;
  const { added = [], removed = [] } = standing ?? {};
  const said = (text: string): Row => ({ lines: [line(text)] });
  return [
    { title: words.byRole, rows: chart(activations) },
    {
      title: words.lookAt,
      rows: [
        ...bypasses.map(({ holder, role }) => said(words.bypassed(plainName(holder), plainName(role)))),
        ...refusals.map(({ name, count }) => said(words.refused(count, plainName(name)))),
        ...lapsed.map((request) =>
          said(words.lapsed(plainName(request.requestorName), plainName(request.roleName))),
        ),
      ],
    },
    { title: words.approvers, rows: chart(approvers) },
    {
      title: words.standing(added.length, removed.length),
      rows: [
        ...added.map(({ holder, role }) => said(words.added(plainName(holder), plainName(role)))),
        ...removed.map(({ holder, role }) => said(words.removed(plainName(holder), plainName(role)))),
      ],
    },
  ];
}

/** Bars with their figures; the largest count is a whole bar. */
function chart(counts: readonly NamedCount[]): readonly Row[] {
  const largest = Math.max(0, ...counts.map(({ count }) => count));
  return counts.map(({ name, count }) => ({
    lines: [
      [nameRun(name)],
      [
        run(countBar(count, largest), { fontType: 'Monospace', isSubtle: true }),
        run(`  ${String(count)}`, { weight: 'Bolder' }),
      ],
    ],
  }));
}

function shortened({ locale }: CardContext, section: Section, most: number): Section {
  const rest = section.rows.length - most;
  return {
    ...section,
    rows: section.rows.slice(0, most),
    more: rest > 0 ? wordsFor(locale).roles.more(rest) : undefined,
  };
}

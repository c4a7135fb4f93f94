import { type ActivationStats, type Tally } from '../pim/posture/questions.ts';
import { timesFor } from '../words/times.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { button } from './actions.ts';
import { type Card, type CardContext } from './card.ts';
import { verticalBars } from './charts.ts';
import { countBar } from './countBar.ts';
import { drawFitting, drawList, type Row, type Section } from './list.ts';
import { line, nameRun, run, subtle, type Line } from './runs.ts';
import { verbs } from './verbs.ts';

const MOST_ROWS = 5;
/** More bars than this are not told apart on a phone. */
const MOST_DAYS = 14;

/** Activations in figures: how many, of which roles, by whom, approved by whom. */
export function statsCard(context: CardContext, stats: ActivationStats, asOf: Date): Card {
  const words = wordsFor(context.locale).posture;
  const times = timesFor(context);
  const headline: Line = [
    run(words.stats.headline(stats.activated, stats.requests), { size: 'Medium', weight: 'Bolder' }),
  ];
  const days = stats.byDay.slice(-MOST_DAYS);
  const draw = (most: number): Card =>
    drawList(context, {
      heading: words.stats.heading(times.day(stats.since)),
      lead:
        stats.requests === 0
          ? [line(words.stats.nothing)]
          : [
              headline,
              line(words.stats.outcomes(stats.denied, stats.lapsedOrCanceled, stats.waiting)),
              ...(stats.medianMinutes === undefined
                ? []
                : [line(words.stats.median(times.duration(stats.medianMinutes)))]),
            ],
      charts:
        stats.activated === 0
          ? []
          : [
              verticalBars(
                words.stats.byDay,
                days.map(({ day, count }) => ({ name: day.slice(5), value: count })),
              ),
            ],
      sections: [
        section(words.stats.byRole, stats.byRole, most, context),
        section(words.stats.byPerson, stats.byPerson, most, context),
        section(words.stats.byDecider, stats.byDecider, most, context),
        daysSection(words.stats.byDay, stats),
      ],
      lines: [subtle(words.asOf(times.at(asOf)))],
      actions: [button(context, words.audit.heading, verbs.showAudit, {})],
      preview: {
        summary: words.stats.counts(stats.activated, stats.requests),
        discreetSummary: words.stats.counts(stats.activated, stats.requests),
        typed: words.stats.typed,
      },
    });
  return drawFitting(MOST_ROWS, draw);
}

function section(title: string, tallies: readonly Tally[], most: number, { locale }: CardContext): Section {
  const largest = tallies[0]?.count ?? 0;
  const rest = tallies.length - most;
  return {
    title,
    rows: tallies.slice(0, most).map(({ name, count }) => barRow(name, count, largest)),
    more: rest > 0 ? wordsFor(locale).roles.more(rest) : undefined,
  };
}

const barRow = (name: string, count: number, largest: number): Row => ({
  lines: [
    [nameRun(name)],
    [
      run(countBar(count, largest), { fontType: 'Monospace', isSubtle: true }),
      run(`  ${String(count)}`, { weight: 'Bolder' }),
    ],
  ],
});

/** The chart's figures: the days on which something was activated, in one line. */
function daysSection(title: string, { byDay, activated }: ActivationStats): Section {
  const said = byDay.filter(({ count }) => count > 0).slice(-MOST_DAYS);
  const text = said.map(({ day, count }) => `${day.slice(5)}: ${String(count)}`).join(', ');
  return { title, rows: activated === 0 ? [] : [{ lines: [line(text)] }] };
}

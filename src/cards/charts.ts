import { inertText } from './plainText.ts';

/**
 * A chart of Teams (Microsoft Teams: charts in Adaptive Cards, card version 1.5). Some clients draw none, so its figures
 * always stand in the card as well, and a client that does not know it leaves it out.
 */
export type Chart = Readonly<Record<string, unknown>>;

/** A row of a chart: a name of the directory, which is shown without characters that could do anything, and its parts. */
export interface ChartRow {
  readonly name: string;
  readonly parts: readonly { readonly legend: string; readonly value: number; readonly color: ChartColor }[];
}

/** Colours of Teams that tell from each other in both themes; they carry no meaning that is not written too. */
export type ChartColor = 'categoricalBlue' | 'categoricalTeal' | 'categoricalMarigold';

/** Bars side by side in a row. */
export const stackedBars = (title: string, rows: readonly ChartRow[]): Chart => ({
  type: 'Chart.HorizontalBar.Stacked',
  title,
  data: rows.map(({ name, parts }) => ({
    title: inertText(name),
    data: parts.map(({ legend, value, color }) => ({ legend, value, color })),
  })),
  fallback: 'drop',
});

/** One bar for each. */
export const verticalBars = (
  title: string,
  bars: readonly { readonly name: string; readonly value: number }[],
): Chart => ({
  type: 'Chart.VerticalBar',
  title,
  data: bars.map(({ name, value }) => ({ x: inertText(name), y: value })),
  fallback: 'drop',
});

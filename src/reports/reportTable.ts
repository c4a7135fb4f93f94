import { type ReportTableId, type ReportWords } from '../words/reportWords.ts';

/**
 * What stands in a cell: plain text, of people, of the directory or our own, in one or several lines. Whoever writes it
 * out escapes all of it.
 */
export type Cell = string | number | readonly string[];

/** A table of the report before it is written in any format. The first column names the row. */
export interface ReportTable {
  readonly id: string;
  readonly caption: string;
  readonly explained: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** Rows that were left out for length. */
  readonly more: number;
}

/** Longer tables are nobody's reading: the rest is in the JSON and the CSV. */
const MOST_ROWS = 200;

/** A table of the report with its words; only the rows that are shown are made. */
export function reportTable<Item>(
  words: ReportWords,
  id: ReportTableId,
  columns: readonly string[],
  items: readonly Item[],
  rowOf: (item: Item) => readonly Cell[],
): ReportTable {
  const { caption, explained } = words.tables[id];
  return {
    id,
    caption: words.counted(caption, items.length),
    explained,
    columns,
    rows: items.slice(0, MOST_ROWS).map(rowOf),
    more: Math.max(0, items.length - MOST_ROWS),
  };
}

/** The lines of a cell. */
export const linesOf = (cell: Cell): readonly string[] =>
  typeof cell === 'object' ? cell : [typeof cell === 'number' ? String(cell) : cell];

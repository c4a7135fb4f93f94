/** Rows of text under a heading. */
export type Table = readonly [heading: readonly string[], ...rows: (readonly string[])[]];

/** A table with what it is about. */
export type Section = readonly [title: string, table: Table];

/** A table as Markdown, its columns under each other. */
export function markdown([heading, ...rows]: Table): string {
  const widths = heading.map((title, column) =>
    Math.max(3, title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(heading), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

/** With one digit after the point. */
export const one = (value: number): string => value.toFixed(1);
/** With two digits after the point. */
export const two = (value: number): string => value.toFixed(2);
/** Whole megabytes. */
export const megabytes = (bytes: number): string => (bytes / 1_048_576).toFixed(0);

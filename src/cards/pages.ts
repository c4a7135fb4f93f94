/** One page of something long. */
export interface Page<T> {
  readonly rows: readonly T[];
  /** From 1 on. */
  readonly number: number;
  readonly count: number;
}

/** The rows of a page; a page that is not there (any more) is the nearest one. */
export function pageOf<T>(all: readonly T[], number: number, rowsPerPage: number): Page<T> {
  const count = Math.max(1, Math.ceil(all.length / rowsPerPage));
  const nearest = Math.min(Math.max(1, number), count);
  return { rows: all.slice((nearest - 1) * rowsPerPage, nearest * rowsPerPage), number: nearest, count };
}

import { type z } from 'zod';
import { PimError } from '../../pim/errors.ts';

/** An instant as a snapshot has it; `null` where Graph has none. */
export const instantText = (at: Date | undefined): string | null => at?.toISOString() ?? null;

/**
 * Every row of a list. One that cannot be read fails the list: what would be left out without a word might be the very
 * holder that an audit is for.
 */
export function everyOne<T>(shape: z.ZodType<T>, rows: readonly unknown[]): readonly T[] {
  return rows.map((row) => {
    const read = shape.safeParse(row);
    if (!read.success) throw new PimError('unexpected_answer', 'A row of Graph’s list cannot be read');
    return read.data;
  });
}

/** The rows that can be read, and the error where some cannot. */
export function readableOnes<T>(
  shape: z.ZodType<T>,
  rows: readonly unknown[],
): { readonly found: readonly T[]; readonly error: PimError | undefined } {
  const found = rows.flatMap((row) => {
    const read = shape.safeParse(row);
    return read.success ? [read.data] : [];
  });
  const error =
    found.length < rows.length
      ? new PimError('unexpected_answer', 'A row of Graph’s list cannot be read')
      : undefined;
  return { found, error };
}

/** A list in pieces of so many. */
export function inChunks<T>(items: readonly T[], most: number): readonly (readonly T[])[] {
  const chunks: (readonly T[])[] = [];
  for (let at = 0; at < items.length; at += most) chunks.push(items.slice(at, at + most));
  return chunks;
}

import { type RawBuilder, sql, type SqlBool } from 'kysely';

/**
 * Until when something belongs to whoever takes it now. By the database's clock, as is whether a process lives: the
 * processes' own may differ by more than a lease is long, and then two would hold the same thing. In whole milliseconds,
 * so that a lease that was read is equal to the one that was written.
 */
export const leaseOf = (seconds: number): RawBuilder<Date> =>
  sql<Date>`date_trunc('milliseconds', statement_timestamp()) + make_interval(secs => ${seconds})`;

/** Nobody has it, or their lease has run out. */
export const isFree = (lease: string): RawBuilder<SqlBool> =>
  sql<SqlBool>`(${sql.ref(lease)} is null or ${hasRunOut(lease)})`;

/** Somebody had it, and their lease has run out. */
export const hasRunOut = (lease: string): RawBuilder<SqlBool> =>
  sql<SqlBool>`${sql.ref(lease)} <= statement_timestamp()`;

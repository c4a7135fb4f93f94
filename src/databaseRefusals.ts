import { type Config } from './config.ts';
import { DatabaseRefusedError } from './store/databaseRefusedError.ts';

/** What to do about PostgreSQL's own codes (PostgreSQL, appendix A), for whoever set `DATABASE_URL`. */
const fixes: Readonly<Record<string, string>> = {
  '28P01': 'The password of DATABASE_URL is wrong.',
  '28000': 'The server does not let this login in: look at DATABASE_URL and at pg_hba.conf.',
  '3D000': 'There is no database of this name: make it, or look at DATABASE_URL.',
};

/** A sentence that says what to do where the server answered with this code. */
export const databaseFix = (code: string): string =>
  fixes[code] ?? 'Look at DATABASE_URL, and at the log of PostgreSQL.';

/**
 * Why a database was not opened, as a sentence for operators that says what to do; `undefined` where it is no refusal of
 * the database's. A driver's own message can hold more than an operator should paste somewhere, so its code stands alone.
 */
export function databaseRefusal(error: unknown, database: Config['database']): string | undefined {
  if (error instanceof DatabaseRefusedError) return error.message;
  if (!(error instanceof Error)) return undefined;
  // Only what the server itself answered has a severity.
  const { code, severity } = error as { readonly code?: unknown; readonly severity?: unknown };
  if (typeof code !== 'string' || typeof severity !== 'string') return undefined;
  const sentence = `PostgreSQL refuses (${code}). ${databaseFix(code)}`;
  const hasTwoLogins = database.kind === 'postgres' && database.migrationsUrl !== undefined;
  return hasTwoLogins
    ? sentence.replaceAll('DATABASE_URL', 'DATABASE_URL or LATCHKEY_MIGRATIONS_DATABASE_URL')
    : sentence;
}

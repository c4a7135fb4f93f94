import { findPostgres, startPostgres } from '../test/support/postgresServer.ts';

/** An empty database on a private server that ends with this process; `undefined` where there is no PostgreSQL. */
export async function postgresUrl(): Promise<string | undefined> {
  const binaries = findPostgres();
  return binaries === undefined ? undefined : (await startPostgres(binaries)).urlOf('postgres');
}

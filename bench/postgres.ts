import { Client } from 'pg';
import { findPostgres, type PostgresServer, startPostgres } from '../test/support/postgresServer.ts';

let server: Promise<PostgresServer> | undefined;
let lastDatabase = 0;

/** An empty database on a private server that ends with this process; `undefined` where there is no PostgreSQL. */
export async function postgresUrl(): Promise<string | undefined> {
  const binaries = findPostgres();
  if (binaries === undefined) return undefined;
  const started = await (server ??= startPostgres(binaries));
  lastDatabase += 1;
  const name = `bench_${lastDatabase}`;
  const client = new Client({ connectionString: started.urlOf('postgres') });
  await client.connect();
  try {
    await client.query(`create database ${name}`);
  } finally {
    await client.end();
  }
  return started.urlOf(name);
}

import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { type StoreEngine } from '../src/store/store.ts';
import { copyFolder } from '../test/support/copiedFolder.ts';
import { type PostgresServer } from '../test/support/postgresServer.ts';
import { type DatabaseProxy, proxyOf } from './databaseProxy.ts';

/** The database of one cycle: it is there before the bot and after it. */
export interface Place {
  /** What the bot is told of it. */
  readonly environment: Readonly<Record<string, string>>;
  /** How the rows are read once the bot is gone. */
  readonly engine: StoreEngine;
  /** The wire in between, where there is one. */
  readonly proxy: DatabaseProxy | undefined;
  remove(): Promise<void>;
}

/** Where databases of cycles come from. */
export interface Places {
  /** An empty one. */
  empty(): Promise<Place>;
  /** Keeps what is in a place, whose bot has ended: from now on `fresh` makes copies of it. */
  keep(place: Place): Promise<void>;
  fresh(): Promise<Place>;
  remove(): Promise<void>;
}

/** Folders of the embedded engine. */
export function embeddedPlaces(): Places {
  let kept: string | undefined;
  const placeIn = (dataDir: string): Place => ({
    environment: { LATCHKEY_DATA_DIR: dataDir },
    engine: { kind: 'embedded', dataDir },
    proxy: undefined,
    remove: () => rm(dataDir, { recursive: true, force: true }),
  });
  const newFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'latchkey-torture-'));
  return {
    empty: async () => placeIn(await newFolder()),
    keep: async (place) => {
      if (place.engine.kind !== 'embedded' || place.engine.dataDir === undefined) return;
      kept = await newFolder();
      await copyFolder(place.engine.dataDir, kept);
    },
    fresh: async () => {
      const folder = await newFolder();
      if (kept !== undefined) await copyFolder(kept, folder);
      return placeIn(folder);
    },
    remove: async () => {
      if (kept !== undefined) await rm(kept, { recursive: true, force: true });
    },
  };
}

/** Databases of a private PostgreSQL server, each behind a wire that can be cut. */
export function postgresPlaces(server: PostgresServer): Places {
  let kept: string | undefined;
  const newName = (): string => `torture_${randomBytes(6).toString('hex')}`;
  const open = async (template: string | undefined): Promise<Place> => {
    const name = newName();
    await asSuperuser(
      server,
      `create database ${name}${template === undefined ? '' : ` template ${template}`}`,
    );
    const url = server.urlOf(name);
    const proxy = await proxyOf(url);
    const throughProxy = new URL(url);
    throughProxy.port = String(proxy.port);
    return {
      environment: { DATABASE_URL: throughProxy.href },
      engine: { kind: 'postgres', url },
      proxy,
      remove: async () => {
        await proxy.stop();
        await asSuperuser(server, `drop database ${name} with (force)`);
      },
    };
  };
  return {
    empty: () => open(undefined),
    keep: async ({ engine }) => {
      if (engine.kind !== 'postgres') return;
      const name = newName();
      await asSuperuser(server, `create database ${name} template ${new URL(engine.url).pathname.slice(1)}`);
      kept = name;
    },
    fresh: () => open(kept),
    remove: async () => {
      if (kept !== undefined) await asSuperuser(server, `drop database ${kept} with (force)`);
    },
  };
}

/** The names in these statements are our own. */
async function asSuperuser(server: PostgresServer, statement: string): Promise<void> {
  const client = new Client({ connectionString: server.urlOf('postgres') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

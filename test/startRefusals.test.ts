import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { freePort } from '../sandbox/freePort.ts';
import { lockFolder } from '../src/store/folderLock.ts';
import { asSuperuser, emptyPostgres, engines, freshName, type OwnPostgres } from './support/databases.ts';
import { type Environment, makeEnvironments } from './support/environments.ts';
import { track } from './support/hooks.ts';
import { projectRoot } from './support/projectFiles.ts';

/** Starts Latchkey as an operator does, until it ends by itself; what it says on its error output. */
async function refusalOf(environment: Environment): Promise<string> {
  const child = spawn(process.execPath, ['bin/latchkey.mjs'], {
    cwd: projectRoot,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = track('a Latchkey that does not start');
  const [errors, , [exitCode]] = await Promise.all([
    text(child.stderr),
    text(child.stdout),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  ended();
  assert.equal(exitCode, 1, errors);
  return errors;
}

const refused = (reason: string): string => `Latchkey cannot start:\n  - ${reason}\n`;

describe('a Latchkey that cannot start', () => {
  const environments = makeEnvironments();
  let folder: string;
  let port: number;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'latchkey-start-'));
    port = await freePort();
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  after(() => {
    environments.remove();
  });

  const environment = (changes: Environment = {}): Environment => ({
    ...environments.sandbox(),
    PORT: String(port),
    LATCHKEY_PUBLIC_URL: `http://127.0.0.1:${port}`,
    LATCHKEY_DATA_DIR: join(folder, 'data'),
    ...changes,
  });

  async function whileTaken(taken: number, run: () => Promise<void>): Promise<void> {
    const server = createServer().listen(taken);
    const closed = track(`port ${taken}`);
    try {
      await once(server, 'listening');
      await run();
    } finally {
      server.close();
      await once(server, 'close');
      closed();
    }
  }

  const takenPort = (name: string, taken: number): string =>
    refused(
      `${name}: port ${taken} is taken by another program, perhaps by a Latchkey that still runs. End that one, or name another port.`,
    );

  it('names the port that another program has, and lets go of the database', async () => {
    await whileTaken(port, async () => {
      assert.equal(await refusalOf(environment()), takenPort('PORT', port));
    });
    lockFolder(join(folder, 'data'))();
  });

  it('names the port of the metrics that another program has', async () => {
    const taken = await freePort();
    await whileTaken(taken, async () => {
      assert.equal(
        await refusalOf(environment({ LATCHKEY_METRICS_ADDRESS: `127.0.0.1:${taken}` })),
        takenPort('LATCHKEY_METRICS_ADDRESS', taken),
      );
    });
  });

  it('names the address of the metrics that is not of this machine', async () => {
    assert.equal(
      await refusalOf(environment({ LATCHKEY_METRICS_ADDRESS: `192.0.2.1:${port + 1}` })),
      refused(
        'LATCHKEY_METRICS_ADDRESS: nobody can listen there (EADDRNOTAVAIL). Name an address of this machine, or another port.',
      ),
    );
  });

  it('names the folder that another Latchkey has', async () => {
    const release = lockFolder(folder);
    assert.equal(
      await refusalOf(environment({ LATCHKEY_DATA_DIR: folder })),
      refused(
        `The folder ${folder} is in use by another Latchkey. Stop that one first, or name another folder in LATCHKEY_DATA_DIR.`,
      ),
    );
    release();
  });

  it('names the folder that cannot be made', async () => {
    await writeFile(join(folder, 'file'), 'not a folder');
    const wanted = join(folder, 'file', 'data');
    assert.equal(
      await refusalOf(environment({ LATCHKEY_DATA_DIR: wanted })),
      refused(
        `The folder ${wanted} cannot be made or written. Name another one in LATCHKEY_DATA_DIR, or give this user the right to it.`,
      ),
    );
  });

  if (!engines.some(({ name }) => name === 'PostgreSQL')) return;

  describe('on PostgreSQL', () => {
    let database: OwnPostgres;

    beforeEach(async () => {
      database = await emptyPostgres();
    });

    afterEach(() => database.remove());

    const on = (url: string, changes: Environment = {}): Environment =>
      environment({ LATCHKEY_DATA_DIR: undefined, DATABASE_URL: url, ...changes });

    it('says that there is no such database', async () => {
      assert.equal(
        await refusalOf(on(database.server.urlOf(freshName()))),
        refused(
          'PostgreSQL refuses (3D000). There is no database of this name: make it, or look at DATABASE_URL.',
        ),
      );
    });

    it('says that one of two logins is not let in', async () => {
      const nobody = database.server.urlOf(database.name, { name: freshName(), password: 'wrong' });
      assert.match(
        await refusalOf(
          on(database.server.urlOf(database.name), { LATCHKEY_MIGRATIONS_DATABASE_URL: nobody }),
        ),
        /^Latchkey cannot start:\n {2}- PostgreSQL refuses \(28...\)\. .*DATABASE_URL or LATCHKEY_MIGRATIONS_DATABASE_URL.*\.\n$/,
      );
    });

    it('says that something else has migrated the database', async () => {
      const url = database.server.urlOf(database.name);
      await asSuperuser(
        url,
        'create schema latchkey',
        'create table latchkey.migration (name text primary key)',
        "insert into latchkey.migration values ('0001-strangers')",
      );
      assert.match(
        await refusalOf(on(url)),
        /^Latchkey cannot start:\n {2}- The database was migrated by something else: "0001-strangers" .+ of its own\.\n$/,
      );
    });

    it('says that the application’s login could change the audit trail', async () => {
      const url = database.server.urlOf(database.name);
      assert.match(
        await refusalOf(on(url, { LATCHKEY_MIGRATIONS_DATABASE_URL: url })),
        /^Latchkey cannot start:\n {2}- The role of DATABASE_URL owns the audit trail or may change it\. .+\.\n$/,
      );
    });
  });
});

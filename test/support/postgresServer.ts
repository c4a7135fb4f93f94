import { Client } from 'pg';
import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from '../../sandbox/freePort.ts';

/** A PostgreSQL server for tests. */
export interface PostgresServer {
  /** A superuser's connection string, or the one of a given login. */
  urlOf(database: string, login?: { readonly name: string; readonly password: string }): string;
}

const DEBIAN_FOLDER = '/usr/lib/postgresql';
const ATTEMPTS = 3;
const READY_WITHIN_MS = 30_000;
const POLL_MS = 50;

/** Folder of `initdb` and `postgres`, or `undefined` where this machine has none. */
export function findPostgres(): string | undefined {
  return candidateFolders().find((folder) =>
    ['initdb', 'postgres'].every((program) => existsSync(join(folder, program))),
  );
}

/** One of the programs that come with the server, and fit its version where they lie beside it. */
export function findProgram(name: string): string {
  const server = findPostgres();
  const beside = server === undefined ? [] : [dirname(realpathSync(join(server, 'postgres')))];
  const folder = [...beside, ...candidateFolders()].find((one) => existsSync(join(one, name)));
  if (folder === undefined) throw new Error(`There is no ${name} here`);
  return join(folder, name);
}

function candidateFolders(): readonly string[] {
  const versions = existsSync(DEBIAN_FOLDER) ? readdirSync(DEBIAN_FOLDER) : [];
  const newestFirst = versions.toSorted((a, b) => Number(b) - Number(a));
  return [
    ...(process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== ''),
    ...newestFirst.map((version) => join(DEBIAN_FOLDER, version, 'bin')),
    ...folderByPgConfig(),
  ];
}

function folderByPgConfig(): readonly string[] {
  try {
    return [execFileSync('pg_config', ['--bindir'], { encoding: 'utf8', stdio: 'pipe' }).trim()];
  } catch {
    return [];
  }
}

/** The server that `TEST_DATABASE_URL` names: databases of our own are made on it and dropped again. */
export const serverAt = (superuserUrl: string): PostgresServer => ({
  urlOf: (database, login) => {
    const url = new URL(superuserUrl);
    url.pathname = `/${database}`;
    if (login !== undefined) Object.assign(url, { username: login.name, password: login.password });
    return url.href;
  },
});

/**
 * Starts a private server in a temporary folder. It lives as long as this process, and no longer however this process
 * ends: the shell around it waits for the end of a pipe that only we hold.
 */
export async function startPostgres(binaries: string): Promise<PostgresServer> {
  const user = unprivilegedUser();
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-postgres-'));
  if (user !== undefined) await chown(folder, user.uid, user.gid);
  const cluster = join(folder, 'cluster');
  await promisify(execFile)(
    join(binaries, 'initdb'),
    ['-D', cluster, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    { ...user, cwd: folder },
  ).catch(async (error: unknown) => {
    await rm(folder, { recursive: true, force: true });
    throw error;
  });
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const server = serverAt(`postgres://postgres@127.0.0.1:${port}/`);
    const shell = spawnServer({ binaries, folder, cluster, port, user });
    if (await isReady(server, cluster)) return server;
    shell.stdin?.end();
    if (attempt === ATTEMPTS) throw new Error(`PostgreSQL of ${binaries} did not start`);
  }
}

/** PostgreSQL refuses to run as root. */
function unprivilegedUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    try {
      const [uid, gid] = ['-u', '-g'].map((flag) =>
        Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' })),
      );
      if (uid !== undefined && gid !== undefined) return { uid, gid };
    } catch {
      continue;
    }
  }
  return undefined;
}

interface ServerCommand {
  readonly binaries: string;
  readonly folder: string;
  readonly cluster: string;
  readonly port: number;
  readonly user: { uid: number; gid: number } | undefined;
}

/** `cat` ends when the pipe does, and the pipe ends with us, even where we are killed. */
const UNTIL_WE_END = `
  postgres=$1; folder=$2; shift 2; cd /
  "$postgres" "$@" >"$folder/log" 2>&1 </dev/null & server=$!
  cat >/dev/null
  kill -QUIT $server; wait $server
  rm -rf "$folder"`;

function spawnServer({ binaries, folder, cluster, port, user }: ServerCommand): ChildProcess {
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    'unix_socket_directories=',
    'fsync=off',
    'synchronous_commit=off',
    'full_page_writes=off',
  ].flatMap((setting) => ['-c', setting]);
  const shell = spawn(
    '/bin/sh',
    ['-c', UNTIL_WE_END, 'sh', join(binaries, 'postgres'), folder, '-D', cluster, ...settings],
    { ...user, cwd: folder, detached: true, stdio: ['pipe', 'ignore', 'ignore'] },
  );
  shell.unref();
  const { stdin } = shell;
  if (stdin instanceof Socket) stdin.unref();
  return shell;
}

/** `false` also where somebody else took the port before our server could. */
async function isReady(server: PostgresServer, cluster: string): Promise<boolean> {
  const deadlineAt = performance.now() + READY_WITHIN_MS;
  while (performance.now() < deadlineAt) {
    const client = new Client({ connectionString: server.urlOf('postgres') });
    try {
      await client.connect();
      const { rows } = await client.query<{ data_directory: string }>('show data_directory');
      return rows[0]?.data_directory === cluster;
    } catch {
      await pause(POLL_MS);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  return false;
}

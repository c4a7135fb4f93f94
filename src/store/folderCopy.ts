import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A copy of a data folder that only its owner may read. */
export interface FolderCopy {
  readonly dataDir: string;
  readonly remove: () => void;
}

const DATABASE = 'database';
const WRITE_AHEAD_LOG = 'pg_wal';
/** PostgreSQL writes it at each checkpoint, from which on the log is needed. */
const CONTROL = join(DATABASE, 'global', 'pg_control');
/** Never opened here: closing it would let go of the lock where this process has it. */
const LOCK = 'latchkey.lock';
const MOST_TRIES = 5;

/**
 * Copies the folder of an embedded database that a running process has, to look into it: a base backup without the server's
 * help. The write-ahead log is copied last, so whoever opens the copy replays what changed under the copying, as after a
 * crash. That is whole as long as no checkpoint came in between; where one did, it is done again. Node copies a thousand small
 * files ten times as fast in one go as one by one, so this holds the process up for a moment.
 * @returns `undefined` where the database is still being made or changes too fast, and where there is no room for a copy
 */
export function copyOfRunningFolder(folder: string): FolderCopy | undefined {
  const dataDir = emptyFolder();
  if (dataDir === undefined) return undefined;
  const remove = (): void => {
    process.off('exit', remove).off('SIGINT', interrupted).off('SIGTERM', interrupted);
    rmSync(dataDir, { recursive: true, force: true });
  };
  // Whoever breaks a command off leaves no copy of what people wrote.
  const interrupted = (signal: NodeJS.Signals): void => {
    remove();
    process.kill(process.pid, signal);
  };
  process.once('exit', remove).once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
      if (isWhole(folder, dataDir)) return { dataDir, remove };
    }
  } catch (error) {
    remove();
    if (codeOf(error) === undefined) throw error;
    return undefined;
  }
  remove();
  return undefined;
}

function emptyFolder(): string | undefined {
  try {
    return mkdtempSync(join(tmpdir(), 'latchkey-look-'));
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return undefined;
  }
}

/** The machine names what it refuses by a code. */
function codeOf(error: unknown): string | undefined {
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' ? code : undefined;
}

/** Copies once; `false` where a checkpoint came in between, or a file went. */
function isWhole(from: string, to: string): boolean {
  rmSync(join(to, DATABASE), { recursive: true, force: true });
  try {
    const before = readFileSync(join(from, CONTROL));
    copyEntries(from, to, (name) => name !== DATABASE && !name.startsWith(LOCK));
    mkdirSync(join(to, DATABASE), { mode: 0o700 });
    copyEntries(join(from, DATABASE), join(to, DATABASE), (name) => name !== WRITE_AHEAD_LOG);
    copyEntries(join(from, DATABASE), join(to, DATABASE), (name) => name === WRITE_AHEAD_LOG);
    return before.equals(readFileSync(join(from, CONTROL)));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

function copyEntries(from: string, to: string, isWanted: (name: string) => boolean): void {
  for (const name of readdirSync(from).filter(isWanted))
    cpSync(join(from, name), join(to, name), { recursive: true });
}

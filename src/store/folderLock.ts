import { join } from 'node:path';
import type * as Sqlite from 'node:sqlite';
import { DatabaseRefusedError } from './databaseRefusedError.ts';

const SQLITE_BUSY = 5;

/** Another process has the folder of the embedded database. */
export class FolderInUseError extends DatabaseRefusedError {
  constructor(folder: string, options: ErrorOptions) {
    super(
      `The folder ${folder} is in use by another Latchkey. Stop that one first, or name another folder in LATCHKEY_DATA_DIR.`,
      options,
    );
    this.name = 'FolderInUseError';
  }
}

/**
 * Locks a folder for this process and hands back how to let go. The embedded database has no lock of its own, and two
 * processes in one folder destroy it. The lock is the operating system's (SQLite takes it on an empty file): it goes
 * when the process goes, however that ends, and holds between containers too, where process ids say nothing.
 * @throws FolderInUseError when somebody else has it.
 */
export function lockFolder(folder: string): () => void {
  const { DatabaseSync } = loadSqlite();
  const lock = new DatabaseSync(join(folder, 'latchkey.lock'));
  try {
    lock.exec('pragma busy_timeout = 0; begin exclusive');
  } catch (error) {
    lock.close();
    if ((error as { errcode?: number }).errcode !== SQLITE_BUSY) throw error;
    throw new FolderInUseError(folder, { cause: error });
  }
  return () => {
    lock.close();
  };
}

/**
 * Node calls its SQLite experimental and says so on every start. Nothing of it is used here but opening a file and
 * beginning a transaction, so operators are spared a warning they can do nothing about.
 */
function loadSqlite(): typeof Sqlite {
  const emitWarning: unknown = Reflect.get(process, 'emitWarning');
  process.emitWarning = () => undefined;
  try {
    return process.getBuiltinModule('node:sqlite');
  } finally {
    Reflect.set(process, 'emitWarning', emitWarning);
  }
}

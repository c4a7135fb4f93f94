import { execFile } from 'node:child_process';
import { cp } from 'node:fs/promises';
import { promisify } from 'node:util';

/**
 * Copies what is in a folder into another one that is there. A database is more than a thousand small files, for which Node
 * itself takes a second of processor time, and the system's own program a tenth of that.
 */
export async function copyFolder(from: string, to: string): Promise<void> {
  if (process.platform === 'win32') await cp(from, to, { recursive: true });
  else await promisify(execFile)('cp', ['-R', `${from}/.`, to]);
}

import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileRefusal } from './command.ts';

/**
 * Writes a file that only its owner reads, piece after piece. Whoever looks sees the old one or the whole new one, whatever
 * happens meanwhile.
 * @throws Refusal where it cannot be written
 */
export async function writeWholeFile(path: string, pieces: Iterable<string>): Promise<void> {
  const draft = join(dirname(path), `.${basename(path)}.${randomUUID()}`);
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      for (const piece of pieces) await file.writeFile(piece);
      await file.datasync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    // The machine names its errors by a code; one without it comes from whoever makes the pieces.
    if ((error as { readonly code?: unknown }).code === undefined) throw error;
    throw fileRefusal(path, 'written', error);
  }
}

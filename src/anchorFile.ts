import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { type NotedHead } from './pim/quarantine.ts';

const anchor = z.looseObject({
  sequence: z.int().nonnegative(),
  hash: z.string(),
  at: z.iso.datetime().optional().catch(undefined),
});

/**
 * The heads of the audit chain that were noted down: lines of an anchor file, or of a log with such lines among others.
 * @throws whatever the file system has against it
 */
export async function headsIn(file: string): Promise<readonly NotedHead[]> {
  const heads: NotedHead[] = [];
  for await (const line of linesOf(file)) {
    const { success, data } = anchor.safeParse(parsedLine(line));
    if (!success) continue;
    const { sequence, hash, at } = data;
    heads.push({ sequence, hash, at: at === undefined ? undefined : new Date(at) });
  }
  return heads;
}

/** Every line of a file that is not empty. */
export async function* linesOf(file: string): AsyncGenerator<string> {
  const input = createReadStream(file, 'utf8');
  try {
    for await (const line of createInterface({ input, crlfDelay: Infinity })) {
      if (line.trim() !== '') yield line;
    }
  } finally {
    input.destroy();
  }
}

/** `undefined` where the line is no JSON: torn by a machine that was lost while it wrote. */
export function parsedLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

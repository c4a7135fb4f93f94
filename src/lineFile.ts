import { open } from 'node:fs/promises';

/** Where lines go, in the order in which they are given. */
export type LineSink = (lines: readonly string[]) => Promise<void>;

const NEW_LINE = 0x0a;

/** Appends to a file, which is made where it is missing and read by its owner alone; `-` is standard output. */
export const linesTo = (path: string): LineSink =>
  path === '-' ? toStandardOutput : (lines) => append(path, lines);

async function append(path: string, lines: readonly string[]): Promise<void> {
  const file = await open(path, 'a+', 0o600);
  try {
    // A line that was torn by a lost machine stays as it is; ours begin on their own.
    const start = (await endsWithinLine(file)) ? '\n' : '';
    await file.appendFile(`${start}${lines.join('\n')}\n`);
    await file.datasync();
  } finally {
    await file.close();
  }
}

async function endsWithinLine(file: Awaited<ReturnType<typeof open>>): Promise<boolean> {
  const { size } = await file.stat();
  if (size === 0) return false;
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer[0] !== NEW_LINE;
}

const toStandardOutput: LineSink = (lines) =>
  new Promise((resolve, reject) => {
    process.stdout.write(`${lines.join('\n')}\n`, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });

import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { track } from './hooks.ts';
import { projectRoot, textOf } from './projectFiles.ts';

/** What a shell did. */
export interface Typed {
  readonly exitCode: number | null;
  /** What it wrote, to either stream. */
  readonly output: string;
}

/** A shell that goes on until Ctrl-C. */
export interface Terminal {
  readonly output: () => string;
  /** Resolves once a line that fits was written; fails where the shell ends before. */
  readonly until: (pattern: RegExp) => Promise<void>;
  /** Presses Ctrl-C and waits for the end. */
  readonly interrupt: () => Promise<void>;
}

/** What is in the blocks of shell commands below a heading of a page, in order. */
export function shellBlocksOf(page: string, heading: string): readonly string[] {
  const [, section] = textOf(page).split(`\n## ${heading}\n`);
  assert.ok(section !== undefined, `${page} has the heading "${heading}"`);
  const [text = ''] = section.split(/\n## /);
  return [...text.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) => block);
}

/** A shell in the project's folder that stops at the first command that fails; nothing of Latchkey's is handed down. */
function shell(script: string, environment: Readonly<Record<string, string>>): ChildProcess {
  const { PATH = '', TMPDIR } = process.env;
  return spawn('bash', ['-e', '-c', script], {
    cwd: projectRoot,
    env: { PATH, ...(TMPDIR === undefined ? {} : { TMPDIR }), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, as a terminal gives it: Ctrl-C reaches everything in it.
    detached: true,
  });
}

function listen({ stdout, stderr }: ChildProcess): () => string {
  const written: string[] = [];
  for (const stream of [stdout, stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => written.push(text));
  return () => written.join('');
}

/** Types a script and waits for its end. */
export async function type(script: string, environment: Readonly<Record<string, string>>): Promise<Typed> {
  const child = shell(script, environment);
  const output = listen(child);
  await once(child, 'close');
  return { exitCode: child.exitCode, output: output() };
}

/** Types a script that does not end by itself. Interrupt it in an `after` hook. */
export function keepTyping(script: string, environment: Readonly<Record<string, string>>): Terminal {
  const child = shell(script, environment);
  const output = listen(child);
  const closed = track(`terminal (pid ${child.pid ?? 'none'})`);
  const ended = once(child, 'close').then(closed);
  return {
    output,
    until: async (pattern) => {
      while (!pattern.test(output())) {
        await Promise.race([once(child.stdout ?? child, 'data'), ended]);
        const isOver = child.exitCode !== null || child.signalCode !== null;
        if (isOver && !pattern.test(output()))
          throw new Error(`It ended before it said ${pattern}:\n${output()}`);
      }
    },
    interrupt: async () => {
      if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
        process.kill(-child.pid, 'SIGINT');
      await ended;
    },
  };
}

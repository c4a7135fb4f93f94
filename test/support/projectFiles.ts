import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of the project on this machine. */
export const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

const notOurs = new Set(['node_modules', 'coverage', 'dist', 'data', '.git']);

/** Text of a file, by its path from the project's folder. */
export const textOf = (path: string): string => readFileSync(join(projectRoot, path), 'utf8');

/** Whether a file or folder is there, by its path from the project's folder. */
export const isThere = (path: string): boolean => existsSync(join(projectRoot, path));

/** Paths of the project's files that fit a glob pattern, in order. */
export const filesLike = (pattern: string): readonly string[] =>
  globSync(pattern, { cwd: projectRoot, exclude: (name) => notOurs.has(name) }).toSorted();

/**
 * Compares a generated part of a page with what the code gives now. The part stands between two comments that name it;
 * with UPDATE_DOCS=1 it is written anew instead.
 */
export function assertGenerated(page: string, name: string, expected: string): void {
  const begin = `<!-- generated: ${name} -->\n`;
  const end = `\n<!-- end: ${name} -->`;
  const text = textOf(page);
  const from = text.indexOf(begin);
  const to = text.indexOf(end, from);
  assert.ok(from !== -1 && to !== -1, `${page} has the comments "generated: ${name}" and "end: ${name}"`);
  const start = from + begin.length;
  if (process.env['UPDATE_DOCS'] === '1') {
    writeFileSync(join(projectRoot, page), text.slice(0, start) + expected + text.slice(to));
    return;
  }
  assert.equal(
    text.slice(start, to),
    expected,
    `${page} is behind the code. To write it anew: UPDATE_DOCS=1 npx mocha 'test/docs/*.test.ts'`,
  );
}

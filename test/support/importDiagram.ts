import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from './projectFiles.ts';

const depcruise = join(projectRoot, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
const options = ['src', '--include-only', '^src', '--collapse', '^src/[^/]+', '-T', 'mermaid'];

/** Who imports whom below `src`, as a Mermaid block. */
export async function importDiagram(): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [depcruise, ...options], {
    cwd: projectRoot,
  });
  const lines = stdout.trim().split('\n');
  const isArrow = (line: string): boolean => line.includes('-->');
  // The order of the arrows follows the order of import lines, which says nothing.
  const sorted = [...lines.filter((line) => !isArrow(line)), ...lines.filter(isArrow).toSorted()];
  return ['```mermaid', ...sorted, '```'].join('\n');
}

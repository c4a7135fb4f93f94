import { writeFile } from 'node:fs/promises';
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { findPostgres } from '../test/support/postgresServer.ts';
import { goalsOf } from './goals.ts';
import { type Figures, measurePart, type PartName, partNames, partsIn } from './parts.ts';
import { full, quick } from './plan.ts';
import { type BenchReport, reportText } from './report.ts';

const usage = `Usage: npm run bench -- [--quick] [--only PART,PART …] [--json FILE]
Parts: ${partNames.join(', ')}`;

interface Options {
  readonly isQuick: boolean;
  readonly parts: readonly PartName[];
  readonly json: string | undefined;
}

function options(): Options {
  try {
    const { values } = parseArgs({
      options: {
        quick: { type: 'boolean', default: false },
        only: { type: 'string' },
        json: { type: 'string' },
      },
    });
    return { isQuick: values.quick, parts: partsIn(values.only), json: values.json };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
    process.exit(2);
  }
}

const load = (): number => loadavg()[0] ?? 0;

const { isQuick, parts, json } = options();
// Whatever was started ends with the channel to this process; what was made in a folder goes on `exit`.
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));
if (findPostgres() === undefined) console.log('There is no PostgreSQL here: the embedded database only.');
const startedAt = performance.now();
const loadBefore = load();
let figures: Figures = {};
for (const part of parts) {
  console.log(`${part} …`);
  figures = { ...figures, ...(await measurePart(part, isQuick ? quick : full)) };
}
const report: BenchReport = {
  isQuick,
  machine: { processors: availableParallelism(), node: process.versions.node, loadBefore, loadAfter: load() },
  ...figures,
  goals: goalsOf(figures),
};
console.log(`\n${reportText(report)}\n\n${((performance.now() - startedAt) / 1_000).toFixed(0)} s`);
if (json !== undefined) await writeFile(json, `${JSON.stringify(report, null, 2)}\n`);
// The database server of its own ends with this process.
process.exit(0);

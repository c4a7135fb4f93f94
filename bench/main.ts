import { writeFile } from 'node:fs/promises';
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import {
  type AcknowledgementFigures,
  type AcknowledgementPlan,
  measureAcknowledgements,
} from './acknowledgements.ts';
import { goalsOf } from './goals.ts';
import { type BotFigures, type HelpTurnsPlan, measureHelpTurns } from './helpTurns.ts';
import { startNeighbour } from './neighbour.ts';
import { postgresUrl } from './postgres.ts';
import { type BenchReport, reportText } from './report.ts';
import { measureStartUp, type StartUpFigures } from './startUp.ts';
import { measureStories, type StoriesPlan, type StoryFigures } from './stories.ts';
import { openTenant } from './tenant.ts';

const usage = 'Usage: npm run bench -- [--quick] [--json FILE]';

interface Plan {
  readonly helpTurns: Omit<HelpTurnsPlan, 'databaseUrl'>;
  readonly stories: StoriesPlan;
  readonly acknowledgements: AcknowledgementPlan;
  readonly starts: number;
}

/** 5,000 `help` turns for every bot, and enough of the rest for a p99 that is not one slow turn. */
const full: Plan = {
  helpTurns: { warmUpTurns: 800, rounds: 6, turnsPerRound: 600, singleTurns: 600 },
  stories: { cycles: 6, roleLists: 100 },
  acknowledgements: { presses: 120, decisions: 20 },
  starts: 2,
};

/** Says whether it still works, and roughly how fast. */
const quick: Plan = {
  helpTurns: { warmUpTurns: 150, rounds: 2, turnsPerRound: 150, singleTurns: 50 },
  stories: { cycles: 1, roleLists: 12 },
  acknowledgements: { presses: 20, decisions: 4 },
  starts: 1,
};

function options(): { readonly isQuick: boolean; readonly json: string | undefined } {
  try {
    const { values } = parseArgs({
      options: { quick: { type: 'boolean', default: false }, json: { type: 'string' } },
    });
    return { isQuick: values.quick, json: values.json };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
    process.exit(2);
  }
}

const load = (): number => loadavg()[0] ?? 0;

async function measureBots(
  plan: Plan,
): Promise<{ readonly helpTurns: readonly BotFigures[]; readonly startUp: StartUpFigures }> {
  const neighbour = await startNeighbour();
  try {
    const databaseUrl = await postgresUrl();
    if (databaseUrl === undefined) console.log('There is no PostgreSQL here: the embedded database only.');
    console.log('Help turns …');
    const helpTurns = await measureHelpTurns(neighbour, { ...plan.helpTurns, databaseUrl });
    console.log('Start-up …');
    return { helpTurns, startUp: await measureStartUp(neighbour, plan.starts) };
  } finally {
    await neighbour.stop();
  }
}

async function measureTenant(
  plan: Plan,
): Promise<{ readonly stories: readonly StoryFigures[]; readonly acknowledgements: AcknowledgementFigures }> {
  const tenant = await openTenant();
  try {
    console.log('Stories …');
    const stories = await measureStories(tenant, plan.stories);
    console.log('Acknowledgements …');
    return { stories, acknowledgements: await measureAcknowledgements(tenant, plan.acknowledgements) };
  } finally {
    await tenant.stop();
  }
}

const { isQuick, json } = options();
// Whatever was started ends with the channel to this process; what was made in a folder goes on `exit`.
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));
const startedAt = performance.now();
const loadBefore = load();
const plan = isQuick ? quick : full;
const bots = await measureBots(plan);
const told = await measureTenant(plan);
const report: BenchReport = {
  isQuick,
  machine: { processors: availableParallelism(), node: process.versions.node, loadBefore, loadAfter: load() },
  ...bots,
  ...told,
  goals: goalsOf(bots.helpTurns, told.stories, told.acknowledgements),
};
console.log(`\n${reportText(report)}\n\n${((performance.now() - startedAt) / 1_000).toFixed(0)} s`);
if (json !== undefined) await writeFile(json, `${JSON.stringify(report, null, 2)}\n`);
// The database server of its own ends with this process.
process.exit(0);

import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type EngineName, everyStory, type StoryName } from './plan.ts';
import { failureText, isSound, reportOf, reportText } from './report.ts';
import { placesFor, runCycles, type TortureOptions } from './run.ts';

const usage =
  'Usage: npm run torture -- [--engine embedded|postgres] [--cycles N] [--seed S] [--from N] [--lanes N] [--story NAME] [--json FILE]';
const TELL_EVERY = 10;

type Asked = Omit<TortureOptions, 'onCycle'> & { readonly json: string | undefined };

function whole(name: string, text: string, least: number): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < least) throw new Error(`--${name} ${text} is no such number`);
  return value;
}

/** What the command line asks for; an unknown word ends the process with the usage. */
function asked(): Asked {
  try {
    const { values } = parseArgs({
      options: {
        engine: { type: 'string', default: 'embedded' },
        cycles: { type: 'string', default: '30' },
        seed: { type: 'string', default: String(Date.now() % 1_000_000) },
        from: { type: 'string', default: '0' },
        lanes: { type: 'string', default: '2' },
        story: { type: 'string', multiple: true },
        json: { type: 'string' },
      },
    });
    if (!['embedded', 'postgres'].includes(values.engine))
      throw new Error(`There is no engine ${values.engine}`);
    const unknown = values.story?.find((story) => !everyStory.includes(story as StoryName));
    if (unknown !== undefined) throw new Error(`There is no story ${unknown}`);
    return {
      engine: values.engine as EngineName,
      cycles: whole('cycles', values.cycles, 1),
      seed: whole('seed', values.seed, 0),
      from: whole('from', values.from, 0),
      lanes: whole('lanes', values.lanes, 1),
      stories: values.story as readonly StoryName[] | undefined,
      json: values.json,
    };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
    process.exit(2);
  }
}

const { json, ...options } = asked();
// Whatever was started ends with the channel to this process.
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));
const newPlaces = await placesFor(options.engine);
if (newPlaces === undefined) {
  console.error('There is no PostgreSQL here.');
  process.exit(2);
}
console.log(`Engine ${options.engine}, seed ${options.seed}, from cycle ${options.from}`);
let done = 0;
let sound = 0;
const results = await runCycles(
  {
    ...options,
    onCycle: (result) => {
      done += 1;
      sound += isSound(result) ? 1 : 0;
      if (!isSound(result)) console.log(failureText(result));
      if (done % TELL_EVERY === 0) console.log(`${done} of ${options.cycles} cycles, ${sound} sound`);
    },
  },
  newPlaces,
);
const report = reportOf(options, results);
console.log(`\n${reportText(report)}`);
if (json !== undefined) await writeFile(json, `${JSON.stringify(report, null, 2)}\n`);
// The database server of its own ends with this process.
process.exit(report.failed.length === 0 ? 0 : 1);

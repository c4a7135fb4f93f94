import { atNeighbour, echoBot, latchkey } from './bots.ts';
import { inFreshFolder } from './freshFolder.ts';
import { type MeasuredOptions, startMeasured } from './measuredProcess.ts';
import { type Neighbour } from './neighbour.ts';
import { median } from './statistics.ts';

/** Milliseconds from the start of the process to the first `/readyz` that is 200; the median of the tries. */
export interface StartUpFigures {
  readonly tries: number;
  readonly echoBot: number;
  /** The database is made first. */
  readonly firstStart: number;
  /** The database is there. */
  readonly laterStart: number;
}

/** Starts and stops both bots so many times. */
export async function measureStartUp({ url }: Neighbour, tries: number): Promise<StartUpFigures> {
  const times = { echoBot: [] as number[], firstStart: [] as number[], laterStart: [] as number[] };
  for (let attempt = 0; attempt < tries; attempt += 1) {
    times.echoBot.push(await once(echoBot(atNeighbour(url))));
    await inFreshFolder(async (dataDir) => {
      const options = latchkey(atNeighbour(url), { LATCHKEY_DATA_DIR: dataDir });
      times.firstStart.push(await once(options));
      times.laterStart.push(await once(options));
    });
  }
  const { echoBot: echo, firstStart, laterStart } = times;
  return {
    tries,
    echoBot: median(echo),
    firstStart: median(firstStart),
    laterStart: median(laterStart),
  };
}

async function once(options: MeasuredOptions): Promise<number> {
  const process = await startMeasured(options);
  await process.stop();
  return process.startUpMilliseconds;
}

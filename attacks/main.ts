import { parseArgs } from 'node:util';
import { AttackedBot } from '../test/attacks/attackedBot.ts';
import { type RoundResult, runRound } from './fuzzing.ts';
import { isSound, reportOf, reportText } from './report.ts';

const usage = 'Usage: npm run attacks -- [--minutes N] [--seed S]';
/** Of one round; a round has its own seed, so that it can be repeated alone. */
const round = { activities: 2_000, tokens: 10_000 };

/** What the command line asks for; an unknown word ends the process with the usage. */
function asked(): { readonly minutes: number; readonly seed: number } {
  try {
    const { values } = parseArgs({
      options: {
        minutes: { type: 'string', default: '5' },
        seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      },
    });
    const [minutes, seed] = [Number(values.minutes), Number(values.seed)];
    if (!(minutes > 0)) throw new Error(`--minutes ${values.minutes} is no such number`);
    if (!Number.isSafeInteger(seed) || seed < 0) throw new Error(`--seed ${values.seed} is no such number`);
    return { minutes, seed };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
    process.exit(2);
  }
}

const { minutes, seed } = asked();
console.log(`Seed ${seed}, ${minutes} minutes`);
const bot = await AttackedBot.start({ isMeasured: true, installedFor: ['Ana', 'Ben', 'Chi', 'Jun'] });
const endsAt = performance.now() + minutes * 60_000;
const results: RoundResult[] = [];
try {
  do {
    results.push(await runRound(bot, { ...round, seed: seed + results.length }));
    console.log(reportText(reportOf(seed, results)).split('\n').slice(0, 5).join('\n'));
  } while (performance.now() < endsAt);
} finally {
  await bot.stop();
}
const report = reportOf(seed, results);
console.log(`\n${reportText(report)}`);
process.exit(isSound(report) ? 0 : 1);

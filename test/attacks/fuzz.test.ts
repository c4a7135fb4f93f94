import assert from 'node:assert/strict';
import { runRound } from '../../attacks/fuzzing.ts';
import { isSound, reportOf, reportText } from '../../attacks/report.ts';
import { AttackedBot } from './attackedBot.ts';

describe('activities and tokens that nobody’s Teams sends', () => {
  let bot: AttackedBot;

  before(async () => {
    bot = await AttackedBot.start({ isMeasured: true, installedFor: ['Ana', 'Ben', 'Chi', 'Jun'] });
  });

  after(() => bot.stop());

  it('are answered or refused, without an error, an effect or a trace in memory', async () => {
    const report = reportOf(1, [await runRound(bot, { seed: 1, activities: 500, tokens: 5_000 })]);
    assert.ok(isSound(report), reportText(report));
    assert.ok((report.refusals['401'] ?? 0) >= 5_000);
  });
});

import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { startBot, type TorturedBot } from '../../torture/torturedBot.ts';
import { personIn } from '../support/personIn.ts';
import { type RunningSandbox, startSandbox } from '../support/runningSandbox.ts';
import { type TeamsUser } from '../support/teamsUser.ts';

const POLL_MS = 25;

describe('a machine whose clock is set back by two minutes', () => {
  let sandbox: RunningSandbox;
  let bot: TorturedBot;

  before(async () => {
    sandbox = await startSandbox();
    bot = await startBot({ ...sandbox.tenantInfo, url: sandbox.url }, {});
    await bot.ready();
    await sandbox.control.setBot(bot.endpoint);
    for (const name of ['Ana', 'Ben', 'Chi', 'Dara']) await person(name).install();
  });

  after(async () => {
    await bot.kill();
    await sandbox.stop();
  });

  const person = (name: string): TeamsUser => personIn(sandbox, name);

  const see = (name: string, words: RegExp): Promise<unknown> =>
    person(name).waitForCard(({ text }) => text.includes('the clock') && words.test(text));

  it('holds up nothing that was to be tried again in a moment', async () => {
    const { faults } = sandbox.control;
    await person('Ana').say('activate exchange admin 1h because the clock');
    await see('Ana', /All 3 have the request/);
    const updates = { path: '^/teams/', method: 'PUT' };
    const id = await faults.add({ match: updates, times: 4, status: 500 });
    await person('Ana').press('request.cancel');
    while (await faults.isWaiting(id)) await pause(POLL_MS);
    await bot.moveClock(-120_000);
    for (const name of ['Ana', 'Ben', 'Chi', 'Dara']) await see(name, /Canceled/);
    assert.ok(bot.lastLines.some((line) => line.includes('"event":"clock.setBack"')));
  });
});

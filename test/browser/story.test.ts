import assert from 'node:assert/strict';
import { useBrowser } from '../support/browser.ts';
import { ChatOnPage } from '../support/playgroundPage.ts';
import { type SandboxWithBot, startSandboxWithBot } from '../support/sandboxWithBot.ts';

describe('the story of the README, on the page', () => {
  const browser = useBrowser();
  let sandbox: SandboxWithBot;
  beforeEach(async () => {
    sandbox = await startSandboxWithBot();
  });
  afterEach(() => sandbox.stop());

  for (const theme of ['light', 'dark'] as const) {
    it(`goes from request to approval to end, in ${theme}`, async () => {
      const [anasPage, bensPage] = await Promise.all(
        ['Ana', 'Ben'].map((name) =>
          browser().open(`${sandbox.url}/?person=${sandbox.idOf(name)}`, { theme }),
        ),
      );
      assert.ok(anasPage && bensPage);
      assert.equal(await anasPage.locator('html').getAttribute('data-theme'), theme);
      const [ana, ben] = [new ChatOnPage(anasPage, 'Ana Ruiz'), new ChatOnPage(bensPage, 'Ben Okafor')];

      await ana.say('activate exchange admin 2h because mailbox migration INC0042');
      await ana.seeCard('Waiting for approval');
      const asked = await ben.seeCard('mailbox migration');
      await asked.getByRole('textbox', { name: /comment/i }).fill('planned');
      await ben.press(asked, 'Approve');
      await ben.seeCard('You approved it');
      await ana.seeCard('Active until');

      await anasPage.getByRole('button', { name: 'Move time one day forward' }).click();
      await ana.seeCard(/ended|is over/i);
      assert.equal(await ana.card('Active until').count(), 0);
    });
  }
});

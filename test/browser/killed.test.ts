import { useBrowser } from '../support/browser.ts';
import { ChatOnPage } from '../support/playgroundPage.ts';
import { type SandboxWithBot, startSandboxWithBot } from '../support/sandboxWithBot.ts';

describe('the menu that breaks something', () => {
  let sandbox: SandboxWithBot;
  /** Nothing to stop where nothing was started. */
  let stop: (() => Promise<void>) | undefined;
  const browser = useBrowser();

  before(async () => {
    sandbox = await startSandboxWithBot();
    stop = sandbox.stop;
  });

  after(() => stop?.());

  it('kills Latchkey, and what waited goes on where it was', async () => {
    const page = await browser().open(`${sandbox.url}/?person=${sandbox.idOf('Ana')}`);
    const ana = new ChatOnPage(page, 'Ana Ruiz');
    await ana.say('activate exchange admin 1h because mailbox migration');
    const own = await ana.seeCard('Your activation request');
    await own.getByText('Waiting for approval').waitFor();

    await page.getByRole('button', { name: 'Break something' }).click();
    await page.getByRole('menuitem', { name: /Latchkey is killed/ }).click();
    await page.getByText('Latchkey was started again and is ready').waitFor();

    const bensPage = await browser().open(`${sandbox.url}/?person=${sandbox.idOf('Ben')}`);
    const ben = new ChatOnPage(bensPage, 'Ben Okafor');
    const asked = await ben.seeApproval('mailbox migration');
    await asked.getByRole('textbox', { name: /comment/i }).fill('planned');
    await ben.press(asked, 'Approve');
    await ben.seeCard('You approved it');
    await own.getByText('Active until').waitFor();
  });
});

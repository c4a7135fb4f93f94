import assert from 'node:assert/strict';
import { type Locator, type Page } from 'playwright-core';
import { useBrowser } from '../support/browser.ts';
import { ChatOnPage } from '../support/playgroundPage.ts';
import { type SandboxWithBot, startSandboxWithBot } from '../support/sandboxWithBot.ts';

/** What `npm run sandbox` starts is what is tested here, from its first line to Ctrl-C. */
describe('the sandbox with its bot', () => {
  let sandbox: SandboxWithBot;
  /** Nothing to stop where nothing was started. */
  let stop: (() => Promise<void>) | undefined;
  const browser = useBrowser();

  before(async () => {
    sandbox = await startSandboxWithBot();
    stop = sandbox.stop;
  });

  after(() => stop?.());

  const openAs = (givenName: string, theme: 'light' | 'dark' = 'light'): Promise<Page> =>
    browser().open(`${sandbox.url}/?person=${sandbox.idOf(givenName)}`, { theme });

  it('tells the story of the README: request, approval, end', async () => {
    const [anasPage, bensPage] = await Promise.all([openAs('Ana', 'light'), openAs('Ben', 'dark')]);
    assert.equal(await anasPage.locator('html').getAttribute('data-theme'), 'light');
    assert.equal(await bensPage.locator('html').getAttribute('data-theme'), 'dark');
    const [ana, ben] = [new ChatOnPage(anasPage, 'Ana Ruiz'), new ChatOnPage(bensPage, 'Ben Okafor')];

    await ana.say('activate exchange admin 2h because mailbox migration INC0042');
    const own = await ana.seeCard('Your activation request');
    await own.getByText('Waiting for approval').waitFor();
    const asked = await ben.seeApproval('mailbox migration');
    await asked.getByRole('textbox', { name: /comment/i }).fill('planned');
    await ben.press(asked, 'Approve');
    await ben.seeCard('You approved it');
    await own.getByText('Active until').waitFor();

    await anasPage.getByRole('button', { name: 'Move time one day forward' }).click();
    await own.getByText('Ended', { exact: true }).waitFor();
    await ana.seeCard('is not active any more');
  });

  describe('when a role wants a stronger sign-in', () => {
    /** Ben asks for the role; resolves when the card with the link to the sign-in stands in his chat. */
    async function askForRole(): Promise<{ ben: ChatOnPage; page: Page; card: Locator }> {
      const page = await openAs('Ben');
      const ben = new ChatOnPage(page, 'Ben Okafor');
      const atClient = sandbox.person('Ben');
      const after = await atClient.mark();
      await ben.say('activate security admin 1h because incident');
      // Cards of earlier tests stand above it.
      const { message } = await atClient.waitForCard('Sign in once more', { ...(after && { after }) });
      return { ben, page, card: ben.region.locator(`[data-activity-id="${message.id}"]`) };
    }

    const activations = async (): Promise<number> =>
      (await sandbox.control.calls(/roleAssignmentScheduleRequests$/)).filter(
        ({ method, status, actor }) => method === 'POST' && status === 201 && actor === sandbox.idOf('Ben'),
      ).length;

    it('offers a fresh link in the chat until the right person has proved it', async () => {
      const { ben, page, card } = await askForRole();
      const press = async (): Promise<Page> => {
        const opened = page.waitForEvent('popup');
        await ben.press(card, 'Sign in');
        return opened;
      };
      const another = await press();
      await another.getByRole('button', { name: /Chi Nguyen/ }).click();
      await another.getByRole('button', { name: 'Approve with authenticator' }).click();
      await another.getByRole('heading', { name: 'You signed in as somebody else' }).waitFor();
      await another.getByText('a new button is there').waitFor();
      await another.close();
      await card.getByText('done with another account').waitFor();

      const brokenOff = await press();
      await brokenOff.getByRole('button', { name: /Ben Okafor/ }).click();
      await brokenOff.getByRole('button', { name: 'Cancel' }).click();
      await brokenOff.getByRole('heading', { name: 'Nothing was changed' }).waitFor();
      await brokenOff.close();
      await card.getByText('broken off or refused').waitFor();
      assert.equal(await activations(), 0);

      const proved = await press();
      await proved.getByRole('button', { name: /Ben Okafor/ }).click();
      await Promise.all([
        proved.waitForEvent('close'),
        proved.getByRole('button', { name: 'Approve with authenticator' }).click(),
      ]);
      await ben.seeCard('Active until');
      await card.waitFor({ state: 'detached' });
      assert.equal(await activations(), 1);
      await page.getByRole('button', { name: 'Move time one day forward' }).click();
      await ben.seeCard('is not active any more');
    });

    it('keeps what stands in the form while the window is open, and goes on with it by itself', async () => {
      const [page, before] = [await openAs('Ben'), await activations()];
      const ben = new ChatOnPage(page, 'Ben Okafor');
      await ben.say('activate security admin');
      const form = await ben.seeCard('Activate a role');
      await form.getByRole('textbox', { name: /justification/i }).fill('Phish in the mailbox');
      await ben.press(form, 'Activate');
      const asked = await ben.seeCard('Sign in once more');
      const opened = page.waitForEvent('popup');
      await ben.press(asked, 'Sign in');
      const popup = await opened;
      await popup.getByRole('button', { name: /Ben Okafor/ }).click();
      await Promise.all([
        popup.waitForEvent('close'),
        popup.getByRole('button', { name: 'Approve with authenticator' }).click(),
      ]);
      const active = ben.card('Phish in the mailbox');
      await active.getByText('Active until').waitFor();
      await active.getByText('authentication context c1').waitFor();
      await asked.waitFor({ state: 'detached' });
      assert.equal(await activations(), before + 1);
      await page.getByRole('button', { name: 'Move time one day forward' }).click();
      await ben.seeCard('is not active any more');
    });

    it('takes the code that the page shows where no Teams opened it, once', async () => {
      const { ben, page } = await askForRole();
      const tab = await page.context().newPage();
      await tab.goto(await sandbox.person('Ben').waitForSignInLink());
      await tab.getByRole('button', { name: /Ben Okafor/ }).click();
      await tab.getByRole('button', { name: 'Approve with authenticator' }).click();
      const code = await tab.locator('#code').innerText();
      const before = await activations();
      await ben.say(code);
      await ben.seeCard('Active until');
      await ben.seeEnd();
      await ben.say(code);
      await ben.see(/has done its work already/);
      assert.equal(await activations(), before + 1);
    });
  });

  describe('when the silent sign-in does not work', () => {
    it('may begin again when the window was closed before the end', async () => {
      await sandbox.person('Fay').settings({ sso: 'off' });
      const page = await openAs('Fay');
      const fay = new ChatOnPage(page, 'Fay Lindqvist');
      await fay.say('my roles');
      const press = async (): Promise<Page> => {
        const opened = page.waitForEvent('popup');
        await fay.region.getByRole('button', { name: 'Sign in' }).click();
        return opened;
      };
      const closed = await press();
      await closed.getByRole('heading', { name: 'Pick an account' }).waitFor();
      await closed.close();
      await fay.region.getByText('The window was closed before the end.').waitFor();

      const popup = await press();
      await popup.getByRole('button', { name: /Fay Lindqvist/ }).click();
      await fay.seeCard('Compliance Administrator');
      assert.ok(popup.isClosed(), 'the code went into Teams by itself');
    });
  });
});

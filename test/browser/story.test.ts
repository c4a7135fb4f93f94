import assert from 'node:assert/strict';
import { type Page } from 'playwright-core';
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
    const asked = await ben.seeCard('mailbox migration');
    await asked.getByRole('textbox', { name: /comment/i }).fill('planned');
    await ben.press(asked, 'Approve');
    await ben.seeCard('You approved it');
    await own.getByText('Active until').waitFor();

    await anasPage.getByRole('button', { name: 'Move time one day forward' }).click();
    await own.getByText('Ended', { exact: true }).waitFor();
    await ana.seeCard('is not active any more');
  });

  describe('when a role wants a stronger sign-in', () => {
    /** Ben asks for the role and presses the button of the sign-in card; resolves with the window that opens. */
    async function askAndSignIn(): Promise<{ ben: ChatOnPage; signIn: Page }> {
      const page = await openAs('Ben');
      const ben = new ChatOnPage(page, 'Ben Okafor');
      const atClient = sandbox.person('Ben');
      const after = await atClient.mark();
      await ben.say('activate security admin 1h because incident');
      // Cards of earlier tests stand above it.
      const { message } = await atClient.waitForCard('Sign in once more', { ...(after && { after }) });
      const card = ben.region.locator(`[data-activity-id="${message.id}"]`);
      const opened = page.context().waitForEvent('page');
      await ben.press(card, 'Sign in');
      return { ben, signIn: await opened };
    }

    const activations = async (): Promise<number> =>
      (await sandbox.control.calls(/roleAssignmentScheduleRequests$/)).filter(
        ({ method, status, actor }) => method === 'POST' && status === 201 && actor === sandbox.idOf('Ben'),
      ).length;

    it('says clearly that another account will not do', async () => {
      const { signIn } = await askAndSignIn();
      await signIn.getByRole('button', { name: /Chi Nguyen/ }).click();
      await signIn.getByRole('button', { name: 'Approve with authenticator' }).click();
      await signIn.getByRole('heading', { name: 'You signed in as somebody else' }).waitFor();
      assert.equal(await activations(), 0);
    });

    it('says clearly that an unfinished sign-in changed nothing', async () => {
      const { signIn } = await askAndSignIn();
      await signIn.getByRole('button', { name: /Ben Okafor/ }).click();
      await signIn.getByRole('button', { name: 'Cancel' }).click();
      await signIn.getByRole('heading', { name: 'Nothing was changed' }).waitFor();
      assert.equal(await activations(), 0);
    });

    it('goes on by itself, once, after the proof', async () => {
      const { ben, signIn } = await askAndSignIn();
      await signIn.getByRole('button', { name: /Ben Okafor/ }).click();
      await signIn.getByRole('button', { name: 'Approve with authenticator' }).click();
      const code = await signIn.locator('#code').innerText();
      await ben.say(code);
      await ben.seeCard('Active until');
      await ben.seeEnd();
      await ben.say(code);
      await ben.see(/I did not understand|does not work|not understand/i);
      assert.equal(await activations(), 1);
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

import assert from 'node:assert/strict';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Page } from 'playwright-core';
import { useBrowser, type PageOptions } from '../support/browser.ts';
import { runInMemory } from '../cli/runInMemory.ts';
import { ChatOnPage } from '../support/playgroundPage.ts';
import { startSandbox } from '../support/runningSandbox.ts';
import { type SandboxWithBot, startSandboxWithBot } from '../support/sandboxWithBot.ts';

const folder = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));
const maximumBytes = 200_000;
const phone = { width: 380, height: 800 };
const tall = { width: 1100, height: 1060 };
const listAndCard = { width: 900, height: 1300 };

/** Not a test of anything: `UPDATE_PICTURES=1` makes the pictures of the documentation anew. */
const picturesWhenAsked = (title: string, pictures: () => void): void => {
  if (process.env['UPDATE_PICTURES'] === '1') describe(title, pictures);
};

picturesWhenAsked('the pictures of the documentation', () => {
  let sandbox: SandboxWithBot;
  /** Nothing to stop where nothing was started. */
  let stop: (() => Promise<void>) | undefined;
  const browser = useBrowser();
  before(async () => {
    sandbox = await startSandboxWithBot();
    stop = sandbox.stop;
  });
  after(() => stop?.());

  const openAs = async (
    fullName: string,
    options: PageOptions = {},
    query = '',
  ): Promise<{ page: Page; chat: ChatOnPage }> => {
    const id = sandbox.idOf(fullName.split(' ')[0] ?? '');
    const page = await browser().open(`${sandbox.url}/?person=${id}${query}`, options);
    return { page, chat: new ChatOnPage(page, fullName) };
  };
  const take = async (page: Page, name: string): Promise<void> => {
    // Toasts are over and the last lines are in view.
    await page.waitForTimeout(7_000);
    const path = `${folder}${name}.png`;
    await page.screenshot({ path });
    const { size } = await stat(path);
    assert.ok(size < maximumBytes, `${name}.png has ${size} bytes`);
  };

  it('the form, and a phone', async () => {
    const { page, chat } = await openAs('Ana Ruiz', {}, '&pane=closed');
    await chat.say('activate exchange admin');
    await chat.seeCard('Activate a role');
    await take(page, 'form');
    const { page: phonePage, chat: onPhone } = await openAs('Ana Ruiz', { size: phone });
    await onPhone.seeCard('Activate a role');
    await take(phonePage, 'phone');
    await chat.press(chat.card('Activate a role'), 'Cancel');
  });

  it('the story', async () => {
    await sandbox.control.forward(15 * 60_000);
    const { page, chat: ana } = await openAs('Ana Ruiz');
    await ana.say('activate exchange admin 2h mailbox stuck INC0042');
    await ana.seeCard('Waiting for approval');
    const { page: bensPage, chat: ben } = await openAs('Ben Okafor', {}, '&pane=closed');
    const asked = await ben.seeCard('mailbox stuck');
    await asked.getByRole('textbox', { name: /comment/i }).fill('Planned, go ahead');
    await take(bensPage, 'approver');
    await ben.press(asked, 'Approve');
    await ana.seeCard('Active until');
    await page.getByRole('tab', { name: 'Audit' }).click();
    await take(page, 'requestor');
    const { page: dark } = await openAs(
      'Ana Ruiz',
      { theme: 'dark' },
      `&beside=${sandbox.idOf('Ben')}&pane=closed`,
    );
    await take(dark, 'dark');
  });

  it('the stronger sign-in', async () => {
    const { page, chat } = await openAs('Ben Okafor', {}, '&pane=closed');
    await chat.say('activate security admin 1h because phishing wave');
    await chat.seeCard('Sign in once more');
    await take(page, 'stepUp');
  });

  it('two votes, and what went round them', async () => {
    const { page: anasPage, chat: ana } = await openAs('Ana Ruiz', {}, '&pane=closed');
    await ana.say('activate user admin 1h because new colleagues');
    const opened = anasPage.waitForEvent('popup');
    await ana.press(await ana.seeCard('Sign in once more'), 'Sign in');
    const popup = await opened;
    await popup.getByRole('button', { name: /Ana Ruiz/ }).click();
    await popup.getByRole('button', { name: 'Approve with authenticator' }).click();
    await ana.seeCard('Waiting for approval');
    const { chat: ben } = await openAs('Ben Okafor', {}, '&pane=closed');
    await ben.press(await ben.seeCard('new colleagues'), 'Approve');
    await ana.seeCard('1 of 2 approvals');
    const { page, chat: chi } = await openAs('Chi Nguyen', {}, '&pane=closed');
    await chi.seeCard('1 of 2 approvals');
    await take(page, 'votes');
    await sandbox.control.portal({
      actor: sandbox.idOf('Ana'),
      action: 'activate',
      roleDefinitionId: 'fe930be7-5e62-47db-91af-98c3a49a38b1',
      durationMinutes: 60,
      justification: 'Just quickly',
    });
    const { page: faysPage, chat: fay } = await openAs('Fay Lindqvist', {}, '&pane=closed');
    await sandbox.control.forward(3 * 60_000);
    await fay.seeCard('past your rules');
    await take(faysPage, 'bypass');
  });

  it('the audit in the chat', async () => {
    const { page, chat } = await openAs('Fay Lindqvist', { size: tall }, '&pane=closed');
    await chat.say('audit');
    await chat.seeCard('Who has what');
    await take(page, 'audit');
  });

  it('a permanent assignment that becomes an eligibility', async () => {
    const { page, chat } = await openAs('Dara Singh', {}, '&pane=closed');
    await chat.say('make eligible');
    const list = await chat.seeCard('From permanent to eligible');
    await list.getByTitle(/Fay Lindqvist/).click();
    const form = await chat.seeCard('Now: permanent');
    await form.getByRole('textbox', { name: /Justification/ }).fill('Nobody reads security data all day');
    await chat.press(form, 'Check');
    await chat.seeCard('Make this change?');
    await take(page, 'makeEligible');
  });

  it('the assign form', async () => {
    const { page, chat } = await openAs('Dara Singh', {}, '&pane=closed');
    await chat.say('assign reports reader to chi nguyen');
    const form = await chat.seeCard(/Chi Nguyen[\s\S]*Justification/);
    await form.getByRole('textbox', { name: /Justification/ }).fill('Monthly figures for the board');
    await take(page, 'assign');
  });

  it('what stands wrong, and one of it', async () => {
    const { page, chat } = await openAs('Fay Lindqvist', { size: listAndCard }, '&pane=closed');
    await sandbox.control.forward(6 * 60_000);
    // Until the first look is over the list says that nobody has looked yet.
    for (let text = 'not looked yet'; text.includes('not looked yet');) {
      await page.waitForTimeout(500);
      await chat.say('alerts');
      text = (await (await chat.seeCard('Alerts')).textContent()) ?? '';
    }
    await chat
      .card('Alerts')
      .getByTitle(/Snooze/)
      .first()
      .click();
    await chat.seeCard('Why it matters');
    await take(page, 'alerts');
  });

  it('a review as its reviewer sees it', async () => {
    const { page, chat } = await openAs('Ben Okafor', { size: tall }, '&pane=closed');
    await sandbox.control.forward(11 * 60_000);
    const asked = await chat.seeCard('You are asked to review');
    await chat.press(asked, 'Show');
    await chat.seeCard('Ana Ruiz');
    await take(page, 'review');
  });

  it('the audit report', async () => {
    const quay = await startSandbox({ tenant: 'quay' });
    const reports = await mkdtemp(join(tmpdir(), 'latchkey-picture-'));
    try {
      const out = join(reports, 'report.html');
      const { tenantId, appId, secret } = quay.tenantInfo;
      const environment = {
        LATCHKEY_CLOUD: 'sandbox',
        LATCHKEY_SANDBOX_URL: quay.url,
        MicrosoftAppId: appId,
        MicrosoftAppTenantId: tenantId,
        MicrosoftAppPassword: secret,
      };
      const clock = { now: () => new Date() };
      await runInMemory(['audit', '--format', 'html', '--out', out], environment, clock);
      const size = { width: 1280, height: 1000 };
      const address = pathToFileURL(out).href;
      await take(await browser().open(address, { size }), 'report');
      await take(await browser().open(address, { size, theme: 'dark' }), 'reportDark');
      const printed = await browser().open(address, { size });
      await printed.emulateMedia({ media: 'print' });
      await take(printed, 'reportPrint');
    } finally {
      await quay.stop();
      await rm(reports, { recursive: true, force: true });
    }
  });
});

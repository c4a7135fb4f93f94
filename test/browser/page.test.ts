import assert from 'node:assert/strict';
import { type Locator, type Page } from 'playwright-core';
import { useBrowser, type PageOptions } from '../support/browser.ts';
import { ChatOnPage } from '../support/playgroundPage.ts';
import { openWorld, type World, type WorldOptions } from '../support/world.ts';

const phone = { width: 380, height: 800 };

describe('the page of the sandbox', () => {
  let world: World;
  const browser = useBrowser(() => world.close());

  const openAs = (person: string, options?: PageOptions, query = ''): Promise<Page> =>
    browser().open(`${world.url}/?person=${world.idOf(person)}${query}`, options);
  const asAna = async (options?: PageOptions): Promise<{ page: Page; ana: ChatOnPage }> => {
    const page = await openAs('Ana', options);
    return { page, ana: new ChatOnPage(page, 'Ana Ruiz') };
  };
  const theWorld = async (options: WorldOptions = {}): Promise<void> => {
    world = await openWorld(options);
  };

  it('says in the form what is missing, and turns it into the card of the request', async () => {
    await theWorld();
    const { ana } = await asAna();
    await ana.say('activate exchange admin');
    const form = await ana.seeCard('Activate a role');
    await ana.press(form, 'Activate');
    await form.getByText('The role asks for a justification.').waitFor();
    assert.deepEqual(await requests(world), []);
    await form.getByRole('textbox', { name: /justification/i }).fill('Mailbox migration');
    await ana.press(form, 'Activate');
    const waiting = await ana.seeCard('Waiting for approval');
    for (const title of ['Cancel', 'Remind']) {
      await waiting.getByRole('button', { name: title, exact: true }).waitFor();
    }
    assert.equal(await ana.card('Activate a role').count(), 0);
  });

  for (const cardActions of ['execute', 'submit'] as const) {
    it(`shows two people side by side, and changes both in place, with Action.${cardActions}`, async () => {
      await theWorld({ cardActions });
      const page = await openAs('Ana', {}, `&beside=${world.idOf('Ben')}`);
      const [ana, ben] = [new ChatOnPage(page, 'Ana Ruiz'), new ChatOnPage(page, 'Ben Okafor')];
      await ana.say('activate exchange admin 1h because mailbox migration');
      const message = ana.region
        .locator('.message-bot')
        .filter({ hasText: 'Your activation request' })
        .last();
      const id = await message.getAttribute('data-activity-id');
      const asked = await ben.seeApproval('mailbox migration');
      await asked.getByRole('textbox', { name: /comment/i }).fill('planned');
      await ben.press(asked, 'Approve');
      await ben.seeCard('You approved it');
      const own = ana.region.locator(`[data-activity-id="${id ?? ''}"]`);
      await own.getByText('Active until').waitFor();
    });
  }

  it('shows words, not JSON, when Graph breaks, and every call of it', async () => {
    await theWorld();
    const { page, ana } = await asAna();
    await page.getByRole('button', { name: 'Break something' }).click();
    await page.getByRole('menuitem', { name: /Graph answers 503/ }).click();
    await world.control.faults.add({ match: { path: '^/graph/' }, times: 60, status: 503 });
    await ana.say('my roles');
    const card = await ana.seeCard(/did not answer/i);
    assert.doesNotMatch(await card.innerText(), /\{|503|Error:/);
    await page.getByRole('tab', { name: 'Graph' }).click();
    await page
      .getByRole('button', { name: /broken on purpose/ })
      .first()
      .click();
    await page.getByRole('heading', { name: 'Answered' }).waitFor();
    await page.getByText('serviceNotAvailable').filter({ visible: true }).waitFor();
  });

  it('needs no mouse', async () => {
    await theWorld();
    const { page, ana } = await asAna();
    const people = page.getByRole('navigation', { name: 'People' });
    await people.getByRole('button', { name: 'Ana Ruiz' }).focus();
    await page.keyboard.press('ArrowDown');
    assert.equal(await focusedName(page), 'Ben Okafor');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await new ChatOnPage(page, 'Ben Okafor').box.waitFor();

    await ana.box.focus();
    await page.keyboard.type('my');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    assert.equal((await ana.box.inputValue()).trim(), 'my roles');
    await page.keyboard.press('Enter');
    const roles = await ana.seeCard('Teams Administrator');
    await tabBackTo(page, roles.getByRole('button', { name: /^Activate/ }).last());
    await page.keyboard.press('Enter');
    await ana.seeCard(/Activate a role|Your activation request/);
  });

  it('fits a phone', async () => {
    await theWorld();
    const { page, ana } = await asAna({ size: phone });
    await ana.say('activate exchange admin');
    const form = await ana.seeCard('Activate a role');
    const box = await form.boundingBox();
    assert.ok(box && box.x >= 0 && box.x + box.width <= phone.width, JSON.stringify(box));
    for (const part of ['People', 'Happened', 'Sandbox', 'Chat']) {
      await page.getByRole('navigation', { name: 'Parts of the page' }).getByText(part).click();
      assert.equal(await page.evaluate('document.documentElement.scrollWidth'), phone.width, part);
    }
    await form.getByRole('textbox', { name: /justification/i }).fill('Mailbox migration');
    await ana.press(form, 'Activate');
    await ana.seeCard('Waiting for approval');
  });
});

const focusedName = (page: Page): Promise<unknown> =>
  page.evaluate("document.activeElement.querySelector('.person-name')?.textContent");

/** Shift+Tab until the focus stands on this element. */
async function tabBackTo(page: Page, target: Locator): Promise<void> {
  for (let steps = 0; steps < 60; steps += 1) {
    await page.keyboard.press('Shift+Tab');
    if ((await target.and(page.locator(':focus')).count()) === 1) return;
  }
  assert.fail('The keyboard does not reach it');
}

/** Activations that were really asked of PIM. */
async function requests(world: World): Promise<readonly unknown[]> {
  const calls = await world.control.calls(/roleAssignmentScheduleRequests$/);
  return calls.filter(
    ({ method, requestBody }) =>
      method === 'POST' && (requestBody as { isValidationOnly?: boolean }).isValidationOnly !== true,
  );
}

import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { useBrowser } from '../support/browser.ts';
import { ChatOnPage } from '../support/playgroundPage.ts';
import { openWorld, type World } from '../support/world.ts';

const settingsFile = fileURLToPath(new URL('../../sandbox/settings.yaml', import.meta.url));

describe('administrators and reviewers on the page', () => {
  let world: World;
  const browser = useBrowser(() => world.close());

  beforeEach(async () => {
    world = await openWorld({
      mayAdminister: true,
      mayReview: true,
      environment: { LATCHKEY_SETTINGS_FILE: settingsFile },
    });
  });

  const chatOf = async (fullName: string): Promise<ChatOnPage> => {
    const id = world.idOf(fullName.split(' ')[0] ?? '');
    return new ChatOnPage(await browser().open(`${world.url}/?person=${id}`), fullName);
  };

  it('turn a permanent assignment into an eligibility, and see it in the list', async () => {
    const dara = await chatOf('Dara Singh');
    await dara.say('make eligible');
    const list = await dara.seeCard('From permanent to eligible');
    await list.getByTitle(/Fay Lindqvist/).click();
    const form = await dara.seeCard('Now: permanent');
    await dara.press(form, 'Check');
    await form.getByText('Write a justification.').waitFor();
    await form.getByRole('textbox', { name: /Justification/ }).fill('Nobody reads security data all day');
    await dara.press(form, 'Check');
    await dara.press(await dara.seeCard('Make this change?'), 'Make the change');
    await dara.seeCard('Eligible now');
    await dara.say('make eligible');
    const after = dara.region.locator('.card').filter({ hasText: 'From permanent to eligible' }).nth(1);
    await after.waitFor();
    assert.equal(await after.getByTitle(/Fay Lindqvist/).count(), 0);
  });

  it('decide about somebody whom they are asked to review', async () => {
    const ben = await chatOf('Ben Okafor');
    await ben.say('my reviews');
    await ben.press(await ben.seeCard('You are asked to review Exchange Administrator'), 'Show');
    const card = await ben.seeCard('Dara Singh');
    await card.getByRole('textbox', { name: /reason|justification/i }).fill('looks after mail no more');
    await card.getByTitle('Remove: Dara Singh').click();
    await ben.seeCard(/Dara Singh[\s\S]*Decided by Ben Okafor: Remove/);
  });
});

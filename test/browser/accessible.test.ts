import assert from 'node:assert/strict';
import { type Page } from 'playwright-core';
import { codePage, textPage } from '../../src/bot/signIn/signInPage.ts';
import { languages } from '../../src/words/wordsFor.ts';
import { accessibilityFaults } from '../support/accessibilityFaults.ts';
import { useBrowser } from '../support/browser.ts';
import { ChatOnPage } from '../support/playgroundPage.ts';
import { openWorld, type World } from '../support/world.ts';

const wide = { width: 1280, height: 800 };
const phone = { width: 380, height: 800 };

describe('what people see in a browser, for everybody', () => {
  let world: World;
  const browser = useBrowser(() => world.close());

  beforeEach(async () => {
    world = await openWorld({ watchesAlerts: false });
  });

  for (const theme of ['light', 'dark'] as const) {
    it(`is without a fault on the page of the sandbox, ${theme}`, async () => {
      const page = await browser().open(`${world.url}/?person=${world.idOf('Ana')}`, {
        size: wide,
        theme,
        hasTour: true,
      });
      const ana = new ChatOnPage(page, 'Ana Ruiz');
      await ana.box.waitFor();
      const seen = new Map<string, readonly string[]>();
      const look = async (what: string): Promise<void> => {
        seen.set(what, await accessibilityFaults(page));
      };
      await look('the first visit');
      await ana.say('my roles');
      await ana.seeCard('Teams Administrator');
      await ana.say('activate exchange admin');
      await ana.seeCard('Activate a role');
      await look('a list and a form');
      await page.getByRole('button', { name: 'Break something' }).click();
      await look('an open menu');
      await page.keyboard.press('Escape');
      await page.getByRole('tab', { name: 'Graph' }).click();
      await look('what was asked of Graph');
      await page.setViewportSize(phone);
      await look('on a phone');
      assert.deepEqual(
        [...seen].filter(([, faults]) => faults.length > 0),
        [],
      );
    });
  }

  it('is without a fault on the pages of a sign-in, in every language', async () => {
    const faults: string[] = [];
    const look = async (what: string, page: Page): Promise<void> => {
      for (const fault of await accessibilityFaults(page)) faults.push(`${what}: ${fault}`);
    };
    const served = await browser().open(`${world.botUrl}/auth/start?t=none`);
    assert.equal(await served.title(), 'This link does not work any more');
    await look('served', served);
    // The others end a sign-in each: here they are shown without one.
    const page = await browser().open('about:blank', { size: phone });
    for (const { language, signInPages } of languages) {
      const { done, otherBrowser } = signInPages.ends;
      const place = { publicUrl: world.botUrl, clientOrigins: [] };
      for (const { html = '' } of [
        codePage(place, { ...done, language }, 'ABCD-1234'),
        textPage(410, { ...otherBrowser, language }),
      ]) {
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          // Without the part for Teams, which this window has no one to hand a code to.
          await page.setContent(html.replaceAll(/<script.*?<\/script>/gsu, ''));
          await look(`${language}, ${colorScheme}`, page);
          assert.equal(await widthOf(page), 0);
        }
      }
    }
    assert.deepEqual(faults, []);
  });
});

/** By how much the page is wider than its window. */
const widthOf = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

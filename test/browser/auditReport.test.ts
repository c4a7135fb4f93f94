import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Page } from 'playwright-core';
import { auditReportHtml } from '../../src/reports/html/auditReportHtml.ts';
import { accessibilityFaults } from '../support/accessibilityFaults.ts';
import { useBrowser, type PageOptions } from '../support/browser.ts';
import { sampleReport } from '../support/sampleReport.ts';
import { largeSnapshot } from '../support/sampleSnapshot.ts';

const wide = { width: 1280, height: 900 };
const narrow = { width: 380, height: 800 };

describe('the audit report in a browser', () => {
  const browser = useBrowser();
  let folder: string;
  let address: string;
  let largeAddress: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'latchkey-report-'));
    const write = async (name: string, text: string): Promise<string> => {
      await writeFile(join(folder, name), text);
      return pathToFileURL(join(folder, name)).href;
    };
    address = await write('report.html', auditReportHtml(sampleReport()));
    largeAddress = await write('large.html', auditReportHtml(sampleReport(largeSnapshot(5_000))));
  });

  after(() => rm(folder, { recursive: true, force: true }));

  const open = (options: PageOptions, url = address): Promise<Page> => browser().open(url, options);
  const overflow = (page: Page): Promise<number> =>
    page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  const styleOf = (page: Page, name: string): Promise<string> =>
    page.evaluate(`getComputedStyle(document.body).${name}`);
  const unfold = (page: Page): Promise<void> =>
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })");

  for (const theme of ['light', 'dark'] as const) {
    for (const size of [wide, narrow]) {
      it(`is accessible and fits, ${theme} and ${size.width} pixels wide`, async () => {
        const page = await open({ size, theme });
        assert.equal(await overflow(page), 0);
        assert.deepEqual(await accessibilityFaults(page), []);
        await unfold(page);
        assert.equal(await overflow(page), 0);
        assert.deepEqual(await accessibilityFaults(page), []);
      });
    }
  }

  it('keeps to its own policy, and its style is taken', async () => {
    const page = await open({ size: wide });
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    await page.reload();
    assert.deepEqual(said, []);
    const font = await styleOf(page, 'fontFamily');
    assert.match(font, /system-ui/);
    assert.equal(await page.locator('script, img').count(), 0);
  });

  it('shows on paper what is folded on the screen, in dark ink', async () => {
    const page = await open({ size: wide, theme: 'dark' }, largeAddress);
    const folded = page.locator('#permanent tbody tr').first();
    assert.equal(await folded.isVisible(), false);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    assert.equal(await folded.isVisible(), true);
    const ink = await styleOf(page, 'color');
    assert.equal(ink, 'rgb(0, 0, 0)');
    assert.equal(await page.locator('nav').isVisible(), false);
  });

  it('is read with the keyboard: past the contents, into what is folded', async () => {
    const page = await open({ size: wide }, largeAddress);
    const focused = (selector: string): Promise<boolean> => page.locator(`${selector}:focus`).isVisible();
    await page.keyboard.press('Tab');
    assert.ok(await focused('.skip'));
    await page.keyboard.press('Enter');
    assert.ok(await focused('#main'));
    await page.keyboard.press('Tab');
    assert.ok(await focused('#chart-roles summary'));
    await page.keyboard.press('Enter');
    assert.ok(await page.locator('#chart-roles table').isVisible());
    await page.keyboard.press('Tab');
    assert.ok(await focused('#chart-roles .scroll'));
    const permanent = page.locator('#permanent');
    assert.equal(await permanent.locator('table').isVisible(), false);
    await permanent.locator('summary').focus();
    await page.keyboard.press('Space');
    assert.ok(await permanent.locator('table').isVisible());
    assert.equal(await permanent.locator('tbody tr').count(), 200);
    assert.match(await permanent.innerText(), /\d+ more rows are in the JSON and CSV forms/);
  });

  it('has the figures of its drawings as tables', async () => {
    const page = await open({ size: wide });
    await unfold(page);
    const drawn = await page.locator('#chart-roles svg .label').allTextContents();
    const [, permanent, , eligible] = await page
      .locator('#chart-roles tbody tr')
      .first()
      .locator('th, td')
      .allInnerTexts();
    assert.deepEqual(drawn.slice(0, 2), [`${permanent ?? ''} permanent`, `${eligible ?? ''} eligible`]);
  });
});

import axe from 'axe-core';
import { type Page } from 'playwright-core';

/** Runs axe-core; the page's own policy lets no script in, so it comes as the debugger's. */
const violations = `axe.run().then(({ violations }) =>
  violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))`;

/** What axe-core finds wrong with a page as it stands, a line for each rule; nothing where all is well. */
export async function accessibilityFaults(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(violations);
}

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { track } from './hooks.ts';

/** How a page is opened. */
export interface PageOptions {
  /** Default 1280 by 800. */
  readonly size?: { readonly width: number; readonly height: number };
  readonly theme?: 'light' | 'dark';
  /** Shows the first steps of the sandbox's page, as on a first visit. */
  readonly hasTour?: boolean;
}

const names = ['chromium', 'chromium-browser', 'google-chrome'];
const quietly = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const waitMs = 60_000;
/** The empty page that a window begins with has no storage. */
const hideTour = "try { localStorage.setItem('latchkey-sandbox/tour', 'hidden'); } catch {}";

/** Path of the machine's own Chromium; nothing is ever downloaded. */
function findBrowser(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  const wanted = process.env['CHROMIUM_PATH'];
  return [...(wanted === undefined ? [] : [wanted]), ...candidates].find((path) => existsSync(path));
}

/** A running browser; whatever its pages complain about is collected, and fails the test that closes them. */
class TestBrowser {
  readonly #browser: Browser;
  readonly #problems: string[] = [];

  constructor(browser: Browser) {
    this.#browser = browser;
  }

  /** Opens an address in a window of its own, with its own cookies and storage. */
  async open(url: string, options: PageOptions = {}): Promise<Page> {
    const { size = { width: 1280, height: 800 }, theme = 'light', hasTour = false } = options;
    const context = await this.#browser.newContext({ viewport: size, colorScheme: theme });
    context.setDefaultTimeout(waitMs);
    this.#watch(context);
    if (!hasTour) await context.addInitScript(hideTour);
    const page = await context.newPage();
    await page.goto(url);
    return page;
  }

  /** Closes every window; fails when a page logged an error, broke its content policy or asked another machine. */
  async closeWindows(): Promise<void> {
    await Promise.all(this.#browser.contexts().map((context) => context.close()));
    assert.deepEqual(this.#problems.splice(0), []);
  }

  async end(): Promise<void> {
    await this.#browser.close();
  }

  #watch(context: BrowserContext): void {
    context.on('weberror', (error) => this.#problems.push(error.error().message));
    context.on('console', (message) => {
      const { url } = message.location();
      // A page that is itself a refusal, with words for people, is none of a script's errors.
      if (message.type() !== 'error' || url === message.page()?.url()) return;
      this.#problems.push(`${message.text()} (${url})`);
    });
    context.on('request', (request) => {
      const { hostname, protocol } = new URL(request.url());
      const isOurs = ['data:', 'file:'].includes(protocol) || hostname === '127.0.0.1';
      if (!isOurs) this.#problems.push(`asked ${request.url()}`);
    });
  }
}

/**
 * Starts one browser for a test file and ends it afterwards. After each test the windows are closed, then
 * `stopWorld` ends what they showed. Where this machine has no browser, the file is skipped with a sentence; with
 * `CI=true` that is a failure.
 */
export function useBrowser(stopWorld: () => Promise<void> = () => Promise.resolve()): () => TestBrowser {
  let browser: TestBrowser | undefined;
  let closed: (() => void) | undefined;

  before(async function () {
    const executablePath = findBrowser();
    if (executablePath === undefined) {
      const sentence = `There is no Chromium here (${names.join(', ')} or CHROMIUM_PATH): the page is not tested.`;
      if (process.env['CI'] === 'true') throw new Error(sentence);
      process.stderr.write(`${sentence}\n`);
      this.skip();
    }
    browser = new TestBrowser(await chromium.launch({ executablePath, args: quietly }));
    closed = track('browser');
  });
  afterEach(async () => {
    try {
      await browser?.closeWindows();
    } finally {
      if (browser !== undefined) await stopWorld();
    }
  });
  after(async () => {
    await browser?.end();
    closed?.();
  });
  return () => {
    assert.ok(browser, 'The browser runs only while tests do');
    return browser;
  };
}

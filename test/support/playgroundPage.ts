import { setTimeout as pause } from 'node:timers/promises';
import { type Locator, type Page } from 'playwright-core';

const MOST_LOOKS = 400;
const LOOK_EVERY_MS = 50;

/** The chat of one person on the sandbox's page, as somebody sees it who knows only names and words. */
export class ChatOnPage {
  /** Everything of this chat: head, messages, compose box. */
  readonly region: Locator;
  /** Where messages are typed. */
  readonly box: Locator;

  readonly #page: Page;
  readonly #name: string;

  constructor(page: Page, name: string) {
    this.#page = page;
    this.#name = name;
    this.region = page.getByRole('region', { name: `${name}'s chat` });
    this.box = this.region
      .getByRole('combobox', { name: `Message Latchkey as ${name}` })
      .or(this.region.getByRole('textbox', { name: `Message Latchkey as ${name}` }));
  }

  /** Types a message and sends it with Enter. */
  async say(text: string): Promise<void> {
    await this.box.fill(text);
    await this.box.press('Enter');
  }

  /** The newest card that shows these words. */
  card(words: string | RegExp): Locator {
    return this.region.locator('.card').filter({ hasText: words }).last();
  }

  /** Waits until a card shows these words. */
  async seeCard(words: string | RegExp): Promise<Locator> {
    const card = this.card(words);
    await card.waitFor();
    return card;
  }

  /** Waits until an approver's card with these words can be decided on; a list of the day, which has them too, cannot. */
  async seeApproval(words: string): Promise<Locator> {
    const approve = this.#page.getByRole('button', { name: 'Approve', exact: true });
    const card = this.region.locator('.card').filter({ hasText: words, has: approve }).last();
    await card.waitFor();
    return card;
  }

  /** Waits until a line of the bot, on a card or not, shows these words. */
  async see(words: string | RegExp): Promise<void> {
    await this.region.locator('.message-bot').filter({ hasText: words }).last().waitFor();
  }

  /** Waits until the chat stands at its end, with the newest message in view. */
  async seeEnd(): Promise<void> {
    const log = `document.querySelector(${JSON.stringify(`[aria-label="${this.#name}'s chat"] .log`)})`;
    const isAtEnd = `((log) => log.scrollHeight - log.scrollTop - log.clientHeight < 2)(${log})`;
    // Asked from outside: a condition that the page itself would watch is text that its policy does not run.
    for (let looks = 0; !(await this.#page.evaluate<boolean>(isAtEnd)); looks += 1) {
      if (looks > MOST_LOOKS) throw new Error('The chat does not stand at its end');
      await pause(LOOK_EVERY_MS);
    }
  }

  /** Presses a button of a card; one that opens an address is a link. */
  async press(card: Locator, title: string): Promise<void> {
    const name = { name: title, exact: true };
    await card.getByRole('button', name).or(card.getByRole('link', name)).click();
  }
}

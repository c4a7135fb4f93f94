import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { type ChatMessage, type TeamsUser } from './teamsUser.ts';

/** A file that a person has, as the sandbox's Teams lists it. */
export interface TeamsFile {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly storedAt: string;
}

const FILE_CONSENT = 'application/vnd.microsoft.teams.card.file.consent';
const DEADLINE_MS = 45_000;
const POLL_MS = 40;

/** The files of a person at a Teams client: takes or declines what the bot offers, and looks at what came. */
export class TeamsFiles {
  readonly #user: TeamsUser;
  readonly #url: string;

  constructor(sandboxUrl: string, user: TeamsUser) {
    this.#user = user;
    this.#url = `${sandboxUrl}/client/chats/${user.oid}/files`;
  }

  /** Waits for a card that offers a file and has no answer yet; resolves to its message. */
  async waitForOffer(): Promise<ChatMessage> {
    const messages = await this.#user.waitUntil('a file on offer', (all) => all.some(isOffer));
    const offer = messages.findLast(isOffer);
    assert.ok(offer);
    return offer;
  }

  /** Presses Allow or Decline; resolves to the status of the bot's answer. */
  async answer(offer: ChatMessage, action: 'accept' | 'decline'): Promise<number | null> {
    const answer = await fetch(this.#url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ activityId: offer.id, action }),
    });
    const text = await answer.text();
    assert.ok(answer.ok, `${answer.status}: ${text}`);
    return (JSON.parse(text) as { botStatus: number | null }).botStatus;
  }

  /** What the person has, the oldest first. */
  async list(): Promise<readonly TeamsFile[]> {
    return ((await (await fetch(this.#url)).json()) as { files: readonly TeamsFile[] }).files;
  }

  /** Waits until the person has a file. */
  async waitForFile(): Promise<TeamsFile> {
    const deadlineAt = performance.now() + DEADLINE_MS;
    for (;;) {
      const file = (await this.list()).at(-1);
      if (file !== undefined) return file;
      assert.ok(performance.now() < deadlineAt, 'no file came');
      await pause(POLL_MS);
    }
  }

  /** The bytes of a file. */
  async download(id: string): Promise<Buffer> {
    const answer = await fetch(`${this.#url}/${id}`);
    assert.equal(answer.status, 200);
    return Buffer.from(await answer.arrayBuffer());
  }
}

const isOffer = (message: ChatMessage): boolean =>
  message.isDeleted !== true &&
  message.fileConsent === undefined &&
  message.attachments?.some(({ contentType }) => contentType === FILE_CONSENT) === true;

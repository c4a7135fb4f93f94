import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ChatMessage, textOf, wordsOf } from '../support/teamsUser.ts';
import { openWorld, type World } from '../support/world.ts';

/** Fay and Eli. */
const securityDesk = '6a0e1f52-1c3b-4d7e-9b20-5f1e0c7a1104';

describe('somebody who asks too much', () => {
  let world: World;
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'latchkey-settings-'));
  });

  afterEach(async () => {
    await world.close();
    rmSync(folder, { recursive: true });
  });

  const open = async (limits: string): Promise<void> => {
    const settingsFile = join(folder, 'settings.yaml');
    writeFileSync(settingsFile, `administrators: { group: ${securityDesk} }\nlimits: ${limits}\n`);
    world = await openWorld({
      installedFor: ['Ana', 'Ben', 'Chi', 'Eli'],
      environment: { LATCHKEY_SETTINGS_FILE: settingsFile },
    });
  };
  const ask = async (): Promise<string | undefined> => {
    const mark = await world.person('Ana').mark();
    await world.person('Ana').say('activate exchange admin 1h because mailbox stuck');
    return mark;
  };
  const askAndWait = async (): Promise<void> => {
    const after = await ask();
    await world.person('Ana').waitForCard('Waiting for approval', after === undefined ? {} : { after });
  };
  const submissions = async (): Promise<number> =>
    (await world.control.calls(/roleAssignmentScheduleRequests$/)).filter(
      ({ method, requestBody }) =>
        method === 'POST' && (requestBody as Record<string, unknown>)['isValidationOnly'] !== true,
    ).length;
  const told = (messages: readonly ChatMessage[], match: RegExp): number =>
    messages.filter((message) => message.from === 'bot' && match.test(wordsOf(message))).length;

  it('is told once that it goes too fast, while others are answered', async () => {
    await open('{ inbound: { person: { atOnce: 5, perSecond: 0.1 } } }');
    const [ana, ben] = [world.person('Ana'), world.person('Ben')];
    const before = world.graphCalls.length;
    const answers = await Promise.all(Array.from({ length: 40 }, () => ana.say('help')));
    assert.ok(answers.every(({ botStatus }) => botStatus === 200));
    await ben.say('help');
    await ben.waitForCard(/activate/i);
    const messages = await ana.waitUntil('one sentence', (all) => told(all, /faster than I can read/) > 0);
    assert.equal(told(messages, /faster than I can read/), 1);
    const cards = messages.filter(({ attachments = [] }) => attachments.length > 0);
    // The greeting of the installation, and what the bucket held.
    assert.ok(cards.length <= 6, `${String(cards.length)} cards`);
    assert.ok(world.graphCalls.length - before < 20);
    const lines = world.log.filter(({ facts }) => 'event' in facts && facts.event === 'inbound.limited');
    assert.equal(lines.length, 1);
    assert.ok(!JSON.stringify(lines).includes('Ana'));
    const metrics = await (await fetch(`${world.botUrl}/metrics`)).text();
    assert.match(metrics, /latchkey_inbound_limited_total\{by="person"\} 3\d/);
  });

  it('gets the sentence as the answer to a press, and the card stays as it is', async () => {
    await open('{ inbound: { person: { atOnce: 5, perSecond: 0.1 } } }');
    const ana = world.person('Ana');
    await ana.say('help');
    const { message } = await ana.waitForButton('My roles');
    const answers = [];
    for (let count = 0; count < 5; count += 1)
      answers.push(await ana.press('My roles', {}, { on: message.id }));
    assert.match(JSON.stringify(answers.at(-1)), /faster than I can read/);
    assert.ok(await ana.waitForButton('My roles', { on: message.id }));
  });

  it('is refused one role more than so often, and the administrators hear of it', async () => {
    await open('{ requests: { perHourAndRole: 1 } }');
    const [ana, eli] = [world.person('Ana'), world.person('Eli')];
    await askAndWait();
    await ana.say('cancel');
    await ana.waitForCard(/canceled/i);
    const before = await submissions();
    await ask();
    const refused = await ana.waitForCard(/asked for roles very often/);
    assert.match(refused.text, /again in (1 hour|\d+ minutes)/);
    assert.match(refused.text, /Entra admin center is not affected/);
    assert.equal(await submissions(), before);
    const { text } = await eli.waitForCard(/Unusually many requests/);
    assert.match(text, /Ana Ruiz has reached the limit/);
  });

  it('is told after a denial from when on the role can be asked for, and held to it', async () => {
    await open('{ denialsWithoutCoolDown: 0 }');
    const [ana, ben] = [world.person('Ana'), world.person('Ben')];
    await askAndWait();
    await ben.press('Deny', { comment: 'use the shared mailbox' });
    const denied = await ana.waitForCard(/You can ask for it here again from \S+ on/);
    assert.match(denied.text, /use the shared mailbox/);
    const before = await submissions();
    await ana.say('activate exchange admin');
    await ana.waitForCard(/does not ask|do not ask them again yet/);
    await ask();
    await ana.waitForCard(({ card, text }) => text.includes('denied this role') && !hasInputs(card));
    assert.equal(await submissions(), before);
    await world.forward(16);
    await askAndWait();
  });

  it('rings an approver’s phone once, who decides on what was asked last', async () => {
    await open('{ requests: { perHourAndRole: 10 } }');
    const [ana, ben] = [world.person('Ana'), world.person('Ben')];
    await askAndWait();
    const { message: first, action } = await ben.waitForButton('Approve');
    for (let count = 0; count < 5; count += 1) {
      await ana.say('cancel');
      await ben.waitForCard(({ message, text }) => message.id === first.id && /canceled/i.test(text));
      await askAndWait();
      await ben.waitForButton('Approve');
    }
    const messages = await ben.messages();
    const approvals = messages.filter(({ attachments = [] }) =>
      attachments.some(({ content }) => textOf(content).includes('mailbox stuck')),
    );
    assert.deepEqual(
      approvals.map(({ id }) => id),
      [first.id],
    );
    const [card] = approvals;
    assert.match(card === undefined ? '' : wordsOf(card), /took the place of an earlier request/);
    assert.match(card === undefined ? '' : wordsOf(card), /approve 6/);
    assert.ok(action);
    // What the approver knows as number 1 was taken back: nothing is decided by it.
    await ben.say('approve 1 because planned');
    await ben.waitUntil('the canceled request again', (all) => told(all, /canceled/i) > 1);
    await ben.press('Approve', { comment: 'planned' }, { on: first.id });
    await ana.waitForCard(/Active until/);
    const decisions = (await world.control.calls(/\/steps\//)).filter(({ method }) => method === 'PATCH');
    assert.equal(decisions.length, 1);
  });
});

const hasInputs = (card: object): boolean => JSON.stringify(card).includes('"Input.');

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openWorld, type World, type WorldOptions } from '../support/world.ts';

/** Sweeps look every thirty seconds by the clock that the test moves. */

describe('what is said because time has passed', () => {
  let world: World;
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'latchkey-settings-'));
    writeFileSync(
      join(folder, 'settings.yaml'),
      'reminders: { approvers: { quietHours: { from: "00:00", to: "00:00" } } }\n',
    );
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  afterEach(() => world.close());

  /** A world in which nobody is asleep, whatever the clock of this machine says. */
  const awake = (options: WorldOptions = {}): Promise<World> =>
    openWorld({ ...options, environment: { LATCHKEY_SETTINGS_FILE: join(folder, 'settings.yaml') } });

  it('reminds an approver of all that waits, tells the requestor that it lapses, and that it has', async () => {
    world = await awake();
    const [ana, ben] = [world.person('Ana'), world.person('Ben')];
    await ana.say('activate exchange admin 2h because mailbox stuck INC0042');
    await ana.waitForCard('Waiting for approval');
    await ben.waitForButton('Approve');
    await world.forward(61);
    const reminder = await ben.waitForCard(/Still waiting for you: 1 request/);
    assert.match(reminder.text, /Ana Ruiz/);
    assert.match(reminder.text, /approve 1/);
    await world.forward(22 * 60);
    const lapsing = await ana.waitForCard(/Nobody has decided yet/);
    assert.match(lapsing.text, /lapses/);
    await ana.waitForButton('Remind', { on: lapsing.message.id });
    await ana.waitForButton('Cancel', { on: lapsing.message.id });
    await world.forward(61);
    const lapsed = await ana.waitForCard(/within 24 hours, so PIM let it lapse/, {
      after: lapsing.message.id,
    });
    await ana.waitForButton('Activate again', { on: lapsed.message.id });
    const texts = (await ben.messages()).map(({ summary = '' }) => summary);
    assert.ok(texts.filter((text) => text.startsWith('Still waiting')).length <= 3, texts.join('\n'));
  });

  for (const cardActions of ['execute', 'submit'] as const) {
    it(`brings the form again after the end to whoever wished for it (${cardActions})`, async () => {
      world = await awake({ cardActions });
      const gus = world.person('Gus');
      await gus.say('activate helpdesk 1h because on call tonight');
      await gus.waitForCard(/Active until/);
      await world.forward(46);
      const ending = await gus.waitForCard(/Helpdesk Administrator ends in 1\d minutes/);
      await gus.press('Activate again afterwards', {}, { on: ending.message.id });
      await gus.waitForCard(/When it has ended, I bring you the form/);
      await world.forward(16);
      const form = await gus.waitForCard(/Activate a role/, { after: ending.message.id });
      assert.match(JSON.stringify(form.card), /on call tonight/);
      await gus.waitForCard(/The form to activate it again is below/);
      const notices = (await gus.messages()).filter(({ summary = '' }) =>
        summary.includes('not active any more'),
      );
      assert.ok(notices.length <= 1, 'the form says as much as a notice would');
    });
  }

  it('says honestly that a running activation cannot be extended, and offers what works', async () => {
    world = await awake();
    const gus = world.person('Gus');
    await gus.say('activate helpdesk 1h because on call tonight');
    await gus.waitForCard(/Active until/);
    await gus.say('extend helpdesk');
    const early = await gus.waitForCard(/PIM cannot prolong a running activation/);
    assert.match(early.text, /five minutes after its activation at the earliest/);
    await world.forward(6);
    await gus.say('extend helpdesk');
    const later = await gus.waitForCard(/You can deactivate it and activate it again/);
    await gus.press('Deactivate and activate again', {}, { on: later.message.id });
    await gus.waitForCard(/Deactivated/);
    await gus.waitForCard(/Activate a role/, { after: later.message.id });
  });

  it('asks administrators for more time with an eligibility that ends soon', async () => {
    world = await awake();
    const gus = world.person('Gus');
    await gus.say('my roles');
    await gus.press('Ask for extension');
    const asked = await gus.waitForCard(/Asked for more time/);
    assert.match(asked.text, /An administrator decides it in the Entra admin center/);
    const calls = await world.control.calls(/roleEligibilityScheduleRequests$/);
    const [post] = calls.filter(({ method }) => method === 'POST');
    assert.equal(post?.actor, world.idOf('Gus'));
    assert.ok(post.scopes.includes('RoleEligibilitySchedule.ReadWrite.Directory'));
    for (const list of ['my roles', 'digest now']) {
      const mark = await gus.mark();
      await gus.say(list);
      const told = await gus.waitForCard(/Extension asked for; an administrator decides/, { after: mark });
      assert.doesNotMatch(told.text, /Ask for extension/);
    }
  });
});

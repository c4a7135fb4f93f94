import assert from 'node:assert/strict';
import { openWorld, type World } from '../support/world.ts';

describe('extend', () => {
  let world: World;

  afterEach(() => world.close());

  it('answers about the role that was typed, and about no other', async () => {
    world = await openWorld();
    const gus = world.person('Gus');
    await gus.say('activate helpdesk 1h because on call');
    await gus.waitForCard(/Active until/);
    await gus.say('extend groups admin');
    await gus.waitForText(/No role that is active fits “groups admin”/);
    for (const line of [
      'extend helpdesk admin for another 2 hours',
      'verlängere die Rolle Helpdesk um eine Stunde',
      'extend it by an hour please',
    ]) {
      const after = await gus.mark();
      await gus.say(line);
      await gus.waitForCard(/PIM cannot prolong a running activation. Helpdesk Administrator is active/, {
        after,
      });
    }
  });

  for (const cardActions of ['execute', 'submit'] as const) {
    it(`asks which one where several are active (${cardActions})`, async () => {
      world = await openWorld({ cardActions });
      const ana = world.person('Ana');
      for (const role of ['security reader', 'teams admin']) {
        const after = await ana.mark();
        await ana.say(`activate ${role} 1h because a`);
        await ana.waitForCard(/Active until/, { after });
      }
      await ana.say('extend security');
      const one = await ana.waitForCard(/“security” does not say exactly[\s\S]*want to extend/);
      assert.match(one.text, /Security Reader/);
      assert.doesNotMatch(one.text, /Teams Administrator/);
      await ana.say('extend');
      const both = await ana.waitForCard(/^Which role\s+Which one do you want to extend/, {
        after: one.message.id,
      });
      assert.match(both.text, /Security Reader[\s\S]*Teams Administrator/);
      await ana.press('Choose 2', {}, { on: both.message.id });
      await ana.waitForCard(/PIM cannot prolong a running activation. Teams Administrator is active/);
    });
  }

  it('offers to ask for more time with an eligibility that ends soon and is not active', async () => {
    world = await openWorld();
    const gus = world.person('Gus');
    await gus.say('extend helpdesk');
    const offer = await gus.waitForCard(
      /Eligibility that ends soon[\s\S]*Helpdesk Administrator[\s\S]*eligible until/,
    );
    assert.match(offer.text, /An administrator decides it in the Entra admin center, and nowhere else/);
    assert.deepEqual(await world.control.calls(/roleEligibilityScheduleRequests$/), []);
    await gus.say('extend');
    await gus.waitForCard(/Eligibility that ends soon/, { after: offer.message.id });
    await gus.press('Ask for extension', {}, { on: offer.message.id });
    await gus.waitForCard(/Asked for more time/);
    const after = await gus.mark();
    await gus.say('extend');
    const asked = await gus.waitForCard(/Eligibility that ends soon[\s\S]*Extension asked for/, { after });
    assert.doesNotMatch(asked.text, /You can ask/);
    await world.person('Ben').say('extend');
    await world.person('Ben').waitForText(/PIM cannot prolong a running activation/);
  });
});

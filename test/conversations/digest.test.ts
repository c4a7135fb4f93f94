import assert from 'node:assert/strict';
import { openWorld, type World } from '../support/world.ts';

describe('the digest', () => {
  let world: World;

  afterEach(() => world.close());

  it('tells on demand what is active, what waits and what ends soon', async () => {
    world = await openWorld();
    const gus = world.person('Gus');
    await gus.say('digest now');
    await gus.waitForCard(/Helpdesk Administrator/);
    await world.person('Ana').say('activate exchange admin 1h because mailbox');
    const ben = world.person('Ben');
    await ben.waitForButton('Approve');
    const mark = await ben.mark();
    await ben.say('digest');
    await ben.waitForCard(/Ana Ruiz/, { after: mark });
  });

  it('comes once on a weekday morning, and not to those who turned it off', async () => {
    world = await openWorld();
    const gus = world.person('Gus');
    const { now } = await world.control.clock();
    // To nine o'clock in Lagos (UTC+1) of the next Wednesday.
    const target = new Date(now);
    target.setUTCDate(target.getUTCDate() + ((3 - target.getUTCDay() + 7) % 7 || 7));
    target.setUTCHours(7, 50, 0, 0);
    const mark = await gus.mark();
    await world.forward((target.getTime() - new Date(now).getTime()) / 60_000);
    await gus.waitForCard(/Helpdesk Administrator/, { after: mark, deadlineMs: 45_000 });
    const count = async (): Promise<number> =>
      (await gus.messages()).filter(
        ({ summary, attachments }) => /end/i.test(summary ?? '') && attachments !== undefined,
      ).length;
    const before = await count();
    await gus.say('digest off');
    await gus.waitForText(/will not come/);
    await world.forward(60);
    assert.equal(await count(), before);
  });
});

import { setTimeout as pause } from 'node:timers/promises';
import { openWorld, type World } from '../support/world.ts';

const POLL_MS = 20;
/** Until the card that was moved has taken the place of the one that is being drawn. */
const HELD_MS = 3_000;

describe('a card that is shown anew while it is being drawn', () => {
  let world: World;

  beforeEach(async () => {
    world = await openWorld({ installedFor: ['Ana', 'Ben', 'Chi'] });
  });

  afterEach(() => world.close());

  it('is drawn where it lies now, and not where it lay', async () => {
    const ana = world.person('Ana');
    await ana.say('activate exchange admin 1h because mailbox stuck');
    await ana.waitForCard(/2 of 3 have the request/);
    const updates = { method: 'PUT', path: '^/teams/' };
    const id = await world.control.faults.add({ match: updates, holdMs: HELD_MS });
    await world.person('Dara').install();
    while (await world.control.faults.isWaiting(id)) await pause(POLL_MS);
    await ana.say('cancel');
    await ana.waitForCard(/Canceled/);
  });
});

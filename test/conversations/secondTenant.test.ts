import assert from 'node:assert/strict';
import { openWorld, type World } from '../support/world.ts';

describe('the unchanged bot in a second, different tenant', () => {
  let world: World;

  afterEach(() => world.close());

  it('activates, approves and ends as in the first', async () => {
    world = await openWorld({ tenant: 'fjord' });
    const oda = world.person('Oda');
    await oda.say('activate exchange admin 1h because mailbox ticket INC77');
    await oda.waitForCard('Waiting for approval');
    await world.person('Per').press('Approve', { comment: 'yes' });
    await oda.waitForCard(/Active until/);
    await world.person('Tor').waitForCard(/Per Øvrebø approved it/);
    await world.forward(62);
    await oda.waitForCard(/ended|over/i);
  });

  it('reads its lists page by page and its errors in their own shape', async () => {
    world = await openWorld({ tenant: 'fjord' });
    const oda = world.person('Oda');
    await oda.say('my roles');
    const card = await oda.waitForCard(/Exchange Administrator[\s\S]*User Administrator/);
    assert.match(card.text, /Teams Administrator/);
    await oda.say('activate exchange admin 3h because mailbox INC77');
    await oda.waitForCard(/at most 1 hour 45 minutes/);
  });

  it('sends scope and name of an administrative unit as they are there', async () => {
    world = await openWorld({ tenant: 'fjord' });
    const siv = world.person('Siv');
    await siv.say('activate helpdesk admin 30m because laptop');
    const card = await siv.waitForCard(/Active until/);
    assert.match(card.text, /Voss/);
  });
});

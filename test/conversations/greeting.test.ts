import assert from 'node:assert/strict';
import { openWorld, type World } from '../support/world.ts';

describe('meeting somebody', () => {
  let world: World;

  afterEach(() => world.close());

  it('says what it is, why it writes, and one thing to try', async () => {
    world = await openWorld({ installedFor: [] });
    const jun = world.person('Jun');
    await jun.install();
    const card = await jun.waitForCard(/I write when/);
    assert.match(card.text, /My roles/);
  });

  it('asks for a private talk in a team', async () => {
    world = await openWorld({ installedFor: [] });
    const post = (path: string, body: object): Promise<Response> =>
      fetch(`${world.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    await post('/client/teams-channel', { oid: world.idOf('Ana') });
    const channel = JSON.stringify(await (await fetch(`${world.url}/client/teams-channel`)).json());
    assert.match(channel, /private|in a chat|personal/i);
  });

  it('shows a guest nothing', async () => {
    world = await openWorld({ installedFor: [] });
    const ivo = world.person('Ivo');
    await ivo.say('my roles');
    await ivo.waitForText(/members of this organization/);
    assert.deepEqual(await world.control.calls(/filterByCurrentUser/), []);
  });

  it('does not write to those who removed it', async () => {
    world = await openWorld();
    await world.person('Ben').uninstall();
    await world.person('Ana').say('activate exchange admin 1h because mailbox');
    const card = await world.person('Ana').waitForCard(/Ben Okafor does not have Latchkey/);
    assert.ok(card);
  });
});
